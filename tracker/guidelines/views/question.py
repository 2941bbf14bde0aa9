"""Views: questions before an experiment, and their answers."""

from __future__ import annotations

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.guidelines.forms.filters import FilterBar
from tracker.guidelines.forms.question import AnswerForm, QuestionForm
from tracker.guidelines.models import Clause, Question, QuestionAnswer
from tracker.guidelines.models.business_hours import USUAL_WAIT, add_business_hours
from tracker.guidelines.queries import platforms as every_platform
from tracker.guidelines.queries import question as queries
from tracker.guidelines.views import guidelines
from tracker.numbers import whole_number
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.conflicts import answer_conflict
from tracker.web.i18n import named
from tracker.web.pagination import paged
from tracker.web.responses import redirect_with_message, render_page


@guidelines.get("/guidelines/questions")
@login_required
def questions():
    at = now()
    chosen = _chosen()
    g.query = chosen.query
    shown = paged(
        queries.fitting(chosen.query, chosen.get("state"), chosen.get("platform"), at),
        queries.NEWEST_FIRST,
        request.args.get("after"),
    )
    states, places = queries.counts(chosen.query, at)
    return render_page(
        "guidelines/questions.html",
        chosen=chosen,
        rows=queries.question_views(shown, current_user, at),
        after=shown.after,
        facets={
            "state": chosen.options("state", states),
            "platform": chosen.options("platform", places),
        },
        waiting=queries.question_views(
            queries.waiting_for(current_user).limit(5), current_user, at
        ),
    )


@guidelines.get("/guidelines/questions/new")
@login_required
def new_question():
    clause = _clause(request.args.get("clause"))
    return _asking(
        _form(platform=request.args.get("platform", ""), clause=clause and clause.id),
        clause,
    )


@guidelines.post("/guidelines/questions")
@login_required
def ask():
    form = _form()
    clause = _clause(form.clause.data)
    if not form.validate() or not (
        question := form.try_call(
            Question.add,
            clause=clause,
            submission=form.submission.data,
            by=current_user,
            at=now(),
            zone=_zone(),
            **form.cleaned_data(),
        )
    ):
        return _asking(form, clause), 422
    return redirect_with_message(
        url_for("guidelines.question", id=question.id),
        _("Asked. You are told when there is an answer."),
        "receipt",
    )


@guidelines.get("/guidelines/questions/<int:id>")
@login_required
def question(id):
    row = get_or_404(queries.questions(), id)
    return _question(row, AnswerForm.of(getattr(row, "advice", None)))


@guidelines.post("/guidelines/questions/<int:id>/answer")
@login_required
def answer(id):
    row = get_or_404(queries.questions(), id)
    require(row.answerable_by(current_user))
    form = AnswerForm()
    advice = row.answers.first()
    if not form.validate():
        return _question(row, form), 422
    try:
        done = _save_answer(form, row, advice)
    except EditConflict as stale:
        return answer_conflict(
            form,
            stale.current,
            page=lambda advice, conflicts: _question(row, form, conflicts),
            saved=lambda: _answered(row),
        )
    if done:
        return _answered(row)
    return (_question(row, form), 422)


@guidelines.post("/guidelines/questions/<int:id>/example")
@login_required
def exemplify(id):
    row = get_or_404(queries.questions(), id)
    require(Clause.editable_by(current_user))
    form = AnswerForm(None)
    try:
        done = row.answers.exists() and form.try_call(
            row.answers.get().add_to_examples, by=current_user, at=now()
        )
    except EditConflict:
        done = None
    if done:
        message = _("It stands among the clause's examples now.")
        return redirect_with_message(_place(row), message)
    message = " ".join(form.form_errors) or _("Try once more.")
    return redirect_with_message(_place(row), message, "error")


@guidelines.post("/guidelines/questions/<int:id>/removal")
@login_required
def remove_question(id):
    row = get_or_404(queries.questions(), id)
    require(row.removable_by(current_user))
    row.remove(by=current_user, at=now())
    return redirect_with_message(
        url_for("guidelines.questions"), _("The question is removed.")
    )


# Helpers of several views


def _chosen() -> FilterBar:
    words = {
        "state": {
            queries.ANSWERED: _("Answered"),
            queries.WAITING: _("Waits for an answer"),
            queries.LATE: _("Waits too long"),
        },
        "platform": (
            {queries.NOWHERE: _("Nowhere in particular")}
            | {row.slug: named(row) for row in every_platform()}
        ),
    }
    return FilterBar.read(url_for("guidelines.questions"), request.args, words)


def _form(**begun) -> QuestionForm:
    return QuestionForm.over([row for row in every_platform() if row.in_use], begun)


def _clause(id: str | None) -> Clause | None:
    """The clause of the question, unless it is retired."""
    number = whole_number(id)
    if number:
        return get_or_404(queries.active_clauses(), number)
    return None


def _asking(form: QuestionForm, clause: Clause | None):
    earlier = []
    hours = USUAL_WAIT
    if clause:
        answered = queries.answered_under(clause).limit(3)
        earlier = queries.question_views(answered, current_user, now())
        hours = clause.within_hours or hours
    due = add_business_hours(hours, now(), _zone())
    return render_page(
        "guidelines/new_question.html",
        form=form,
        clause=clause,
        earlier=earlier,
        due=due,
    )


def _zone():
    return current_app.config["TRACKER"].time_zone


def _question(row: Question, form: AnswerForm, conflicts=()):
    it = queries.question_views([row], current_user, now())[0]
    exemplary = (
        it.advice is not None
        and row.clause is not None
        and Clause.editable_by(current_user)
    )
    return render_page(
        "guidelines/question.html",
        it=it,
        form=form,
        conflicts=conflicts,
        removable=row.removable_by(current_user),
        exemplary=exemplary,
    )


def _answered(row: Question):
    return redirect_with_message(_place(row), _("Answered. Everybody may read it."))


def _save_answer(form: AnswerForm, question: Question, answer: QuestionAnswer | None):
    body = form.body.data
    short = form.short.data
    if answer is None:
        return form.try_call(
            QuestionAnswer.add,
            question,
            body=body,
            short=short,
            by=current_user,
            at=now(),
        )
    return form.try_call(
        answer.amend, body=body, short=short, version=form.made_from, at=now()
    )


def _place(row: Question) -> str:
    return url_for("guidelines.question", id=row.id)
