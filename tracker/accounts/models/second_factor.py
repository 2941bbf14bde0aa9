"""The second factor: codes of an app (TOTP, RFC 6238), and recovery codes."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Iterable

import peewee
import pyotp

from tracker.accounts.models.administration import AFTER_ROLE_CHANGE
from tracker.accounts.models.one_time_link import token_digest
from tracker.accounts.models.person import Person, Role
from tracker.accounts.models.session import NO_MATCH, Session
from tracker.accounts.models.setting import Setting
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.moments import CLOCKS_DIFFER

REQUIRED_OF = "second_factor"  # the setting: roles, or "none"
STEP = 30  # seconds that one code lasts
RECOVERY_CODES = 10
# Neither 0 nor 1, which look like letters; five bits each
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
LONG = 28
NOT_RIGHT = N_(
    "This code is not right. Codes change every half minute; is the clock of your phone right?"
)


class SecondFactor(BaseModel):
    """One person's app. It counts once a first code has shown that the app has it.

    The database keeps a salt only: the secret that the app shares is made of the salt
    and the installation's key, so that a copy of the database alone makes no code.
    """

    person = peewee.ForeignKeyField(
        Person, backref="second_factors", unique=True, on_delete="CASCADE"
    )
    salt = CheckedCharField(64)
    since = UTCDateTimeField(null=True)
    last_step = peewee.IntegerField(default=0)  # each code is taken once

    @classmethod
    def begin(cls, person: Person, salt: str | None = None) -> SecondFactor:
        """One that is being set up: not written before its first code has shown that
        the app has it.

        Args:
            salt: Of the one that was begun before; without it, a new one is made.
        """
        return cls(person=person, salt=salt or secrets.token_hex(32))

    @classmethod
    def of(cls, person: Person) -> SecondFactor | None:
        """The one in use."""
        return cls.get_or_none(cls.person == person, cls.since.is_null(False))

    @classmethod
    def is_required_of(cls, person: Person) -> bool:
        """Whether the organisation asks for it of everybody who has the person's role."""
        return person.role.value in Setting.chosen(REQUIRED_OF, "none").split(",")

    @classmethod
    def sign_out_without(cls, person: Person) -> None:
        """End the sessions of somebody who must have a code and has none.

        Where the identity provider signs people in, it asks for one itself.
        """
        unguarded = cls.is_required_of(person) and cls.of(person) is None
        if unguarded and Session.end_by_password([person.id]):
            AuditEvent.record(EventType.sessions_ended, on=person)

    @classmethod
    def require_of(cls, roles: Iterable[Role]) -> None:
        """Ask for it of these roles.

        Whoever has one of them, and no code yet, is signed out, and sets it up at the
        next sign-in.
        """
        named = sorted(role.value for role in roles)
        guarded = cls.select(cls.person).where(cls.since.is_null(False))
        with cls._meta.database.atomic():
            Setting.choose(REQUIRED_OF, ",".join(named) or "none")
            without = Person.select(Person.id).where(
                Person.role.in_(named), Person.id.not_in(guarded)
            )
            Session.end_by_password(without)

    def secret(self, key: str) -> str:
        """What the app shares, in base32 as apps take it: 160 bits.

        Args:
            key: The installation's key.
        """
        made = hmac.digest(
            key.encode(), b"second factor " + self.salt.encode(), hashlib.sha256
        )
        return base64.b32encode(made[:20]).decode()

    def address(self, key: str, organisation: str) -> str:
        """What stands in the QR code (Key URI)."""
        return pyotp.TOTP(self.secret(key)).provisioning_uri(
            name=self.person.email, issuer_name=organisation
        )

    def check_code(self, code: str, *, key: str, at: dt.datetime) -> bool:
        """Whether this is a code of now, or of half a minute before or after, that was
        not taken yet; it is taken then.
        """
        step = self.step_of(code, key=key, at=at)
        if step is None:
            return False
        latest = (at + CLOCKS_DIFFER).timestamp() // STEP
        ahead = SecondFactor.last_step > latest  # taken by a clock that was wrong
        fresh = (SecondFactor.last_step < step) | ahead
        return bool(
            SecondFactor.update(last_step=step)
            .where(SecondFactor.id == self.id, fresh)
            .execute()
        )

    def step_of(self, code: str, *, key: str, at: dt.datetime) -> int | None:
        """The half minute of which this is the code: now, or one before or after; None
        when it is of neither.
        """
        # Bytes: characters beyond ASCII cannot be compared
        typed = "".join(code.split()).encode()
        app = pyotp.TOTP(self.secret(key))
        now = int(at.timestamp()) // STEP
        steps = (
            step
            for step in (now - 1, now, now + 1)
            if hmac.compare_digest(app.generate_otp(step).encode(), typed)
        )
        return next(steps, None)

    def confirm(self, code: str, *, key: str, at: dt.datetime) -> list[str]:
        """Begin to use it, with a first code from the app.

        Other sessions stay: they were signed in by who this is.

        Returns:
            The recovery codes, which are given out only here.

        Raises:
            ValidationFailed: The code is not right, another one is in use, or the
                password was replaced in the meantime.
        """
        step = self.step_of(code, key=key, at=at)
        if not step:
            raise ValidationFailed(FieldError("code", NOT_RIGHT))
        self.since = at
        self.last_step = step
        try:
            with self._meta.database.atomic():
                if not self.person.is_usable():
                    raise ValidationFailed(FieldError("", NO_MATCH))
                self.save(force_insert=True)
                AuditEvent.record(EventType.code_on, on=self.person)
                return RecoveryCode.renew(self.person)
        except peewee.IntegrityError as error:
            raise ValidationFailed(
                FieldError("", N_("An app guards your account already."))
            ) from error

    @classmethod
    def leave(cls, person: Person) -> None:
        """Do without it again, oneself.

        Raises:
            ValidationFailed: It is required of the person's role.
        """
        if cls.is_required_of(person):
            message = N_("Your role asks for it. A new phone? Ask an administrator.")
            raise ValidationFailed(FieldError("", message))
        cls.end(person)

    @classmethod
    def end(cls, person: Person) -> None:
        """Take it away; its recovery codes are void."""
        with cls._meta.database.atomic():
            if (
                cls.delete()
                .where(cls.person == person, cls.since.is_null(False))
                .execute()
            ):
                AuditEvent.record(EventType.code_off, on=person)
            cls.delete().where(cls.person == person).execute()
            RecoveryCode.delete().where(RecoveryCode.person == person).execute()


