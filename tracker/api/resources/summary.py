"""The figures of the dashboard and the summaries of quarters, as the API shows them."""

from __future__ import annotations

from tracker.api.resources.experiment import day_of
from tracker.api.schema import (
    ADDRESS,
    DAY,
    NUMBER,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Attribute,
    Resource,
    many,
    or_null,
)
from tracker.summaries.figures import FIGURES
from tracker.summaries.presentation import SummaryView
from tracker.web.i18n import translated
from tracker.web.responses import public_url

MEASURE = Resource(
    "Measure",
    "A figure of a quarter; one about few people is hidden.",
    [
        Attribute("measure", TEXT, lambda it: it[0]),
        Attribute("quarter", TEXT, lambda it: it[1], "Empty for a figure of today."),
        Attribute("unit", TEXT, lambda it: it[2]),
        Attribute("platform", TEXT, lambda it: it[3]),
        Attribute("value", or_null(NUMBER), lambda it: it[4]),
        Attribute("part", or_null(NUMBER), lambda it: it[5]),
        Attribute("whole", or_null(NUMBER), lambda it: it[6]),
        Attribute("counted_in", TEXT, lambda it: it[7]),
        Attribute("hidden", YES_OR_NO, lambda it: it[8]),
    ],
)

FIGURE = Resource(
    "SummaryFigure",
    "A figure of a summary, as it was when the figures were taken.",
    [
        Attribute("figure", TEXT, lambda it: it[0]),
        Attribute("label", TEXT, lambda it: it[1]),
        Attribute("value", or_null(NUMBER), lambda it: it[2]),
        Attribute("part", or_null(NUMBER), lambda it: it[3]),
        Attribute("n", or_null(NUMBER), lambda it: it[4]),
    ],
)

SUMMARY = Resource(
    "Summary",
    "What a quarter taught the organisation.",
    [
        Attribute("quarter", TEXT, lambda it: str(it.quarter)),
        Attribute("edition", WHOLE, lambda it: it.edition),
        Attribute(
            "url",
            ADDRESS,
            lambda it: public_url("summaries.summary", quarter=str(it.quarter)),
            "Its page.",
        ),
        Attribute("signed", YES_OR_NO, lambda it: it.signature is not None),
        Attribute("signed_on", or_null(DAY), lambda it: day_of(it.signed_at)),
        Attribute("headline", TEXT, lambda it: it.headline),
    ],
)


def _figures(view: SummaryView) -> list[dict]:
    return [FIGURE.as_json(row) for row in _figure_rows(view)]


def _figure_rows(view: SummaryView):
    """Each figure: name, label, value, part, n; a share's value is between 0 and 1."""
    for name, figure in FIGURES.items():
        said = view.content["figures"].get(name, {})
        label = translated(figure.label)
        if "whole" not in said:
            yield name, label, said.get("value"), None, said.get("n")
            continue
        value = None
        if said["whole"]:
            value = round(said["part"] / said["whole"], 4)
        yield name, label, value, said["part"], said["whole"]


def _text(name: str) -> Attribute:
    return Attribute(name, TEXT, lambda it: it.texts.get(name, ""), "Markdown.")


SUMMARY_DETAIL = SUMMARY.extended(
    "SummaryDetail",
    "One edition of a summary, with its texts and figures.",
    [
        Attribute("reason", TEXT, lambda it: it.reason, "Why there is a correction."),
        _text("opening"),
        _text("learnt"),
        _text("spent"),
        _text("reused"),
        _text("stopped"),
        _text("next_question"),
        Attribute("figures", many(FIGURE.reference), _figures),
    ],
)
