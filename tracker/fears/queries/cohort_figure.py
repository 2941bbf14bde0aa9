"""The figures of those who began something in one quarter, once its time is over."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from zoneinfo import ZoneInfo

from peewee import fn

from tracker.experiments.models import Change, Experiment, Stage
from tracker.experiments.models.experiment import BY_NAME
from tracker.experiments.queries.visibility import is_for_everyone
from tracker.fears.enums import CohortMeasure
from tracker.fears.models import CohortFigure
from tracker.quarters import Quarter
from tracker.small_groups import MIN_GROUP_SIZE, Figure

TRIES_AGAIN = dt.timedelta(days=90)
NAMES_ITSELF = dt.timedelta(days=90)
IS_SHARED = dt.timedelta(days=30)
# How long after its last day a quarter is counted
WAITS = {
    CohortMeasure.tried_again: TRIES_AGAIN,
    CohortMeasure.named_later: NAMES_ITSELF,
    CohortMeasure.shared_draft: IS_SHARED,
}


@dataclass
class Cohort:
    """Those who began something in one quarter.

    Attributes:
        people: Ids of those who began.
        did: Ids of those of them who did what is counted.
        days: After how many days, for each time it was done.
        rows: How many things were begun, where these are counted and not people.
    """

    people: set[int] = field(default_factory=set)
    did: set[int] = field(default_factory=set)
    days: list[int] = field(default_factory=list)
    rows: int = 0


def written_figures() -> dict[CohortMeasure, list[CohortFigure]]:
    """The figures of each measure that may be shown, the oldest quarter first."""
    found = {measure: [] for measure in CohortMeasure}
    for row in CohortFigure.select().order_by(CohortFigure.quarter):
        if row.figure.shown:
            found[row.measure].append(row)
    return found


def write_down_due(on: dt.date, zone: ZoneInfo) -> None:
    """Write down each measure of each quarter whose time is over and that has none yet."""
    counted = {
        CohortMeasure.tried_again: tried_again,
        CohortMeasure.named_later: named_later,
        CohortMeasure.shared_draft: shared_draft,
    }
    for measure, count in counted.items():
        due = quarters_due(measure, on)
        if due:
            cohorts = count(zone)
            for quarter in due:
                cohort = cohorts.get(quarter, Cohort())
                figure, days = figure_of(measure, cohort)
                CohortFigure.add(measure, str(quarter), figure, days)


def figure_of(measure: CohortMeasure, cohort: Cohort) -> tuple[Figure, float | None]:
    """The figure of a cohort, and the median of days; hidden where it is small.

    What is known by name is about as many people as began. Who kept a draft is known to
    nobody, so there those who are left must be five as well.
    """
    n = len(cohort.people)
    if measure is CohortMeasure.shared_draft:
        shown = Figure.about(len(cohort.did), of=n).shown and n >= MIN_GROUP_SIZE
        if not shown:
            return Figure(None, None), None
        return Figure(len(cohort.did), n), None
    if n < MIN_GROUP_SIZE:
        return Figure(None, None), None
    days = None
    if len(cohort.did) >= MIN_GROUP_SIZE:
        days = float(median(cohort.days))
    if measure is CohortMeasure.named_later:
        return Figure(len(cohort.days), cohort.rows), days
    return Figure(len(cohort.did), n), days


def quarters_due(measure: CohortMeasure, on: dt.date) -> list[Quarter]:
    """The quarters whose time is over and whose figure is not written yet."""
    written = {
        row.quarter
        for row in CohortFigure.select(CohortFigure.quarter).where(
            CohortFigure.measure == measure
        )
    }
    return [
        quarter
        for quarter in _quarters(on)
        if quarter.last + WAITS[measure] < on and str(quarter) not in written
    ]


def tried_again(zone: ZoneInfo) -> dict[Quarter, Cohort]:
    """Per quarter the people whose first attempt by name was shared in it, and those of
    them who shared another within 90 days.
    """
    rows = (
        Experiment.select(Experiment.author, Experiment.published_at)
        .where(BY_NAME)
        .order_by(Experiment.published_at)
    )
    times = defaultdict(list)
    for person, at in rows.tuples():
        times[person].append(at)
    found: dict[Quarter, Cohort] = defaultdict(Cohort)
    for person, (first, *later) in times.items():
        cohort = found[_quarter(first, zone)]
        cohort.people.add(person)
        if later and later[0] - first <= TRIES_AGAIN:
            cohort.did.add(person)
            cohort.days.append((later[0] - first).days)
    return found


def named_later(zone: ZoneInfo) -> dict[Quarter, Cohort]:
    """Per quarter the attempts that were shared with everyone without a name, and those
    that were claimed within 90 days.

    Whether an attempt has no name, and when it got one, stands on its page; the figure
    adds up what everybody may read.
    """
    claims = dict(
        Change.select(Change.experiment, fn.MIN(Change.at))
        .where(Change.act == "named")
        .group_by(Change.experiment)
        .tuples()
    )
    rows = Experiment.select(
        Experiment.id, Experiment.author, Experiment.published_at
    ).where(
        is_for_everyone(), Experiment.withheld | Experiment.id.in_(list(claims) or [0])
    )
    found: dict[Quarter, Cohort] = defaultdict(Cohort)
    for id, person, at in rows.tuples():
        cohort = found[_quarter(at, zone)]
        cohort.people.add(person)
        cohort.rows += 1
        if id in claims and claims[id] - at <= NAMES_ITSELF:
            cohort.did.add(person)
            cohort.days.append((claims[id] - at).days)
    return found


def shared_draft(zone: ZoneInfo) -> dict[Quarter, Cohort]:
    """Per quarter the people who began a draft in it, and those who shared one of these
    within 30 days.
    """
    rows = Experiment.select(
        Experiment.author, Experiment.made_at, Experiment.published_at, Experiment.stage
    ).where(Experiment.source.is_null())
    found: dict[Quarter, Cohort] = defaultdict(Cohort)
    for person, made, at, stage in rows.tuples():
        cohort = found[_quarter(made, zone)]
        cohort.people.add(person)
        if stage is not Stage.draft and at - made <= IS_SHARED:
            cohort.did.add(person)
    return found


def _quarter(at: dt.datetime, zone: ZoneInfo) -> Quarter:
    return Quarter.of(at.astimezone(zone).date())


def _quarters(on: dt.date) -> Iterator[Quarter]:
    """The quarters since the first attempt that have ended."""
    first = Experiment.select(fn.MIN(Experiment.made_at)).scalar()
    if first is None:
        return
    quarter = Quarter.of(first.date())
    while quarter.has_ended(on):
        yield quarter
        quarter = quarter.following
