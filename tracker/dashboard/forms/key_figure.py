"""The four figures at the head of the dashboard, each with a sparkline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.dashboard.forms.filters import DashboardFilter
from tracker.dashboard.queries.measures import Measures
from tracker.dashboard.queries.result_types import Share
from tracker.quarters import Quarter
from tracker.web.i18n import number, share

WIDE, HIGH, EDGE = 100, 26, 4


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the quarter, and the same of the quarters before.

    Attributes:
        section: The id of the section that tells more.
        value: A share, or a count.
        href, whole: Where its part and its whole lead.
        note: What stands under it.
        said: Each quarter's value in words, the oldest first.
        points: The points of the sparkline; None for a quarter that is not known.
        runs: Whether the last of the quarters still runs.
    """

    section: str
    label: str
    value: Share | int
    href: str
    whole: str
    note: str
    said: list[str]
    points: list[tuple[float, float] | None]
    runs: bool

    @property
    def is_share(self) -> bool:
        return isinstance(self.value, Share)

    @property
    def lines(self) -> list[str]:
        """The line of the sparkline up to the quarter before, and on to this one."""
        before = [point for point in self.points[:-1] if point]
        last = [point for point in self.points[-2:] if point]
        return [_path(stretch) for stretch in (before, last) if len(stretch) > 1]


def key_figures(told: Measures, question: DashboardFilter) -> list[KeyFigure]:
    """Learning, trying, using and answering, in this order."""
    quarter = told.period.quarter
    velocity = told["velocity"][quarter]
    uses = told["across"][quarter]
    could_tell = told["could_tell"][quarter]
    begun = {q: it.started for q, it in told["velocity"].items()}
    used = {q: it.n for q, it in told["across"].items()}
    of_shares = [
        (
            "learning",
            _("ended and taught us something"),
            told["learning"],
            (question.rows("ended", "learned"), question.rows("ended")),
            _("could tell: %(share)s", share=share(could_tell.part, could_tell.whole)),
        ),
        (
            "leaders",
            _("answered by a leader within a week"),
            told["answered"],
            (question.rows("shared", "answered"), question.rows("shared")),
            "",
        ),
    ]
    of_counts = [
        (
            "velocity",
            ngettext("begun", "begun", velocity.started),
            begun,
            question.rows("started"),
            _("%(n)s concluded", n=number(velocity.concluded)),
        ),
        (
            "reuse",
            _("times used by others"),
            used,
            question.rows("uses"),
            _("%(n)s in another unit", n=number(uses.share.part)),
        ),
    ]
    runs = not question.has_ended
    learning, leaders = (_of_shares(runs, quarter, *it) for it in of_shares)
    tried, reuse = (_of_counts(runs, quarter, *it) for it in of_counts)
    return [learning, tried, reuse, leaders]


def _of_shares(
    runs: bool,
    quarter: Quarter,
    section: str,
    label: str,
    shares: Mapping[Quarter, Share],
    links: tuple[str, str],
    note: str,
) -> KeyFigure:
    values = [shares[q].value for q in sorted(shares)]
    said = [share(shares[q].part, shares[q].whole) for q in sorted(shares)]
    if not shares[quarter].whole:
        note = ""
    return KeyFigure(
        section, label, shares[quarter], *links, note, said, _points(values, 1), runs
    )


def _of_counts(
    runs: bool,
    quarter: Quarter,
    section: str,
    label: str,
    counts: Mapping[Quarter, int],
    href: str,
    note: str,
) -> KeyFigure:
    values = [counts[q] for q in sorted(counts)]
    most = max(values, default=0) or 1
    said = [number(value) for value in values]
    return KeyFigure(
        section,
        label,
        counts[quarter],
        href,
        "",
        note,
        said,
        _points(values, most),
        runs,
    )


def _points(values: list, most: float) -> list[tuple[float, float] | None]:
    step = (WIDE - 2 * EDGE) / max(len(values) - 1, 1)
    points: list[tuple[float, float] | None] = []
    for at, value in enumerate(values):
        if value is None:
            points.append(None)
            continue
        y = HIGH - EDGE - (HIGH - 2 * EDGE) * value / most
        points.append((round(EDGE + step * at, 1), round(y, 1)))
    return points


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)
