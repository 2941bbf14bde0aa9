"""Comments as the API shows them, each as its reader may read it."""

from __future__ import annotations

from tracker.api.resources.experiment import day_of, shown_names
from tracker.api.schema import (
    DAY,
    ID,
    TEXT,
    WHOLE,
    YES_OR_NO,
    Attribute,
    Resource,
    many,
    or_null,
)
from tracker.comments.models.mention_markup import with_names
from tracker.comments.queries import CommentView


def _is_told(it: CommentView) -> bool:
    return it.readable and not it.comment.is_removed


def _text(it: CommentView) -> str | None:
    if not _is_told(it):
        return None
    return with_names(it.comment.body, it.names)


def _author(it: CommentView) -> str | None:
    if not _is_told(it) or it.author.person is None:
        return None
    return next(iter(shown_names([it.author.person])), None)


def _written_on(it: CommentView):
    if not _is_told(it):
        return None
    return day_of(it.comment.experiment.moment(it.comment.at))


BASE = [
    Attribute("id", ID, lambda it: it.comment.public_id),
    Attribute("text", or_null(TEXT), _text, "Markdown; null if removed or hidden."),
    Attribute(
        "author",
        or_null(TEXT),
        _author,
        "Null for the author of an anonymous attempt, and for tokens of services.",
    ),
    Attribute(
        "by_author",
        YES_OR_NO,
        lambda it: _is_told(it) and it.author.is_author,
        "Whether an author of the attempt wrote it.",
    ),
    Attribute("by_leader", YES_OR_NO, lambda it: _is_told(it) and it.author.leads),
    Attribute("written_on", or_null(DAY), _written_on),
    Attribute("asks", YES_OR_NO, lambda it: it.comment.asks),
    Attribute("removed", YES_OR_NO, lambda it: it.comment.is_removed),
    Attribute("hidden", YES_OR_NO, lambda it: it.comment.hidden_at is not None),
]

REPLY = Resource("Reply", "A reply to a comment.", BASE)

COMMENT = Resource(
    "Comment",
    "A comment on an attempt, with its newest replies.",
    BASE
    + [
        Attribute("answered", YES_OR_NO, lambda it: it.answer is not None),
        Attribute("about_lesson", YES_OR_NO, lambda it: it.comment.about_lesson),
        Attribute(
            "replies",
            many(REPLY.reference),
            lambda it: [REPLY.as_json(reply) for reply in it.replies],
        ),
        Attribute(
            "more_replies",
            WHOLE,
            lambda it: it.more,
            "How many earlier ones there are.",
        ),
    ],
)
