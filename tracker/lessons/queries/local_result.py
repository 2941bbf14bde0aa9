"""Where a lesson holds: attempts for and against it, and answers of those who used it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import peewee

from tracker.accounts.models import Person, Unit
from tracker.core.reference import any_may_be_referred_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries import is_visible
from tracker.lessons.models import Lesson, LocalResult, Retirement, Reuse
from tracker.lessons.queries.detail import LessonDetail
from tracker.prepared import IdsParameter, Prepared

ASKED_AFTER = dt.timedelta(days=21)


@dataclass(frozen=True)
class Places:
    """The units in which a lesson held, and those in which it did not.

    Attributes:
        elsewhere: Whether somebody answered of a unit that is too small to be named.
    """

    held: list[Unit] = field(default_factory=list)
    failed: list[Unit] = field(default_factory=list)
    elsewhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.held or self.failed or self.elsewhere)


def places_of(detail: LessonDetail) -> Places:
    """Where a lesson holds.

    A unit is named for an attempt where the attempt names it, and for an answer where
    so many work there that nobody can tell whose answer it was. No number is told.
    """
    held = {it.row.credit.unit for it in detail.supports}
    failed = {it.row.credit.unit for it in detail.contradicts}
    answers = []
    if any_may_be_referred_to(detail.pool, LocalResult.lesson):
        answers = _answers.rows(lessons=[row.id for row in detail.pool])
    elsewhere = False
    large = set()
    if answers:
        large = {id for (id,) in Person.large_units().tuples()}
    for answer in answers:
        if answer.unit_id not in large:
            elsewhere = True
        elif answer.held:
            held.add(answer.unit)
        else:
            failed.add(answer.unit)
    return Places(_by_name(held), _by_name(failed), elsewhere)


_answers = Prepared(
    lambda: (
        LocalResult.select(LocalResult, Unit)
        .join(Unit)
        .where(LocalResult.lesson.in_(IdsParameter("lessons")))
    )
)


def unanswered_reuses(since: dt.date, until: dt.date) -> peewee.ModelSelect:
    """Reuses three weeks before these days, whose person has not told whether it held.

    Joined with lesson and experiment; not those of a retired lesson.
    """
    answered = LocalResult.select(LocalResult.id).where(
        LocalResult.lesson == Reuse.lesson, LocalResult.person == Reuse.person
    )
    return (
        Reuse.select(Reuse, Lesson, Experiment)
        .join(Lesson)
        .join(Experiment)
        .where(
            Reuse.used_on > since - ASKED_AFTER,
            Reuse.used_on <= until - ASKED_AFTER,
            Lesson.id.not_in(Retirement.select(Retirement.lesson)),
            ~peewee.fn.EXISTS(answered),
        )
        .order_by(Reuse.id)
    )


def asked_of(person: Person, on: dt.date) -> peewee.ModelSelect:
    """The reuses of the last weeks about which a person is asked whether it held."""
    rows = unanswered_reuses(on - dt.timedelta(days=28), on)
    return rows.where(Reuse.person == person, is_visible(person))


def _by_name(units: set[Unit | None]) -> list[Unit]:
    return sorted(units - {None}, key=lambda unit: unit.name.casefold())
