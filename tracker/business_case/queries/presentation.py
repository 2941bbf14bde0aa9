"""The business case as a page or a paper tells it: the same from the rows as they are,
and from a version that was signed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.business_case.enums import AssumptionKind, AssumptionStatus
from tracker.business_case.models import Assumption, BusinessCase, Totals, case_as_dict
from tracker.lessons.enums import EvidenceDirection

SCALE = 1000  # a bar is drawn on a line of so many steps


@dataclass(frozen=True)
class AssumptionView:
    """One assumption.

    Attributes:
        for_it, against: How many pieces of evidence speak for it and against it,
            whoever may see them.
        bar: Where its range begins, how far it reaches and where the expected amount
            stands, on the scale of all of them; None where it has no amount.
    """

    id: int
    kind: AssumptionKind
    text: str
    basis: str
    low: int | None
    expected: int | None
    high: int | None
    status: AssumptionStatus
    for_it: int
    against: int
    bar: tuple[int, int, int] | None


@dataclass(frozen=True)
class CaseView:
    """All that is told of it."""

    goal: str
    benefit: str
    sponsor: Person | None
    period_from: dt.date | None
    period_to: dt.date | None
    hours: int | None
    rate: int | None
    cost: int | None
    totals: Totals
    lines: list[AssumptionView]


def case_view(case: Mapping) -> CaseView:
    """What plain JSON, live or frozen, tells; the sponsor's name is read now."""
    most = max((one["high"] or 0 for one in case["assumptions"]), default=0)
    order = list(AssumptionKind)
    lines = sorted(
        (_assumption_view(one, most) for one in case["assumptions"]),
        key=lambda line: (order.index(line.kind), line.id),
    )
    return CaseView(
        sponsor=Person.get_or_none(Person.id == case["sponsor"])
        if case["sponsor"]
        else None,
        totals=Totals.of(case["totals"]),
        lines=lines,
        **{name: case[name] for name in ("goal", "benefit", "hours", "rate", "cost")},
        **{
            name: dt.date.fromisoformat(case[name]) if case[name] else None
            for name in ("period_from", "period_to")
        },
    )


def live(case: BusinessCase) -> peewee.ModelSelect:
    """The assumptions that are part of it."""
    return (
        Assumption.select()
        .where(Assumption.case == case, Assumption.removed_at.is_null())
        .order_by(Assumption.id)
    )


def assumptions() -> peewee.ModelSelect:
    """The assumptions that anybody may look into, joined with the business case."""
    return (
        Assumption.select(Assumption, BusinessCase)
        .join(BusinessCase)
        .where(Assumption.removed_at.is_null())
    )


def assumption_view(assumption: Assumption) -> AssumptionView:
    """One assumption as the whole business case tells it."""
    told = case_view(case_as_dict(assumption.case))
    return next(line for line in told.lines if line.id == assumption.id)


def _assumption_view(one: Mapping, most: int) -> AssumptionView:
    bearings = [bearing for _, _, bearing in one["evidence"]]
    bar = None
    if one["expected"] is not None and most:
        low, expected, high = (
            round(SCALE * one[name] / most) for name in ("low", "expected", "high")
        )
        bar = (low, max(high - low, 6), expected)
    return AssumptionView(
        kind=AssumptionKind(one["kind"]),
        status=AssumptionStatus(one["standing"]),
        for_it=bearings.count(EvidenceDirection.supports.value),
        against=bearings.count(EvidenceDirection.contradicts.value),
        bar=bar,
        **{
            name: one[name]
            for name in ("id", "text", "basis", "low", "expected", "high")
        },
    )
