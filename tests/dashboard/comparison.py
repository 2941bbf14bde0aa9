"""Holds what the dashboard says against what was counted again, figure by figure."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from tests.dashboard.reference_measures import Slowly
from tracker.dashboard.queries.measures import Measures
from tracker.quarters import Quarter


@dataclass
class Comparison:
    """How many figures were compared, and each that differs."""

    counted: int = 0
    differences: list[str] = field(default_factory=list)

    def equal(self, name: str, said, counted) -> None:
        """Compare one figure, or the parts of one."""
        if isinstance(counted, tuple | list):
            self.counted += len(counted)
        else:
            self.counted += 1
        if said != counted:
            self.differences.append(f"{name}: said {said}, counted {counted}")

    def measures(self, told: Measures, quarter: Quarter, slowly: Slowly) -> None:
        """Compare every measure of a quarter."""
        where = f"{quarter} unit={slowly.unit} platform={slowly.platform}"

        def equal(name: str, said, counted) -> None:
            self.equal(f"{where} {name}", said, counted)

        self._shares(told, quarter, slowly, equal)
        self._numbers(told, quarter, slowly, equal)
        self._uses(told, quarter, slowly, equal)
        if quarter in told["balance"]:
            self._balance(told["balance"][quarter], slowly, equal)

    @staticmethod
    def _shares(told: Measures, quarter: Quarter, slowly: Slowly, equal) -> None:
        counted = {
            "learning": slowly.learning_rate(),
            "could_tell": slowly.could_tell(),
            "reuse": slowly.reuse_rate(),
            "carried": slowly.carried(),
            "answered": slowly.answered(),
            "leader_lessons": slowly.leader_lessons(),
            "promises": slowly.promises(),
        }
        for name, share in counted.items():
            said = told[name][quarter]
            equal(name, (said.part, said.whole), share)
        founded = told["foundation"][quarter].share
        equal("foundation", (founded.part, founded.whole), slowly.foundation())

    @staticmethod
    def _numbers(told: Measures, quarter: Quarter, slowly: Slowly, equal) -> None:
        equal("mix", told["mix"][quarter].counted, slowly.outcomes())
        velocity = told["velocity"][quarter]
        said = (velocity.started, velocity.concluded, velocity.employees)
        equal("velocity", said, slowly.velocity())
        pace = told["pace"][quarter]
        equal("pace", _spread(pace.whole), spread_of(slowly.days()))
        equal("lag", _spread(pace.lag), spread_of(slowly.days(lag=True)))
        equal("awaiting", [late.n for late in told["awaiting"]], slowly.awaiting())
        people = told["participation"][quarter]
        counted = slowly.people(slowly.doers(), of_all=True)
        equal("participation", people.people, counted)
        counted = slowly.people(slowly.first_timers(), of_all=False)
        equal("first-timers", people.first_timers, counted)
        equal("telling", told["telling"][quarter].people, slowly.leaders())

    @staticmethod
    def _uses(told: Measures, quarter: Quarter, slowly: Slowly, equal) -> None:
        uses = slowly.uses()
        known = [pair for pair in uses if None not in pair]
        crossed = [pair for pair in known if pair[0] != pair[1]]
        said = told["across"][quarter]
        counted = (len(uses), len(known), len(crossed))
        equal("across", (said.n, said.share.whole, said.share.part), counted)
        if quarter == told.period.quarter:
            equal("matrix", told["matrix"], Counter(known))

    @staticmethod
    def _balance(balance, slowly: Slowly, equal) -> None:
        equal("statuses", balance.statuses, slowly.standings())
        said = (
            balance.hours,
            balance.hours_n,
            balance.cost,
            balance.cost_n,
            balance.saved,
            balance.saved_n,
            balance.enquiries,
            balance.stopped,
            balance.decided,
            balance.carried_out,
        )
        # Hours are floats, and sums of them may differ in the last place
        counted = tuple(
            said if math.isclose(said, n) else n
            for said, n in zip(said, slowly.balance(), strict=True)
        )
        equal("balance", said, counted)


def _spread(it) -> tuple:
    return it.n, it.median, it.most


def spread_of(days: list[int]) -> tuple:
    """Number, median and 80th percentile of sorted days."""
    if not days:
        return 0, None, None
    middle = len(days) // 2
    median = days[middle]
    if len(days) % 2 == 0:
        median = (days[middle - 1] + days[middle]) / 2
    return len(days), median, days[math.ceil(len(days) * 0.8) - 1]
