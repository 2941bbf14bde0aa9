"""The trial that is open, what it shows to whom, and its result when its time is over."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections import defaultdict
from dataclasses import dataclass, field

from tracker.accounts.models import Person
from tracker.dashboard.queries.chance import LEVEL, fisher
from tracker.dashboard.queries.result_types import Share
from tracker.experiments.models import Experiment, Stage
from tracker.fears.enums import DrawnBy
from tracker.fears.models import Trial, TrialDraft
from tracker.fears.models.trial import IS_SHARED
from tracker.lessons.enums import CouldTell, Outcome
from tracker.quarters import Quarter
from tracker.small_groups import Figure

REDRAWN = 1_999  # times that units are drawn again


@dataclass(frozen=True)
class TrialPart:
    """What was drawn for the draft that somebody writes."""

    trial: Trial
    sees_variant: bool


@dataclass
class Half:
    """The people of one half of a trial.

    Attributes:
        people: Ids of those who began a draft.
        shared: Ids of those of them who shared the first one in time.
    """

    people: set[int] = field(default_factory=set)
    shared: set[int] = field(default_factory=set)

    def share(self) -> Share:
        return Share(len(self.shared), len(self.people))


@dataclass(frozen=True)
class TrialResult:
    """What a trial showed.

    Attributes:
        caused: How many of those with the variant shared; hidden where it is about too few.
        other: The same of those without it; both are shown, or none.
        chance: How likely so large a difference is by chance; None where it is hidden.
    """

    caused: Figure
    other: Figure
    chance: float | None

    @property
    def shown(self) -> bool:
        return self.caused.shown

    @property
    def difference(self) -> float:
        """In percentage points."""
        with_it = self.caused.value / self.caused.n
        return 100 * (with_it - self.other.value / self.other.n)

    def outcome(self, points: int) -> Outcome:
        """The outcome that the locked criterion gives.

        Args:
            points: The percentage points that it asks for.
        """
        if not self.shown:
            return Outcome.inconclusive
        is_likely = self.chance >= LEVEL
        if is_likely or self.difference <= 0:
            return Outcome.refuted
        if self.difference < points:
            return Outcome.mixed
        return Outcome.supported

    def could_tell(self, trial: Trial) -> CouldTell:
        """Whether so many could show the difference that was asked for."""
        if not self.shown:
            return CouldTell.no
        fewest = min(self.caused.n, self.other.n)
        if trial.drawn_by is DrawnBy.draft and fewest >= people_needed(trial.points):
            return CouldTell.yes
        return CouldTell.barely


HIDDEN = TrialResult(Figure(None, None), Figure(None, None), None)


def ended_trials() -> list[Trial]:
    """The trials that are over, the newest first, with their attempts."""
    rows = Trial.select(Trial, Experiment).join(Experiment)
    return list(rows.where(Trial.is_open.is_null()).order_by(Trial.id.desc()))


def part_in_trial(
    viewer: Person, experiment: Experiment | None, at: dt.datetime
) -> TrialPart | None:
    """What is drawn for a draft; None where none takes part.

    Args:
        viewer: Who begins one, where there is none yet.
        experiment: The draft, or the plan that it has become.
    """
    trial = Trial.current()
    if trial is None:
        return None
    if experiment is None:
        if not trial.takes_in(at.date()):  # as when the draft is noted
            return None
        drafts = TrialDraft.count_of(trial, viewer)
        return TrialPart(trial, trial.arm_of(viewer, drafts))
    drawn = TrialDraft.get_or_none(TrialDraft.experiment == experiment)
    if drawn is None:
        return None
    return TrialPart(trial, drawn.sees_variant)


def took_place_in(quarter: Quarter) -> bool:
    """Whether a trial took drafts in on any day of a quarter."""
    during = (Trial.begun_on <= quarter.last) & (Trial.ends_on > quarter.first)
    return Trial.select().where(during).exists()


def due_trial(on: dt.date) -> Trial | None:
    """The open trial, if its time is over."""
    trial = Trial.current()
    if trial and trial.counts_on <= on:
        return trial
    return None


def result_of(trial: Trial) -> TrialResult:
    """The result of a trial whose time is over, from the drafts that took part.

    Of each person the first draft counts, in the half that was drawn for it, whatever
    was seen after (intention to treat). It was shared if that was within 30 days. What
    was shared without a name is left out, as in `shared_draft`. Each
    half is shown as a part of its people: those who shared, and those who did not, are
    none or five at least; otherwise both halves are hidden.

    Where drafts are drawn, chance is Fisher's exact test (see `fisher`). Where units
    are, people of a unit resemble each other, so it is that of drawing the units again;
    see `redrawn_chance`.
    """
    halves = {True: Half(), False: Half()}
    units: dict[int, dict[bool, Half]] = defaultdict(
        lambda: {True: Half(), False: Half()}
    )
    for person, unit, sees, is_shared in _first_drafts(trial):
        for half in (halves[sees], units[unit][sees]):
            half.people.add(person)
            if is_shared:
                half.shared.add(person)
    figures = [_figure(halves[sees]) for sees in (True, False)]
    if not all(figure.shown for figure in figures):
        return HIDDEN
    if trial.drawn_by is DrawnBy.unit:
        chance = redrawn_chance(units, trial.seed)
    else:
        chance = fisher(halves[True].share(), halves[False].share())
    return TrialResult(*figures, chance)


def kept_result(trial: Trial) -> TrialResult:
    """The result of a trial that was written down when it ended."""
    if trial.with_n is None:
        return HIDDEN
    return TrialResult(
        Figure(trial.with_part, trial.with_n),
        Figure(trial.without_part, trial.without_n),
        trial.chance,
    )


def people_needed(points: int) -> int:
    """How many people each half needs, so that a difference of so many percentage points
    is found four times out of five.

    Lehr's rule, n = 16 · p · (1 − p) ÷ d² for d = points ÷ 100, at p = ½, where it asks
    for most (Lehr 1992, Statistics in Medicine 11(8)).
    """
    return math.ceil(4 / (points / 100) ** 2)


def redrawn_chance(units: dict[int, dict[bool, Half]], seed: str) -> float:
    """How likely units drawn by lot differ at least so much by chance.

    The halves are dealt to the units again N times, as many units to each as before.
    With m of these N in which the two shares differ at least as much as they did, it is
    (m + 1) ÷ (N + 1) (Fisher's randomisation test, by chance sampling).
    """
    whole = {unit: _together(halves.values()) for unit, halves in units.items()}
    ids = sorted(units)
    drawn = [len(units[id][True].people) > 0 for id in ids]
    found = _difference(ids, drawn, whole)
    dice = random.Random(seed)
    as_far = 0
    for _ in range(REDRAWN):
        again = dice.sample(drawn, len(drawn))
        as_far += _difference(ids, again, whole) >= found - 1e-9
    return (as_far + 1) / (REDRAWN + 1)


def _difference(ids: list[int], drawn: list[bool], whole: dict[int, Share]) -> float:
    """How much the shares of two halves of the units differ; nothing where one is empty."""
    shares = []
    for sees in (True, False):
        part = sum(
            whole[id].part for id, arm in zip(ids, drawn, strict=True) if arm is sees
        )
        n = sum(
            whole[id].whole for id, arm in zip(ids, drawn, strict=True) if arm is sees
        )
        if not n:
            return 0.0
        shares.append(part / n)
    return abs(shares[0] - shares[1])


def _together(halves) -> Share:
    part = sum(len(half.shared) for half in halves)
    return Share(part, sum(len(half.people) for half in halves))


def _first_drafts(trial: Trial) -> list[tuple[int, int, bool, bool]]:
    """Author, unit, half and whether it was shared in time, of each person's first draft."""
    rows = (
        TrialDraft.select(
            Experiment.author,
            Experiment.unit,
            TrialDraft.sees_variant,
            Experiment.made_at,
            Experiment.published_at,
            Experiment.stage,
        )
        .join(Experiment)
        .where(TrialDraft.trial == trial, ~Experiment.withheld)
        .order_by(Experiment.made_at, Experiment.id)
    )
    found: dict[int, tuple[int, int, bool, bool]] = {}
    for person, unit, sees, made, at, stage in rows.tuples():
        is_shared = stage is not Stage.draft and at - made <= IS_SHARED
        found.setdefault(person, (person, unit, sees, is_shared))
    return list(found.values())


def _figure(half: Half) -> Figure:
    n = len(half.people)
    if not Figure.about(len(half.shared), of=n).shown:
        return Figure(None, None)
    return Figure(len(half.shared), n)
