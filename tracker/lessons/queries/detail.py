"""The page of a lesson: its status, the evidence for and against it, and its reuses."""

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
    """The status of a lesson in SQL, by the same rule as `status_of`.

    Args:
        lesson: The lesson's table in the query, if it is an alias.
    """
    Supporting = Evidence.alias()
    supporting = Supporting.select(fn.COUNT(Supporting.id)).where(
        Supporting.lesson == lesson.id,
        Supporting.bearing == EvidenceDirection.supports,
    )
    against = Evidence.select(Evidence.id).where(
        Evidence.lesson == lesson.id, Evidence.bearing == EvidenceDirection.contradicts
    )
    retired = Retirement.select(Retirement.id).where(Retirement.lesson == lesson.id)
    confirmed = (supporting >= 2) & fn.EXISTS(_supporting_elsewhere(lesson))
    return peewee.Case(
        None,
        [
            (fn.EXISTS(retired), LessonStatus.retired.value),
            (fn.EXISTS(against), LessonStatus.contested.value),
            (confirmed, LessonStatus.confirmed.value),
            (supporting >= 1, LessonStatus.supported.value),
        ],
        LessonStatus.emerging.value,
    )


def _supporting_elsewhere(lesson) -> peewee.ModelSelect:
    """Supporting evidence from another unit than the one that taught the lesson."""
    Other = Experiment.alias()
    Origin = Experiment.alias()
    home = Origin.select(Origin.unit).where(Origin.id == lesson.experiment)
    return (
        Evidence.select(Evidence.id)
        .join(Other, on=(Evidence.experiment == Other.id))
        .where(
            Evidence.lesson == lesson.id,
            Evidence.bearing == EvidenceDirection.supports,
            Other.unit != home,
        )
    )


def has_status(chosen: Iterable[LessonStatus]):
    """The condition that a lesson has one of these statuses.

    Most lessons are emerging because they have no evidence: only the status of the
    others is computed.
    """
    chosen = set(chosen)
    others = chosen
    if LessonStatus.emerging in chosen:
        others = set(LessonStatus) - chosen
    Touched = Lesson.alias()
    ids = Touched.select(Touched.id).where(
        touched(Touched), status_sql(Touched).in_([word.value for word in others])
    )
    if LessonStatus.emerging in chosen:
        return Lesson.id.not_in(ids)
    return Lesson.id.in_(ids)


def status_rows() -> peewee.ModelSelect:
    """Lesson and status of the lessons with evidence or a retirement, to order a list by."""
    Touched = Lesson.alias()
    return Touched.select(
        Touched.id.alias("lesson_id"), status_sql(Touched).alias("word")
    ).where(touched(Touched))


def touched(lesson=Lesson):
    """The condition that a lesson has evidence or a retirement."""
    return lesson.id.in_(Evidence.select(Evidence.lesson)) | lesson.id.in_(
        Retirement.select(Retirement.lesson)
    )


def used():
    """The condition that a colleague has used a lesson."""
    return Lesson.id.in_(Reuse.select(Reuse.lesson))


def times_used() -> peewee.ModelSelect:
    """Lesson and its number of reuses, to order a list by; columns `lesson_id` and `n`."""
    return Reuse.select(Reuse.lesson, fn.COUNT(Reuse.id).alias("n")).group_by(
        Reuse.lesson
    )


@dataclass(frozen=True)
class LessonSummary:
    """The status of a lesson and its number of reuses, for lists."""

    status: LessonStatus
    used: int


def lesson_summaries(lesson_ids: Iterable[int]) -> dict[int, LessonSummary]:
    """Status and number of reuses of some lessons. Two queries, however many lessons."""
    ids = list(lesson_ids)
    if not ids:
        return {}
    uses = Counter(dict(times_used().where(Reuse.lesson.in_(ids)).tuples()))
    rows = Lesson.select(Lesson.id, status_sql()).where(Lesson.id.in_(ids)).tuples()
    return {id: LessonSummary(LessonStatus(word), uses[id]) for id, word in rows}


@dataclass(frozen=True)
class LessonEvidence:
    """An experiment for or against a lesson; the one that taught it has no evidence row."""

    row: ExperimentRow
    evidence: Evidence | None = None


