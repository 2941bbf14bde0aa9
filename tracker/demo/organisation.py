"""Tranevig Kommune: its units, its people, and names that other texts may refer to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from tracker import toml
from tracker.accounts.models import Role
from tracker.demo import TEXTS
from tracker.guidelines.models.defaults import default_guidelines
from tracker.guidelines.starting_set import NAMES
from tracker.toml import DataFileError, Known


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One unit; its parent precedes it in the file."""

    name: str
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """The whole organisation, with its units by their keys."""

    name: str
    units: dict[str, Unit]


@dataclass(frozen=True, kw_only=True)
class Person:
    """A colleague; the key is the first name."""

    key: str
    unit: str
    name: str
    title: str
    email: str = ""  # made from the name when empty
    role: Role = Role.employee
    about: str = ""
    answers_here: str = ""

    @property
    def address(self) -> str:
        """The e-mail address to sign in with."""
        if self.email:
            return self.email
        name = self.name.lower().replace(" ", ".")
        for letter, plain in (("å", "aa"), ("ø", "oe"), ("æ", "ae")):
            name = name.replace(letter, plain)
        return f"{name}@example.org"


def read_people(path: Path) -> dict[str, Person]:
    """The people of a file by their keys, in its order.

    Raises:
        DataFileError: A unit is not known, a key is used twice, or an entry is not a person.
    """
    people: dict[str, Person] = {}
    for person in _people(path):
        if person.key in people:
            raise DataFileError(f"{path.name}: {person.key}: there are two of them")
        people[person.key] = person
    return people


def _people(path: Path) -> Iterator[Person]:
    for unit, members in toml.load(path).items():
        if unit not in UNITS:
            raise DataFileError(f"{path.name}: there is no unit “{unit}”")
        for key, table in members.items():
            where = f"{path.name}: {unit}.{key}"
            yield toml.build(Person, table, where, key=key, unit=unit)


ORGANISATION = toml.read(TEXTS / "units.toml", Organisation)
UNITS = ORGANISATION.units
PEOPLE = read_people(TEXTS / "people.toml")
READING_ALONG = read_people(TEXTS / "people_reading_along.toml")
EVERYBODY = PEOPLE | READING_ALONG

PersonKey = Annotated[str, Known("person", EVERYBODY)]
PlatformSlug = Annotated[str, Known("platform", NAMES)]
GuidelineSlug = Annotated[str, Known("guideline", default_guidelines())]
ClauseKey = Annotated[
    str,
    Known(
        "clause",
        {key for one in default_guidelines().values() for key in one.keyed_clauses()},
    ),
]
