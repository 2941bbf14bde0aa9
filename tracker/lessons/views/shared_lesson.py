"""Views: several lessons that say one thing, joined and taken apart."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.lessons import queries
from tracker.lessons.forms import JoinForm
from tracker.lessons.models import Lesson, SharedLesson
from tracker.lessons.views import lessons
from tracker.lessons.views.detail import lesson_page
from tracker.web.access import require, require_found
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message


@lessons.post("/lessons/<int:id>/shared")
@login_required
def join(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    form = JoinForm()
    other = form.lesson_named
    if not form.validate_on_submit():
        require(SharedLesson.changeable_by(current_user, lesson.pool()))
        return lesson_page(lesson, joining=form), 422
    require(SharedLesson.changeable_by(current_user, lesson.pool() + other.pool()))
    if not form.try_call(SharedLesson.add, lesson, other, by=current_user, at=now()):
        return lesson_page(lesson, joining=form), 422
    return redirect_with_message(
        _url(lesson), _("They are one lesson now. All who learnt it stand under it.")
    )


@lessons.post("/lessons/<int:id>/separation")
@login_required
def separate(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    require(SharedLesson.changeable_by(current_user, lesson.pool()))
    shown = queries.shown_lesson(lesson, current_user)
    SharedLesson.separate(lesson)
    return redirect_with_message(
        _url(shown), _("It stands alone again, with all that is its own.")
    )


def _url(lesson: Lesson) -> str:
    return url_for("lessons.lesson", id=lesson.id)