@dataclass(frozen=True)
class LessonDetail:
    """The page of one lesson, as far as the viewer may see.

    Attributes:
        unseen: The number of experiments for and against it that only their units see.
        supporting, units, against: The numbers that the status is derived from; the
            experiment that taught it counts as the first supporting one.
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
    """The page of a lesson. The number of queries does not depend on its evidence."""
    evidence = _evidence_of(lesson)
    pro = _in_direction(EvidenceDirection.supports, evidence)
    contra = _in_direction(EvidenceDirection.contradicts, evidence)
    origin = lesson.experiment
    wanted = [origin.id] + [row.experiment_id for row in evidence]
    seen = {row.experiment.id: row for row in rows_of(dict.fromkeys(wanted), viewer)}
    shown_pro = _visible(pro, seen)
    shown_contra = _visible(contra, seen)
    unseen = (len(pro) - len(shown_pro), len(contra) - len(shown_contra))
    used, used_elsewhere, hours = _use_counts(lesson)
    if origin.id in seen:
        shown_pro.insert(0, LessonEvidence(seen[origin.id]))
    if origin.id not in seen or not seen[origin.id].credit.unit:
        used_elsewhere = 0
    retirement = lesson.retirements.first()
    return LessonDetail(
        status=_status(lesson, evidence, retirement),
        supports=shown_pro,
        contradicts=shown_contra,
        unseen=unseen,
        supporting=1 + len(pro),
        units=len({origin.unit_id}.union(row.experiment.unit_id for row in pro)),
        against=len(contra),
        retirement=retirement,
        used=used,
        used_elsewhere=used_elsewhere,
        hours=hours,
    )


def _evidence_of(lesson: Lesson) -> list[Evidence]:
    rows = Evidence.select(Evidence, Experiment.id, Experiment.unit).join(
        Experiment, on=Evidence.experiment
    )
    return list(rows.where(Evidence.lesson == lesson).order_by(Evidence.id))


def _status(
    lesson: Lesson, evidence: list[Evidence], retirement: Retirement | None
) -> LessonStatus:
    units = [(row.bearing, row.experiment.unit_id) for row in evidence]
    home = lesson.experiment.unit_id
    return status_of(home, units, retired=retirement is not None)


def _in_direction(
    direction: EvidenceDirection, evidence: list[Evidence]
) -> list[Evidence]:
    return [row for row in evidence if row.bearing is direction]


def _visible(
    evidence: list[Evidence], seen: dict[int, ExperimentRow]
) -> list[LessonEvidence]:
    return [
        LessonEvidence(seen[row.experiment_id], row)
        for row in evidence
        if row.experiment_id in seen
    ]


def _use_counts(lesson: Lesson) -> tuple[int, int, float]:
    """The number of reuses, the number in other units, and the hours saved."""
    home = lesson.experiment.unit_id
    elsewhere = fn.SUM(peewee.Case(None, [(Person.unit != home, 1)], 0))
    uses = (
        Reuse.select(fn.COUNT(Reuse.id), elsewhere, fn.SUM(Reuse.hours))
        .join(Person)
        .where(Reuse.lesson == lesson)
    )
    n, cross, hours = uses.tuples().first()
    return n, cross or 0, hours or 0


def reuses_of(lesson: Lesson) -> peewee.ModelSelect:
    """The reuses of a lesson, joined with the person and the unit; for `paged` by NEWEST."""
    return (
        Reuse.select(Reuse, Person, Unit)
        .join(Person)
        .join(Unit)
        .where(Reuse.lesson == lesson)
    )


def uses_of_lessons_by(person: Person) -> peewee.ModelSelect:
    """The reuses of a person's lessons, the newest first; joined with person and lesson."""
    rows = (
        Reuse.select(Reuse, Person, Unit, Lesson)
        .join(Person)
        .join(Unit)
        .join_from(Reuse, Lesson)
        .join(Experiment)
    )
    return rows.where(_own(person)).order_by(Reuse.id.desc())


def due_for_review(person: Person, on: dt.date) -> peewee.ModelSelect:
    """A person's lessons that are due for the question "still true?", the longest due first."""
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
