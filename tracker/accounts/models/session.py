"""Sessions of signed-in browsers; only a hash of the token is kept."""

from __future__ import annotations

import datetime as dt
import secrets

import peewee

from tracker.accounts.models.login_mixin import LOCKS
from tracker.accounts.models.one_time_link import OneTimeLink, Purpose, token_digest
from tracker.accounts.models.person import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField, waiting_at_most
from tracker.moments import is_ahead, is_recent
from tracker.prepared import Parameter, Prepared

NO_MATCH = N_("The mail address and the password do not belong together.")
IDLE = dt.timedelta(hours=12)
AT_MOST = dt.timedelta(days=7)
REMEMBERED = dt.timedelta(days=14)
SEEN_EVERY = dt.timedelta(minutes=5)


class Session(BaseModel):
    """One signed-in browser. Signing out deletes the row, so that a copied cookie opens nothing."""

    person = peewee.ForeignKeyField(Person, backref="sessions", on_delete="CASCADE")
    token_hash = peewee.FixedCharField(max_length=64, unique=True)
    started_at = UTCDateTimeField()
    seen_at = UTCDateTimeField()
    remembered = peewee.BooleanField(default=False)
    agent = CheckedCharField(200, default="")
    # When the person last showed who it is, by password or code
    proved_at = UTCDateTimeField(null=True)

    @classmethod
    def open(
        cls,
        person: Person,
        *,
        at: dt.datetime,
        remembered: bool = False,
        agent: str = "",
    ) -> tuple[Session, str]:
        """Sign somebody in. Reset links that were on their way die with it.

        Returns:
            The session, and its token, which is given out only here.

        Raises:
            ValidationFailed: The account was closed or its password replaced since the
                person was read.
        """
        token = secrets.token_urlsafe(32)
        agent = "".join(filter(str.isprintable, agent))[:200]
        with cls._meta.database.atomic():
            if not person.is_usable():
                raise ValidationFailed(FieldError("", NO_MATCH))
            OneTimeLink.void(person, Purpose.reset)
            row = cls.create(
                person=person,
                token_hash=token_digest(token),
                started_at=at,
                seen_at=at,
                proved_at=at,
                remembered=remembered,
                agent=agent,
            )
            AuditEvent.record(EventType.signed_in, on=person, by=person.id)
        return row, token

    @classmethod
    def by_token(cls, token: str, at: dt.datetime) -> Session | None:
        """The live session that this token opens, with its person; None when it ended
        or its person is disabled.
        """
        session = _by_token_hash.first(token_hash=token_digest(token))
        if session and session.is_live(at):
            return session
        return None

    @classmethod
    def end_all(cls, person: Person, but: Session | None = None) -> int:
        """End every session of a person, perhaps but one. Returns how many ended."""
        with cls._meta.database.atomic():
            sessions = cls.delete().where(cls.person == person)
            if but:
                sessions = sessions.where(cls.id != but.id)
            ended = sessions.execute()
            if ended:
                AuditEvent.record(EventType.sessions_ended, on=person)
        return ended

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove sessions that have run out. Returns how many."""
        unremembered = ~cls.remembered & (
            (cls.seen_at < at - IDLE) | (cls.started_at < at - AT_MOST)
        )
        ahead = is_ahead(cls.started_at, at)
        return (
            cls.delete()
            .where(
                (cls.remembered & (cls.started_at < at - REMEMBERED))
                | unremembered
                | ahead
            )
            .execute()
        )

    def touch(self, at: dt.datetime) -> None:
        """Note that it was used; at most every few minutes, so that reading pages
        rarely writes, and never waits.

        Raises:
            peewee.OperationalError: Somebody else is writing; the next page will note it.
        """
        if not is_recent(self.seen_at, SEEN_EVERY, at):
            with waiting_at_most(0):
                Session.update(seen_at=at).where(Session.id == self.id).execute()
            self.seen_at = at

    def prove(self, at: dt.datetime) -> str:
        """The person has shown again who it is.

        Returns the session's new token; the one before opens nothing any more.
        """
        token = secrets.token_urlsafe(32)
        self.proved_at = at
        self.token_hash = token_digest(token)
        self.save(only=[Session.proved_at, Session.token_hash])
        return token

    def is_proved(self, at: dt.datetime, within: dt.timedelta) -> bool:
        """Whether the person has shown who it is within this time."""
        return is_recent(self.proved_at, within, at)

    def end(self) -> None:
        with self._meta.database.atomic():
            AuditEvent.record(EventType.signed_out, on=self.person, by=self.person_id)
            self.delete_instance()

    def is_live(self, at: dt.datetime) -> bool:
        if self.remembered:
            return is_recent(self.started_at, REMEMBERED, at)
        return is_recent(self.seen_at, IDLE, at) and is_recent(
            self.started_at, AT_MOST, at
        )


LOCKS.append(Session.end_all)


# Asked by every page
_by_token_hash = Prepared(
    lambda: (
        Session.select(Session, Person)
        .join(Person)
        .where(
            Session.token_hash == Parameter("token_hash"), Person.disabled_at.is_null()
        )
        .limit(1)
    )
)
