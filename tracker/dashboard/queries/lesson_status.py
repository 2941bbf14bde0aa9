"""The status that each lesson had on a day, computed in the database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

import peewee
from peewee import JOIN, SQL, Case, fn

from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    ALWAYS,
    as_stored,
    of_period,
    rows_of,
    stated_before,
)
from tracker.db import is_sqlite
from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import Evidence, Lesson, Retirement, SharedLesson
from tracker.lessons.models.shared_lesson import ASKED, PEER


def statuses_on(period: Period, days: Sequence[dt.date]) -> list[Counter]:
    """The number of lessons of each status when each day began; see `status_of`.

    Most lessons have no evidence and are emerging: they are only counted. Two queries.
    """
    found = [Counter() for _ in days]
    rows = rows_of("statuses", period, days, lambda: _counted_statuses(period, days))
    for *stood, n in rows:
        for counted, standing in zip(found, stood, strict=True):
            counted[standing] += n
    for counted, n in zip(
        found,
        stated_before(period, [period.midnight(day) for day in days]),
        strict=True,
    ):
        del counted[None]  # not stated by then
        counted[LessonStatus.emerging.value] += n - counted.total()
    return [
        Counter({LessonStatus(word): n for word, n in counted.items() if n})
        for counted in found
    ]


def _counted_statuses(period: Period, days: Sequence[dt.date]) -> peewee.ModelSelect:
    """Rows of the status on each day, and the number of lessons that had these."""
    lessons, words = _lessons_and_statuses(period, days, Lesson.id.in_(_touched()))
    names = [f"on_{n}" for n, _ in enumerate(days)]
    columns = [word.alias(name) for name, word in zip(names, words, strict=True)]
    rows = lessons.select(*columns, fn.COUNT(Lesson.id))
    rows = of_period(rows, period, Lesson.experiment)
    return rows.group_by(SQL(", ".join(names))).tuples()


def experiments_with_status(
    period: Period, day: dt.date, standing: LessonStatus | None = None
) -> peewee.ModelSelect:
    """Ids of the experiments whose lesson had a status, or any, when a day began."""
    lessons, (word,) = _lessons_and_statuses(period, [day])
    rows = lessons.select(Lesson.experiment)
    if standing is None:
        return rows.where(word.is_null(False))
    return rows.where(word == standing.value)


def _touched() -> peewee.ModelSelect:
    """Ids of the lessons with evidence or a retirement, or that others say, too."""
    return (
        Evidence.select(Evidence.lesson)
        | Retirement.select(Retirement.lesson)
        | SharedLesson.select(SharedLesson.origin)
    )


def _lessons_and_statuses(
    period: Period,
    days: Sequence[dt.date],
    condition=ALWAYS,
) -> tuple[peewee.ModelSelect, list[Case]]:
    """The lessons, and for each day their status when it began; None if not yet stated."""
    moments = {f"supporting_{n}": period.midnight(day) for n, day in enumerate(days)}
    evidence = _evidence_by_lesson(moments)
    retired = _retirement_by_lesson()
    statuses = [
        _status(evidence, retired, name, before) for name, before in moments.items()
    ]
    lessons = (
        Lesson.select()
        .join_from(
            Lesson, evidence, JOIN.LEFT_OUTER, on=(evidence.c.lesson_id == Lesson.id)
        )
        .join_from(
            Lesson, retired, JOIN.LEFT_OUTER, on=(retired.c.lesson_id == Lesson.id)
        )
        .where(Lesson.stated_at < max(moments.values()), condition)
    )
    return lessons, statuses


def _evidence_by_lesson(moments: Mapping[str, dt.datetime]):
    """The evidence for and against each lesson, as a subquery.

    Its columns: the number of supporting experiments before each moment, under the
    moment's name; `against` and `elsewhere`, the first moment of evidence against it,
    and of supporting evidence from another unit. What a lesson taught itself is none.
    """
    Behind = Experiment.alias()
    Origin = Experiment.alias()
    Judged = Lesson.alias()
    given = _pooled_evidence()
    supports = (given.c.bearing == EvidenceDirection.supports.value) & (
        given.c.experiment_id != Origin.id
    )
    against = given.c.bearing == EvidenceDirection.contradicts.value
    columns = []
    for name, before in moments.items():
        counted = (given.c.at < as_stored(before)) & supports
        experiment = Case(None, [(counted, given.c.experiment_id)], None)
        columns.append(fn.COUNT(experiment.distinct()).alias(name))
    elsewhere = supports & (Behind.unit != Origin.unit)
    for name, condition in (("against", against), ("elsewhere", elsewhere)):
        first = fn.MIN(Case(None, [(condition, given.c.at)], None))
        columns.append(first.alias(name))
    return (
        Judged.select(Judged.id.alias("lesson_id"), *columns)
        .join_from(Judged, given, on=(given.c.lesson_id == Judged.id))
        .join_from(Judged, Origin, on=(Judged.experiment == Origin.id))
        .join_from(Judged, Behind, on=(given.c.experiment_id == Behind.id))
        .where(given.c.at < as_stored(max(moments.values())))
        .group_by(Judged.id)
        .alias("evidence_by_lesson")
    )


def _pooled_evidence():
    """The evidence of each lesson and of those that say the same, as a subquery.

    An experiment that taught one of the others supports it, and all of that since the
    day that they were joined.
    """
    own = Evidence.select(
        Evidence.lesson, Evidence.experiment, Evidence.bearing, Evidence.at
    )
    of_others = _with_peers(Evidence, Evidence.lesson).select(
        ASKED.origin,
        Evidence.experiment,
        Evidence.bearing,
        _latest(Evidence.at, ASKED.at, PEER.at),
    )
    taught_by_others = _with_peers(Lesson, Lesson.id).select(
        ASKED.origin,
        Lesson.experiment,
        peewee.Value(EvidenceDirection.supports.value),
        _latest(Lesson.stated_at, ASKED.at, PEER.at),
    )
    return (own | of_others | taught_by_others).alias("pooled_evidence")


def _retirement_by_lesson():
    """The first moment that a lesson, or one that says the same, was retired."""
    own = Retirement.select(Retirement.lesson, Retirement.at)
    of_others = _with_peers(Retirement, Retirement.lesson).select(
        ASKED.origin, _latest(Retirement.at, ASKED.at, PEER.at)
    )
    both = (own | of_others).alias("pooled_retirement")
    first = peewee.Select(
        [both], [both.c.lesson_id, fn.MIN(both.c.at).alias("retired_at")]
    )
    return first.group_by(both.c.lesson_id).alias("retirement_by_lesson")


def _with_peers(model, lesson) -> peewee.ModelSelect:
    """Rows about a lesson, once for each other lesson that says the same (`ASKED`)."""
    return (
        model.select()
        .join_from(model, PEER, on=(PEER.origin == lesson))
        .join_from(PEER, ASKED, on=(ASKED.shared == PEER.shared))
        .where(ASKED.origin != PEER.origin)
    )


def _latest(*moments):
    if is_sqlite():
        return fn.MAX(*moments)
    return fn.GREATEST(*moments)


def _status(evidence, retired, name: str, before: dt.datetime) -> Case:
    supporting = getattr(evidence.c, name)
    confirmed = (supporting >= 2) & (evidence.c.elsewhere < as_stored(before))
    return Case(
        None,
        [
            (Lesson.stated_at >= before, None),
            (retired.c.retired_at < as_stored(before), LessonStatus.retired.value),
            (evidence.c.against < as_stored(before), LessonStatus.contested.value),
            (confirmed, LessonStatus.confirmed.value),
            (supporting >= 1, LessonStatus.supported.value),
        ],
        LessonStatus.emerging.value,
    )
