"""Views: "I used this"."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.lessons import queries
from tracker.lessons.forms import ReuseForm
from tracker.lessons.models import Reuse
from tracker.lessons.views import lessons
from tracker.lessons.views.detail import lesson_page
from tracker.web.access import get_or_404, require
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message


@lessons.post("/lessons/<int:id>/reuses")
@login_required
def tell_reuse(id):
    lesson = get_or_404(queries.visible_lessons(current_user), id)
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
    there = url_for("lessons.lesson", id=lesson.id, _anchor="reuses")
    return redirect_with_message(
        there, _("Thank you. Those who learnt it are thanked in your words.")
    )
