"""Sentences about the change of each measure.

The page always shows the numbers beside them. No change is claimed of small numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.core.validation import N_
from tracker.dashboard.queries.measure import Measure
from tracker.dashboard.queries.measures import MEASURES, Measures
from tracker.dashboard.queries.result_types import Rate, Share, Spread
from tracker.web.i18n import number, share, translated

# Of fewer than these no percentage is told, and no change claimed: one attempt would make it
FEW = 10
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
    """

    value: float | None
    text: str
    n: int

    @classmethod
    def of(cls, measured: Share | Spread | Rate | None) -> Amount:
        """A result as an amount: of a spread its median; None is one that is not shown."""
        if isinstance(measured, Share):
            return cls(measured.value, share_text(measured), measured.whole)
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
            return cls(measured.value, text, measured.n)
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
    sentence = N_(
        "%(what)s %(when)s: from %(before)s to %(now)s; too few to call it a change."
    )
    if not _are_few(now, before):
        change = _change(now.value, before.value, _are_shares(now, before))
        sentence = SENTENCES[change]
    return translated(sentence, what=what, when=when, before=before.text, now=now.text)


def _are_comparable(now: Amount, before: Amount) -> bool:
    """Whether both are known and measured on something, and at least one is not zero."""
    return (
        None not in (now.value, before.value)
        and bool(now.n and before.n)
        and not now.value == before.value == 0
    )


def _are_few(now: Amount, before: Amount) -> bool:
    return min(now.n, before.n) < FEW


def _change(now: float, before: float, shares: bool) -> str:
    if not before:
        return "from none"
    if not now:
        return "to none"
    ratio = now / before
    if abs(ratio - 1) <= ABOUT or (shares and abs(now - before) <= POINTS):
        return "same"
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


SENTENCES = {
    "from none": N_("%(what)s went from none to %(now)s %(when)s."),
    "to none": N_("%(what)s went from %(before)s to none %(when)s."),
    "same": N_("%(what)s is much the same %(when)s: %(before)s then, %(now)s now."),
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


def compared(measure: Measure, told: Measures) -> list[str]:
    """The changes of one measure since last quarter and since the same quarter last year.

    Quarters that cannot be compared are left out. Of a measure that `grows`, a lower
    value in a running quarter is no change.
    """
    what = translated(measure.change)
    quarter = told.period.quarter
    now, before, year = (
        Amount.of(measure.compared(told[measure.name][one]))
        for one in (quarter, quarter.previous, quarter.year_before)
    )
    if measure.grows and not quarter.has_ended(told.period.on):
        before = _unless_more(before, now)
        year = _unless_more(year, now)
    if _are_both_few(now, before, year):
        return [_too_few(what, now, before, year)]
    sentences = [
        changed(what, now, before, _("since last quarter")),
        changed(what, now, year, _("since the same quarter last year")),
    ]
    return [sentence for sentence in sentences if sentence]


def _unless_more(then: Amount, now: Amount) -> Amount:
    """The earlier amount; a hidden one if it was more than now."""
    if then.value is None or (now.value or 0) < then.value:
        return Amount.of(None)
    return then


def _are_both_few(now: Amount, before: Amount, year: Amount) -> bool:
    """Whether both earlier quarters can be compared, and both with small numbers only."""
    return all(
        _are_comparable(now, then) and _are_few(now, then) for then in (before, year)
    )


def _too_few(what: str, now: Amount, before: Amount, year: Amount) -> str:
    return _(
        "%(what)s: %(before)s last quarter, %(year)s the same quarter last year, %(now)s now;"
        " too few to call it a change.",
        what=what,
        before=before.text,
        year=year.text,
        now=now.text,
    )


def _are_shares(*amounts: Amount) -> bool:
    """Whether the amounts are between 0 and 1, so that a change of `POINTS` is small."""
    return all(0 <= amount.value <= 1 for amount in amounts)
