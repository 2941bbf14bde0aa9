"""Export of people as a table, in the columns of the import."""

from __future__ import annotations

from collections.abc import Iterator

import peewee

from tracker.accounts.imports import COLUMNS as IMPORTED
from tracker.accounts.models import Person
from tracker.accounts.queries import alphabetically
from tracker.core.validation import N_
from tracker.tables import TableColumn

# What an import knows, and what only an export tells
COLUMNS = [IMPORTED[name].table_column for name in IMPORTED] + [
    TableColumn("closed", N_("Closed"), 10)
]


def exported(people: peewee.ModelSelect) -> Iterator[list]:
    """People with their unit, in alphabetical order."""
    people = people.where(Person.erased_at.is_null())
    for person in sorted(people, key=lambda person: alphabetically(person.name)):
        closed = person.disabled_at is not None
        yield [
            person.email,
            person.name,
            person.title,
            person.unit.name,
            person.role,
            closed,
        ]
