"""The versions of the safe conduct, and who signed them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person, Role
from tracker.prepared import Parameter, Prepared, Question
from tracker.safe_conduct.models import SafeConduct, SafeConductSignature


@dataclass(frozen=True)
class SignedConduct:
    """The safe conduct as it stands, and how many of how many leaders signed it.

    Attributes:
        signed: Leaders of today who signed this version.
        leaders: Leaders of today.
    """

    conduct: SafeConduct
    signed: int
    leaders: int

    @property
    def counts(self) -> bool:
        """Whether anybody stands by it."""
        return self.signed > 0


def signed_conduct() -> SignedConduct | None:
    """The newest version with its signatures counted, if there is one. Two queries.

    Whoever signs does so by name, so the numbers tell nothing that the page does not.
    """
    conduct = _newest.first()
    if conduct is None:
        return None
    leaders, signed = _signatures.first(conduct=conduct.id)
    return SignedConduct(conduct, signed=signed, leaders=leaders)


def signed_to_ask() -> Question:
    """What `signed_conduct` asks first."""
    return _newest.question_first()


def first_signed_on() -> dt.date | None:
    """The day on which a leader signed a version for the first time."""
    first = SafeConductSignature.select(SafeConductSignature.at)
    row = first.order_by(SafeConductSignature.id).first()
    return row and row.at.date()


def conducts() -> list[SafeConduct]:
    """Every version, the newest first, joined with its author and its contact."""
    return list(_with_people().order_by(SafeConduct.number.desc()))


def conduct_numbered(number: int) -> SafeConduct | None:
    """The version of this number."""
    return SafeConduct.get_or_none(SafeConduct.number == number)


def signatures_by_conduct() -> dict[int, list[SafeConductSignature]]:
    """Signatures by the id of the version, joined with the person, the oldest first."""
    signed: dict[int, list[SafeConductSignature]] = {}
    rows = SafeConductSignature.select(SafeConductSignature, Person).join(Person)
    for row in rows.order_by(SafeConductSignature.id):
        signed.setdefault(row.conduct_id, []).append(row)
    return signed


def conduct_to_sign(leader: Person) -> peewee.ModelSelect:
    """The newest version, if this leader has not signed it: it needs each of them."""
    Any = SafeConduct.alias()
    newest = Any.select(fn.MAX(Any.number))
    mine = SafeConductSignature.select(SafeConductSignature.conduct).where(
        SafeConductSignature.person == leader
    )
    return SafeConduct.select().where(
        SafeConduct.number == newest, SafeConduct.id.not_in(mine)
    )


def _with_people() -> peewee.ModelSelect:
    Contact = Person.alias()
    return (
        SafeConduct.select(SafeConduct, Person, Contact)
        .join_from(SafeConduct, Person, on=SafeConduct.by)
        .join_from(SafeConduct, Contact, on=(SafeConduct.contact == Contact.id))
    )


@Prepared
def _newest() -> peewee.ModelSelect:
    return _with_people().order_by(SafeConduct.number.desc()).limit(1)


@Prepared
def _signatures() -> peewee.ModelSelect:
    """How many lead today, and how many of them signed a version."""
    by_them = SafeConductSignature.select(SafeConductSignature.person).where(
        SafeConductSignature.conduct == Parameter("conduct")
    )
    signed = fn.COUNT(peewee.Case(None, [(Person.id.in_(by_them), 1)]))
    return _leading().select(fn.COUNT(Person.id), signed).tuples()


def _leading() -> peewee.ModelSelect:
    return Person.select().where(
        Person.role == Role.leader, Person.disabled_at.is_null()
    )
