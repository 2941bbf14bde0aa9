"""What colleagues know of a lesson: how it stands, what speaks for and against it, and who
used it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import CoAuthor, Experiment
from tracker.experiments.queries.search import ExperimentRow, rows_of
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import Evidence, Lesson, Retirement, Reuse, status_of

NEWEST = [(Reuse.id, "id", int)]


def status_sql(lesson=Lesson):
    """How a lesson stands, in SQL; `Lesson.status` says the same of one row, and
    `standing_of` says why.

    Args:
        lesson: The lesson's table in the query, where that is an alias.
    """
    Said = Evidence.alias()
    Behind = Experiment.alias()
    Origin = Experiment.alias()
    supporting = Said.select(fn.COUNT(Said.id)).where(
        Said.lesson == lesson.id, Said.bearing == EvidenceDirection.supports
    )
    against = Evidence.select(Evidence.id).where(
        Evidence.lesson == lesson.id, Evidence.bearing == EvidenceDirection.contradicts
    )
    at_home = Origin.select(Origin.unit).where(Origin.id == lesson.experiment)
    elsewhere = (
        Evidence.select(Evidence.id)
        .join(Behind, on=(Evidence.experiment == Behind.id))
        .where(
            Evidence.lesson == lesson.id,
            Evidence.bearing == EvidenceDirection.supports,
            Behind.unit != at_home,
        )
    )
    return peewee.Case(
        None,
        [
            (
                fn.EXISTS(
                    Retirement.select(Retirement.id).where(
                        Retirement.lesson == lesson.id
                    )
                ),
                LessonStatus.retired.value,
            ),
            (fn.EXISTS(against), LessonStatus.contested.value),
            ((supporting >= 2) & fn.EXISTS(elsewhere), LessonStatus.confirmed.value),
            (supporting >= 1, LessonStatus.supported.value),
        ],
        LessonStatus.emerging.value,
    )


def has_status(chosen: Iterable[LessonStatus]):
    """The condition that a lesson has one of these standings.

    Most lessons are emerging and have no row that says so: only the
    others are looked at."""
    chosen = set(chosen)
    others = set(LessonStatus) - chosen if LessonStatus.emerging in chosen else chosen
    Touched = Lesson.alias()
    ids = Touched.select(Touched.id).where(
        touched(Touched), status_sql(Touched).in_([word.value for word in others])
    )
    if LessonStatus.emerging in chosen:
        return Lesson.id.not_in(ids)
    return Lesson.id.in_(ids)


def status_rows() -> peewee.ModelSelect:
    """Lesson and standing of those that are more or less than emerging, perhaps; for
    ordering a list by an alias.
    """
    Touched = Lesson.alias()
    return Touched.select(
        Touched.id.alias("lesson_id"), status_sql(Touched).alias("word")
    ).where(touched(Touched))


def touched(lesson=Lesson):
    """The condition that somebody gave evidence, or retired it."""
    return lesson.id.in_(Evidence.select(Evidence.lesson)) | lesson.id.in_(
        Retirement.select(Retirement.lesson)
    )


def used():
    """The condition that a colleague told of having used it."""
    return Lesson.id.in_(Reuse.select(Reuse.lesson))


def times_used() -> peewee.ModelSelect:
    """Lesson and how often it was used, for ordering a list; `.c.lesson_id` and `.c.n`
    of its alias.
    """
    return Reuse.select(Reuse.lesson, fn.COUNT(Reuse.id).alias("n")).group_by(
        Reuse.lesson
    )


@dataclass(frozen=True)
class LessonSummary:
    """What a list says of a lesson besides its words."""

    status: LessonStatus
    used: int


def lesson_summaries(lesson_ids: Iterable[int]) -> dict[int, LessonSummary]:
    """Standing and uses of some lessons. Two queries, however many."""
    ids = list(lesson_ids)
    if not ids:
        return {}
    uses = Counter(dict(times_used().where(Reuse.lesson.in_(ids)).tuples()))
    rows = Lesson.select(Lesson.id, status_sql()).where(Lesson.id.in_(ids)).tuples()
    return {id: LessonSummary(LessonStatus(word), uses[id]) for id, word in rows}


@dataclass(frozen=True)
class LessonEvidence:
    """An attempt that speaks for or against a lesson; without evidence it is the one
    that taught it.
    """

    row: ExperimentRow
    evidence: Evidence | None = None


@dataclass(frozen=True)
class LessonDetail:
    """All that is known of one lesson, as far as the viewer may see.

    Attributes:
        unseen: How many more attempts speak for and against it that only their units see.
        supporting, units, against: What the standing is derived from; the attempt that
            taught it counts as the first.
    """

    status: LessonStatus
    supports: list[LessonEvidence]
    contradicts: list[LessonEvidence]
    unseen: tuple[int, int]
    supporting: int
    units: int
    against: int
    retirement: Retirement | None
    used: int
    used_elsewhere: int
    hours: float


def lesson_detail(lesson: Lesson, viewer: Person) -> LessonDetail:
    """Everything that the page of a lesson tells. The same few queries however much there is."""
    rows = Evidence.select(Evidence, Experiment.id, Experiment.unit).join(
        Experiment, on=Evidence.experiment
    )
    evidence = list(rows.where(Evidence.lesson == lesson).order_by(Evidence.id))
    origin = lesson.experiment
    retirement = lesson.retirements.first()
    wanted = dict.fromkeys([origin.id, *(row.experiment_id for row in evidence)])
    seen = {row.experiment.id: row for row in rows_of(wanted, viewer)}
    told = {
        bearing: [row for row in evidence if row.bearing is bearing]
        for bearing in EvidenceDirection
    }
    shown = {
        bearing: [
            LessonEvidence(seen[row.experiment_id], row)
            for row in rows
            if row.experiment_id in seen
        ]
        for bearing, rows in told.items()
    }
    units = {
        origin.unit_id,
        *(row.experiment.unit_id for row in told[EvidenceDirection.supports]),
    }
    elsewhere = fn.SUM(peewee.Case(None, [(Person.unit != origin.unit_id, 1)], 0))
    uses = (
        Reuse.select(fn.COUNT(Reuse.id), elsewhere, fn.SUM(Reuse.hours))
        .join(Person)
        .where(Reuse.lesson == lesson)
    )
    n, cross, hours = uses.tuples().first()
    return LessonDetail(
        status=status_of(
            origin.unit_id,
            [(row.bearing, row.experiment.unit_id) for row in evidence],
            retired=retirement is not None,
        ),
        supports=[
            *([LessonEvidence(seen[origin.id])] if origin.id in seen else []),
            *shown[EvidenceDirection.supports],
        ],
        contradicts=shown[EvidenceDirection.contradicts],
        unseen=tuple(
            len(told[bearing]) - len(shown[bearing]) for bearing in EvidenceDirection
        ),
        supporting=1 + len(told[EvidenceDirection.supports]),
        units=len(units),
        against=len(told[EvidenceDirection.contradicts]),
        retirement=retirement,
        used=n,
        used_elsewhere=(cross or 0)
        if origin.id in seen and seen[origin.id].credit.unit
        else 0,
        hours=hours or 0,
    )


def reuses_of(lesson: Lesson) -> peewee.ModelSelect:
    """Who used it, joined with the person and the unit; for `paged` by NEWEST."""
    return (
        Reuse.select(Reuse, Person, Unit)
        .join(Person)
        .join(Unit)
        .where(Reuse.lesson == lesson)
    )


def uses_of_lessons_by(person: Person) -> peewee.ModelSelect:
    """How colleagues used the lessons of a person's attempts, the newest first; joined
    with who did, and with the lesson.
    """
    rows = (
        Reuse.select(Reuse, Person, Unit, Lesson)
        .join(Person)
        .join(Unit)
        .join_from(Reuse, Lesson)
        .join(Experiment)
    )
    return rows.where(_own(person)).order_by(Reuse.id.desc())


def due_for_review(person: Person, on: dt.date) -> peewee.ModelSelect:
    """Lessons of a person's attempts that are to be asked "still true?", the longest due first."""
    retired = Retirement.select(Retirement.lesson)
    due = (
        Lesson.select(Lesson, Experiment)
        .join(Experiment)
        .where(Lesson.review_by <= on, Lesson.id.not_in(retired))
    )
    return due.where(_own(person)).order_by(Lesson.review_by, Lesson.id)


def _own(person: Person):
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person)
    return (Experiment.author == person) | Experiment.id.in_(together)
