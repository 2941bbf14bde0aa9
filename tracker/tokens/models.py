"""Access tokens; only a hash of the secret is kept."""

from __future__ import annotations

import base64
import datetime as dt
import re
import secrets
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.accounts.models.login_mixin import LOCKS
from tracker.accounts.models.one_time_link import token_digest
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import (
    BaseModel,
    CheckedCharField,
    PublicId,
    UTCDateTimeField,
    waiting_at_most,
)
from tracker.moments import is_recent
from tracker.prepared import Parameter, Prepared
from tracker.tokens.enums import FOR_ADMINS, FOR_SERVICES, Scope

# By which programs that look for lost secrets know one
PREFIX = "forsoeg_"
# What stands in a mail address, of which some servers make small letters
MAIL_SECRET = re.compile(r"[a-z2-7]{26}")
LIFETIMES = (30, 90, 365)  # days
MOST = 30  # tokens of one person
USED_EVERY = dt.timedelta(minutes=5)
# How long one that has run out is still listed
LISTED = dt.timedelta(days=30)


class AccessToken(BaseModel):
    """A secret that lets a program in, for some of what its owner may do.

    Attributes:
        person: The owner; None for a service, which sees what everybody may see.
        scopes: Values of `Scope` with spaces between them.
        hint: The end of the secret, by which people tell their tokens apart; "" of those
            that a directory had before there was a hint.
    """

    person = peewee.ForeignKeyField(
        Person, backref="access_tokens", null=True, on_delete="CASCADE"
    )
    name = CheckedCharField(80)
    token_hash = peewee.FixedCharField(max_length=64, unique=True)
    hint = CheckedCharField(4)
    scopes = CheckedCharField(120)
    made_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()
    used_at = UTCDateTimeField(null=True)
    public_id = PublicId()

    class Meta:
        constraints = [peewee.Check("name <> ''"), peewee.Check("scopes <> ''")]

    # Making

    @classmethod
    def add(
        cls,
        *,
        by: Person | None,
        name: str,
        scopes: Iterable[Scope],
        days: int,
        at: dt.datetime,
        service: bool = False,
    ) -> tuple[AccessToken, str]:
        """Make a token.

        Args:
            by: None for the operator at the command line, who makes those of services.
            service: Whether it belongs to no person.

        Returns:
            The token, and its secret, which is given out only here.

        Raises:
            ValidationFailed: A value is missing, or the person may not give such rights.
        """
        chosen = [scope for scope in Scope if scope in set(scopes)]
        answers = {"name": name, "days": days}
        raise_if_errors(
            required(answers, ["name"])
            + length_errors(answers, cls)
            + _scope_errors(chosen, by, service)
            + _lifetime_errors(days)
        )
        secret = _new_secret(chosen)
        owner = by
        if service:
            owner = None
        with cls._meta.database.atomic():
            raise_if_errors(_too_many(cls.owned_by(owner)))
            row = cls.create(
                person=owner,
                name=name,
                token_hash=token_digest(secret),
                hint=secret[-4:],
                scopes=" ".join(chosen),
                made_at=at,
                expires_at=at + dt.timedelta(days=days),
            )
            row._note(EventType.token_made)
        return row, secret

    @classmethod
    def by_secret(cls, secret: str, at: dt.datetime) -> AccessToken | None:
        """The token of a secret, with its owner.

        None when it has run out, or when its owner's account is closed.
        """
        row = _by_token_hash.first(token_hash=token_digest(secret))
        if row is None or row.expires_at <= at:
            return None
        if row.person_id and not row.person.is_active:
            return None
        return row

    @classmethod
    def owned_by(cls, person: Person | None) -> peewee.ModelSelect:
        """The tokens of a person, or of services."""
        owner = cls.person.is_null()
        if person is not None:
            owner = cls.person == person
        return cls.select().where(owner)

    # Verbs

    def end(self) -> None:
        """Let it open nothing any more."""
        with self._meta.database.atomic():
            if self.delete_instance():
                self._note(EventType.token_ended)

    @classmethod
    def end_all(cls, person: Person, but=None) -> None:
        """End every token of a person, whatever session stays."""
        with cls._meta.database.atomic():
            ended = cls.delete().where(cls.person == person).execute()
            if ended:
                AuditEvent.record(EventType.token_ended, on=person, detail=str(ended))

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove those that ran out long ago. Returns how many."""
        return cls.delete().where(cls.expires_at < at - LISTED).execute()

    def touch(self, at: dt.datetime) -> None:
        """Note that it was used; at most every few minutes, and without waiting.

        Raises:
            peewee.OperationalError: Somebody else is writing; the next use will note it.
        """
        if not is_recent(self.used_at, USED_EVERY, at):
            with waiting_at_most(0):
                AccessToken.update(used_at=at).where(
                    AccessToken.id == self.id
                ).execute()

    # Predicates

    def allows(self, scope: Scope) -> bool:
        """Whether it opens this, as its owner's rights stand now."""
        if scope not in self.chosen_scopes():
            return False
        owner_may = self.person_id is None or self.person.is_admin
        return scope not in FOR_ADMINS or owner_may

    def chosen_scopes(self) -> list[Scope]:
        """What it was made for."""
        return [Scope(word) for word in self.scopes.split()]

    @property
    def is_service(self) -> bool:
        return self.person_id is None

    # Private

    def _note(self, what: EventType) -> None:
        """Note it in the audit log: whose, and what for; never its name."""
        if self.is_service:
            AuditEvent.record(what, detail=f"service: {self.scopes}")
        else:
            AuditEvent.record(what, on=self.person, detail=self.scopes)


def service_viewer(locale: str = "da") -> Person:
    """The viewer of a service: a person of no unit, who is in no row.

    Whatever begins at what a viewer may see gives it what everybody may see.
    """
    return Person(id=0, unit=0, name="", email="", locale=locale)


def _new_secret(scopes: list[Scope]) -> str:
    if Scope.mail in scopes:
        return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
    return PREFIX + secrets.token_urlsafe(32)


def _scope_errors(
    scopes: list[Scope], by: Person | None, service: bool
) -> list[FieldError]:
    if not scopes:
        return [FieldError("scopes", N_("Choose at least one."))]
    not_yours = N_("Only administrators can give this right.")
    dangerous = service or set(scopes).intersection(FOR_ADMINS)
    if by is not None and not by.is_admin and dangerous:
        return [FieldError("scopes", not_yours)]
    if service and not set(scopes) <= set(FOR_SERVICES):
        nobody = N_("A service belongs to nobody, so it cannot write or have own days.")
        return [FieldError("scopes", nobody)]
    if Scope.mail in scopes and len(scopes) > 1:
        alone = N_("A mail address travels in the open: make it alone.")
        return [FieldError("scopes", alone)]
    return []


def _lifetime_errors(days: int) -> list[FieldError]:
    if days in LIFETIMES:
        return []
    return [FieldError("days", N_("Choose one of the answers."))]


def _too_many(rows: peewee.ModelSelect) -> list[FieldError]:
    if rows.count() < MOST:
        return []
    message = N_("There are %(n)s already. End one that is no longer used first.")
    return [FieldError("", message, {"n": MOST})]


LOCKS.append(AccessToken.end_all)


# Asked by every call of a program
_by_token_hash = Prepared(
    lambda: (
        AccessToken.select(AccessToken, Person)
        .join(Person, peewee.JOIN.LEFT_OUTER)
        .where(AccessToken.token_hash == Parameter("token_hash"))
        .limit(1)
    )
)
