"""What a feed and a calendar tell.

A feed is shown on intranets, so it begins at what everybody may see, whoever made its
address. A calendar is seen by whoever shares it, so it leaves out drafts, what is
withheld, and the titles of what only a unit sees.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person, Unit
from tracker.commitments.models import Commitment, Settlement
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.queries import own

MOST_DAYS = 400


@dataclass(frozen=True)
class CalendarDay:
    """A day of somebody's own.

    Attributes:
        key: Names the same thing from one visit to the next.
        kind: "starts", "ends", "review" or "promise".
        title: None where only a unit may read it.
        path: The page of what it is about.
    """

    key: str
    kind: str
    day: dt.date
    title: str | None
    path: str


def open_units() -> peewee.ModelSelect:
    """The units that a feed may be about."""
    return Unit.select().where(Unit.merged_into.is_null())


def days_of(person: Person) -> list[CalendarDay]:
    """The days of a person's attempts and promises, the latest first."""
    found = list(_experiment_days(person)) + list(_promise_days(person))
    found.sort(key=lambda it: (it.day, it.key), reverse=True)
    return found[:MOST_DAYS]


def _experiment_days(person: Person) -> Iterator[CalendarDay]:
    rows = own(person).where(
        Experiment.stage != Stage.draft,
        ~Experiment.withheld,
        Experiment.hidden_at.is_null(),
    )
    for row in rows:
        title = row.title
        if row.visibility is not Visibility.everyone:
            title = None
        for kind, day in _days(row):
            key = f"{kind}-{row.id}"
            yield CalendarDay(key, kind, day, title, f"/experiments/{row.id}")


def _days(row: Experiment) -> Iterator[tuple[str, dt.date]]:
    """The kinds of an experiment's days, with the days that are set."""
    if row.stage is Stage.planned and row.starts_on:
        yield "starts", row.starts_on
    if row.stage is not Stage.concluded and row.ends_on:
        yield "ends", row.ends_on
    if row.stage is Stage.running and row.review_on and row.review_on != row.ends_on:
        yield "review", row.review_on


def _promise_days(person: Person) -> Iterator[CalendarDay]:
    settled = Settlement.select(Settlement.commitment)
    rows = Commitment.select().where(
        Commitment.leader == person, Commitment.id.not_in(settled)
    )
    for row in rows:
        yield CalendarDay(
            f"promise-{row.id}", "promise", row.due_on, row.text, row.path
        )
