"""Names, looked up when a summary is read."""

from __future__ import annotations

from tracker.accounts.models import Person


def names_of(people: set[int]) -> dict[int, str]:
    """Id to the name that somebody has today."""
    if people:
        return dict(
            Person.select(Person.id, Person.name).where(Person.id.in_(people)).tuples()
        )
    return {}
