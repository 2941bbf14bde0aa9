"""Rounds for tests: a crowd to invite, answers that are told apart, a round that was
answered and closed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from tests.cast import NOW, TODAY
from tracker.accounts.models import Person, Role, Unit
from tracker.readiness.models import OpenResponse, Pulse
from tracker.readiness.models.anonymous_response import ASKED

CLOSES = TODAY + dt.timedelta(14)


def crowd(unit: Unit, size: int) -> list[Person]:
    """So many people in a unit, made at one go."""
    card = {
        "title": "",
        "locale": "da",
        "about": "",
        "answers_here": "",
        "joined_at": NOW,
        "unit": unit,
    }
    names = [f"{unit.name.lower().replace(' ', '')}{n}" for n in range(size)]
    Person.insert_many(
        [
            {**card, "name": name.title(), "email": f"{name}@example.org"}
            for name in names
        ]
    ).execute()
    return list(
        Person.select()
        .where(Person.email.in_([f"{name}@example.org" for name in names]))
        .order_by(Person.id)
    )


def leading(people: list[Person]) -> list[Person]:
    """These people, as leaders."""
    ids = [person.id for person in people]
    Person.update(role=Role.leader).where(Person.id.in_(ids)).execute()
    return people


def opened(by: Person) -> Pulse:
    """A round, as soon as one may be opened."""
    on = max(TODAY, Pulse.opens_from() or TODAY)
    return Pulse.open(closes_on=on + dt.timedelta(14), by=by, on=on, at=NOW)


def all_alike(point: int | None, **others) -> dict[str, int | None]:
    """The same point on everything, but for some."""
    return {asked.value: point for asked in ASKED} | others


def own_answers(number: int) -> dict[str, int]:
    """Answers that nobody else gave: the number, written in points from 1 to 7."""
    return {
        asked.value: number // 7**place % 7 + 1 for place, asked in enumerate(ASKED)
    }


def held(
    by: Person, answers: Iterable[tuple[Person, Mapping]], texts: Mapping = {}
) -> Pulse:
    """A round that was opened, answered in this order, and closed."""
    pulse = opened(by)
    for person, marked in answers:
        OpenResponse.submit(person, marked, texts.get(person.id, ""))
    pulse.close(at=NOW)
    return pulse
