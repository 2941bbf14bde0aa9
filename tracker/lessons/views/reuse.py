"""Views: "I used this"."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.lessons import queries
from tracker.lessons.forms import ReuseForm
from tracker.lessons.models import Lesson, Reuse
from tracker.lessons.views import lessons
from tracker.lessons.views.detail import lesson_page
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message


@lessons.post("/lessons/<int:id>/reuses")
@login_required
def tell_reuse(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    require(Reuse.addable_by(current_user, lesson))
    form = ReuseForm()
    if not form.validate_on_submit():
        return lesson_page(lesson, reuse=form), 422
    used = form.try_call(
        Reuse.add,
        lesson,
        note=form.note.data,
        hours=form.hours.data,
        by=current_user,
        at=now(),
        on=today(),
        submission=form.submission.data or "",
    )
    if used is None:
        return lesson_page(lesson, reuse=form), 422
    message = _("Thank you. Those who learnt it are thanked in your words.")
    return redirect_with_message(_there(lesson), message)


@lessons.post("/lessons/<int:id>/reuses/<int:reuse_id>")
@login_required
def amend_reuse(id, reuse_id):
    lesson, reuse = _own(id, reuse_id)
    form = ReuseForm()
    if not form.validate_on_submit():
        return lesson_page(lesson, own_reuse=(reuse.id, form)), 422
    reuse.amend(note=form.note.data, hours=form.hours.data)
    return redirect_with_message(_there(lesson), _("Saved."))


@lessons.post("/lessons/<int:id>/reuses/<int:reuse_id>/withdrawal")
@login_required
def withdraw_reuse(id, reuse_id):
    lesson, reuse = _own(id, reuse_id)
    reuse.withdraw()
    message = _("Taken back. It is no longer counted.")
    return redirect_with_message(_there(lesson), message)


def _own(id: int, reuse_id: int) -> tuple[Lesson, Reuse]:
    """A lesson and the viewer's own use of it; else 404 or 403."""
    lesson = require_found(queries.visible_lesson(current_user, id))
    reuse = get_or_404(lesson.reuses, reuse_id)
    require(reuse.editable_by(current_user))
    return lesson, reuse


def _there(lesson: Lesson) -> str:
    return url_for("lessons.lesson", id=lesson.id, _anchor="reuses")