AFTER_ROLE_CHANGE.append(SecondFactor.sign_out_without)


class RecoveryCode(BaseModel):
    """Opens the account once when the phone is lost.

    It has 140 random bits, so a plain hash suffices.

    Those of before had 80; they open the account until new ones are made, since whoever
    needs one has nothing else.
    """

    person = peewee.ForeignKeyField(
        Person, backref="recovery_codes", on_delete="CASCADE"
    )
    code_hash = peewee.FixedCharField(max_length=64, unique=True)

    @classmethod
    def renew(cls, person: Person) -> list[str]:
        """Ten new codes in place of those there were."""
        codes = [
            "".join(secrets.choice(LETTERS) for _ in range(LONG))
            for _ in range(RECOVERY_CODES)
        ]
        with cls._meta.database.atomic():
            cls.delete().where(cls.person == person).execute()
            AuditEvent.record(EventType.codes_made, on=person)
            cls.insert_many(
                [{"person": person, "code_hash": _hash(code)} for code in codes]
            ).execute()
        return [
            "-".join(code[at : at + 4] for at in range(0, LONG, 4)) for code in codes
        ]

    @classmethod
    def use(cls, person: Person, code: str) -> bool:
        """Use one up. True for exactly one caller."""
        with cls._meta.database.atomic():
            used = (
                cls.delete()
                .where(cls.person == person, cls.code_hash == _hash(code))
                .execute()
                == 1
            )
            if used:
                AuditEvent.record(EventType.recovery_used, on=person, by=person.id)
        return used


def check_code(person: Person, code: str, *, key: str, at: dt.datetime) -> bool:
    """Take a code of the app, or a recovery code, as proof; either is taken once.

    Raises:
        ValidationFailed: It is neither.
    """
    factor = SecondFactor.of(person)
    if factor and factor.check_code(code, key=key, at=at):
        return True
    if factor and RecoveryCode.use(person, code):
        return True
    raise ValidationFailed(FieldError("code", NOT_RIGHT))


def _hash(code: str) -> str:
    return token_digest("".join(c for c in code.lower() if c.isalnum()))
