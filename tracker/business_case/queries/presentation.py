"""View model of the business case for page and PDF, from live rows or a signed version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.business_case.enums import AssumptionKind, AssumptionStatus, Gap
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    Totals,
    case_as_dict,
    gaps_of,
)
from tracker.lessons.enums import EvidenceDirection

SCALE = 1000  # the length of the line that bars are drawn on


@dataclass(frozen=True)
class AssumptionView:
    """One assumption.

    Attributes:
        for_it, against: The numbers of pieces of evidence, visible or not.
        bar: The start and the length of its range and the position of the expected
            amount, on the scale of all assumptions; None without an amount.
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
    """The business case."""

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
    gaps: list[Gap]

    @property
    def is_priced(self) -> bool:
        """Whether any assumption has an amount; else no value can be told."""
        return Gap.no_amounts not in self.gaps


def case_view(case: Mapping) -> CaseView:
    """The view of plain JSON, live or frozen; the sponsor's name is the current one."""
    most = max((one["high"] or 0 for one in case["assumptions"]), default=0)
    order = list(AssumptionKind)
    lines = sorted(
        (_assumption_view(one, most) for one in case["assumptions"]),
        key=lambda line: (order.index(line.kind), line.id),
    )
    sponsor = None
    if case["sponsor"]:
        sponsor = Person.get_or_none(Person.id == case["sponsor"])
    return CaseView(
        goal=case["goal"],
        benefit=case["benefit"],
        sponsor=sponsor,
        period_from=_day(case["period_from"]),
        period_to=_day(case["period_to"]),
        hours=case["hours"],
        rate=case["rate"],
        cost=case["cost"],
        totals=Totals.of(case["totals"]),
        lines=lines,
        gaps=gaps_of(case),
    )


def _day(text: str | None) -> dt.date | None:
    if text:
        return dt.date.fromisoformat(text)
    return None


def live(case: BusinessCase) -> peewee.ModelSelect:
    """The assumptions of the business case that are not removed."""
    return (
        Assumption.select()
        .where(Assumption.case == case, Assumption.removed_at.is_null())
        .order_by(Assumption.id)
    )


def assumptions() -> peewee.ModelSelect:
    """The assumptions that have a page, joined with the business case."""
    return (
        Assumption.select(Assumption, BusinessCase)
        .join(BusinessCase)
        .where(Assumption.removed_at.is_null())
    )


def assumption_view(assumption: Assumption) -> AssumptionView:
    """One assumption as the page of the business case shows it."""
    view = case_view(case_as_dict(assumption.case))
    return next(line for line in view.lines if line.id == assumption.id)


def _assumption_view(one: Mapping, most: int) -> AssumptionView:
    bearings = [bearing for _, _, bearing in one["evidence"]]
    bar = None
    if one["expected"] is not None and most:
        low, expected, high = (
            round(SCALE * one[name] / most) for name in ("low", "expected", "high")
        )
        bar = (low, max(high - low, 6), expected)
    return AssumptionView(
        id=one["id"],
        kind=AssumptionKind(one["kind"]),
        text=one["text"],
        basis=one["basis"],
        low=one["low"],
        expected=one["expected"],
        high=one["high"],
        status=AssumptionStatus(one["standing"]),
        for_it=bearings.count(EvidenceDirection.supports.value),
        against=bearings.count(EvidenceDirection.contradicts.value),
        bar=bar,
    )
