"""Views: open questions, and the attempts that look into them."""

from __future__ import annotations

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.models import Experiment, ExperimentQuestion
from tracker.experiments.queries import visible_to
from tracker.experiments.queries.similar import similar as similar_attempts
from tracker.guidelines.forms.filters import LONGEST_QUERY, FilterBar
from tracker.guidelines.queries import platforms
from tracker.numbers import whole_number
from tracker.questions import queries
from tracker.questions.forms import OpenQuestionForm
from tracker.questions.models import OpenQuestion
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.pagination import paged
from tracker.web.panels import panels_of
from tracker.web.responses import redirect_with_message, render_page

questions = Blueprint("questions", __name__)

MOST_NEAREST = 3


@questions.get("/questions")
@login_required
def index():
    chosen = FilterBar.read(
        url_for("questions.index"),
        request.args,
        {
            "state": {
                queries.OPEN: _("Nobody is at it yet"),
                queries.TRIED: _("Somebody is at it"),
                queries.ANSWERED: _("Answered"),
            }
        },
    )
    g.query = chosen.query
    shown = paged(
        queries.fitting(chosen.query, chosen.get("state"), current_user),
        queries.NEWEST_FIRST,
        request.args.get("after"),
    )
    counted = queries.state_counts(chosen.query, current_user)
    return render_page(
        "questions/index.html",
        chosen=chosen,
        rows=queries.question_views(shown, current_user),
        after=shown.after,
        states=chosen.options("state", counted),
    )


@questions.get("/questions/new")
@login_required
def new():
    typed = " ".join(request.args.get("q", "").split())[:LONGEST_QUERY]
    return _new_page(_form({"body": typed, "told": True}))


@questions.post("/questions")
@login_required
def ask():
    form = _form()
    if not form.validate() or not (
        question := form.try_call(
            OpenQuestion.add,
            submission=form.submission.data,
            by=current_user,
            at=now(),
            **form.cleaned_data(),
        )
    ):
        return _new_page(form), 422
    message = _("The question stands open. Whoever plans something like it sees it.")
    return redirect_with_message(_url(question), message, "receipt")


@questions.get("/questions/<int:id>")
@login_required
def question(id):
    row = get_or_404(queries.questions(), id)
    attempts = queries.attempts_for(row, current_user)
    shown = {attempt.experiment.id for attempt in attempts}
    near = [
        attempt
        for attempt in similar_attempts(
            row.body, current_user, most=MOST_NEAREST + len(shown)
        )
        if attempt.experiment.id not in shown
    ]
    return render_page(
        "questions/question.html",
        it=queries.question_views([row], current_user)[0],
        attempts=attempts,
        nearest=near[:MOST_NEAREST],
        removable=row.removable_by(current_user),
        linkable=_linkable,
        **panels_of("questions.question", row),
    )


@questions.post("/questions/<int:id>/attempts")
@login_required
def link(id):
    """An author says that an attempt looks into the question."""
    row = get_or_404(queries.questions(), id)
    experiment = _named_experiment()
    ExperimentQuestion.add(experiment, row, by=current_user, at=now())
    message = _("Said. Whoever asked hears of it when the attempt is concluded.")
    if experiment.conclusions.exists():
        message = _("Said. Whoever asked and wished to know is told.")
    return redirect_with_message(_url(row), message)


@questions.post("/questions/<int:id>/attempts/withdrawal")
@login_required
def unlink(id):
    row = get_or_404(queries.questions(), id)
    ExperimentQuestion.remove(_named_experiment(), row)
    return redirect_with_message(_url(row), _("The question is open again."))


@questions.post("/questions/<int:id>/removal")
@login_required
def remove(id):
    row = get_or_404(queries.questions(), id)
    require(row.removable_by(current_user))
    row.remove(now())
    return redirect_with_message(
        url_for("questions.index"), _("The question is removed.")
    )


@questions.get("/questions/similar")
@login_required
def similar():
    return render_page(
        "questions/similar.html",
        rows=queries.similar_questions(request.args.get("q"), current_user),
    )


# Helpers of several views


def _form(data: dict | None = None) -> OpenQuestionForm:
    return OpenQuestionForm.over(list(platforms()), data)


def _new_page(form: OpenQuestionForm):
    return render_page("questions/new.html", form=form)


def _named_experiment() -> Experiment:
    """The published experiment that the form names, if the viewer may link it."""
    number = whole_number(request.form.get("experiment")) or 0
    experiment = get_or_404(visible_to(current_user), number)
    require(ExperimentQuestion.addable_by(current_user, experiment))
    return experiment


def _linkable(experiment: Experiment) -> bool:
    """Whether the viewer may say which questions an experiment answers."""
    return ExperimentQuestion.addable_by(current_user, experiment)


def _url(question: OpenQuestion) -> str:
    return url_for("questions.question", id=question.id)
