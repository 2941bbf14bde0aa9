"""Five sentences with which a leader may open an answer."""

from __future__ import annotations

from tracker.comments.forms import CommentForm
from tracker.core.validation import N_
from tracker.web.i18n import translated

OPENERS = (
    N_("Thank you for trying this. What surprised you most?"),
    N_("I did not know that. What would you need from me to go on?"),
    N_("What would you do differently next time?"),
    N_("I tried something like it, and mine did not hold. What came of yours is …"),
    N_("Who else ought to know this? I will gladly tell them."),
)


def openers() -> list[str]:
    """The sentences in the reader's language."""
    return [translated(sentence) for sentence in OPENERS]


def answer_form(chosen: int | None, back: str) -> CommentForm:
    """The form of an answer, begun with the chosen sentence.

    Args:
        chosen: The number of the sentence, from 1; None for none.
        back: The page to return to.
    """
    body = ""
    if chosen and chosen <= len(OPENERS):
        body = openers()[chosen - 1]
    return CommentForm(None, data={"body": body}, place="opened", parent="", next=back)
