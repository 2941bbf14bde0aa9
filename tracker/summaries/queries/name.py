"""The current names of people in a summary."""

from __future__ import annotations

from tracker.accounts.models import Person


def names_of(people: set[int]) -> dict[int, str]:
    """The current names of people, by id."""
    if people:
        return dict(
            Person.select(Person.id, Person.name).where(Person.id.in_(people)).tuples()
        )
    return {}
