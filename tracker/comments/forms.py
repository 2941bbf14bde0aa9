"""The form of a comment or a reply."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SubmitField

from tracker.comments.models import Comment
from tracker.core.validation import FieldError, required
from tracker.db import LARGEST_PUBLIC_ID
from tracker.numbers import whole_number
from tracker.web.forms import CprWarning, DoubleSubmitGuard, Form, formatted


class CommentForm(CprWarning, DoubleSubmitGuard, Form):
    """The form of a comment.

    `mentions` holds the ids that were picked in the list of names, `next` the page to
    return to; `about_lesson` is "y" on the page of a lesson.

    Args:
        place: Suffix of the element ids; for a reply it is the id of its parent.
    """

    body = formatted(Comment.body, _l("Your comment"))
    asks = BooleanField(_l("It is a question"))
    parent = HiddenField()
    mentions = HiddenField()
    next = HiddenField()
    about_lesson = HiddenField()
    preview = SubmitField(_l("Preview"))

    def __init__(self, *args, place: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if place := place or self.above:
            # A page may have several of these forms
            for field in self:
                field.id = field.label.field_id = f"{field.name}-{place}"

    def rules(self) -> list[FieldError]:
        return required(self.data, ["body"])

    @property
    def above(self) -> int | None:
        """Public id of the comment that this one replies to."""
        return _number(self.parent.data)

    @property
    def picked(self) -> tuple[int, ...]:
        numbers = (
            _number(text) for text in str(self.mentions.data or "").split(",")[:50]
        )
        return tuple(number for number in numbers if number)

    def cleaned_data(self) -> dict:
        return {"body": self.body.data, "picked": self.picked}


def _number(text) -> int | None:
    return whole_number(text, LARGEST_PUBLIC_ID) or None
