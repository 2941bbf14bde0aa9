"""Sessions and one-time links; of both only a hash is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

import peewee

from tracker.accounts.models.people import Person, tidy_email
from tracker.db import Capped, Chosen, Instant, Record
from tracker.rules import N_, Word

IDLE = dt.timedelta(hours=12)
AT_MOST = dt.timedelta(days=7)
REMEMBERED = dt.timedelta(days=14)
SEEN_EVERY = dt.timedelta(minutes=5)


class Session(Record):
    """One signed-in browser. Signing out deletes the row, so that a copied cookie opens nothing."""

    person = peewee.ForeignKeyField(Person, backref="sessions", on_delete="CASCADE")
    token_hash = peewee.FixedCharField(max_length=64, unique=True)
    started_at = Instant()
    seen_at = Instant()
    remembered = peewee.BooleanField(default=False)
    agent = Capped(200, default="")

    @classmethod
    def open(cls, person: Person, *, at: dt.datetime, remembered: bool = False, agent: str = "") -> tuple[Session, str]:
        """Sign somebody in. Reset links that were on their way die with it.

        Returns:
            The session, and its token, which is given out only here.
        """
        token = secrets.token_urlsafe(32)
        Ticket.void(person, Purpose.reset)
        row = cls.create(
            person=person, token_hash=digest(token), started_at=at, seen_at=at, remembered=remembered, agent=agent[:200]
        )
        return row, token

    @classmethod
    def behind(cls, token: str, at: dt.datetime) -> Session | None:
        """The live session that this token opens, with its person; None when it ended or its person is disabled."""
        session = (
            cls.select(cls, Person).join(Person).where(cls.token_hash == digest(token), Person.disabled_at.is_null()).first()
        )
        return session if session and session.is_live(at) else None

    @classmethod
    def end_all(cls, person: Person, but: Session | None = None) -> int:
        """End every session of a person, perhaps but one. Returns how many ended."""
        return cls.delete().where(cls.person == person, cls.id != (but.id if but else 0)).execute()

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove sessions that have run out. Returns how many."""
        unremembered = ~cls.remembered & ((cls.seen_at < at - IDLE) | (cls.started_at < at - AT_MOST))
        return cls.delete().where((cls.remembered & (cls.started_at < at - REMEMBERED)) | unremembered).execute()

    def touch(self, at: dt.datetime) -> None:
        """Note that it was used; at most every few minutes, so that reading pages rarely writes."""
        if at - self.seen_at > SEEN_EVERY:
            self.seen_at = at
            self.save()

    def end(self) -> None:
        self.delete_instance()

    def is_live(self, at: dt.datetime) -> bool:
        if self.remembered:
            return at - self.started_at < REMEMBERED
        return at - self.seen_at < IDLE and at - self.started_at < AT_MOST


class Purpose(Word):
    first_admin = "first_admin", N_("First administrator")
    invitation = "invitation", N_("Invitation")
    registration = "registration", N_("Registration")
    reset = "reset", N_("New password")


LIFETIMES = {
    Purpose.first_admin: dt.timedelta(days=7),
    Purpose.invitation: dt.timedelta(days=14),
    Purpose.registration: dt.timedelta(hours=24),
    Purpose.reset: dt.timedelta(minutes=10),
}


class Ticket(Record):
    """A one-time link. Using it deletes the row: of twenty who try at once, one wins."""

    purpose = Chosen(Purpose)
    token_hash = peewee.FixedCharField(max_length=64, unique=True)
    email = Capped(254, default="")
    person = peewee.ForeignKeyField(Person, null=True, backref="tickets", on_delete="CASCADE")
    carries = peewee.JSONField(default=dict)
    expires_at = Instant()

    @classmethod
    def issue(cls, purpose: Purpose, *, at: dt.datetime, email: str = "", person: Person | None = None, carries=None) -> str:
        """Make a link and return its token. An earlier link of the same kind to the same person or address is void.

        Args:
            carries: What the link brings along, such as the unit and role of an invitation; plain JSON.
        """
        if person:
            cls.void(person, purpose)
        else:
            cls.delete().where(cls.purpose == purpose, cls.email == tidy_email(email), cls.person.is_null()).execute()
        token = secrets.token_urlsafe(32)
        cls.create(
            purpose=purpose,
            token_hash=digest(token),
            email=tidy_email(email),
            person=person,
            carries=carries or {},
            expires_at=at + LIFETIMES[purpose],
        )
        return token

    @classmethod
    def shown(cls, token: str, *purposes: Purpose, at: dt.datetime) -> Ticket | None:
        """The link behind a token, still unused; for showing the form that it leads to."""
        return cls.select().where(cls.token_hash == digest(token), cls.purpose.in_(purposes), cls.expires_at > at).first()

    def use(self) -> bool:
        """Use it up. True for exactly one caller."""
        return Ticket.delete().where(Ticket.id == self.id, Ticket.token_hash == self.token_hash).execute() == 1

    @classmethod
    def void(cls, person: Person, *purposes: Purpose) -> None:
        """Void a person's links, all of them when no purpose is named."""
        cls.delete().where(cls.person == person, cls.purpose.in_(purposes or tuple(Purpose))).execute()


def digest(token: str) -> str:
    """What is kept of a token. It has 256 bits of chance, so a plain hash suffices."""
    return hashlib.sha256(token.encode()).hexdigest()
