"""Views: what became of a decision that was to be carried out."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.queries import visible_experiment
from tracker.guidelines.queries.guideline import clauses
from tracker.lessons.forms import ImplementationForm
from tracker.lessons.models import Conclusion, Implementation
from tracker.lessons.models.implementation import TO_CARRY_OUT
from tracker.lessons.views import lessons
from tracker.web.access import get_one_or_404, require, require_found
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message, render_page


@lessons.get("/experiments/<int:id>/implementation")
@login_required
def implementation(id):
    conclusion = _conclusion(id)
    if conclusion.decision not in TO_CARRY_OUT:
        there = url_for("experiments.experiment", id=id)
        return redirect_with_message(there, _("There was nothing to carry out."))
    saved = conclusion.implementations.first()
    form = _form(conclusion, formdata=None, obj=saved)
    if saved:
        form.clause.data = saved.clause_id
    return _page(form)


@lessons.post("/experiments/<int:id>/implementation")
@login_required
def carry_out(id):
    conclusion = _conclusion(id)
    form = _form(conclusion)
    if not form.validate_on_submit():
        return _page(form), 422
    if not form.try_call(
        Implementation.record,
        conclusion,
        by=current_user,
        at=now(),
        on=today(),
        **form.cleaned_data(),
    ):
        return _page(form), 422
    there = url_for("experiments.experiment", id=id, _anchor="learnt")
    return redirect_with_message(there, _("Noted. It stands beside the decision."))


def _conclusion(id: int) -> Conclusion:
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    return get_one_or_404(experiment.conclusions)


def _form(conclusion: Conclusion, **values) -> ImplementationForm:
    """The form; the clauses of the attempt's platform and of everywhere come to choose."""
    platform = conclusion.experiment.platform_id
    among = [
        clause
        for clause in clauses()
        if not clause.is_retired and clause.guideline.platform_id in (None, platform)
    ]
    form = ImplementationForm(conclusion=conclusion, among=among, **values)
    form.clause.choices = [("", _("None of them"))] + [
        (clause.id, clause.text[:90]) for clause in among
    ]
    return form


def _page(form: ImplementationForm):
    return render_page(
        "lessons/implementation.html",
        experiment=form.conclusion.experiment,
        conclusion=form.conclusion,
        form=form,
    )
