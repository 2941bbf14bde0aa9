"""The demo's units and people."""

from __future__ import annotations

import datetime as dt

from tracker.accounts import models as accounts
from tracker.demo.context import LONG_AGO, Context
from tracker.demo.organisation import EVERYBODY, UNITS, Person


def seed_people(demo: Context) -> None:
    """Make the units and the people in them."""
    units: dict[str, accounts.Unit] = {}
    for key, unit in sorted(UNITS.items(), key=lambda one: bool(one[1].parent)):
        units[key] = accounts.Unit.named(unit.name, units.get(unit.parent))
    for key, person in EVERYBODY.items():
        demo.people[key] = _welcome(demo, person, units[person.unit])


def _welcome(demo: Context, person: Person, unit: accounts.Unit) -> accounts.Person:
    return accounts.Person.welcome(
        email=person.address,
        name=person.name,
        title=person.title,
        unit=unit,
        role=person.role,
        about=person.about,
        answers_here=person.answers_here,
        at=demo.now - dt.timedelta(days=LONG_AGO),
    )
