"""The figures of a quarter, as plain numbers that can be frozen.

Measures come from the dashboard; nothing is measured twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.dashboard.queries import (
    Balance,
    Participation,
    Period,
    Share,
    carried_lessons,
    cross_unit_reuses,
    foundations,
    knowledge_balances,
    learning_rates,
    outcome_mixes,
    participations,
    promises_kept_by_quarter,
    times_to_lesson,
)
from tracker.dashboard.queries.learning import conclusion_counts
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.quarters import Quarter
from tracker.summaries.figures import cohort_of

# By a figure's name: part and whole, or value and n; nothing for a hidden figure
Frozen = dict[str, dict]


def figures_of(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Frozen]:
    """Every figure of consecutive quarters, by its name.

    The number of queries does not depend on the number of rows.
    """
    told = conclusion_counts(period, quarters)
    rates = learning_rates(period, quarters, told)
    mixes = outcome_mixes(period, quarters, told)
    paces = times_to_lesson(period, quarters)
    across = cross_unit_reuses(period, quarters)
    carried = carried_lessons(period, quarters)
    cohorts = {quarter: cohort_of(quarter) for quarter in quarters}
    founded = foundations(period, list(cohorts.values()))
    people = participations(period, quarters)
    balances = knowledge_balances(period, quarters, told=told)
    kept = promises_kept_by_quarter(period, quarters)
    found = {}
    for quarter in quarters:
        whole = paces[quarter].whole
        figures = {"learning_rate": _share(rates[quarter])}
        for outcome in Outcome:
            figures[outcome.value] = _share(mixes[quarter].of(outcome))
        figures["time_to_lesson"] = {"value": whole.median, "n": whole.n}
        figures["uses"] = {"value": across[quarter].n}
        figures["carried"] = {"value": carried[quarter].whole}
        figures["across_units"] = _share(across[quarter].share)
        figures["foundation_closed"] = {}
        if settled := founded[cohorts[quarter]].settled:
            figures["foundation_closed"] = _share(settled)
        figures |= _people(people[quarter]) | _balance(balances[quarter])
        figures["promises_kept"] = _share(kept[quarter])
        found[quarter] = figures
    return found


def _share(share: Share) -> dict:
    return {"part": share.part, "whole": share.whole}


def _people(told: Participation) -> Frozen:
    """The figures about people; a hidden one is empty."""
    figures = {"participation": {}, "first_timers": {}}
    if told.share:
        figures["participation"] = _share(told.share)
    if told.first_timers.shown:
        figures["first_timers"] = {"value": int(told.first_timers.value)}
    return figures


def _balance(balance: Balance) -> Frozen:
    lessons = {
        f"lessons_{status.value}": {"value": balance.statuses[status]}
        for status in LessonStatus
    }
    return lessons | {
        "hours_spent": {"value": round(float(balance.hours), 2), "n": balance.hours_n},
        "money_spent": {"value": int(balance.cost), "n": balance.cost_n},
        "hours_saved": {"value": round(float(balance.saved), 2), "n": balance.saved_n},
        "fewer_enquiries": {"value": balance.enquiries},
        "stopped_by_lesson": {"value": balance.stopped},
        "decided": {"value": balance.decided},
        "carried_out": {"value": balance.carried_out},
    }
