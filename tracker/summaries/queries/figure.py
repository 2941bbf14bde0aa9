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
    cross_unit_reuses,
    foundations,
    knowledge_balances,
    learning_rates,
    outcome_mixes,
    participations,
    promises_kept_by_quarter,
    times_to_lesson,
)
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.quarters import Quarter

# A figure's name to part and whole, or value and n; a figure that is hidden has none of them
Frozen = dict[str, dict]


def figures_of(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Frozen]:
    """Every figure of quarters that follow each other, by its name.

    A bounded number of queries, however many rows.
    """
    rates, mixes, paces = (
        measure(period, quarters)
        for measure in (learning_rates, outcome_mixes, times_to_lesson)
    )
    across, founded, people = (
        measure(period, quarters)
        for measure in (cross_unit_reuses, foundations, participations)
    )
    balances, kept = (
        measure(period, quarters)
        for measure in (knowledge_balances, promises_kept_by_quarter)
    )
    return {
        quarter: {
            "learning_rate": _share(rates[quarter]),
            **{
                outcome.value: _share(mixes[quarter].of(outcome)) for outcome in Outcome
            },
            "time_to_lesson": {
                "value": paces[quarter].whole.median,
                "n": paces[quarter].whole.n,
            },
            "uses": {"value": across[quarter].n},
            "across_units": _share(across[quarter].share),
            "foundation": _share(founded[quarter].share),
            **_people(people[quarter]),
            **_balance(balances[quarter]),
            "promises_kept": _share(kept[quarter]),
        }
        for quarter in quarters
    }


def _share(share: Share) -> dict:
    return {"part": share.part, "whole": share.whole}


def _people(told: Participation) -> Frozen:
    """Figures about people; hidden ones freeze as nothing at all."""
    firsts = told.first_timers
    share = told.share
    return {
        "participation": _share(share) if share else {},
        "first_timers": {"value": int(firsts.value)} if firsts.shown else {},
    }


def _balance(balance: Balance) -> Frozen:
    return {
        **{
            f"lessons_{standing.value}": {"value": balance.statuses[standing]}
            for standing in LessonStatus
        },
        "hours_spent": {"value": round(float(balance.hours), 2), "n": balance.hours_n},
        "money_spent": {"value": int(balance.cost), "n": balance.cost_n},
        "hours_saved": {"value": round(float(balance.saved), 2), "n": balance.saved_n},
        "fewer_enquiries": {"value": balance.enquiries},
        "stopped_by_lesson": {"value": balance.stopped},
    }
