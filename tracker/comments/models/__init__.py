"""Comments, their answers, and who is mentioned in them."""

from tracker.comments.models.answer import AcceptedAnswer
from tracker.comments.models.comment import Comment
from tracker.comments.models.mention import Mention

__all__ = ["AcceptedAnswer", "Comment", "Mention"]
