"""Comments, their answers, and who is mentioned in them."""

from tracker.comments.models.answer import AcceptedAnswer
from tracker.comments.models.comment import (
    ASKS,
    BY_A_LEADER,
    SHOWN_QUESTION,
    Comment,
)
from tracker.comments.models.mention import Mention

__all__ = [
    "ASKS",
    "BY_A_LEADER",
    "SHOWN_QUESTION",
    "AcceptedAnswer",
    "Comment",
    "Mention",
]
