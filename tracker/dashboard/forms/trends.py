"""Sentences about the change of each measure.

The page always shows the numbers beside them. A change is called one only where it is
more than chance; see `queries/chance.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.core.validation import N_
from tracker.dashboard.queries.chance import is_change
from tracker.dashboard.queries.measure import Measure
from tracker.dashboard.queries.measures import MEASURES, Measures
from tracker.dashboard.queries.result_types import Rate, Share, Spread
from tracker.web.i18n import number, share, translated

# What counts as much the same: within a tenth, or within three per cent of the whole
ABOUT = 0.1
POINTS = 0.03
DOUBLE = (1.85, 2.2)
HALF = (0.45, 0.55)


@dataclass(frozen=True)
class Amount:
    """A number that can be compared.

    Attributes:
        text: The number in words.
        n: The number of things that it was measured on.
        measured: The share or rate, by which chance is told from change; None for a
            number of days, whose change is never called one.
    """

    value: float | None
    text: str
    n: int
    measured: Share | Rate | None = None

    @classmethod
    def of(cls, measured: Share | Spread | Rate | None) -> Amount:
        """A result as an amount: of a spread its median; None is one that is not shown."""
        if isinstance(measured, Share):
            return cls(measured.value, share_text(measured), measured.whole, measured)
        if isinstance(measured, Spread):
            days = ngettext(
                "%(n)s day",
                "%(n)s days",
                round(measured.median or 0),
                n=number(measured.median, 1),
            )
            return cls(measured.median, days, measured.n)
        if isinstance(measured, Rate):
            text = _("%(n)s a month per 100 employees", n=number(measured.value, 1))
            return cls(measured.value, text, measured.n, measured)
        return cls(None, "", 0)


def share_text(it: Share) -> str:
    """ "3 of 4", "22 of 23 (96 %)"."""
    few = _("%(part)s of %(whole)s", part=number(it.part), whole=number(it.whole))
    if it.whole < 10:
        return few
    return f"{few} ({share(it.part, it.whole)})"


def changed(what: str, now: Amount, before: Amount, when: str) -> str:
    """The change since an earlier quarter as a sentence.

    "" if the two cannot be compared, or if both are zero.

    Args:
        what: The beginning of the sentence: "Reuse across units".
        when: Its end: "since last quarter".
    """
    if not _are_comparable(now, before):
        return ""
    sentence = _sentence(now, before)
    return translated(sentence, what=what, when=when, before=before.text, now=now.text)


def _sentence(now: Amount, before: Amount) -> str:
    if now.measured is None:
        return BETWEEN
    if _is_change(now, before):
        return SENTENCES[_change(now.value, before.value)]
    if _is_about(now, before):
        return SAME
    return BY_CHANCE


def _are_comparable(now: Amount, before: Amount) -> bool:
    """Whether both are known and measured on something, and at least one is not zero."""
    return (
        None not in (now.value, before.value)
        and bool(now.n and before.n)
        and not now.value == before.value == 0
    )


def _is_change(now: Amount, before: Amount) -> bool:
    if now.measured is None or before.measured is None:
        return False
    return is_change(now.measured, before.measured)


def _is_about(now: Amount, before: Amount) -> bool:
    """Whether two amounts are much the same."""
    if isinstance(now.measured, Share) and abs(now.value - before.value) <= POINTS:
        return True
    return bool(before.value) and abs(now.value / before.value - 1) <= ABOUT


def _may_be_chance(now: Amount, before: Amount) -> bool:
    """Whether two amounts differ, and no more than chance may make them differ."""
    return (
        now.measured is not None
        and not _is_about(now, before)
        and not _is_change(now, before)
    )


def _change(now: float, before: float) -> str:
    if not before:
        return "from none"
    if not now:
        return "to none"
    ratio = now / before
    if DOUBLE[0] <= ratio <= DOUBLE[1]:
        return "doubled"
    if HALF[0] <= ratio <= HALF[1]:
        return "halved"
    if ratio > DOUBLE[1]:
        return "more than doubled"
    if ratio < HALF[0]:
        return "less than half"
    if ratio > 1:
        return "rose"
    return "fell"


SAME = N_("%(what)s is much the same %(when)s: %(before)s then, %(now)s now.")
BY_CHANCE = N_(
    "%(what)s is about the same %(when)s, with few cases: from %(before)s to %(now)s may "
    "be chance."
)
BETWEEN = N_("%(what)s %(when)s: from %(before)s to %(now)s.")
SENTENCES = {
    "from none": N_("%(what)s went from none to %(now)s %(when)s."),
    "to none": N_("%(what)s went from %(before)s to none %(when)s."),
    "doubled": N_("%(what)s doubled %(when)s: from %(before)s to %(now)s."),
    "more than doubled": N_(
        "%(what)s more than doubled %(when)s: from %(before)s to %(now)s."
    ),
    "halved": N_("%(what)s was halved %(when)s: from %(before)s to %(now)s."),
    "less than half": N_(
        "%(what)s fell to less than half %(when)s: from %(before)s to %(now)s."
    ),
    "rose": N_("%(what)s rose %(when)s: from %(before)s to %(now)s."),
    "fell": N_("%(what)s fell %(when)s: from %(before)s to %(now)s."),
}


def sentences(told: Measures) -> dict[str, list[str]]:
    """The changes of each measure since last quarter and since the same quarter last year."""
    return {
        measure.name: compared(measure, told) for measure in MEASURES if measure.change
    }


def compared(measure: Measure, measures: Measures) -> list[str]:
    """The changes of one measure since last quarter and since the same quarter last year.

    Quarters that cannot be compared are left out. Of a measure that `grows`, a lower
    value in a running quarter is no change. What is told of a running quarter says so.
    """
    what = translated(measure.change)
    quarter = measures.period.quarter
    on = measures.period.on
    now, before, year = (
        Amount.of(measure.compared(measures[measure.name][one]))
        for one in (quarter, quarter.previous, quarter.year_before)
    )
    if measure.grows and not quarter.has_ended(on):
        before = _unless_more(before, now)
        year = _unless_more(year, now)
    if _may_both_be_chance(now, before, year):
        told = [_too_few(what, now, before, year)]
    else:
        told = [
            changed(what, now, before, _("since last quarter")),
            changed(what, now, year, _("since the same quarter last year")),
        ]
    told = [sentence for sentence in told if sentence]
    if quarter.has_ended(on):
        return told
    return [_("%(sentence)s The quarter is still running.", sentence=it) for it in told]


def _unless_more(then: Amount, now: Amount) -> Amount:
    """The earlier amount; a hidden one if it was more than now."""
    if then.value is None or (now.value or 0) < then.value:
        return Amount.of(None)
    return then


def _may_both_be_chance(now: Amount, before: Amount, year: Amount) -> bool:
    """Whether both earlier quarters can be compared, and neither differs by more than chance."""
    return all(
        _are_comparable(now, then) and _may_be_chance(now, then)
        for then in (before, year)
    )


def _too_few(what: str, now: Amount, before: Amount, year: Amount) -> str:
    return _(
        "%(what)s: %(before)s last quarter, %(year)s the same quarter last year, %(now)s now;"
        " with so few cases that may be chance.",
        what=what,
        before=before.text,
        year=year.text,
        now=now.text,
    )
