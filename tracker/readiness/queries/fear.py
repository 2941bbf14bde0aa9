"""The map of fears: each with its level in the last round and the actions about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from peewee import JOIN

from tracker.accounts.models import Person
from tracker.commitments.models import Commitment
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.queries import visible_to
from tracker.guidelines.models import Clause, Guideline, Platform
from tracker.readiness.enums import HIGHEST, LOWEST, Fear, LeaderFear, Trend
from tracker.readiness.models import FearAction
from tracker.readiness.queries.chance import is_change
from tracker.readiness.queries.pulse import closed_rounds
from tracker.readiness.queries.result import WHOLE, Result, results
from tracker.small_groups import Figure

MOST_TO_CHOOSE = 100
MIDDLE = (LOWEST + HIGHEST) / 2


@dataclass(frozen=True)
class FearLevel:
    """A fear, its level in the last two rounds, and the actions about it.

    Attributes:
        fear_actions: The newest first, joined with the rows that they link to;
            `attempt` is None if the viewer may not see the experiment.
    """

    fear: Fear
    level: Figure
    before: Figure
    fear_actions: list[FearAction]
    trend: Trend = Trend.unknown


@dataclass(frozen=True)
class LeaderFearLevel:
    """A fear that only leaders are asked about, and its level in the last two rounds."""

    fear: LeaderFear
    level: Figure
    before: Figure


def published_rounds() -> list[Result]:
    """Closed rounds that show something, the oldest first."""
    return [result for result in results(closed_rounds()) if result.answers]


def map_of_fears(rounds: list[Result], viewer: Person) -> list[FearLevel]:
    """The fears, the strongest first. Two queries."""
    fear_actions = fear_actions_by_fear(viewer)
    levels = [
        FearLevel(
            fear=fear,
            level=_figure(rounds[-1:], fear),
            before=_figure(rounds[-2:-1], fear),
            fear_actions=fear_actions.get(fear, []),
            trend=trend(rounds, fear.value),
        )
        for fear in Fear
    ]
    return sorted(levels, key=lambda one: -(one.level.value or 0))


def first_unanswered_fear() -> str:
    """The first fear about which nobody has told that anything was done; "" if none."""
    told = {row.fear for row in FearAction.select(FearAction.fear).distinct()}
    return next((fear.value for fear in Fear if fear not in told), "")


def trend(rounds: list[Result], measure: str) -> Trend:
    """How a measure changed from the last round but one to the last, of everybody."""
    if len(rounds) < 2:
        return Trend.unknown
    now = rounds[-1].spread(measure)
    before = rounds[-2].spread(measure)
    if not now or not before:
        return Trend.unknown
    if not is_change(now, before):
        return Trend.same
    if rounds[-1].figure(measure).value > rounds[-2].figure(measure).value:
        return Trend.stronger
    return Trend.weaker


def fears_to_act_on(rounds: list[Result], group: str = WHOLE) -> list[FearLevel]:
    """The fears of the last of these rounds, those first that ask for something to be done.

    A fear of the middle of the scale or above comes before a weaker one; of these, one
    that nothing was done about before one that something was; then the stronger one. The
    actions are counted only: they have their own page.
    """
    if not rounds:
        return []
    acted = FearAction.select(FearAction.fear, FearAction.id)
    fear_actions = defaultdict(list)
    for row in acted:
        fear_actions[row.fear].append(row)
    levels = [
        FearLevel(
            fear=fear,
            level=rounds[-1].figure(fear.value, group),
            before=_figure(rounds[-2:-1], fear, group),
            fear_actions=fear_actions[fear],
            trend=trend(rounds, fear.value) if group == WHOLE else Trend.unknown,
        )
        for fear in Fear
    ]
    return sorted(levels, key=urgency)


def urgency(one: FearLevel) -> tuple:
    """The place of a fear where those stand first that ask for something to be done."""
    level = one.level.value or 0
    return level < MIDDLE, bool(one.fear_actions), -level


def fears_of_leaders(rounds: list[Result]) -> list[LeaderFearLevel]:
    """What leaders were asked beside the others; the strongest first."""
    levels = [
        LeaderFearLevel(fear, _figure(rounds[-1:], fear), _figure(rounds[-2:-1], fear))
        for fear in LeaderFear
    ]
    return sorted(levels, key=lambda one: -(one.level.value or 0))


def _figure(
    rounds: list[Result], fear: Fear | LeaderFear, group: str = WHOLE
) -> Figure:
    """The level of a fear in a list of one round; hidden if there is none."""
    for result in rounds:
        return result.figure(fear.value, group)
    return Figure(None, None)


def all_fear_actions():
    return FearAction.select()


def fear_actions_by_fear(viewer: Person) -> dict[Fear, list[FearAction]]:
    """The actions about each fear, in two queries."""
    rows = (
        FearAction.select(FearAction, Clause, Guideline, Platform, Commitment)
        .join_from(FearAction, Clause, JOIN.LEFT_OUTER)
        .join_from(Clause, Guideline, JOIN.LEFT_OUTER)
        .join_from(Guideline, Platform, JOIN.LEFT_OUTER)
        .join_from(FearAction, Commitment, JOIN.LEFT_OUTER)
        .order_by(FearAction.id.desc())
    )
    fear_actions = list(rows)
    ids = [row.experiment_id for row in fear_actions if row.experiment_id]
    visible = visible_to(viewer).where(Experiment.id.in_(ids or [0]))
    seen = {row.id: row for row in visible}
    found = defaultdict(list)
    for fear_action in fear_actions:
        fear_action.attempt = seen.get(fear_action.experiment_id)
        found[fear_action.fear].append(fear_action)
    return dict(found)


# The rows to which an action may link: only those that everybody may see


def clauses_to_link() -> list[Clause]:
    rows = (
        Clause.select(Clause, Guideline, Platform)
        .join(Guideline)
        .join(Platform, JOIN.LEFT_OUTER)
    )
    used = Guideline.platform.is_null() | Platform.in_use
    return list(
        rows.where(Clause.retired_at.is_null(), used).order_by(
            Platform.position, Clause.position, Clause.id
        )
    )


def attempts_to_link() -> list[Experiment]:
    shown = (
        (Experiment.visibility == Visibility.everyone)
        & (Experiment.stage != Stage.draft)
        & Experiment.hidden_at.is_null()
    )
    return list(
        Experiment.select()
        .where(shown)
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
        .limit(MOST_TO_CHOOSE)
    )


def promises_to_link() -> list[Commitment]:
    return list(
        Commitment.select().order_by(Commitment.id.desc()).limit(MOST_TO_CHOOSE)
    )
