"""Open questions as the API shows them."""

from __future__ import annotations

from tracker.api.resources.experiment import PLATFORM, platform_json, shown_names
from tracker.api.schema import (
    ADDRESS,
    ID,
    TEXT,
    YES_OR_NO,
    Attribute,
    Resource,
    or_null,
)
from tracker.questions.queries import STATES, OpenQuestionView
from tracker.web.responses import public_url


def _asker(it: OpenQuestionView) -> str | None:
    if it.asker is None:
        return None
    return next(iter(shown_names([it.asker])), None)


QUESTION = Resource(
    "Question",
    "A question that somebody would like an attempt to answer.",
    [
        Attribute("id", ID, lambda it: it.question.id),
        Attribute(
            "url",
            ADDRESS,
            lambda it: public_url("questions.question", id=it.question.id),
            "Its page.",
        ),
        Attribute("text", TEXT, lambda it: it.question.body, "Markdown."),
        Attribute(
            "platform",
            or_null(PLATFORM.reference),
            lambda it: platform_json(it.question.platform),
        ),
        Attribute(
            "state", {"type": "string", "enum": list(STATES)}, lambda it: it.state
        ),
        Attribute(
            "asker", or_null(TEXT), _asker, "Null unless they wished to be named."
        ),
        Attribute("told", YES_OR_NO, lambda it: it.waits, "Whether one is told."),
    ],
)
