"""Views: evidence for or against a lesson, and the lessons that an experiment may bear on."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment
from tracker.lessons import queries
from tracker.lessons.forms import EvidenceForm
from tracker.lessons.models import Evidence, Lesson
from tracker.lessons.views import lessons
from tracker.lessons.views.detail import lesson_page
from tracker.web.access import require, require_found
from tracker.web.clock import now
from tracker.web.responses import local_path, redirect_with_message, render_page


@lessons.get("/experiments/<int:id>/bearings")
@login_required
def bearings(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    rows = []
    if experiment.conclusions.exists():
        rows = queries.evidence_candidates(experiment, current_user)
    given = queries.lessons_with_evidence_from(experiment, current_user)
    return render_page(
        "lessons/bearings.html", experiment=experiment, rows=rows, said=given
    )


@lessons.post("/lessons/<int:id>/evidence")
@login_required
def give_evidence(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    form = EvidenceForm()
    if not form.validate_on_submit():
        return lesson_page(lesson, evidence=form), 422
    if not form.try_call(
        Evidence.add,
        lesson,
        experiment=form.attempt_named,
        bearing=form.bearing.data,
        note=form.note.data or "",
        by=current_user,
        at=now(),
    ):
        return lesson_page(lesson, evidence=form), 422
    return redirect_with_message(
        local_path(form.next.data) or _url(lesson),
        _("Noted. That is how knowledge grows."),
    )


@lessons.post("/lessons/<int:id>/evidence/withdrawal")
@login_required
def withdraw_evidence(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    experiment = _named(lesson)
    if experiment is None:
        return redirect_with_message(_url(lesson), _("It has been taken back already."))
    evidence = lesson.evidence.where(Evidence.experiment == experiment).get()
    require(evidence.withdrawable_by(current_user))
    evidence.withdraw()
    return redirect_with_message(_url(lesson), _("Taken back."))


def _named(lesson: Lesson) -> Experiment | None:
    """The experiment that a button names, if it is still evidence of the lesson."""
    named = EvidenceForm().attempt_named
    if named and lesson.evidence.where(Evidence.experiment == named).exists():
        return named
    return None


def _url(lesson: Lesson) -> str:
    return url_for("lessons.lesson", id=lesson.id, _anchor="evidence")
