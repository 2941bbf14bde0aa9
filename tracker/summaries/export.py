"""A summary as the data of its PDF, in the reader's language, and as rows of CSV."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts.letterhead import printed as on_letterhead
from tracker.core.validation import N_
from tracker.pdf.blocks import as_typed, blocks
from tracker.summaries.figure_text import FigureLine, label_of
from tracker.summaries.figures import FIGURES
from tracker.summaries.forms import LABELS
from tracker.summaries.models import Summary
from tracker.summaries.presentation import ExperimentText, LessonGroup, SummaryView
from tracker.tables import Labelled, TableColumn
from tracker.web.i18n import day, label, number, quarter, translated

COLUMNS = (
    TableColumn("quarter", N_("Quarter"), 10),
    TableColumn("version", N_("Version"), 10),
    TableColumn("figure", N_("Figure"), 40),
    TableColumn("unit", N_("Counted in"), 24),
    TableColumn("value", N_("Value"), 12),
    TableColumn("part", N_("Part"), 12),
    TableColumn("n", N_("Rests on"), 12),
    TableColumn("value_before", N_("Value, the quarter before"), 24),
    TableColumn("part_before", N_("Part, the quarter before"), 24),
    TableColumn("n_before", N_("Rests on, the quarter before"), 28),
)


def figures(sheet: SummaryView) -> Iterator[tuple]:
    """Every figure, one a row. A figure about too few people has no value."""
    for name, figure in FIGURES.items():
        if name not in sheet.content["figures"]:
            continue  # editions signed at another time know others
        said = sheet.content["figures"][name]
        word = Labelled(name, label_of(sheet.content, name))
        key = (str(sheet.quarter), sheet.edition, word, figure.unit.value)
        yield key + _numbers(said) + _numbers(said.get("before", {}))


def _numbers(said: dict) -> tuple:
    """Value, part and n; a share's value is between 0 and 1."""
    if "whole" not in said:
        return said.get("value"), None, said.get("n")
    part = said["part"]
    whole = said["whole"]
    value = None
    if whole:
        value = round(part / whole, 4)
    return value, part, whole


def title_of(sheet: SummaryView) -> str:
    """The title of the PDF."""
    told = _("What %(quarter)s taught us", quarter=quarter(sheet.quarter))
    if sheet.signature:
        return told
    return _("Draft") + ": " + told


def file_name(summary: Summary) -> str:
    """The name of a file of a summary, without its ending."""
    name = f"forsoeg-{summary.quarter}"
    if summary.edition > 1:
        name += f"-{summary.edition}"
    return name


def printed(sheet: SummaryView) -> bytes:
    """The PDF, in the reader's language."""
    return on_letterhead(
        "summaries/summary.typ",
        pdf_data(sheet),
        title=title_of(sheet),
        at=sheet.signed_at or sheet.taken_at,
    )


def pdf_data(sheet: SummaryView) -> dict:
    """The data of the PDF, as words."""
    return _texts(sheet) | _chapters(sheet) | {"words": _words(sheet)}


def _texts(sheet: SummaryView) -> dict:
    reason = sheet.reason
    if reason:
        reason = _("Version %(n)s, because: %(why)s", n=sheet.edition, why=reason)
    word = why_not = ""
    if sheet.signature:
        word = sheet.signature.word
        why_not = sheet.signature.why_not
    return {
        "headings": {name: translated(words) for name, words in LABELS.items()},
        "byline": sheet.byline,
        "reason": reason,
        "texts": {
            name: _said(name, sheet.texts[name])
            for name in LABELS
            if name in sheet.texts
        },
        "word": blocks(word),
        "attempt": as_typed(_attempt(sheet)),
        "why_not": blocks(why_not),
        "headline": sheet.headline,
        "letter": [[told.statement, _from(told, False)] for told in sheet.letter],
        "quote": _quote(sheet),
        "rough": _rough(sheet),
        "asked": as_typed(sheet.asked),
    }


