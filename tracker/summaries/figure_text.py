"""The figures of a summary in the reader's language, the same for the page and the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile

from flask_babel import gettext, ngettext

from tracker.dashboard.forms.headline import outcome_counts, uses_sentence
from tracker.lessons.enums import Outcome
from tracker.quarters import Quarter
from tracker.summaries.figures import (
    CHAPTERS,
    FIGURES,
    FigureName,
    Unit,
    cohort_of,
)
from tracker.web.i18n import number, quarter, share, translated

SHARES_FROM = 10  # attempts; of fewer the share says how many they were


@dataclass(frozen=True)
class FigureLine:
    """A figure in words.

    Attributes:
        now, before: The figure of this quarter, and of the quarter before.
        rests_on, rested_on: The numbers that they were measured on.
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
    return FigureLine(
        name=name,
        label=label_of(content, name),
        now=shown(figure, said),
        before=shown(figure, before),
        rests_on=_rests_on(figure, said),
        rested_on=_rests_on(figure, before),
    )


def label_of(content: dict, name: str) -> str:
    """The label of a figure; that of a cohort says which one."""
    label = FIGURES[name].label
    if name == "foundation_closed":
        cohort = cohort_of(Quarter.parse(content["quarter"]))
        return translated(label, quarter=quarter(cohort))
    return translated(label)


def chapter(content: dict, name: str) -> list[FigureLine]:
    """The figures of a chapter that the edition knows."""
    known = content["figures"]
    return [line(content, figure) for figure in CHAPTERS[name] if figure in known]


def outcomes(content: dict) -> list[tuple[Outcome, int, FigureLine]]:
    """Each outcome that the edition knows, with its number of experiments and its share."""
    figures = content["figures"]
    return [
        (word, figures[word.value]["part"], line(content, word.value))
        for word in Outcome
        if word.value in figures
    ]


def trend(content: dict) -> list[tuple[str, float | None, str]]:
    """The learning rate by quarter: quarter, share, and the share in words.

    It begins with the first quarter in which an experiment ended.
    """
    trend = []
    for row in dropwhile(lambda row: not row["whole"], content["trend"]):
        rate = None
        if row["whole"]:
            rate = row["part"] / row["whole"]
        name = quarter(Quarter.parse(row["quarter"]))
        trend.append((name, rate, _share_with_n(row)))
    return trend


def headline(content: dict) -> str:
    """What ended and what came of it, in the words of the dashboard's headline."""
    figures = content["figures"]
    ended = figures["learning_rate"]["whole"]
    used = figures["uses"]["value"]
    if not ended:
        return gettext("No attempt ended in this quarter.")
    counts = {word: n for word, n, _line in outcomes(content)}
    sentence = ngettext(
        "%(num)s ended: %(parts)s.",
        "%(num)s ended: %(parts)s.",
        ended,
        parts=", ".join(outcome_counts(counts, ended - sum(counts.values()))),
    )
    return f"{sentence} {uses_sentence(used)}"


def shown(figure: FigureName, said: dict) -> str:
    """A figure in words; a figure about too few people is not shown."""
    if "whole" in said:
        return _share(said)
    if said.get("value") is None:
        if figure.about_people:
            return gettext("not shown, so that nobody can be worked out")
        return "–"
    return f"{number(said['value'], 2)} {_UNITS[figure.unit]()}".strip()


def _share(said: dict) -> str:
    if said["whole"]:
        return share(said["part"], said["whole"])
    return "–"


def _share_with_n(said: dict) -> str:
    """A share with the number that it was measured on; `share` adds a small one itself."""
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
