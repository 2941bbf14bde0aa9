"""A summary told in the reader's language: the same numbers and words for the page, the
PDF and the CSV.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile

from flask_babel import gettext, ngettext

from tracker.lessons.enums import Outcome
from tracker.quarters import Quarter
from tracker.summaries.figures import CHAPTERS, FIGURES, FigureName, Unit
from tracker.web.i18n import number, quarter, share, translated

SHARES_FROM = 10  # attempts; of fewer the share says how many they were


@dataclass(frozen=True)
class FigureLine:
    """A figure, as it is read: its label, this quarter, the quarter before, and on how
    many each of them rests.
    """

    name: str
    label: str
    now: str
    before: str
    rests_on: str = ""
    rested_on: str = ""


def line(content: dict, name: str) -> FigureLine:
    """One figure of a summary."""
    figure = FIGURES[name]
    said = content["figures"].get(name, {})
    before = said.get("before", {})
    read = shown(figure, said), shown(figure, before)
    return FigureLine(
        name,
        translated(figure.label),
        *read,
        _rests_on(figure, said),
        _rests_on(figure, before),
    )


def chapter(content: dict, name: str) -> list[FigureLine]:
    """The figures of a chapter."""
    return [line(content, figure) for figure in CHAPTERS[name]]


def outcomes(content: dict) -> list[tuple[Outcome, int, FigureLine]]:
    """How it went: each outcome with its number of attempts."""
    return [
        (word, content["figures"][word.value]["part"], line(content, word.value))
        for word in Outcome
    ]


def trend(content: dict) -> list[tuple[str, float | None, str]]:
    """The learning rate through the quarters, from the first in which anything ended:
    quarter, share, the share as it is read.
    """
    rows = dropwhile(lambda row: not row["whole"], content["trend"])
    return [
        (
            quarter(Quarter.parse(row["quarter"])),
            row["part"] / row["whole"] if row["whole"] else None,
            _share_with_n(row),
        )
        for row in rows
    ]


def headline(content: dict) -> str:
    """The learning rate in a sentence, beside the quarter before."""
    said = content["figures"]["learning_rate"]
    before = said["before"]
    if not said["whole"]:
        return gettext("No attempt ended in this quarter.")
    if said["whole"] < SHARES_FROM:
        told = ngettext(
            "One attempt ended; %(part)s taught us something we can use.",
            "%(num)s attempts ended; %(part)s taught us something we can use.",
            said["whole"],
            part=number(said["part"]),
        )
    else:
        told = gettext(
            "%(n)s attempts ended, and %(share)s of them taught us something we can use.",
            n=number(said["whole"]),
            share=_share(said),
        )
    if not before.get("whole"):
        return told
    return f"{told} " + gettext(
        "The quarter before it was %(share)s.", share=_share_with_n(before)
    )


def shown(figure: FigureName, said: dict) -> str:
    """A figure as it is read. What is about too few people is not shown, and says so."""
    if "whole" in said:
        return _share(said)
    if said.get("value") is None:
        if figure.about_people:
            return gettext("not shown, too few people")
        return "–"
    return f"{number(said['value'], 2)} {_UNITS[figure.unit]()}".strip()


def _share(said: dict) -> str:
    if said["whole"]:
        return share(said["part"], said["whole"])
    return "–"


def _share_with_n(said: dict) -> str:
    """A share that stands alone: of few it says their number itself."""
    if said["whole"] < SHARES_FROM:
        return _share(said)
    return gettext("%(share)s of %(n)s", share=_share(said), n=number(said["whole"]))


def _rests_on(figure: FigureName, said: dict) -> str:
    n = said.get("whole", said.get("n"))
    if not n or said.get("whole", SHARES_FROM) < SHARES_FROM:  # "3 of 4" says it
        return ""
    if figure.unit is Unit.people_share:
        return ngettext("of one employee", "of %(num)s employees", n)
    if figure.unit is Unit.uses:
        return ngettext("of one time", "of %(num)s times", n)
    if figure.unit is Unit.promises:
        return ngettext("of one promise", "of %(num)s promises", n)
    if figure.unit in (Unit.hours, Unit.money):
        return ngettext("told by one attempt", "told by %(num)s attempts", n)
    if figure.unit is Unit.hours_saved:
        return ngettext("told once", "told %(num)s times", n)
    return ngettext("of one attempt", "of %(num)s attempts", n)


_UNITS = {unit: lambda: "" for unit in Unit} | {
    Unit.days: lambda: gettext("days"),
    Unit.hours: lambda: gettext("hours"),
    Unit.hours_saved: lambda: gettext("hours"),
    Unit.money: lambda: gettext("DKK"),
}
