"""Lessons that colleagues carried onward, to their own unit or to its next meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import peewee
from peewee import fn

from tracker.amplifications.models import Amplification
from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.measure import ExportRow, Measure, RowsBehind
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    at_a_moment,
    is_in_period,
    quarter_of_moment,
)
from tracker.dashboard.queries.result_types import Share
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.models import Lesson
from tracker.quarters import Quarter


def carried_lessons(
    period: Period, quarters: Sequence[Quarter]
) -> dict[Quarter, Share]:
    """Carried onward = lessons that somebody carried to their unit or to its next meeting.

    The whole of the share is the lessons that were carried in the quarter, each counted
    once however often. Its part is those of them that a meeting has talked about since.

    Unit: lessons; of one unit or platform: lessons of its attempts. Source: "Carry it
    onward" on the page of a lesson, and the list of the next meeting.

    By quarter, for consecutive quarters. One query.
    """
    word = quarter_of_moment(Amplification.at, quarters, period).alias("quarter")
    brought = peewee.Case(
        None, [(Amplification.brought_on.is_null(False), Amplification.lesson)]
    )
    rows = (
        Amplification.select(
            word,
            fn.COUNT(Amplification.lesson.distinct()),
            fn.COUNT(peewee.NodeList((peewee.SQL("DISTINCT"), brought))),
        )
        .join(Lesson)
        .join(Experiment)
        .where(
            at_a_moment(Amplification.at, quarters, period),
            Experiment.stage != Stage.draft,
            is_in_period(period),
        )
        .group_by(peewee.SQL("quarter"))
    )
    told = {quarter: Share(part, whole) for quarter, whole, part in rows.tuples()}
    return {quarter: told.get(str(quarter), Share()) for quarter in quarters}


def _carried(period: Period, asked: Drilldown):
    rows = (
        Lesson.select(Lesson.experiment)
        .join(Amplification, on=(Amplification.lesson == Lesson.id))
        .where(at_a_moment(Amplification.at, [period.quarter], period))
    )
    if asked.part == "brought":
        rows = rows.where(Amplification.brought_on.is_null(False))
    return Experiment.id.in_(rows)


def _export_rows(it: Share) -> Iterator[ExportRow]:
    yield "lessons carried onward", it.whole, it.whole, None, "lessons"
    yield "carried lessons a meeting talked about", it.part, it.part, None, "lessons"


CARRIED_ONWARD = Measure(
    name="carried",
    formula=N_(
        "Lessons that somebody carried onward in the quarter, to their own unit or to the "
        "list of its next meeting; and those of them that a meeting has talked about since."
    ),
    unit=N_("Lessons, each once however often it was carried."),
    source=N_(
        "“Carry it onward” on the page of a lesson, and the list of each meeting."
    ),
    query=lambda asked: carried_lessons(asked.period, asked.quarters),
    export=_export_rows,
    behind=(
        RowsBehind("carried", "", N_("What was carried onward"), _carried),
        RowsBehind(
            "carried",
            "brought",
            N_("What was carried onward and talked about at a meeting"),
            _carried,
        ),
    ),
)
