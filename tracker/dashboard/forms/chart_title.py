"""The titles of the charts: each is what the chart shows.

A difference between quarters is called one only where it is more than chance; see
`queries/chance.py`. Of days none is called one.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.dashboard.queries.chance import counts_differ, is_change
from tracker.dashboard.queries.measures import Measures
from tracker.dashboard.queries.result_types import Share
from tracker.quarters import Quarter
from tracker.web.i18n import number, quarter, share


def chart_titles(told: Measures) -> dict[str, str]:
    """The title of each chart, by the name of its measure."""
    running = None
    if not told.period.quarter.has_ended(told.period.on):
        running = told.period.quarter
    velocity = told["velocity"].items()
    people = told["participation"].items()
    return {
        "learning": of_shares(_("Learning rate"), told["learning"], running),
        "velocity": of_counts(
            _("Begun"), {q: it.started for q, it in velocity}, running
        ),
        "pace": _of_days(told, running),
        "awaiting": _of_waiting(told),
        "reuse": of_counts(
            _("Uses"), {q: it.n for q, it in told["across"].items()}, running
        ),
        "foundation": _of_foundation(told),
        "participation": of_counts(
            _("Took part"),
            {q: it.people.value for q, it in people if it.people.shown},
            running,
        ),
    }


def of_shares(what: str, shares: Mapping[Quarter, Share], running) -> str:
    """Which quarter had the largest share and which the smallest, or that none stands out."""
    known = {q: it for q, it in shares.items() if it.whole}
    if len(known) < 2:
        return _("%(what)s, quarter by quarter", what=what)
    # Of equal shares the one that was measured on most
    high = max(known, key=lambda q: (known[q].value, known[q].whole))
    low = min(known, key=lambda q: (known[q].value, -known[q].whole))
    if not is_change(known[high], known[low]):
        return _("%(what)s: no quarter differs by more than chance", what=what)
    return _(
        "%(what)s: highest in %(high)s, %(most)s; lowest in %(low)s, %(least)s",
        what=what,
        high=_named(high, running),
        most=share(known[high].part, known[high].whole),
        low=_named(low, running),
        least=share(known[low].part, known[low].whole),
    )


def of_counts(what: str, counts: Mapping[Quarter, float], running) -> str:
    """In which quarter there were most, and how many; or that none stands out.

    A quarter that still runs may stand out as the largest, never as the smallest.
    """
    most = max(counts.values(), default=0)
    ended = [n for q, n in counts.items() if q != running]
    if not most or len(counts) < 2 or not ended:
        return _("%(what)s, quarter by quarter", what=what)
    if not counts_differ(round(most), round(min(ended))):
        return _("%(what)s: no quarter differs by more than chance", what=what)
    first = [q for q, n in counts.items() if n == most][-1]
    return _(
        "%(what)s: most in %(quarter)s, %(n)s",
        what=what,
        quarter=_named(first, running),
        n=number(most),
    )


def _named(one: Quarter, running: Quarter | None) -> str:
    if one == running:
        return _("%(quarter)s so far", quarter=quarter(one))
    return quarter(one)


def _of_days(told: Measures, running: Quarter | None) -> str:
    medians = {q: it.whole.median for q, it in told["pace"].items() if it.whole.n}
    if len(medians) < 2:
        return _("Days from start to lesson, quarter by quarter")
    last = max(medians)
    return _(
        "Days from start to lesson: %(days)s for the middle one in %(quarter)s",
        quarter=_named(last, running),
        days=number(medians[last], 1),
    )


def _of_waiting(told: Measures) -> str:
    late = sum(it.n for it in told["awaiting"] if it.is_long)
    if not late:
        return _("None has waited for more than two weeks")
    return ngettext(
        "One has waited for more than two weeks",
        "%(num)s have waited for more than two weeks",
        late,
    )


def _of_foundation(told: Measures) -> str:
    settled = {q: it.share for q, it in told["foundation"].items() if it.closed}
    known = [q for q, it in settled.items() if it.whole]
    if not known:
        return _("Too early to tell: others have half a year to build on it")
    last = max(known)
    return _(
        "Of %(whole)s in %(quarter)s, %(part)s became something to stand on",
        whole=number(settled[last].whole),
        quarter=quarter(last),
        part=number(settled[last].part),
    )
