"""Each fear over the rounds: its level, how it went, what answers it, and whether it fell
more where something was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.core.validation import N_
from tracker.fears.queries.expected_fear import SharedAnswer, shared_answers
from tracker.fears.queries.fear_batch import FearSum, sums
from tracker.readiness.enums import Fear
from tracker.readiness.queries.chance import is_change
from tracker.readiness.queries.fear import fear_actions_by_fear
from tracker.readiness.queries.result import Result
from tracker.safe_conduct.models.safe_conduct import PATH as CONDUCT
from tracker.safe_conduct.queries import first_signed_on, signed_conduct
from tracker.small_groups import Figure


@dataclass(frozen=True)
class Cause:
    """Something that was done about a fear.

    Attributes:
        kind: What it is, to be translated: a clause, a promise …
        text: In the words of whoever did it.
        path: Where it stands; "" where it stands nowhere else.
        on: Since when it holds.
    """

    kind: str
    text: str
    path: str
    on: dt.date


@dataclass(frozen=True)
class Level:
    """The level of a fear in one round.

    Attributes:
        people: How many answered; hidden where that would tell too much.
    """

    result: Result
    figure: Figure
    people: Figure


@dataclass(frozen=True)
class Comparison:
    """A fear before and after something was done about it.

    Attributes:
        others: The mean change of the fears about which nothing was done by then; None
            where there is none.
        n_others: How many these fears are.
    """

    fear: Fear
    before: Level
    after: Level
    others: float | None
    n_others: int

    @property
    def change(self) -> float:
        return self.after.figure.value - self.before.figure.value

    @property
    def may_be_chance(self) -> bool:
        """Whether the two levels differ by no more than chance, or it cannot be told."""
        measure = self.fear.value
        now = self.after.result.spread(measure)
        then = self.before.result.spread(measure)
        return not now or not then or not is_change(now, then)


@dataclass(frozen=True)
class FearReport:
    """All that is known about one fear."""

    fear: Fear
    levels: list[Level]
    met: FearSum
    causes: list[Cause]
    answers: list[SharedAnswer]
    comparison: Comparison | None

    @property
    def last(self) -> Level | None:
        return next((one for one in reversed(self.levels) if one.figure.shown), None)


def deeds(viewer: Person) -> dict[Fear, list[Cause]]:
    """What was told on the map of fears, with the clause, attempt or promise that shows it."""
    found = {}
    for fear, rows in fear_actions_by_fear(viewer).items():
        found[fear] = [_of_deed(row) for row in rows]
    return found


def _of_deed(row) -> Cause:
    kind = N_("What was done")
    path = ""
    if row.clause_id:
        kind = N_("Guideline")
        path = f"/guidelines/clauses/{row.clause_id}"
    elif row.attempt:
        kind = N_("An attempt that dared")
        path = f"/experiments/{row.attempt.id}"
    elif row.commitment_id:
        kind = N_("Promise")
        path = row.commitment.path
    return Cause(kind, row.words, path, row.at.date())


def conduct(viewer: Person) -> dict[Fear, list[Cause]]:
    """The safe conduct, where leaders of today stand by it: it answers what is feared of
    them, since the first of them signed a version.
    """
    signed = signed_conduct()
    if signed is None or not signed.counts:
        return {}
    since = first_signed_on()
    cause = Cause(N_("Safe conduct"), signed.conduct.text, CONDUCT, since)
    return {Fear.boss: [cause]}


# What answers fears: functions of the viewer
CAUSES: list[Callable[[Person], dict[Fear, list[Cause]]]] = [deeds, conduct]


def fear_reports(rounds: list[Result], viewer: Person) -> list[FearReport]:
    """The fears, the strongest of the last round first.

    Args:
        rounds: The rounds that show something, the oldest first.
    """
    causes = {fear: [] for fear in Fear}
    for source in CAUSES:
        for fear, some in source(viewer).items():
            causes[fear] += some
    levels = {fear: levels_of(rounds, fear) for fear in Fear}
    met = sums()
    answers = shared_answers(viewer)
    reports = [
        FearReport(
            fear=fear,
            levels=levels[fear],
            met=met[fear],
            causes=sorted(causes[fear], key=lambda one: one.on),
            answers=answers.get(fear, []),
            comparison=compare(fear, levels, causes),
        )
        for fear in Fear
    ]
    return sorted(reports, key=lambda one: -_value(one.last))


def levels_of(rounds: list[Result], fear: Fear) -> list[Level]:
    return [
        Level(result, result.figure(fear.value), result.people(fear.value))
        for result in rounds
    ]


def compare(
    fear: Fear, levels: dict[Fear, list[Level]], causes: dict[Fear, list[Cause]]
) -> Comparison | None:
    """A fear in the last round before the first thing was done about it and in the newest
    round after, beside the fears about which nothing was done by then.

    It is no experiment: what was done was not drawn by lot, and much else happened.
    """
    if not causes[fear]:
        return None
    done = min(one.on for one in causes[fear])
    places = [
        number
        for number, one in enumerate(levels[fear])
        if one.figure.shown and one.result.pulse.closes_on <= done
    ]
    later = [
        number
        for number, one in enumerate(levels[fear])
        if one.figure.shown and one.result.pulse.opened_on > done
    ]
    if not places or not later:
        return None
    before = places[-1]
    after = later[-1]
    until = levels[fear][after].result.pulse.opened_on
    others = []
    for other in Fear:
        untouched = not any(one.on < until for one in causes[other])
        both = levels[other][before].figure, levels[other][after].figure
        if untouched and both[0].shown and both[1].shown:
            others.append(both[1].value - both[0].value)
    mean = None
    if others:
        mean = sum(others) / len(others)
    return Comparison(
        fear, levels[fear][before], levels[fear][after], mean, len(others)
    )


def _value(level: Level | None) -> float:
    if level is None:
        return 0
    return level.figure.value
