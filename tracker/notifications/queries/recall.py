"""Who depends on a lesson, and how: those whom its recall reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from tracker.accounts.models import Person, Role
from tracker.business_case.models import Assumption, BusinessCase, CaseEvidence
from tracker.commitments.models import Commitment
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import CoAuthor, Experiment
from tracker.experiments.queries import is_visible
from tracker.guidelines.models import Clause
from tracker.lessons.enums import Dependence, EvidenceDirection
from tracker.lessons.models import (
    Citation,
    Evidence,
    Lesson,
    LocalResult,
    Retirement,
    Reuse,
    SharedLesson,
    statuses_of,
)
from tracker.lessons.models.recall import FALLEN
from tracker.lessons.models.shared_lesson import in_pool
from tracker.lessons.models.status import fallen_sql
from tracker.lessons.queries.local_result import ASKED_AFTER
from tracker.lineage.models import BuildsOn
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.prepared import Parameter, Prepared, RowParameter

# Guidelines, summaries and the strategy are kept by facilitators and leaders
KEPT_TOGETHER = (Dependence.clause, Dependence.summary, Dependence.strategy)

# Ids of lessons to ids of the people who depend on any of them
Finder = Callable[[Collection[int]], set[int]]


def dependants(lessons: Collection[int]) -> set[int]:
    """Ids of all who depend on these lessons, in whatever way."""
    return set().union(*(find(lessons) for find in DEPENDANTS.values()))


def recalled_to(told: Mapping) -> set[int]:
    """Whom a recall reaches, as the job carries it; nobody if the lesson stands again."""
    lesson = told["lesson"]
    if statuses_of([lesson]).get(lesson) not in FALLEN:
        return set()
    people = dependants([lesson])
    if told["by"] is None and told.get("against"):
        people -= _authors([told["against"]])
    return people


def dependences(lesson: Lesson, person: Person) -> list[Dependence]:
    """The ways in which a person depends on a lesson, or one that says the same.

    What facilitators and leaders keep is looked for where the person is one.
    """
    pool = SharedLesson.pool_of([lesson.id])[lesson.id]
    keeps = person.facilitates or person.leads
    return [
        way
        for way, find in DEPENDANTS.items()
        if (keeps or way not in KEPT_TOGETHER) and person.id in find(pool)
    ]


def has_fallen(lesson: Lesson) -> bool:
    """Whether a lesson is contested or retired. One query."""
    keys = (Evidence.lesson, Retirement.lesson, SharedLesson.origin)
    if not any(may_be_referred_to(lesson, key) for key in keys):
        return False
    return _fallen.first(lesson=lesson.id)[0] is not None


def is_asked_whether_held(lesson: Lesson, person: Person, on: dt.date) -> bool:
    """Whether three weeks ago or more a person used a lesson, or one that says the same."""
    keys = (Reuse.lesson, SharedLesson.origin)
    if not any(may_be_referred_to(lesson, key) for key in keys):
        return False
    last = on - ASKED_AFTER
    return _use.first(lesson=lesson.id, person=person.id, last=last) is not None


def own_result(lesson: Lesson, person: Person) -> LocalResult | None:
    """What a person answered to "did it hold with you?"."""
    if not may_be_referred_to(lesson, LocalResult.lesson):
        return None
    return _own_result.first(lesson=lesson.id, person=person.id)


_fallen = Prepared(
    lambda: Lesson.select(fallen_sql()).where(Lesson.id == Parameter("lesson")).tuples()
)
_use = Prepared(
    lambda: (
        Reuse.select(Reuse.id)
        .where(
            Reuse.person == Parameter("person"),
            Reuse.used_on <= Parameter("last"),
            in_pool(Reuse.lesson, RowParameter("lesson")),
        )
        .limit(1)
    )
)
_own_result = Prepared(
    lambda: LocalResult.select().where(
        LocalResult.lesson == Parameter("lesson"),
        LocalResult.person == Parameter("person"),
    )
)


def reasons(rows: Collection[Notice], viewer: Person) -> dict[int, str]:
    """Experiment's id to why its lesson was recalled, as far as the viewer may read it.

    Two queries, or none where nothing was recalled.
    """
    ids = [row.experiment_id for row in rows if row.kind is NoticeKind.recalled]
    if not ids:
        return {}
    against = (
        Evidence.select(Lesson.experiment, Evidence.note)
        .join(Lesson)
        .join_from(Evidence, Experiment, on=Evidence.experiment)
        .where(
            Lesson.experiment.in_(ids),
            Evidence.bearing == EvidenceDirection.contradicts,
            is_visible(viewer),
        )
        .order_by(Evidence.id)
    )
    retired = (
        Retirement.select(Lesson.experiment, Retirement.reason)
        .join(Lesson)
        .where(Lesson.experiment.in_(ids))
    )
    return dict(against.tuples()) | dict(retired.tuples())


def _reusers(lessons: Collection[int]) -> set[int]:
    rows = Reuse.select(Reuse.person).where(Reuse.lesson.in_(lessons))
    return {id for (id,) in rows.tuples()}


def _builders(lessons: Collection[int]) -> set[int]:
    children = BuildsOn.select(BuildsOn.child).where(
        BuildsOn.parent.in_(_origins(lessons))
    )
    return _authors([id for (id,) in children.tuples()])


def _promisers(lessons: Collection[int]) -> set[int]:
    rows = Commitment.select(Commitment.leader).where(
        Commitment.lesson.in_(lessons) | Commitment.experiment.in_(_origins(lessons))
    )
    return {id for (id,) in rows.tuples()}


def _clause_keepers(lessons: Collection[int]) -> set[int]:
    """The facilitators, where a clause in force rests on one of the lessons."""
    resting = (
        Citation.select()
        .join(Clause)
        .where(Citation.lesson.in_(lessons), Clause.retired_at.is_null())
    )
    if not resting.exists():
        return set()
    rows = Person.select(Person.id).where(Person.role == Role.facilitator)
    return {id for (id,) in rows.tuples()}


def _case_keepers(lessons: Collection[int]) -> set[int]:
    """Who named a lesson for or against an assumption, and the sponsor."""
    rows = (
        CaseEvidence.select(CaseEvidence.by, BusinessCase.sponsor)
        .join(Assumption)
        .join(BusinessCase)
        .where(CaseEvidence.lesson.in_(lessons), Assumption.removed_at.is_null())
    )
    return {id for row in rows.tuples() for id in row if id}


def _origins(lessons: Collection[int]):
    return Lesson.select(Lesson.experiment).where(Lesson.id.in_(lessons))


def _authors(experiments: Collection[int]) -> set[int]:
    ids = list(experiments) or [0]
    wrote = Experiment.select(Experiment.author).where(Experiment.id.in_(ids))
    together = CoAuthor.select(CoAuthor.person).where(CoAuthor.experiment.in_(ids))
    return {id for rows in (wrote, together) for (id,) in rows.tuples()}


# Higher features add theirs in app.py
DEPENDANTS: dict[Dependence, Finder] = {
    Dependence.reuse: _reusers,
    Dependence.build_on: _builders,
    Dependence.promise: _promisers,
    Dependence.clause: _clause_keepers,
    Dependence.assumption: _case_keepers,
}
