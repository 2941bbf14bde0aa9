"""Views: carry a lesson onward, and the page of a unit's next meeting."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts.models import Unit
from tracker.accounts.queries import units
from tracker.amplifications import queries
from tracker.amplifications.enums import Place
from tracker.amplifications.forms import AmplificationForm
from tracker.amplifications.models import Amplification
from tracker.lessons.queries import visible_lessons
from tracker.web.access import get_or_404, require
from tracker.web.blank_form import blank_form
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message, render_page
from tracker.web.templates import rendered_macro

amplifications = Blueprint("amplifications", __name__)


@amplifications.post("/lessons/<int:id>/amplifications")
@login_required
def carry(id):
    lesson = get_or_404(visible_lessons(current_user), id)
    require(Amplification.addable_by(current_user, lesson))
    form = AmplificationForm()
    page = url_for("lessons.lesson", id=id, _anchor="onward")
    if not form.validate_on_submit():
        errors = [error for field in form for error in field.errors]
        message = next(iter(errors), _("That cannot be sent as it stands."))
        return redirect_with_message(page, message, "error")
    carried = form.try_call(
        Amplification.add,
        lesson,
        place=form.place.data,
        word=form.word.data,
        by=current_user,
        at=now(),
    )
    require(carried)
    if form.place.data is Place.meeting:
        message = _("It is on the list for your next meeting.")
    else:
        message = _("Everybody finds it on the page of your unit.")
    return redirect_with_message(page, message)


@amplifications.get("/units/<int:id>/meeting")
@login_required
def meeting(id):
    unit = get_or_404(units(), id)
    return render_page(
        "amplifications/meeting.html",
        unit=unit,
        ahead=queries.for_next_meeting(unit, current_user),
        before=queries.brought_before(unit, current_user),
    )


@amplifications.post("/amplifications/<int:id>/brought")
@login_required
def bring(id):
    row = _found(id)
    require(row.bringable_by(current_user))
    row.bring(on=today())
    return redirect_with_message(
        url_for("amplifications.meeting", id=row.unit_id),
        _("It stands among what was brought."),
    )


@amplifications.post("/amplifications/<int:id>/removal")
@login_required
def remove(id):
    row = _found(id)
    require(row.removable_by(current_user))
    row.remove()
    return redirect_with_message(
        url_for("amplifications.meeting", id=row.unit_id), _("Removed.")
    )


def _found(id) -> Amplification:
    """A lesson that was carried somewhere, if the viewer may see the lesson."""
    seen = visible_lessons(current_user)
    rows = Amplification.select().where(Amplification.lesson.in_(seen))
    return get_or_404(rows, id)


# Panels on the pages of other features


def lesson_panel(lesson) -> dict:
    """How often a lesson was carried onward, and the form to do so."""
    box = None
    if Amplification.addable_by(current_user, lesson):
        box = blank_form(_onward_form, lesson=lesson.id)
    return {
        "onward_box": box,
        "carried": queries.times_carried(lesson),
        "carried_here": {
            place.value for place in queries.places_of(lesson, current_user.unit_id)
        },
    }


def _onward_form(lesson: int) -> tuple:
    form = AmplificationForm(formdata=None)
    return form, rendered_macro("lessons/forms.html", "onward_form", form, lesson)


def unit_panel(unit: Unit) -> dict:
    """What was carried to a unit, and units with the same trouble."""
    return {
        "brought": queries.shared_with(unit, current_user),
        "for_meeting": len(queries.for_next_meeting(unit, current_user)),
        "same_trouble": queries.same_trouble(unit, current_user),
    }
