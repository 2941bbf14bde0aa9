"""What the product's own measures say of the simulated organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.simulation.behaviour import FIRST_TREATED, LOWERS, Cause
from tests.simulation.organisation import FIRST
from tracker.fears.enums import CohortMeasure
from tracker.fears.queries import forecasts
from tracker.fears.queries.cohort_figure import Contrast, contrasts
from tracker.fears.queries.fear_batch import FearSum, sums
from tracker.quarters import Quarter
from tracker.readiness.enums import Fear
from tracker.readiness.queries.fear import published_rounds

# The measure that shows each cause; those of LOWERS are levels of a fear
SHOWN_BY = {
    Cause.seen_consequences: CohortMeasure.shared_draft,
    Cause.thanks: CohortMeasure.tried_again,
    Cause.kind_answers: CohortMeasure.named_later,
}


@dataclass(frozen=True)
class Row:
    """The measures of one quarter."""

    quarter: Quarter
    levels: dict[Fear, float]
    contrasts: dict[CohortMeasure, Contrast]
    brier: float | None


def over_time() -> list[Row]:
    """The measures of each quarter, the oldest first."""
    counted = contrasts()
    scores = {one.quarter: one.score for one in forecasts()}
    rows = []
    quarter = FIRST
    for result in published_rounds():
        levels = {fear: result.figure(fear.value).value for fear in Fear}
        of_quarter = {
            measure: one
            for measure, some in counted.items()
            for one in some
            if one.quarter == str(quarter)
        }
        rows.append(Row(quarter, levels, of_quarter, scores.get(quarter)))
        quarter = quarter.following
    return rows


def effects(rows: list[Row]) -> dict[Cause, float]:
    """One number for each cause, in which its measure moved.

    A level: how much more the fear moved between the quarter before and the last than
    "having no time", about which nothing is ever done. A share: with the cause less
    without it, over all quarters in which it is at work. The Brier score: the last
    quarter less the quarter before.
    """
    before = rows[FIRST_TREATED - 1]
    last = rows[-1]
    untouched = last.levels[Fear.time] - before.levels[Fear.time]
    found = {
        cause: last.levels[fear] - before.levels[fear] - untouched
        for cause, fear in LOWERS.items()
    }
    for cause, measure in SHOWN_BY.items():
        found[cause] = _difference(
            row.contrasts[measure]
            for row in rows[FIRST_TREATED:]
            if measure in row.contrasts
        )
    found[Cause.seen_guesses] = last.brier - before.brier
    return found


def _difference(some: Iterable[Contrast]) -> float:
    """The share with the cause less that without, all quarters together that show both."""
    both = [one for one in some if one.caused.shown and one.other.shown]
    shares = []
    for name in ("caused", "other"):
        figures = [getattr(one, name) for one in both]
        whole = sum(figure.n for figure in figures)
        shares.append(sum(figure.value for figure in figures) / max(whole, 1))
    return shares[0] - shares[1]


def met() -> dict[Fear, FearSum]:
    """How often each fear was told, and how often it came true."""
    return sums()
