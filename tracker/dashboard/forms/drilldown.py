"""The words around the experiments behind a figure: title, total, and the number unseen."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.core.enums import LabelledEnum
from tracker.dashboard.forms.filters import DashboardFilter
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.drilldown_rows import DrilldownRows
from tracker.dashboard.queries.measure import RowsBehind
from tracker.dashboard.queries.measures import rows_behind
from tracker.web.i18n import label, named, number, quarter, translated


@dataclass(frozen=True)
class DrilldownText:
    """The words around the rows of a figure.

    Attributes:
        total: The figure: the number of attempts, or a sum over them.
        more: A sentence for each kind of row that the viewer cannot see.
    """

    title: str
    where: str
    total: str
    more: list[str]
    adds: str

    def amount(self, n: float) -> str:
        """The amount of one row, with its unit."""
        return amount(self.adds, n)


def drilldown_text(
    asked: Drilldown, question: DashboardFilter, behind: DrilldownRows
) -> DrilldownText:
    """The words around the rows of a figure."""
    figure = rows_behind(asked)
    adds = figure.adds
    total = ngettext(
        "%(n)s attempt", "%(n)s attempts", behind.total, n=number(behind.total)
    )
    if behind.amount is not None and adds != "days":
        total = _(
            "%(sum)s, over %(attempts)s",
            sum=amount(adds, behind.amount),
            attempts=total,
        )
    return DrilldownText(
        _title(figure),
        _where(figure, asked, question),
        total,
        list(_more(adds, behind)),
        adds,
    )


def amount(adds: str, n: float) -> str:
    """A number of uses, days, hours or DKK."""
    shown = number(n, 1)
    if adds == "uses":
        return ngettext("used once", "used %(num)s times", int(n))
    if adds == "days":
        return ngettext("%(n)s day", "%(n)s days", round(n), n=shown)
    if adds == "cost":
        return _("%(n)s DKK", n=shown)
    return ngettext("%(n)s hour", "%(n)s hours", round(n), n=shown)


def _title(figure: RowsBehind) -> str:
    values = {}
    for name, value in figure.values.items():
        values[name] = value
        if isinstance(value, LabelledEnum):
            values[name] = label(value)
    return translated(figure.title, **values)


def _where(figure: RowsBehind, asked: Drilldown, question: DashboardFilter) -> str:
    when = quarter(question.quarter)
    if figure.as_of == "today":
        when = _("today")
    if figure.as_of == "end":
        when = _("by %(quarter)s", quarter=when)
    names = {id: unit.name for id, unit in question.units.items()}
    parts = [when]
    if question.unit:
        parts.append(question.unit.name)
    if question.platform:
        parts.append(named(question.platform))
    if asked.home is not None:
        parts.append(_("from %(unit)s", unit=names.get(asked.home, "–")))
    if asked.away is not None:
        parts.append(_("used by %(unit)s", unit=names.get(asked.away, "–")))
    return " · ".join(parts)


def _more(adds: str, behind: DrilldownRows):
    if behind.unseen:
        yield ngettext(
            "%(n)s more, visible to its unit",
            "%(n)s more, visible to their unit",
            behind.unseen,
            n=number(behind.unseen),
        )
    if behind.held:
        yield ngettext(
            "%(n)s more, which a facilitator is looking at because of something personal",
            "%(n)s more, which facilitators are looking at because of something personal",
            behind.held,
            n=number(behind.held),
        )
    if behind.unseen_amount and adds != "days":
        yield _(
            "Together they add: %(amount)s", amount=amount(adds, behind.unseen_amount)
        )
