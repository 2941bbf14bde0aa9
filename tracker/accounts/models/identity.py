"""Who somebody is at the organisation's identity provider."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models.person import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField

CLAIMS_KEPT = dt.timedelta(days=90)
# What every token says of itself, and not of the person
TECHNICAL = frozenset(
    "iss aud azp exp iat nbf jti nonce at_hash c_hash s_hash sid rh uti ver aio".split()
)
MOST_CLAIMS = 60
LONGEST_CLAIM = 2000
LINKED_ALREADY = N_("This account signs in as somebody else at the same provider.")


class Identity(BaseModel):
    """A person at an identity provider: the issuer, and its subject.

    Never the mail address: that may be given to somebody else.

    Attributes:
        claims: What the provider said at the last sign-in, so that a mapping can be
            tried before it holds.
    """

    person = peewee.ForeignKeyField(Person, backref="identities", on_delete="CASCADE")
    issuer = CheckedCharField(255)
    subject = CheckedCharField(255)
    claims = peewee.JSONField(null=True)
    made_at = UTCDateTimeField()
    seen_at = UTCDateTimeField(index=True)

    class Meta:
        indexes = ((("issuer", "subject"), True), (("issuer", "person"), True))

    @classmethod
    def of(cls, issuer: str, subject: str) -> Identity | None:
        """The identity with its person; None before the first sign-in."""
        rows = cls.select(cls, Person).join(Person)
        return rows.where(cls.issuer == issuer, cls.subject == subject).first()

    @classmethod
    def link(
        cls, person: Person, *, issuer: str, claims: dict, at: dt.datetime
    ) -> Identity:
        """Let a person sign in as this subject from now on.

        Raises:
            ValidationFailed: The person is another subject there already, or the
                subject another person.
        """
        try:
            with cls._meta.database.atomic():
                row = cls.create(
                    person=person,
                    issuer=issuer,
                    subject=claims["sub"],
                    claims=_kept(claims),
                    made_at=at,
                    seen_at=at,
                )
                AuditEvent.record(EventType.identity_linked, on=person)
        except peewee.IntegrityError as error:
            raise ValidationFailed(FieldError("", LINKED_ALREADY)) from error
        return row

    @classmethod
    def unlink(cls, person: Person) -> None:
        """Forget who somebody is at the provider; what was begun that way ends."""
        with cls._meta.database.atomic():
            if cls.delete().where(cls.person == person).execute():
                AuditEvent.record(EventType.identity_unlinked, on=person)

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Forget what was said at sign-ins long ago. Returns of how many."""
        old = (cls.seen_at < at - CLAIMS_KEPT) & cls.claims.is_null(False)
        return cls.update(claims=None).where(old).execute()

    def note_claims(self, claims: dict, at: dt.datetime) -> None:
        """Keep what the provider says at this sign-in, instead of what it said before."""
        self.claims = _kept(claims)
        self.seen_at = at
        self.save(only=[Identity.claims, Identity.seen_at])


def _kept(claims: dict) -> dict:
    """The claims about the person, without what tokens say of themselves."""
    told = {name: value for name, value in claims.items() if name not in TECHNICAL}
    short = {
        name: value
        for name, value in told.items()
        if len(str(value)) + len(name) <= LONGEST_CLAIM
    }
    return dict(list(short.items())[:MOST_CLAIMS])
