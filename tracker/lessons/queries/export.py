"""Lessons as rows of a table, in batches; with the unit, never the author."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterator, Sequence

from peewee import JOIN

from tracker.accounts.models import Person, Unit
from tracker.core.validation import N_
from tracker.db import chunked
from tracker.experiments.models import Experiment
from tracker.experiments.queries.export import FIELDS_TOLD
from tracker.experiments.queries.search import ExperimentSearch
from tracker.experiments.queries.visibility import is_visible
from tracker.guidelines.models import Platform
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.queries.detail import lesson_summaries
from tracker.lessons.queries.list import matching
from tracker.tables import TableColumn

COLUMNS = [
    TableColumn("id", N_("Number"), 10),
    TableColumn("lesson", N_("Lesson"), 60),
    TableColumn("context", N_("Where it holds"), 40),
    TableColumn("status", N_("Status"), 16),
    TableColumn("times_used", N_("Times used"), 12),
    TableColumn("told_on", N_("Told"), 14),
    TableColumn("attempt", N_("Attempt"), 40),
    TableColumn("outcome", N_("Outcome"), 22),
    TableColumn("platform", N_("Platform"), 18),
    TableColumn("unit", N_("Unit"), 26),
]
BATCH = 500


def exported(
    viewer: Person, asked: ExperimentSearch, on: dt.date, zone: dt.tzinfo
) -> Iterator[list]:
    """The lessons of the library that a search finds, newest first.

    Args:
        zone: The time zone in which a lesson was told on a day.
    """
    found, _ = matching(viewer, asked, on)
    found = found.order_by(Lesson.stated_at.desc(), Lesson.id.desc())
    ids = array("q", (id for id, *_ in found.tuples().iterator()))
    for some in chunked(ids, BATCH):
        yield from _rows(list(some), viewer, zone)


def _rows(ids: Sequence[int], viewer: Person, zone: dt.tzinfo) -> Iterator[list]:
    rows = {row[0]: row for row in _lesson_rows(ids).where(is_visible(viewer)).tuples()}
    known = lesson_summaries(ids)
    for id in ids:
        if id not in rows or id not in known:
            continue
        _, statement, context, stated_at, *attempt = rows[id]
        day = stated_at.astimezone(zone).date()
        summary = known[id]
        told = [str(id), statement, context, summary.status, summary.used, day]
        yield told + attempt


def _lesson_rows(ids: Sequence[int]):
    return (
        Lesson.select(
            Lesson.id,
            Lesson.statement,
            Lesson.context,
            Lesson.stated_at,
            Experiment.title,
            Conclusion.outcome,
            Platform.name,
            FIELDS_TOLD["unit"],
        )
        .join_from(Lesson, Experiment)
        .join_from(Experiment, Unit, on=Experiment.unit)
        .join_from(Experiment, Platform, JOIN.LEFT_OUTER, on=Experiment.platform)
        .join_from(
            Experiment,
            Conclusion,
            JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
        )
        .where(Lesson.id.in_(list(ids)))
    )
