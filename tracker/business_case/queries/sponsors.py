"""The people who can be chosen as sponsor."""

from __future__ import annotations

from tracker.accounts.models import Person, Role


def leaders_to_choose(kept: int | None = None) -> list[Person]:
    """The active leaders by name, and the person who is chosen already."""
    leads = (Person.role == Role.leader) & Person.disabled_at.is_null()
    return list(
        Person.select().where(leads | (Person.id == (kept or 0))).order_by(Person.name)
    )
