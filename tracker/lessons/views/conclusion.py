"""Views: the learning card."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts.models import FormSubmission
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment
from tracker.experiments.models.picture import MOST_PICTURES
from tracker.experiments.queries import visible_experiment
from tracker.experiments.queries.evidence import last_reading
from tracker.lessons.enums import Decision
from tracker.lessons.forms import ConclusionForm
from tracker.lessons.models import Conclusion
from tracker.lessons.next_plan import next_plan
from tracker.lessons.queries import evidence_candidates
from tracker.lessons.views import lessons
from tracker.web.access import require, require_found
from tracker.web.clock import now, today
from tracker.web.conflicts import answer_conflict
from tracker.web.panels import panels_of, save_form_parts
from tracker.web.responses import redirect_with_message, render_page


@lessons.get("/experiments/<int:id>/conclusion")
@login_required
def conclusion(id):
    experiment = require_found(visible_experiment(current_user, id))
    if experiment.redactable_by(current_user):
        return redirect(url_for("concerns.mending", id=id), code=303)
    require(experiment.editable_by(current_user))
    if experiment.is_draft:
        return redirect_with_message(_url(experiment), _("Publish it first."))
    card = experiment.conclusions.first()
    if card:
        form = ConclusionForm.of(card)
    else:
        form = ConclusionForm.first(
            request.args.get("outcome", ""),
            last_reading(experiment),
            experiment.draft_extras.get("card"),
        )
    return _card_page(experiment, form, card)


@lessons.post("/experiments/<int:id>/conclusion")
@login_required
def conclude(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    card = experiment.conclusions.first()
    form = ConclusionForm(imported=card is not None and card.imported)
    if not form.validate():
        return _card_page(experiment, form, card), 422
    if _sent_before(experiment, form):
        return _concluded(experiment, form)
    if card:
        return _amend(experiment, card, form)
    return _draw(experiment, form)


def _draw(experiment: Experiment, form: ConclusionForm):
    try:
        drawn = form.try_call(
            Conclusion.draw,
            experiment,
            by=current_user,
            at=now(),
            on=today(),
            criterion=form.criterion.data,
            submission=form.submission.data,
            **form.card(),
        )
    except EditConflict as stale:
        experiment = stale.current
        drawn = None
    if drawn:
        save_form_parts("lessons.conclude", experiment)
        return _concluded(experiment, form)
    if _sent_before(experiment, form):
        return _concluded(experiment, form)
    card = experiment.conclusions.first()
    if card:
        return _both(experiment, card, form)
    return (_card_page(experiment, form, card), 422)


def _amend(experiment: Experiment, card: Conclusion, form: ConclusionForm):
    try:
        done = form.try_call(
            card.amend,
            version=form.made_from,
            by=current_user,
            at=now(),
            on=today(),
            **form.card(),
        )
    except EditConflict as stale:
        return _both(experiment, stale.current, form)
    if done:
        return redirect_with_message(_url(experiment), _("Saved."))
    return (_card_page(experiment, form, card), 422)


def _both(experiment: Experiment, card: Conclusion, form: ConclusionForm):
    return answer_conflict(
        form,
        card,
        page=lambda row, conflicts: _card_page(experiment, form, row, conflicts),
        saved=lambda: redirect_with_message(_url(experiment), _("Saved.")),
    )


def _sent_before(experiment: Experiment, form: ConclusionForm) -> bool:
    """Whether this form was sent before and has concluded the experiment."""
    try:
        return (
            FormSubmission.earlier(
                current_user, form.submission.data, f"conclusion of {experiment.id}"
            )
            is not None
        )
    except ValidationFailed:  # another form's key: the verb reports it
        return False


def _concluded(experiment: Experiment, form: ConclusionForm):
    if form.decision.data is Decision.retry:
        return next_plan(experiment)
    there = _url(experiment)
    if evidence_candidates(experiment, current_user):
        there = url_for("lessons.bearings", id=experiment.id)
    return redirect_with_message(there, _("Concluded. Thank you for the lesson."))


def _card_page(
    experiment: Experiment, form: ConclusionForm, card: Conclusion | None, conflicts=()
):
    return render_page(
        "lessons/conclusion.html",
        experiment=experiment,
        form=form,
        card=card,
        conflicts=conflicts,
        reading=last_reading(experiment),
        room=MOST_PICTURES - experiment.pictures.count(),
        **panels_of("lessons.conclusion", experiment),
    )


def _url(experiment: Experiment) -> str:
    return url_for("experiments.experiment", id=experiment.id)
