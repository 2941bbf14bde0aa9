"""Sessions of signed-in browsers; only a hash of the token is kept."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

import peewee

from tracker.accounts.models.identity import Identity
from tracker.accounts.models.login_mixin import LOCKS
from tracker.accounts.models.one_time_link import OneTimeLink, Purpose, token_digest
from tracker.accounts.models.person import Person
from tracker.accounts.models.role import Role
from tracker.accounts.models.setting import Setting
from tracker.accounts.models.unit import Unit
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField, waiting_at_most
from tracker.moments import is_ahead, is_recent
from tracker.prepared import Parameter, Prepared

NO_MATCH = N_("The mail address and the password do not belong together.")
IDLE = dt.timedelta(hours=12)
AT_MOST = dt.timedelta(days=7)
REMEMBER_DAYS = "remember_days"  # the setting: days without a visit
REMEMBERED = dt.timedelta(days=90)
REMEMBERED_LONGEST = dt.timedelta(days=180)
# Of whoever may close accounts, or sees what is hidden: from the sign-in, not the last visit
REMEMBERED_WITH_RIGHTS = dt.timedelta(days=14)
WITH_RIGHTS = (Role.admin, Role.facilitator)
SEEN_EVERY = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class ProviderLogin:
    """A sign-in by the identity provider, as a session keeps it.

    Attributes:
        sid: The provider's own session, which it may end later.
        proved_at: When the person last showed the provider who it is, as far as told.
        ends_at: Until when the provider lets the session last, as far as told.
        id_token: Shown to the provider when signing out there.
    """

    identity: Identity
    sid: str = ""
    proved_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    id_token: str = ""

    def columns(self, at: dt.datetime, role: Role) -> dict:
        """The columns of the session."""
        ends_at = self.ends_at
        if ends_at:
            ends_at = min(ends_at, at + _longest(role))
        return {
            "identity": self.identity,
            "sid": self.sid or None,
            "proved_at": self.proved_at,
            "ends_at": ends_at,
            "id_token": self.id_token or None,
        }


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
    # Of a sign-in by the identity provider
    identity = peewee.ForeignKeyField(
        Identity, null=True, backref="sessions", on_delete="CASCADE"
    )
    sid = CheckedCharField(255, null=True)
    ends_at = UTCDateTimeField(null=True)
    id_token = peewee.TextField(null=True)

    @classmethod
    def open(
        cls,
        person: Person,
        *,
        at: dt.datetime,
        remembered: bool = False,
        agent: str = "",
        provider: ProviderLogin | None = None,
    ) -> tuple[Session, str]:
        """Sign somebody in. Reset links that were on their way die with it.

        Args:
            provider: The sign-in by the identity provider, where it was one.

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
            columns = {"proved_at": at}
            if provider:
                columns = provider.columns(at, person.role)
            row = cls.create(
                person=person,
                token_hash=token_digest(token),
                started_at=at,
                seen_at=at,
                remembered=remembered,
                agent=agent,
                **columns,
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
    def end_by_password(cls, people) -> int:
        """End the sessions of people that began with a password. Returns how many.

        Args:
            people: Their ids, or a query of them.
        """
        theirs = cls.person.in_(people) & cls.identity.is_null()
        return cls.delete().where(theirs).execute()

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove sessions that have run out. Returns how many."""
        by_itself = cls.ends_at.is_null()
        unremembered = ~cls.remembered & (
            (cls.seen_at < at - IDLE) | (cls.started_at < at - AT_MOST)
        )
        with_rights = Person.select(Person.id).where(Person.role.in_(WITH_RIGHTS))
        unvisited = cls.remembered & (cls.seen_at < at - remembered_for())
        began = cls.started_at < at - REMEMBERED_WITH_RIGHTS
        too_long = cls.remembered & began & cls.person.in_(with_rights)
        ahead = is_ahead(cls.started_at, at)
        over = (by_itself & (unremembered | unvisited | too_long)) | (cls.ends_at < at)
        return cls.delete().where(over | ahead).execute()

    @classmethod
    def end_at_provider(
        cls, issuer: str, *, sid: str | None, subject: str | None
    ) -> int:
        """End the sessions that the provider says are over: those of its session, else
        all of the person. Returns how many ended.
        """
        found = Identity.select(Identity.id).where(Identity.issuer == issuer)
        if subject:
            found = found.where(Identity.subject == subject)
        rows = cls.select(cls, Person).join(Person).where(cls.identity.in_(found))
        if sid:
            rows = rows.where(cls.sid == sid)
        with cls._meta.database.atomic():
            ended = list(rows)
            for row in ended:
                row.end()
        return len(ended)

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

    def prove(self, at: dt.datetime, provider: ProviderLogin | None = None) -> str:
        """The person has shown again who it is.

        Returns the session's new token; the one before opens nothing any more.
        """
        token = secrets.token_urlsafe(32)
        self.proved_at = at
        self.token_hash = token_digest(token)
        changed = [Session.proved_at, Session.token_hash]
        if provider:
            self.sid = provider.sid or None
            self.id_token = provider.id_token or None
            changed += [Session.sid, Session.id_token]
        self.save(only=changed)
        return token

    def is_proved(self, at: dt.datetime, within: dt.timedelta) -> bool:
        """Whether the person has shown who it is within this time."""
        return is_recent(self.proved_at, within, at)

    def end(self) -> None:
        with self._meta.database.atomic():
            AuditEvent.record(EventType.signed_out, on=self.person, by=self.person_id)
            self.delete_instance()

    def is_live(self, at: dt.datetime) -> bool:
        if self.ends_at:
            return at < self.ends_at and not is_ahead(self.started_at, at)
        if self.remembered and self.person.role in WITH_RIGHTS:
            return is_recent(self.started_at, REMEMBERED_WITH_RIGHTS, at)
        if self.remembered:
            last = self.seen_at
            if is_ahead(last, at):  # seen by a clock that was wrong
                last = self.started_at
            return is_recent(last, remembered_for(), at)
        return is_recent(self.seen_at, IDLE, at) and is_recent(
            self.started_at, AT_MOST, at
        )


def remembered_for() -> dt.timedelta:
    """How long a device stays signed in without a visit."""
    chosen = Setting.chosen(REMEMBER_DAYS, "")
    if chosen:
        return dt.timedelta(days=int(chosen))
    return REMEMBERED


def _longest(role: Role) -> dt.timedelta:
    if role in WITH_RIGHTS:
        return REMEMBERED_WITH_RIGHTS
    return REMEMBERED_LONGEST


LOCKS.append(Session.end_all)


# Asked by every page
_by_token_hash = Prepared(
    lambda: (
        Session.select(Session, Person, Unit)
        .join(Person)
        .join(Unit)
        .where(
            Session.token_hash == Parameter("token_hash"), Person.disabled_at.is_null()
        )
        .limit(1)
    )
)
