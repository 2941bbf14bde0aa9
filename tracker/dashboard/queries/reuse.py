"""The reuse rate: lessons that other people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import peewee
from peewee import fn

from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.measure import Measure, RowsBehind, share_of
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    ALWAYS,
    as_stored,
    is_in_period,
    stated_before,
    times,
    within,
)
from tracker.dashboard.queries.result_types import Share
from tracker.dashboard.queries.reuse_between_units import RIPE, WINDOW, Child, Origin
from tracker.db import database
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.lessons.models import Evidence, Lesson, Reuse
from tracker.lineage.models import BuildsOn
from tracker.quarters import Quarter


def reuse_rates(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Share]:
    """Reuse rate = lessons that another person used within 180 days ÷ lessons of that age.

    Use is evidence, a reuse or a build-on. The lessons are at least 180 days old when
    the quarter ended, or today. Another person is neither author nor co-author of the
    experiment that taught it; if an author is anonymous, everybody who builds on it
    counts as another person, or the figure would reveal the author.

    Unit: lessons. Days are in UTC. A build-on counts from the day it was shared.
    Source: evidence, "I used this", and build-ons.

    By quarter. Two queries.
    """
    ripe = {quarter: ripe_before(period, quarter) for quarter in quarters}
    whole = stated_before(period, list(ripe.values()))
    condition = (Lesson.stated_at < max(ripe.values())) & is_in_period(period, Origin)
    used = used_by_others((Lesson.experiment, Lesson.stated_at), condition).alias(
        "used"
    )
    counts = [times(used.c.stated_at < as_stored(moment)) for moment in ripe.values()]
    part = database.execute(peewee.Select([used], counts)).fetchone()
    return {
        quarter: Share(n, of)
        for quarter, n, of in zip(quarters, part, whole, strict=True)
    }


def ripe_before(period: Period, quarter: Quarter | None = None) -> dt.datetime:
    """A lesson stated before this moment is 180 days old when the quarter ends, or today."""
    return period.midnight(period.until(quarter) - RIPE)


def used_by_others(columns=(Lesson.id,), condition=ALWAYS) -> peewee.ModelSelect:
    """The lessons that another person used, gave evidence on or built on within 180 days.

    Args:
        columns: The columns to select of each lesson.
        condition: A further condition on Lesson, and on Origin, its experiment.
    """
    return (
        _told_reuses(columns, condition)
        | _given_evidence(columns, condition)
        | _built_on(columns, condition)
    )


def _told_reuses(columns, condition) -> peewee.ModelSelect:
    return (
        Reuse.select(*columns)
        .join(Lesson)
        .join(Origin, on=(Lesson.experiment == Origin.id))
        .where(
            within(WINDOW, Lesson.stated_at, Reuse.at),
            _another(Reuse.person, Origin),
            condition,
        )
    )


def _given_evidence(columns, condition) -> peewee.ModelSelect:
    return (
        Evidence.select(*columns)
        .join(Lesson)
        .join(Origin, on=(Lesson.experiment == Origin.id))
        .join_from(Evidence, Child, on=(Evidence.experiment == Child.id))
        .where(
            within(WINDOW, Lesson.stated_at, Evidence.at),
            _another(Evidence.by, Origin)
            | (Child.withheld & (Child.author == Evidence.by) & ~Origin.withheld),
            condition,
        )
    )


def _built_on(columns, condition) -> peewee.ModelSelect:
    return (
        BuildsOn.select(*columns)
        .join(Child, on=(BuildsOn.child == Child.id))
        .join_from(BuildsOn, Origin, on=(BuildsOn.parent == Origin.id))
        .join_from(Origin, Lesson, on=(Lesson.experiment == Origin.id))
        .where(
            Child.stage != Stage.draft,
            within(WINDOW, Lesson.stated_at, Child.published_at),
            Child.withheld | Origin.withheld | _another(Child.author, Origin),
            condition,
        )
    )


def _another(person, origin):
    """The condition that a person is neither author nor co-author of an experiment."""
    together = CoAuthor.select(CoAuthor.id).where(
        CoAuthor.experiment == origin.id, CoAuthor.person == person
    )
    return (person != origin.author) & ~fn.EXISTS(together)


def _ripe(period: Period, asked: Drilldown):
    rows = Lesson.select(Lesson.experiment).where(
        Lesson.stated_at < ripe_before(period)
    )
    if asked.part == "used":
        rows = rows.where(Lesson.id.in_(used_by_others()))
    return Experiment.id.in_(rows)


REUSE_RATE = Measure(
    name="reuse",
    formula=N_(
        "Lessons at least 180 days old with evidence, a reuse or a build-on by another "
        "person within 180 days, divided by lessons at least 180 days old."
    ),
    unit=N_(
        "Lessons, as old as that when the quarter ended or today. Where an author is not "
        "told, whoever builds on it counts as another."
    ),
    source=N_("Evidence for and against, “I used this”, and what attempts build on."),
    query=lambda asked: reuse_rates(asked.period, asked.quarters),
    export=lambda rate: share_of("reuse rate", rate, "lessons"),
    behind=(
        RowsBehind(
            "ripe",
            "",
            N_("Lessons that are 180 days old or more"),
            _ripe,
            as_of="end",
        ),
        RowsBehind(
            "ripe",
            "used",
            N_("Lessons that others used within 180 days"),
            _ripe,
            as_of="end",
        ),
    ),
    change=N_("The use of older lessons"),
)
