"""A summary as the data of its PDF, in the reader's language, and as the rows of its CSV."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.summaries.figure_text import FigureLine
from tracker.summaries.figures import FIGURES
from tracker.summaries.forms import LABELS
from tracker.summaries.presentation import ExperimentText, LessonGroup, SummaryView
from tracker.web.i18n import day, label, number, quarter, translated

COLUMNS = (
    "quarter",
    "version",
    "figure",
    "unit",
    "value",
    "part",
    "n",
    "value_before",
    "part_before",
    "n_before",
)


def figures(sheet: SummaryView) -> Iterator[tuple]:
    """Every figure, one a row. What is about too few people has no value."""
    for name, figure in FIGURES.items():
        said = sheet.content["figures"].get(name, {})
        yield (
            str(sheet.quarter),
            sheet.edition,
            name,
            figure.unit.value,
            *_numbers(said),
            *_numbers(said.get("before", {})),
        )


def _numbers(said: dict) -> tuple:
    """Value, part and n; a share's value is between 0 and 1."""
    if "whole" in said:
        part = said["part"]
        whole = said["whole"]
        return (round(part / whole, 4) if whole else None, part, whole)
    return (said.get("value"), None, said.get("n"))


def title_of(sheet: SummaryView) -> str:
    """What the document is called."""
    told = _("What %(quarter)s taught us", quarter=quarter(sheet.quarter))
    if sheet.signature:
        return told
    return _("Draft") + ": " + told


def pdf_data(sheet: SummaryView) -> dict:
    """Everything that the PDF shows, as words."""
    texts = {name: sheet.texts[name] for name in LABELS if name in sheet.texts}
    return {
        "headings": {name: translated(words) for name, words in LABELS.items()},
        "words": _words(sheet),
        "byline": sheet.byline,
        "leader": sheet.leader,
        "reason": (
            sheet.reason
            and _("Version %(n)s, because: %(why)s", n=sheet.edition, why=sheet.reason)
        ),
        "texts": texts,
        "word": sheet.signature.word if sheet.signature else "",
        "attempt": _attempt(sheet),
        "why_not": sheet.signature.why_not if sheet.signature else "",
        "headline": sheet.headline,
        "outcomes": [
            [label(word), n, number(n), told.now, _before(told)]
            for word, n, told in sheet.outcomes
        ],
        "trend": [list(row) for row in sheet.trend],
        "known": [_group(group) for group in sheet.known],
        "stopped": _group(sheet.stopped),
        "reused": _group(sheet.reused, times=True),
        "surprising": sheet.surprising.statement if sheet.surprising else "",
        **{
            name: [_row(told) for told in sheet.chapter(name)]
            for name in ("spent", "took_part")
        },
        "reuse": [_row(told) for told in sheet.chapter("reused")],
        "balance": {
            name: [_row(told) for told in sheet.chapter(name)]
            for name in ("known", "put_in", "came_of_it")
        },
        "kept": [_row(told) for told in sheet.chapter("due")],
        "due": [
            [day(row.due_on), row.leader, row.text, row.state] for row in sheet.due
        ],
    }


def _attempt(sheet: SummaryView) -> str:
    told = sheet.attempt
    if told:
        return ": ".join(part for part in (told.title, told.statement) if part)
    return ""


def _group(group: LessonGroup, times: bool = False) -> dict:
    return {
        "label": group.label,
        "told": [[told.statement, _from(told, times)] for told in group.told],
        "more": ngettext("and one more", "and %(num)s more", group.more)
        if group.more
        else "",
        "n": group.n,
    }


def _from(told: ExperimentText, times: bool) -> str:
    used = (
        ngettext("used once", "used %(num)s times", told.times)
        if times and told.times
        else ""
    )
    return " · ".join(part for part in (told.title, told.unit, used) if part)


def _row(told: FigureLine) -> list[str]:
    return [told.label, told.now, told.rests_on, _before(told)]


def _before(told: FigureLine) -> str:
    """The quarter before, and on how many it rested."""
    return ", ".join(part for part in (told.before, told.rested_on) if part)


def _words(sheet: SummaryView) -> dict:
    return {
        "word_from": _("A word from %(name)s", name=sheet.leader),
        "own": _("An attempt of my own that didn't hold"),
        "why_not": _("Why I tell of none"),
        "mix": _("How it went"),
        "mix_alt": ", ".join(
            f"{label(word)}: {number(n)}" for word, n, _line in sheet.outcomes
        ),
        "trend": _("Learning rate through the quarters"),
        "trend_alt": ", ".join(
            f"{name}: {shown}" for name, _value, shown in sheet.trend
        ),
        "outcome": _("Outcome"),
        "attempts": _("Attempts"),
        "quarter": _("Quarter"),
        "share": _("Share"),
        "figure": _("Figure"),
        "now": _("This quarter"),
        "n": _("Rests on"),
        "before": _("The quarter before"),
        "took_part": _("Who took part"),
        "due": _("Promises that fell due"),
        "kept": _("Promises kept"),
        "none_due": _("No promise fell due in this quarter."),
        "balance": _("The balance sheet of knowledge"),
        "balance_known": _("What we know: lessons by how well they stand"),
        "put_in": _("What we put in"),
        "came_of_it": _("What came of it"),
        "none": _("None in this quarter."),
        "page": _("page {n} of {all}"),
        "due_on": _("Due"),
        "leader": _("Leader"),
        "promise": _("Promise"),
        "state": _("What came of it"),
    }
