"""The value of the business case: low, expected and high, and the untested part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from tracker.business_case.enums import AssumptionKind, AssumptionStatus, Gap


@dataclass(frozen=True)
class Range:
    """An amount in DKK: at the least, as expected, at the most."""

    low: int = 0
    expected: int = 0
    high: int = 0

    def __add__(self, other: Range) -> Range:
        return Range(
            self.low + other.low, self.expected + other.expected, self.high + other.high
        )


@dataclass(frozen=True)
class Totals:
    """The totals in DKK over the whole period.

    Attributes:
        investment: cost + hours × rate.
        benefit, cost, risk: Sums over the assumptions of each kind; a refuted benefit
            counts as zero, while a refuted cost or risk still counts until it is
            changed, to be cautious.
        value: low = lowest benefit − highest costs − highest risks − investment;
            expected = expected of each; high = highest benefit − lowest costs − lowest
            risks − investment.
        untested: Expected benefit that rests on untested assumptions.
        refuted: Expected benefit of refuted assumptions.
        hours_unpriced: Whether hours are given and no rate, so that they are missing
            from the investment.
        unpriced: How many assumptions have no amount.
    """

    investment: int
    benefit: Range
    cost: Range
    risk: Range
    value: Range
    untested: int
    refuted: int
    hours_unpriced: bool
    unpriced: int

    def as_told(self) -> dict:
        return asdict(self)

    @classmethod
    def of(cls, told: Mapping) -> Totals:
        """The totals of a dictionary made by `as_told`."""
        ranges = {
            name: Range(**told[name]) for name in ("benefit", "cost", "risk", "value")
        }
        return cls(**(dict(told) | ranges))


def totals_of(case: Mapping, assumptions: Iterable[Mapping]) -> Totals:
    """The totals of a business case.

    Args:
        case: hours, rate, cost; any of them may be None.
        assumptions: Each with kind, low, expected, high and standing.
    """
    assumptions = list(assumptions)
    hours = case.get("hours") or 0
    rate = case.get("rate")
    investment = (case.get("cost") or 0) + hours * (rate or 0)
    benefit = _sum(assumptions, AssumptionKind.benefit)
    cost = _sum(assumptions, AssumptionKind.cost)
    risk = _sum(assumptions, AssumptionKind.risk)
    return Totals(
        investment=investment,
        benefit=benefit,
        cost=cost,
        risk=risk,
        value=Range(
            benefit.low - cost.high - risk.high - investment,
            benefit.expected - cost.expected - risk.expected - investment,
            benefit.high - cost.low - risk.low - investment,
        ),
        untested=_expected_benefit(assumptions, AssumptionStatus.untested),
        refuted=_expected_benefit(assumptions, AssumptionStatus.refuted),
        hours_unpriced=bool(hours and rate is None),
        unpriced=sum(one["expected"] is None for one in assumptions),
    )


def gaps_of(told: Mapping) -> list[Gap]:
    """What a business case lacks as plain JSON, live or signed."""
    assumptions = told["assumptions"]
    gaps = []
    if all(one["expected"] is None for one in assumptions):
        gaps.append(Gap.no_amounts)
    if all(one["standing"] == AssumptionStatus.untested for one in assumptions):
        gaps.append(Gap.untested)
    return gaps


def _sum(assumptions: list[Mapping], kind: AssumptionKind) -> Range:
    """The sum of the assumptions of a kind; a refuted benefit counts as zero."""
    total = Range()
    for one in assumptions:
        if one["kind"] != kind:
            continue
        refuted = one["standing"] == AssumptionStatus.refuted
        if not (refuted and kind is AssumptionKind.benefit):
            total += Range(one["low"] or 0, one["expected"] or 0, one["high"] or 0)
    return total


def _expected_benefit(assumptions: list[Mapping], standing: AssumptionStatus) -> int:
    return sum(
        one["expected"] or 0
        for one in assumptions
        if one["kind"] == AssumptionKind.benefit and one["standing"] == standing
    )
