"""The words around the experiments behind a figure: title, total, and the number unseen."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.core.validation import N_
from tracker.dashboard.forms.filters import DashboardFilter
from tracker.dashboard.queries.drilldown import LATE, Drilldown
from tracker.dashboard.queries.drilldown_rows import DrilldownRows
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.web.i18n import label, named, number, quarter, translated

TITLES = {
    ("ended", ""): N_("What ended"),
    ("ended", "learned"): N_("What ended and taught us something"),
    ("ended", "untold"): N_("What ended and has not told its lesson"),
    ("started", ""): N_("What began"),
    ("concluded", ""): N_("What was concluded"),
    ("days", "whole"): N_("Days from start to lesson"),
    ("days", "lag"): N_("Days that a lesson let wait for itself"),
    ("awaiting", ""): N_("What awaits its lesson today"),
    ("awaiting", "ended"): N_("What ended more than two weeks ago without a lesson"),
    ("ripe", ""): N_("Lessons that are 180 days old or more"),
    ("ripe", "used"): N_("Lessons that others used within 180 days"),
    ("uses", ""): N_("What was used or built on"),
    ("uses", "told"): N_("What was used or built on"),
    ("uses", "across"): N_("What was used or built on in another unit"),
    ("foundation", ""): N_("What didn't hold, or only partly, or stayed unsettled"),
    ("foundation", "founded"): N_("What didn't hold, and became something to stand on"),
    ("shared", ""): N_("What was shared"),
    ("shared", "answered"): N_("What a leader answered within a week"),
    ("standing", ""): N_("All lessons"),
    ("spent", "hours"): N_("Hours spent, as people typed them"),
    ("spent", "cost"): N_("DKK spent, as people typed them"),
    ("saved", ""): N_("Hours saved, as people typed them"),
    ("enquiries", ""): N_("What counted fewer enquiries than before"),
    ("stopped", ""): N_("What we left because of a lesson"),
    ("decided", ""): N_("What we decided to make permanent or adapt"),
    ("carried_out", ""): N_("What was decided, and is carried out"),
}


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
    adds = asked.measure
    if asked.measure == "spent":
        adds = asked.part
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
        _title(asked), _where(asked, question), total, list(_more(adds, behind)), adds
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


def _title(asked: Drilldown) -> str:
    if asked.measure == "concluded" and asked.part:
        return _("What was concluded: %(outcome)s", outcome=label(Outcome(asked.part)))
    if asked.measure == "standing" and asked.part:
        return _("Lessons: %(standing)s", standing=label(LessonStatus(asked.part)))
    if asked.measure == "awaiting" and asked.part in LATE:
        shortest, longest = LATE[asked.part]
        return _("Awaits its lesson: %(days)s", days=late_for(shortest, longest))
    return translated(TITLES[asked.measure, asked.part])


def late_for(shortest: int, longest: int | None) -> str:
    """The days that something has waited, in words."""
    if longest is None:
        return _("for more than %(days)s days", days=shortest - 1)
    return _("for %(shortest)s to %(longest)s days", shortest=shortest, longest=longest)


def _where(asked: Drilldown, question: DashboardFilter) -> str:
    now = {
        "awaiting": _("today"),
        "standing": _("by %(quarter)s", quarter=quarter(question.quarter)),
    }
    now["ripe"] = now["standing"]
    names = {id: unit.name for id, unit in question.units.items()}
    parts = [now.get(asked.measure, quarter(question.quarter))]
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
