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
    stated_before,
    times,
)
from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import Evidence, Lesson, Retirement


def statuses_on(period: Period, days: Sequence[dt.date]) -> list[Counter]:
    """The number of lessons of each status when each day began; see `status_of`.

    Most lessons have no evidence and are emerging: they are only counted. Two queries.
    """
    lessons, words = _lessons_and_statuses(period, days, Lesson.id.in_(_touched()))
    names = [f"on_{n}" for n, _ in enumerate(days)]
    columns = [word.alias(name) for name, word in zip(names, words, strict=True)]
    rows = lessons.select(*columns, fn.COUNT(Lesson.id))
    rows = of_period(rows, period, Lesson.experiment)
    rows = rows.group_by(SQL(", ".join(names)))
    found = [Counter() for _ in days]
    for *stood, n in rows.tuples():
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
    """Ids of the lessons with evidence or a retirement."""
    return Evidence.select(Evidence.lesson) | Retirement.select(Retirement.lesson)


def _lessons_and_statuses(
    period: Period,
    days: Sequence[dt.date],
    condition=ALWAYS,
) -> tuple[peewee.ModelSelect, list[Case]]:
    """The lessons, and for each day their status when it began; None if not yet stated."""
    moments = {f"supporting_{n}": period.midnight(day) for n, day in enumerate(days)}
    evidence = _evidence_by_lesson(moments)
    statuses = [_status(evidence, name, before) for name, before in moments.items()]
    lessons = (
        Lesson.select()
        .join_from(
            Lesson, evidence, JOIN.LEFT_OUTER, on=(evidence.c.lesson_id == Lesson.id)
        )
        .join_from(
            Lesson, Retirement, JOIN.LEFT_OUTER, on=(Retirement.lesson == Lesson.id)
        )
        .where(Lesson.stated_at < max(moments.values()), condition)
    )
    return lessons, statuses


def _evidence_by_lesson(moments: Mapping[str, dt.datetime]):
    """The evidence for and against each lesson, as a subquery.

    Its columns: the number of supporting experiments before each moment, under the
    moment's name; `against` and `elsewhere`, the first moment of evidence against it,
    and of supporting evidence from another unit.
    """
    Behind = Experiment.alias()
    Origin = Experiment.alias()
    Judged = Lesson.alias()
    supports = Evidence.bearing == EvidenceDirection.supports
    elsewhere = Behind.unit != Origin.unit
    columns = [
        times((Evidence.at < before) & supports).alias(name)
        for name, before in moments.items()
    ]
    columns.append(_first(~supports).alias("against"))
    columns.append(_first(supports & elsewhere).alias("elsewhere"))
    return (
        Evidence.select(Evidence.lesson, *columns)
        .join_from(Evidence, Behind, on=(Evidence.experiment == Behind.id))
        .join_from(Evidence, Judged, on=(Evidence.lesson == Judged.id))
        .join_from(Judged, Origin, on=(Judged.experiment == Origin.id))
        .where(Evidence.at < max(moments.values()))
        .group_by(Evidence.lesson)
        .alias("evidence_by_lesson")
    )


def _first(condition):
    """The first moment of evidence that meets a condition."""
    return fn.MIN(Case(None, [(condition, Evidence.at)], None))


def _status(evidence, name: str, before: dt.datetime) -> Case:
    supporting = getattr(evidence.c, name)
    confirmed = (supporting >= 2) & (evidence.c.elsewhere < as_stored(before))
    return Case(
        None,
        [
            (Lesson.stated_at >= before, None),
            (Retirement.at < before, LessonStatus.retired.value),
            (evidence.c.against < as_stored(before), LessonStatus.contested.value),
            (confirmed, LessonStatus.confirmed.value),
            (supporting >= 1, LessonStatus.supported.value),
        ],
        LessonStatus.emerging.value,
    )