def _chapters(sheet: SummaryView) -> dict:
    return {
        "outcomes": [
            [label(word), n, number(n), line.now, _before(line)]
            for word, n, line in sheet.outcomes
        ],
        "trend": [list(row) for row in sheet.trend],
        "figures": _rows(sheet, "letter"),
        "lessons": _appendix(sheet),
        "known": [_group(group) for group in sheet.known],
        "stopped": _group(sheet.stopped),
        "reused": _group(sheet.reused, times=True),
        "spent": _rows(sheet, "spent"),
        "took_part": _rows(sheet, "took_part"),
        "reuse": _rows(sheet, "reused"),
        "balance": {
            name: _rows(sheet, name) for name in ("known", "put_in", "came_of_it")
        },
        "kept": _rows(sheet, "due"),
        "due": [
            [day(row.due_on), row.leader, row.text, row.state] for row in sheet.due
        ],
    }


def _quote(sheet: SummaryView) -> dict:
    """What it meant to a citizen, and the attempt whose card says so."""
    if sheet.quote:
        return {"text": blocks(sheet.quote.statement), "from": sheet.quote.title}
    return {}


def _rough(sheet: SummaryView) -> dict:
    """How a rough thread was met well, its kind, and the attempt that met it."""
    if not sheet.rough:
        return {}
    told = (sheet.rough_kind, sheet.rough.title)
    return {
        "text": blocks(sheet.rough.statement),
        "from": " · ".join(part for part in told if part),
    }


def _said(name: str, text: str) -> list[dict]:
    """A text of the quarter; the question is one line, and stands as it was typed."""
    if name == "next_question":
        return as_typed(text)
    return blocks(text)


def _appendix(sheet: SummaryView) -> dict:
    """Every lesson of the quarter, by outcome."""
    if sheet.lessons is None or not sheet.lessons.n:
        return {"groups": [], "more": ""}
    more = ""
    if sheet.lessons.more:
        more = ngettext(
            "%(num)s more is visible to its unit only.",
            "%(num)s more are visible to their units only.",
            sheet.lessons.more,
        )
    groups = []
    for outcome, told in groupby(sheet.lessons.told, lambda row: row.outcome):
        rows = list(told)
        groups.append(_group(LessonGroup(label(outcome), len(rows), rows, 0)))
    return {"groups": groups, "more": more}


def _rows(sheet: SummaryView, chapter: str) -> list[list[str]]:
    return [_row(line) for line in sheet.chapter(chapter)]


def _attempt(sheet: SummaryView) -> str:
    told = sheet.attempt
    if told:
        return ": ".join(part for part in (told.title, told.statement) if part)
    return ""


def _group(group: LessonGroup, times: bool = False) -> dict:
    more = ""
    if group.more:
        more = ngettext("and one more", "and %(num)s more", group.more)
    return {
        "label": group.label,
        "told": [[told.statement, _from(told, times)] for told in group.told],
        "more": more,
        "n": group.n,
    }


def _from(told: ExperimentText, times: bool) -> str:
    used = ""
    if times and told.times:
        used = ngettext("used once", "used %(num)s times", told.times)
    return " · ".join(part for part in (told.title, told.unit, used) if part)


def _row(line: FigureLine) -> list[str]:
    return [line.label, line.now, line.rests_on, _before(line)]


def _before(line: FigureLine) -> str:
    """The figure of the quarter before, and the number that it was measured on."""
    return ", ".join(part for part in (line.before, line.rested_on) if part)


def _words(sheet: SummaryView) -> dict:
    """The fixed words of the PDF."""
    return _headings(sheet) | {
        "outcome": _("Outcome"),
        "attempts": _("Attempts"),
        "quarter": _("Quarter"),
        "share": _("Share"),
        "figure": _("Figure"),
        "now": _("This quarter"),
        "n": _("Rests on"),
        "before": _("The quarter before"),
        "none_due": _("No promise fell due in this quarter."),
        "none": _("None in this quarter."),
        "due_on": _("Due"),
        "leader": _("Leader"),
        "promise": _("Promise"),
        "state": _("What came of it"),
    }


def _headings(sheet: SummaryView) -> dict:
    return {
        "lessons": _("Lessons"),
        "asked": _("We asked"),
        "found": _("We found"),
        "in_figures": _("The quarter in figures"),
        "appendix": _("Appendix: every lesson of the quarter"),
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
        "took_part": _("Who took part"),
        "due": _("Promises that fell due"),
        "kept": _("Promises kept"),
        "balance": _("The balance sheet of knowledge"),
        "balance_known": _("What we know: lessons by how well they stand"),
        "put_in": _("What we put in"),
        "came_of_it": _("What came of it"),
    }
