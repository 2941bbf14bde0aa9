"""The page of a lesson: its status, the evidence for and against it, and its reuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person, Unit
from tracker.core.reference import any_may_be_referred_to, if_referred_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries.row import ExperimentRow, rows_of
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import Evidence, Lesson, Retirement, Reuse, SharedLesson
from tracker.lessons.models.lesson import status_of_pool
from tracker.lessons.models.shared_lesson import PEER, in_pool, peers_of
from tracker.lessons.models.status import fallen_sql
from tracker.lessons.queries.evidence import (
    BehindLesson,
    behind_lesson,
    evidence_to_ask,
)
from tracker.prepared import IdsParameter, Prepared, Question
from tracker.prepared_together import ask_together

NEWEST = [(Reuse.id, "id", int)]


def status_sql(lesson=Lesson):
    """The status of a lesson in SQL, by the same rule as `status_of_pool`.

    Args:
        lesson: The lesson's table in the query, if it is an alias.
    """
    Supporting = Evidence.alias()
    supporting = Supporting.select(fn.COUNT(Supporting.experiment.distinct())).where(
        in_pool(Supporting.lesson, lesson),
        Supporting.bearing == EvidenceDirection.supports,
        Supporting.experiment.not_in(_origins_of_pool(lesson)),
    )
    together = peers_of(lesson, PEER.origin != lesson.id)
    # In a function: two queries added up are a union
    supports = fn.COALESCE(supporting, 0) + fn.COALESCE(
        together.select(fn.COUNT(PEER.id)), 0
    )
    elsewhere = fn.EXISTS(_supporting_elsewhere(lesson)) | fn.EXISTS(
        _taught_elsewhere(lesson)
    )
    return peewee.Case(
        None,
        [
            (fallen_sql(lesson).is_null(False), fallen_sql(lesson)),
            ((supports >= 2) & elsewhere, LessonStatus.confirmed.value),
            (supports >= 1, LessonStatus.supported.value),
        ],
        LessonStatus.emerging.value,
    )


def _origins_of_pool(lesson) -> peewee.ModelSelect:
    """Ids of the experiments that taught what a lesson says."""
    Taught = Lesson.alias()
    return Taught.select(Taught.experiment).where(in_pool(Taught.id, lesson))


def _supporting_elsewhere(lesson) -> peewee.ModelSelect:
    """Supporting evidence from another unit than the one that taught the lesson."""
    Other = Experiment.alias()
    return (
        Evidence.select(Evidence.id)
        .join(Other, on=(Evidence.experiment == Other.id))
        .where(
            in_pool(Evidence.lesson, lesson),
            Evidence.bearing == EvidenceDirection.supports,
            Other.unit != _home_of(lesson),
        )
    )


def _taught_elsewhere(lesson) -> peewee.ModelSelect:
    """The lessons that say the same and were taught in another unit."""
    Taught = Lesson.alias()
    Other = Experiment.alias()
    return (
        Taught.select(Taught.id)
        .join(Other, on=(Taught.experiment == Other.id))
        .where(Taught.id.in_(peers_of(lesson)), Other.unit != _home_of(lesson))
    )


def _home_of(lesson) -> peewee.ModelSelect:
    Origin = Experiment.alias()
    return Origin.select(Origin.unit).where(Origin.id == lesson.experiment)


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
    """Lesson and status of the lessons that `touched` names, to order a list by."""
    Touched = Lesson.alias()
    return Touched.select(
        Touched.id.alias("lesson_id"), status_sql(Touched).alias("word")
    ).where(touched(Touched))


def touched(lesson=Lesson):
    """The condition that a lesson has evidence or a retirement, or is shared."""
    return (
        lesson.id.in_(Evidence.select(Evidence.lesson))
        | lesson.id.in_(Retirement.select(Retirement.lesson))
        | lesson.id.in_(SharedLesson.select(SharedLesson.origin))
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
    """Status and number of reuses of some lessons."""
    ids = list(lesson_ids)
    if not ids:
        return {}
    ask_together([_times_used.question(lessons=ids), _statuses.question(lessons=ids)])
    uses = Counter(dict(_times_used.rows(lessons=ids)))
    rows = _statuses.rows(lessons=ids)
    return {id: LessonSummary(LessonStatus(word), uses[id]) for id, word in rows}


_times_used = Prepared(
    lambda: times_used().where(Reuse.lesson.in_(IdsParameter("lessons"))).tuples()
)
_statuses = Prepared(
    lambda: (
        Lesson.select(Lesson.id, status_sql())
        .where(Lesson.id.in_(IdsParameter("lessons")))
        .tuples()
    )
)


@dataclass(frozen=True)
class LessonEvidence:
    """An experiment for or against a lesson.

    Attributes:
        evidence: None for an experiment that taught the lesson.
        origin: The lesson that the experiment taught, where it taught this.
    """

    row: ExperimentRow
    evidence: Evidence | None = None
    origin: Lesson | None = None


@dataclass(frozen=True)
class LessonDetail:
    """The page of one lesson, as far as the viewer may see.

    Attributes:
        unseen: The number of experiments for and against it that only their units see.
        supporting, units, against: The numbers that the status is derived from; an
            experiment that taught it counts as a supporting one.
        pool: The lessons that say the same and that the viewer may see, this one first.
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
    pool: list[Lesson]


