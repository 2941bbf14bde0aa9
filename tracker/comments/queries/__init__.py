"""The comments on an experiment, and the people mentioned in them."""

from tracker.comments.queries.comment import (
    CommentAuthor,
    CommentView,
    Conversation,
    comments_of,
    conversation,
    place_of,
    questions_about,
    thread,
)
from tracker.comments.queries.mention import (
    names_in,
    names_in_all,
    preview,
    readers_matching,
)
from tracker.comments.queries.question import is_question, questions_to
from tracker.comments.queries.sort import is_by_hidden_author, oldest_first

__all__ = [
    "CommentAuthor",
    "CommentView",
    "Conversation",
    "comments_of",
    "conversation",
    "is_by_hidden_author",
    "is_question",
    "names_in",
    "names_in_all",
    "oldest_first",
    "place_of",
    "preview",
    "questions_about",
    "questions_to",
    "readers_matching",
    "thread",
]
