"""One-time links; only a hash of each is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

import peewee

from tracker.accounts.models.administration import AFTER_ADDRESS_CHANGE
from tracker.accounts.models.email_address import address_problems, tidy_email
from tracker.accounts.models.login_mixin import LOCKS
from tracker.accounts.models.person import Person, Role
from tracker.accounts.models.unit import Unit
from tracker.audit.models import AuditEvent, EventType
from tracker.core.enums import LabelledEnum
from tracker.core.validation import (
    N_,
    ErrorList,
    FieldError,
    ValidationFailed,
    length_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.moments import is_ahead, is_recent


class Purpose(LabelledEnum):
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
ASKED_BY_ANYBODY = (Purpose.registration, Purpose.reset)


class OneTimeLink(BaseModel):
    """A one-time link. Using it deletes the row: of twenty who try at once, one wins."""

    purpose = EnumCharField(Purpose)
    token_hash = peewee.FixedCharField(max_length=64, unique=True)
    email = CheckedCharField(254, default="")
    person = peewee.ForeignKeyField(
        Person, null=True, backref="one_time_links", on_delete="CASCADE"
    )
    payload = peewee.JSONField(default=dict)
    expires_at = UTCDateTimeField()

    @classmethod
    def issue(
        cls,
        purpose: Purpose,
        *,
        at: dt.datetime,
        email: str = "",
        person: Person | None = None,
        carries=None,
    ) -> str:
        """Make a link and return its token.

        Earlier ones of the same kind to the same person or address are void.

        Where anybody may ask for one, the last before it stays: else whoever asks in
        somebody's name would make the link void that is just being opened.

        Args:
            carries: What the link brings along, such as the unit and role of an
                invitation; plain JSON.
        """
        token = secrets.token_urlsafe(32)
        with cls._meta.database.atomic():
            cls._void_earlier(purpose, tidy_email(email), person)
            cls.create(
                purpose=purpose,
                token_hash=token_digest(token),
                email=tidy_email(email),
                person=person,
                payload=carries or {},
                expires_at=at + LIFETIMES[purpose],
            )
        return token

    @classmethod
    def _void_earlier(cls, purpose: Purpose, email: str, person: Person | None) -> None:
        """Delete earlier links of this purpose; the last stays where anybody may ask for one."""
        holder = (cls.email == email) & cls.person.is_null()
        if person:
            holder = cls.person == person
        earlier = cls.select(cls.id).where(cls.purpose == purpose, holder)
        void = [row.id for row in earlier.order_by(cls.id.desc())]
        if purpose in ASKED_BY_ANYBODY:
            void = void[1:]
        cls.delete().where(cls.id.in_(void)).execute()

    @classmethod
    def invite(
        cls,
        *,
        at: dt.datetime,
        email: str,
        name="",
        title="",
        unit: Unit | None = None,
        role=Role.employee,
        by: int | None = None,
    ) -> str:
        """Invite somebody; they choose the password themselves.

        Returns the token of the link.

        Args:
            by: Who asked for it, where that is not whoever sends the request.

        Raises:
            ValidationFailed: The address is malformed, a text too long, or there is
                already an account.
        """
        errors = invitation_problems(email=email, name=name, title=title)
        ErrorList(errors).raise_if_any()
        carries = {
            "name": name,
            "title": title,
            "unit": unit and unit.id,
            "role": role.value,
        }
        AuditEvent.record(EventType.invited, by=by, detail=role.value)
        return cls.issue(Purpose.invitation, at=at, email=email, carries=carries)

    @classmethod
    def enter(cls, person: Person, at: dt.datetime) -> str:
        """A link for somebody to choose a password: the first one in two weeks' time, a
        new one at once. Returns its token.
        """
        AuditEvent.record(EventType.link_made, on=person)
        purpose = Purpose.reset if person.password_hash else Purpose.invitation
        return cls.issue(purpose, at=at, person=person)

    @classmethod
    def shown(
        cls, token: str, *purposes: Purpose, at: dt.datetime
    ) -> OneTimeLink | None:
        """The unused link of a token, for showing its form."""
        one_time_link = cls.get_or_none(
            cls.token_hash == token_digest(token), cls.purpose.in_(purposes)
        )
        if one_time_link and one_time_link.is_live(at):
            return one_time_link
        return None

    def welcome(
        self, *, at: dt.datetime, name: str, unit: Unit, password: str | None, **more
    ) -> Person:
        """Make the account that the link promises, and use the link up.

        Args:
            password: None for somebody who signs in by the identity provider.
            unit: One that there is, or one with only a name, which is made.
            more: email, where the link names none, and locale.

        Raises:
            ValidationFailed: The link is used, or a rule of the account is broken.
        """
        more = {"email": self.email} | more
        if "title" in self.payload:
            more["title"] = self.payload["title"]
        person = Person.prepared(
            at=at, name=name, unit=unit, role=self.role, password=password, **more
        )
        with self._meta.database.atomic():
            self._spend()
            # Nobody needs another
            OneTimeLink.delete().where(
                OneTimeLink.email == person.email, OneTimeLink.person.is_null()
            ).execute()
            if not unit.id:
                person.unit = Unit.named(unit.name)
            return person.insert_prepared()

    def set_password(self, password: str) -> None:
        """Set the password of the person whom the link is for, and use the link up:
        sessions and other links end.

        Raises:
            ValidationFailed: The link is used, or the password too easy to guess.
        """
        hash = self.person.hash_of(password)
        with self._meta.database.atomic():
            # The person before the link, as all who write both: else two could wait for each other
            self.person.is_usable()
            self._spend()
            self.person.set_password_hash(hash)

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove links that have run out. Returns how many."""
        ahead = is_ahead(cls.expires_at, at + max(LIFETIMES.values()))
        return cls.delete().where((cls.expires_at < at) | ahead).execute()

    def is_live(self, at: dt.datetime) -> bool:
        """Whether it has not run out, and was made before now."""
        lasts = LIFETIMES[self.purpose]
        return is_recent(self.expires_at - lasts, lasts, at)

    @property
    def role(self) -> Role:
        """The role of the account that it promises."""
        if self.purpose is Purpose.first_admin:
            return Role.admin
        return Role(self.payload.get("role") or Role.employee)

    @property
    def unit(self) -> Unit | None:
        """The unit of the account that it promises, if it says which."""
        if self.payload.get("unit"):
            return Unit.get_or_none(Unit.id == self.payload.get("unit"))
        return None

    def use(self) -> bool:
        """Delete the link. True for exactly one caller."""
        return (
            OneTimeLink.delete()
            .where(OneTimeLink.id == self.id, OneTimeLink.token_hash == self.token_hash)
            .execute()
            == 1
        )

    def withdraw(self) -> None:
        """Take an invitation back before it is used."""
        with self._meta.database.atomic():
            if self.use():
                AuditEvent.record(
                    EventType.invitation_withdrawn, detail=self.role.value
                )

    def _spend(self) -> None:
        if not self.use():
            raise ValidationFailed(FieldError("", N_("This link has been used.")))

    @classmethod
    def void(cls, person: Person, *purposes: Purpose) -> None:
        """Void a person's links, all of them when no purpose is named."""
        cls.delete().where(
            cls.person == person, cls.purpose.in_(purposes or tuple(Purpose))
        ).execute()


LOCKS.append(lambda person, but: OneTimeLink.void(person))
AFTER_ADDRESS_CHANGE.append(OneTimeLink.void)


def invitation_problems(
    *, email: str, name: str = "", title: str = ""
) -> list[FieldError]:
    """Everything that an invitation demands; the same for one and for a list of them."""
    errors = roster_problems(email=email, name=name, title=title)
    taken = Person.at_address(email) is not None
    errors.add_if(taken, "email", N_("There is already an account with this address."))
    return errors


def roster_problems(*, email: str, name: str = "", title: str = "") -> ErrorList:
    """The same of somebody who may have an account already."""
    answers = {"email": tidy_email(email), "name": name, "title": title}
    errors = ErrorList(required(answers, ["email"]))
    errors += length_errors(answers, Person)
    errors += address_problems(answers["email"])
    return errors


def token_digest(token: str) -> str:
    """The hash of a token, as it is stored.

    A token has 256 random bits, so a plain hash suffices.
    """
    return hashlib.sha256(token.encode()).hexdigest()
