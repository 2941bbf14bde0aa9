"""Views: "did it hold with you?"."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.lessons import queries
from tracker.lessons.forms import LocalResultForm
from tracker.lessons.models import LocalResult
from tracker.lessons.views import lessons
from tracker.web.access import require, require_found
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message


@lessons.post("/lessons/<int:id>/local-results")
@login_required
def tell_result(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    require(LocalResult.addable_by(current_user, lesson))
    held = LocalResultForm().held.data
    LocalResult.add(lesson, held=held, by=current_user, at=now())
    there = url_for("lessons.lesson", id=lesson.id, _anchor="places")
    return redirect_with_message(there, _("Thank you. Now it says where it holds."))
