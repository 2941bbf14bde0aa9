"""Views: the wish that another unit tries it."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.validation import ValidationFailed
from tracker.lessons import queries
from tracker.lessons.models import SecondUnitWish
from tracker.lessons.views import lessons
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message


@lessons.post("/lessons/<int:id>/wish")
@login_required
def wish(id):
    lesson = get_or_404(queries.visible_lessons(current_user), id)
    require(SecondUnitWish.changeable_by(current_user, lesson))
    there = url_for("lessons.lesson", id=lesson.id)
    try:
        SecondUnitWish.add(lesson, by=current_user, at=now())
    except ValidationFailed as refused:
        return redirect_with_message(
            there, translated(refused.problems[0].message), "error"
        )
    message = _("Colleagues in units that meet the same people see your wish.")
    return redirect_with_message(there, message)


@lessons.post("/lessons/<int:id>/wish/withdrawal")
@login_required
def withdraw_wish(id):
    lesson = get_or_404(queries.visible_lessons(current_user), id)
    require(SecondUnitWish.changeable_by(current_user, lesson))
    SecondUnitWish.withdraw(lesson)
    there = url_for("lessons.lesson", id=lesson.id)
    return redirect_with_message(there, _("The wish is gone."))
