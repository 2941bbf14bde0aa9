"""The figures of those who began something in one quarter, once its time is over.

Each with what may move it and without, in the same quarter: what moved everybody then
is in both. Where that happens after a while, only what came after it is counted, in
both (a landmark), so that whoever was quick is not taken for a cause.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from zoneinfo import ZoneInfo

from peewee import fn

from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import Change, Experiment, Stage
from tracker.experiments.models.experiment import BY_NAME
from tracker.experiments.queries.visibility import is_for_everyone
from tracker.fears.enums import CohortMeasure
from tracker.fears.models import CohortFigure, FearBatch
from tracker.fears.models.trial import IS_SHARED
from tracker.fears.queries.trial import took_place_in
from tracker.quarters import Quarter
from tracker.small_groups import MIN_GROUP_SIZE, Figure

LANDMARK = dt.timedelta(days=14)
TRIES_AGAIN = dt.timedelta(days=90)
NAMES_ITSELF = dt.timedelta(days=90)
# How long after its last day a quarter is counted
WAITS = {
    CohortMeasure.tried_again: TRIES_AGAIN,
    CohortMeasure.named_later: NAMES_ITSELF,
    CohortMeasure.shared_draft: IS_SHARED,
}
# What a trial counts as well. In its quarters the lot decided who is with the cause, and
# the figures less those of the trial would tell of few.
TRIED = {CohortMeasure.shared_draft}
STANDS = Comment.removed_at.is_null()
Times = dict[int, dt.datetime]


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


# A quarter, and whether it is with the cause, to its cohort
Cohorts = dict[tuple[Quarter, bool], Cohort]


@dataclass
class Contrast:
    """The figures of one quarter: with what may move them, and without.

    Attributes:
        caused: With the cause; hidden where it is about too few.
        other: Without it.
    """

    quarter: str
    caused: Figure = Figure(None, None)
    other: Figure = Figure(None, None)
    days: float | None = None

    def put(self, row: CohortFigure) -> None:
        if row.with_cause:
            self.caused = row.figure
        else:
            self.other = row.figure
        self.days = row.days or self.days

    @property
    def of(self) -> Quarter:
        return Quarter.parse(self.quarter)

    @property
    def shown(self) -> bool:
        return self.caused.shown or self.other.shown


def contrasts() -> dict[CohortMeasure, list[Contrast]]:
    """The quarters of each measure that show something, the oldest first. One query."""
    found: dict[CohortMeasure, dict[str, Contrast]] = {one: {} for one in CohortMeasure}
    for row in CohortFigure.select().order_by(CohortFigure.quarter):
        quarters = found[row.measure]
        quarters.setdefault(row.quarter, Contrast(row.quarter)).put(row)
    return {
        measure: [one for one in quarters.values() if one.shown]
        for measure, quarters in found.items()
    }


def write_down_due(on: dt.date, zone: ZoneInfo) -> None:
    """Write down each measure of each quarter whose time is over and that has none yet."""
    for measure, count in COUNTED.items():
        due = quarters_due(measure, on)
        if due:
            cohorts = count(zone)
            for quarter in due:
                hides = measure in TRIED and took_place_in(quarter)
                for with_cause in (True, False):
                    cohort = cohorts.get((quarter, with_cause), Cohort())
                    if hides:
                        cohort = Cohort()
                    figure, days = figure_of(measure, cohort)
                    CohortFigure.add(measure, str(quarter), with_cause, figure, days)


def figure_of(measure: CohortMeasure, cohort: Cohort) -> tuple[Figure, float | None]:
    """The figure of a cohort, and the median of days; hidden where it is small.

    What is known by name is about as many people as began. Who kept a draft is known to
    nobody, so there those who are left must be five as well. What was shared without a
    name is counted in attempts: how many people are behind them, nothing may tell.
    """
    n = len(cohort.people)
    if measure is CohortMeasure.named_later:
        return _figure_of_attempts(cohort)
    if measure is CohortMeasure.shared_draft:
        if not Figure.about(len(cohort.did), of=n).shown:
            return Figure(None, None), None
        return Figure(len(cohort.did), n), None
    if n < MIN_GROUP_SIZE:
        return Figure(None, None), None
    return Figure(len(cohort.did), n), None


def _figure_of_attempts(cohort: Cohort) -> tuple[Figure, float | None]:
    if cohort.rows < MIN_GROUP_SIZE:
        return Figure(None, None), None
    days = None
    if len(cohort.days) >= MIN_GROUP_SIZE:
        days = float(median(cohort.days))
    return Figure(len(cohort.days), cohort.rows), days


def quarters_due(measure: CohortMeasure, on: dt.date) -> list[Quarter]:
    """The quarters whose time is over and whose figure is not written yet."""
    rows = CohortFigure.select(CohortFigure.quarter).where(
        CohortFigure.measure == measure
    )
    written = {row.quarter for row in rows}
    return [
        quarter
        for quarter in _quarters(on)
        if quarter.last + WAITS[measure] < on and str(quarter) not in written
    ]


def tried_again(zone: ZoneInfo) -> Cohorts:
    """Per quarter the people whose first attempt by name was shared in it, and those of
    them who shared another 15 to 90 days after; with thanks within 14 days, and without.
    """
    rows = (
        Experiment.select(Experiment.id, Experiment.author, Experiment.published_at)
        .where(BY_NAME)
        .order_by(Experiment.published_at)
    )
    times = defaultdict(list)
    for id, person, at in rows.tuples():
        times[person].append((at, id))
    thanks = _earliest(Endorsement, _answers())
    found: Cohorts = defaultdict(Cohort)
    for person, ((first, id), *later) in times.items():
        days = [(at - first) for at, _ in later]
        if days and days[0] <= LANDMARK:
            continue
        cohort = found[_quarter(first, zone), _within(thanks, id, first)]
        cohort.people.add(person)
        if days and days[0] <= TRIES_AGAIN:
            cohort.did.add(person)
            cohort.days.append(days[0].days)
    return found


def named_later(zone: ZoneInfo) -> Cohorts:
    """Per quarter the attempts that were shared with everyone without a name, and those
    that were claimed 15 to 90 days after; with an answer within 14 days, and without.

    Whether an attempt has no name, and when it got one, stands on its page; the figure
    adds up what everybody may read.
    """
    claims = dict(
        Change.select(Change.experiment, fn.MIN(Change.at))
        .where(Change.act == "named")
        .group_by(Change.experiment)
        .tuples()
    )
    claimed = Change.select(Change.experiment).where(Change.act == "named")
    rows = Experiment.select(Experiment.id, Experiment.published_at).where(
        is_for_everyone(), Experiment.withheld | Experiment.id.in_(claimed)
    )
    # By whom is not asked: whether it was the author, nothing may tell
    answers = _earliest(Comment.select(Comment.experiment, Comment.at).where(STANDS))
    found: Cohorts = defaultdict(Cohort)
    for id, at in rows.tuples():
        if id in claims and claims[id] - at <= LANDMARK:
            continue
        cohort = found[_quarter(at, zone), _within(answers, id, at)]
        cohort.rows += 1
        if id in claims and claims[id] - at <= NAMES_ITSELF:
            cohort.days.append((claims[id] - at).days)
    return found


def shared_draft(zone: ZoneInfo) -> Cohorts:
    """Per quarter the people who began a draft in it, and those who shared one of these
    within 30 days; on platforms where "what happened" stood beside the form, and on others.

    What was shared without a name is left out: as one person more or none, it would tell
    whether its author is among those who shared by name.
    """
    beside = dict(
        FearBatch.select(FearBatch.platform, fn.MIN(FearBatch.closed_on))
        .where(FearBatch.platform.is_null(False))
        .group_by(FearBatch.platform)
        .tuples()
    )
    rows = Experiment.select(
        Experiment.author,
        Experiment.platform,
        Experiment.made_at,
        Experiment.published_at,
        Experiment.stage,
    ).where(
        Experiment.source.is_null(),
        Experiment.platform.is_null(False),
        ~Experiment.withheld,
    )
    found: Cohorts = defaultdict(Cohort)
    for person, platform, made, at, stage in rows.tuples():
        stood = platform in beside and beside[platform] <= made.date()
        cohort = found[_quarter(made, zone), stood]
        cohort.people.add(person)
        if stage is not Stage.draft and at - made <= IS_SHARED:
            cohort.did.add(person)
    return found


COUNTED: dict[CohortMeasure, Callable[[ZoneInfo], Cohorts]] = {
    CohortMeasure.tried_again: tried_again,
    CohortMeasure.named_later: named_later,
    CohortMeasure.shared_draft: shared_draft,
}


def _answers():
    """The comments of others than the author, as a query of experiment and time."""
    return (
        Comment.select(Comment.experiment, Comment.at)
        .join(Experiment)
        .where(Comment.person != Experiment.author, STANDS)
    )


def _earliest(*sources) -> Times:
    """Experiment to the earliest time that any of these models or queries knows of it."""
    found: Times = {}
    for source in sources:
        rows = source
        if isinstance(source, type):
            rows = source.select(source.experiment, source.at)
        for experiment, at in rows.tuples():
            if experiment not in found or at < found[experiment]:
                found[experiment] = at
    return found


def _within(times: Times, experiment: int, since: dt.datetime) -> bool:
    """Whether it happened to the experiment until the landmark."""
    return experiment in times and times[experiment] - since <= LANDMARK


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