def lesson_detail(
    lesson: Lesson, viewer: Person, behind: BehindLesson | None = None
) -> LessonDetail:
    """The page of a lesson. The number of queries does not depend on its evidence.

    Args:
        behind: What `behind_lesson` says, if it was asked already.
    """
    pool, evidence = behind or behind_lesson(lesson)
    origins = {row.experiment_id: row for row in pool}
    contra = _in_direction(EvidenceDirection.contradicts, evidence)
    pro = [
        row
        for row in _in_direction(EvidenceDirection.supports, evidence)
        if row.experiment_id not in origins
    ]
    wanted = BehindLesson(pool, evidence).attempts()
    seen = {row.experiment.id: row for row in rows_of(wanted, viewer)}
    taught = [
        LessonEvidence(seen[id], origin=row)
        for id, row in origins.items()
        if id in seen
    ]
    shown_pro = taught + _visible(pro, seen)
    shown_contra = _visible(contra, seen)
    supporting = len(origins) + len(pro)
    home = lesson.experiment
    readable = [row for row in pool if row.experiment_id in seen]
    used, used_elsewhere, hours = _use_counts(readable or [lesson])
    if home.id not in seen or not seen[home.id].credit.unit:
        used_elsewhere = 0
    units = {row.experiment.unit_id for row in pool + pro}
    retirement = Retirement.of(pool)
    return LessonDetail(
        status=_status(pool, evidence, retirement),
        supports=shown_pro,
        contradicts=shown_contra,
        unseen=(supporting - len(shown_pro), len(contra) - len(shown_contra)),
        supporting=supporting,
        units=len(units),
        against=len(contra),
        retirement=retirement,
        used=used,
        used_elsewhere=used_elsewhere,
        hours=hours,
        pool=readable or [lesson],
    )


def questions_about(lesson: Lesson) -> list[Question]:
    """What `lesson_detail` asks of a lesson that stands for itself, before it knows which
    attempts it needs.
    """
    alone = [lesson.id]
    return [
        *evidence_to_ask(lesson),
        *if_referred_to(lesson, Reuse.lesson, _use_sums.question(lessons=alone)),
    ]


def _status(
    pool: list[Lesson], evidence: list[Evidence], retirement: Retirement | None
) -> LessonStatus:
    origins = {row.experiment_id: row.experiment.unit_id for row in pool}
    behind = [
        (row.experiment_id, row.bearing, row.experiment.unit_id) for row in evidence
    ]
    return status_of_pool(origins, behind, retired=retirement is not None)


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


def _use_counts(pool: list[Lesson]) -> tuple[int, int, float]:
    """The number of reuses, the number in other units, and the hours saved."""
    if not any_may_be_referred_to(pool, Reuse.lesson):
        return 0, 0, 0
    home = pool[0].experiment.unit_id
    uses = _use_sums.rows(lessons=[row.id for row in pool])
    elsewhere = sum(n for unit, n, _ in uses if unit != home)
    hours = sum(hours or 0 for _, _, hours in uses)
    return sum(n for _, n, _ in uses), elsewhere, hours


_use_sums = Prepared(
    lambda: (
        Reuse.select(Person.unit, fn.COUNT(Reuse.id), fn.SUM(Reuse.hours))
        .join(Person)
        .where(Reuse.lesson.in_(IdsParameter("lessons")))
        .group_by(Person.unit)
        .tuples()
    )
)


def reuses_of(lessons: Iterable[Lesson]) -> peewee.ModelSelect:
    """The reuses of lessons that say the same, for `paged` by NEWEST.

    Joined with the person and the unit.
    """
    return (
        Reuse.select(Reuse, Person, Unit)
        .join(Person)
        .join(Unit)
        .where(Reuse.lesson.in_([lesson.id for lesson in lessons]))
    )
