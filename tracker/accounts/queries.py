"""Queries of people, units, sessions and invitations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import peewee

from tracker.accounts.models import (
    Identity,
    LoginEvent,
    OneTimeLink,
    Person,
    Purpose,
    Role,
    Session,
    Unit,
)
from tracker.accounts.models.name import confusable_skeleton
from tracker.cache import cached, cached_by_reads
from tracker.jobs.models import TRIES, Job, MailRefusal
from tracker.plaintext import folded, folded_each
from tracker.prepared import Prepared, Question

DANISH = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


@dataclass(frozen=True)
class MailTrouble:
    """What became of a mail that has not arrived.

    Attributes:
        reason: What the mail server said; nothing where the mail waits for its turn.
        is_final: Whether nobody tries it again by itself.
    """

    reason: str
    is_final: bool


def alphabetically(name: str) -> str:
    """The key by which names stand in Danish order: æ, ø, å last."""
    return name.casefold().translate(DANISH)


class UnitName(NamedTuple):
    """A unit as menus and tables name it."""

    id: int
    name: str


def unit_names() -> tuple[UnitName, ...]:
    """The units that stand, in alphabetical order, kept for everybody: there may be a
    thousand of them.
    """
    return cached(("unit names",), ["unit"], _unit_names)


def _unit_names() -> tuple[UnitName, ...]:
    return tuple(UnitName(unit.id, unit.name) for unit in _standing_units())


def _standing_units() -> list[Unit]:
    return sorted(_standing.rows(), key=lambda unit: alphabetically(unit.name))


def units_to_ask() -> Question:
    """What `unit_names` asks."""
    return _standing.question()


_standing = Prepared(lambda: Unit.select().where(Unit.merged_into.is_null()))


def login_history(person: Person) -> peewee.ModelSelect:
    """Who came in at this person's door lately, or tried to; the newest first."""
    return (
        LoginEvent.select()
        .where(LoginEvent.person == person)
        .order_by(LoginEvent.at.desc(), LoginEvent.id.desc())
        .limit(30)
    )


def units() -> peewee.ModelSelect:
    return Unit.select()


def units_in_order() -> list[tuple[Unit, int]]:
    """Every unit with its depth in the tree, children below their parent, each level in
    alphabetical order.
    """
    below: dict = {}
    for unit in _standing_units():
        below.setdefault(unit.parent_id, []).append(unit)
    ordered: list = []

    def walk(parent, depth):
        for unit in below.pop(parent, ()):
            ordered.append((unit, depth))
            walk(unit.id, depth + 1)

    walk(None, 0)
    # Two moves at the same moment could make a ring; its units must not vanish.
    return ordered + [(unit, 0) for ring in below.values() for unit in ring]


def lookalike_units() -> list[list[Unit]]:
    """Groups of open units whose names look the same, in alphabetical order."""
    groups: dict[str, list[Unit]] = {}
    for unit, _depth in units_in_order():
        if unit.closed_at is None:
            groups.setdefault(confusable_skeleton(unit.name), []).append(unit)
    return [units for units in groups.values() if len(units) > 1]


def headcount(unit: Unit) -> int:
    """How many people belong to a unit."""
    return (
        Person.select().where(Person.unit == unit, Person.disabled_at.is_null()).count()
    )


def people() -> peewee.ModelSelect:
    """Everybody with their unit, in the order they joined."""
    return Person.select(Person, Unit).join(Unit)


def namesakes_of(person: Person) -> list[Person]:
    """Colleagues whose name is the same as this person's, or looks the same, with their units."""
    return list(
        people().where(Person.id.in_(person.namesakes() or [0])).order_by(Person.id)
    )


def people_matching(
    words: str = "", *, unit: Unit | None = None, role: Role | None = None
) -> peewee.ModelSelect:
    """People for an administrator's list.

    Names are searched here only: everywhere else search never matches names.
    """
    rows = people()
    for word in words.split()[:5]:
        rows = rows.where(_has_in_name_or_address(word))
    if unit is not None:
        rows = rows.where(Person.unit == unit)
    if role is not None:
        return rows.where(Person.role == role)
    return rows


