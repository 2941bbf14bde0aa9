"""Views: lessons from another organisation, and handing own ones on."""

from __future__ import annotations

from flask import Response, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required

from tracker.lessons import queries
from tracker.lessons.forms import OutsideForm
from tracker.lessons.models import OutsideLesson
from tracker.lessons.models.outside_lesson import LARGEST, file_of
from tracker.lessons.views import lessons
from tracker.numbers import whole_number
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.pagination import paged
from tracker.web.responses import redirect_with_message, render_page

NEWEST = [(OutsideLesson.id, "id", int)]


@lessons.get("/lessons/outside")
@login_required
def outside():
    return _page(OutsideForm(formdata=None))


@lessons.post("/lessons/outside")
@login_required
def take_in():
    require(OutsideLesson.kept_by(current_user))
    form = OutsideForm()
    new = None
    if form.validate_on_submit():
        content = form.file.data.read(LARGEST + 1)
        new = form.try_call(OutsideLesson.take_in, content, by=current_user, at=now())
    if not new:
        return _page(form), 422
    message = _("They were here already.")
    if new is not True:
        message = ngettext(
            "%(num)s lesson from outside came in.",
            "%(num)s lessons from outside came in.",
            new,
        )
    return redirect_with_message(url_for("lessons.outside"), message)


@lessons.post("/lessons/outside/<int:id>/removal")
@login_required
def remove_outside(id):
    lesson = get_or_404(queries.outside_lessons(), id)
    require(OutsideLesson.kept_by(current_user))
    lesson.delete_instance()
    return redirect_with_message(url_for("lessons.outside"), _("Removed."))


@lessons.get("/lessons/handed-on")
@login_required
def hand_on():
    require(OutsideLesson.kept_by(current_user))
    return render_page("lessons/hand_on.html", rows=queries.lessons_to_hand_on())


@lessons.post("/lessons/handed-on")
@login_required
def hand_over():
    require(OutsideLesson.kept_by(current_user))
    chosen = {whole_number(text) for text in request.form.getlist("lesson")}
    organisation = current_app.config["TRACKER"].organisation
    told = queries.told_without_names(chosen, organisation)
    if not told:
        there = url_for("lessons.hand_on")
        return redirect_with_message(there, _("Choose at least one."), "error")
    answer = Response(file_of(told, organisation), mimetype="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=lessons.json"
    return answer


def _page(form):
    return render_page(
        "lessons/outside.html",
        rows=paged(queries.outside_lessons(), NEWEST, request.args.get("after")),
        form=form,
        keeps=OutsideLesson.kept_by(current_user),
    )
