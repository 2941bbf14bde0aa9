"""The form of a comment or a reply."""

from __future__ import annotations

from types import SimpleNamespace

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField, HiddenField, SubmitField

from tracker.comments.models import Comment
from tracker.core.validation import FieldError, required
from tracker.db import LARGEST_PUBLIC_ID
from tracker.numbers import whole_number
from tracker.web.blank_form import blank_form
from tracker.web.forms import CprWarning, DoubleSubmitGuard, Form, formatted
from tracker.web.templates import rendered_part


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


def comment_box(
    experiment: int, reader: int, said: int, lesson: int | None = None
) -> Markup:
    """The form of a comment as it is opened, below a conversation.

    Args:
        experiment, reader, lesson: Ids; of a lesson where it is said on its page.
        said: How many comments are the reader's own.
    """
    numbers = {"experiment": experiment, "reader": reader, "said": said}
    if lesson is None:
        return blank_form(_on_experiment, **numbers)
    return blank_form(_on_lesson, **numbers, lesson=lesson)


def _on_experiment(experiment: int, reader: int, said: int) -> tuple[Form, Markup]:
    return _drawn(CommentForm(None), experiment, reader, said)


def _on_lesson(
    experiment: int, reader: int, said: int, lesson: int
) -> tuple[Form, Markup]:
    there = url_for("lessons.lesson", id=lesson, _anchor="comments")
    form = CommentForm(None, about_lesson="y", next=there)
    return _drawn(form, experiment, reader, said, about_lesson=True)


def _drawn(form: Form, experiment: int, reader: int, said: int, **more) -> tuple:
    html = rendered_part(
        "comments/_say.html",
        form=form,
        experiment=SimpleNamespace(id=experiment),
        current_user=SimpleNamespace(id=reader),
        talk=SimpleNamespace(said=said),
        **more,
    )
    return form, html
