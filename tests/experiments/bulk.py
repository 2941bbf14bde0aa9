"""Many people and attempts at once: each act of each of them would cost more than what is
counted. Nothing stands in a history, and nobody is told.
"""

from __future__ import annotations

import datetime as dt

from tests.cast import NOW, TODAY
from tracker.accounts.models import Person, Unit
from tracker.core.bulk_insert import insert_rows
from tracker.experiments.models import Experiment
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson

CARD = {"observation": "set", "decision": "adopt", "concluded_on": TODAY, "at": NOW}


def people_rows(unit: Unit, names: list[str]) -> list[Person]:
    """New colleagues of a unit, by their names."""
    rows = [
        {"name": name, "email": f"{name.lower().replace(' ', '.')}@example.org"}
        for name in names
    ]
    same = {"unit": unit, "joined_at": NOW, "locale": "en"}
    insert_rows(Person, rows, same=same)
    emails = [row["email"] for row in rows]
    found = {one.email: one for one in Person.select().where(Person.email.in_(emails))}
    return [found[email] for email in emails]


def planned_rows(
    authors: list[Person],
    platform: Platform,
    at: dt.datetime = NOW,
    titles: list[str] | None = None,
    **plan,
) -> list[Experiment]:
    """A published attempt of each author that has not begun, made at a moment."""
    made = {"made_at": at, "changed_at": at, "published_at": at}
    rows = [
        {"author": by, "unit": by.unit_id, "stage": "planned", "title": title}
        for by, title in zip(authors, titles or ["Prøvet"] * len(authors), strict=True)
    ]
    ids = _insert(platform, rows, **made, **plan)
    found = {one.id: one for one in Experiment.select().where(Experiment.id.in_(ids))}
    return [found[id] for id in ids]


def running_rows(by: Person, platform: Platform, days: list[dt.date]) -> None:
    """An attempt under way to be looked at on each of the days."""
    begun = min(days) - dt.timedelta(1)
    made = {"stage": "running", "started_on": begun, "criterion": "nogen svarer"}
    same = {**made, "author": by, "unit": by.unit_id}
    _insert(platform, [{"review_on": day} for day in days], **same)


def concluded_rows(
    authors: list[Person],
    platform: Platform,
    outcomes: list[Outcome],
    lesson: str = "",
    **plan,
) -> list[int]:
    """The ids of attempts that were concluded today: one of each author, as each turned
    out.

    Args:
        lesson: What each of them taught; nothing without it.
    """
    made = {"stage": "concluded", "started_on": TODAY, **plan}
    rows = [{"author": by, "unit": by.unit_id} for by in authors]
    ids = _insert(platform, rows, **made)
    rows = [
        {"experiment": id, "outcome": outcome, "by": by}
        for id, outcome, by in zip(ids, outcomes, authors, strict=True)
    ]
    insert_rows(Conclusion, rows, same=CARD)
    if lesson:
        same = {"statement": lesson, "stated_at": NOW}
        insert_rows(Lesson, [{"experiment": id} for id in ids], same=same)
    return ids


def _insert(platform: Platform, rows: list[dict], **same) -> list[int]:
    plan = {"title": "Prøvet", "hypothesis": "det virker", "platform": platform}
    at = {"published_at": NOW, "made_at": NOW, "changed_at": NOW}
    return insert_rows(Experiment, rows, same={**plan, **at, **same})
