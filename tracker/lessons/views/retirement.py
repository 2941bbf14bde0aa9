"""Views: review of a lesson, retirement, and its reversal."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.lessons import queries
from tracker.lessons.forms import RetirementForm
from tracker.lessons.models import Lesson, Retirement
from tracker.lessons.views import lessons
from tracker.lessons.views.detail import lesson_page
from tracker.web.access import require, require_found
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message


@lessons.post("/lessons/<int:id>/retirement")
@login_required
def retire(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    require(Retirement.addable_by(current_user, lesson))
    form = RetirementForm()
    if not form.validate_on_submit():
        return lesson_page(lesson, retirement=form), 422
    Retirement.add(lesson, reason=form.reason.data, by=current_user, at=now())
    return _seen(lesson, _("Retired. It stays here, with its reason."))


@lessons.post("/lessons/<int:id>/retirement/reversal")
@login_required
def unretire(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    require(Retirement.liftable_by(current_user))
    Retirement.lift(lesson)
    return _seen(lesson, _("It stands again as its evidence says."))


@lessons.post("/lessons/<int:id>/review")
@login_required
def review(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    require(lesson.reviewable_by(current_user))
    lesson.still_holds(today())
    return _seen(lesson, _("Still true. We ask again in a year."))


def _seen(lesson: Lesson, message: str):
    return redirect_with_message(url_for("lessons.lesson", id=lesson.id), message)