def people_page(
    words: str = "",
    *,
    unit: Unit | None = None,
    role: Role | None = None,
    after: int | None = None,
) -> tuple[list[Person], int | None, int]:
    """A page of the people that `people_matching` finds, what the next page begins after,
    and how many there are.

    Which they are is kept; an erased one is called so in the language of each reader.
    """

    def make() -> tuple[list[int], int | None, int]:
        rows = people_matching(words, unit=unit, role=role)
        page, more = page_by_name(rows, after)
        return [person.id for person in page], more, rows.count()

    key = ("people", words, unit and unit.id, role, after)
    ids, more, total = cached_by_reads(key, make)
    rows = people().where(Person.id.in_(ids or [0]))
    return list(rows.order_by(Person.name, Person.id)), more, total


def open_invitations(at: dt.datetime) -> list[OneTimeLink]:
    """Invitations that nobody has used yet, the newest first."""
    open_ones = OneTimeLink.select().where(
        OneTimeLink.purpose == Purpose.invitation,
        OneTimeLink.person.is_null(),
        OneTimeLink.expires_at > at,
    )
    return list(open_ones.order_by(OneTimeLink.id.desc()))


def invitations() -> peewee.ModelSelect:
    return OneTimeLink.select().where(
        OneTimeLink.purpose == Purpose.invitation, OneTimeLink.person.is_null()
    )


def mail_refusals() -> list[tuple[MailRefusal, Person | None]]:
    """The addresses that refuse mail, the newest first, each with whose it is."""
    refused = list(MailRefusal.select().order_by(MailRefusal.at.desc()).limit(50))
    emails = [row.email for row in refused]
    whose = Person.select().where(Person.email.in_(emails or [""]))
    people = {person.email: person for person in whose}
    return [(row, people.get(row.email)) for row in refused]


def ids_with_identity(people: list[Person]) -> set[int]:
    """The ids of those among these people who sign in by the identity provider."""
    ids = [person.id for person in people]
    rows = Identity.select(Identity.person).where(Identity.person.in_(ids or [0]))
    return {row.person_id for row in rows}


def mail_troubles(emails: Collection[str]) -> dict[str, MailTrouble]:
    """Address to what became of the invitation to it, where it did not simply leave."""
    found = {}
    for job in Job.select().where(Job.kind == "invitation").order_by(Job.id):
        email = job.payload.get("email", "")
        if email in emails:
            found[email] = MailTrouble(job.last_error, job.tries >= TRIES)
    refused = MailRefusal.select().where(MailRefusal.email.in_(list(emails) or [""]))
    for row in refused:
        found[row.email] = MailTrouble(row.reason, True)
    return found


def has_people() -> bool:
    """Whether the installation has anybody yet."""
    return Person.select().exists()


def sessions_of(person: Person) -> peewee.ModelSelect:
    """The sessions of one person, the one used last first."""
    return (
        Session.select()
        .where(Session.person == person)
        .order_by(Session.seen_at.desc(), Session.id.desc())
    )


def page_by_name(
    rows: peewee.ModelSelect, after: int | None, per_page: int = 50
) -> tuple[list[Person], int | None]:
    """One page of people in the order of their names.

    Args:
        after: Id of the last person of the page before; one that is gone shows the first page.

    Returns:
        The people, and the id that the next page begins after.
    """
    last = after and Person.get_or_none(Person.id == after)
    if last:
        rows = rows.where(
            (Person.name > last.name)
            | ((Person.name == last.name) & (Person.id > last.id))
        )
    found = list(rows.order_by(Person.name, Person.id).limit(per_page + 1))
    page = found[:per_page]
    if len(found) > per_page:
        return page, page[-1].id
    return page, None


def _has_in_name_or_address(word: str):
    """The condition that a name or an address contains a word, whatever its case.

    LIKE folds only ASCII on SQLite, so other letters are compared here.
    """
    if word.isascii():
        return Person.name.contains(word) | Person.email.contains(word)
    wanted = folded(word)
    known = list(Person.select(Person.id, Person.name, Person.email).tuples())
    texts = folded_each(f"{name} {email}" for _, name, email in known)
    ids = [row[0] for row, text in zip(known, texts, strict=True) if wanted in text]
    return Person.id.in_(ids or [0])
