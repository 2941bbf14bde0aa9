"""Operations: open questions, and the attempts that look into them."""

from __future__ import annotations

from flask import request
from flask_login import current_user

from tracker.api.body import form_data, invalid
from tracker.api.operation import Parameter, operation
from tracker.api.parameters import AFTER, PAGE_SIZE, WORDS, page_json, per_page
from tracker.api.resources.experiment import EXPERIMENT
from tracker.api.resources.question import QUESTION
from tracker.api.results import experiment_items
from tracker.api.schema import (
    ID,
    NOT_CPR,
    PLATFORM_SLUG,
    list_schema,
    object_schema,
    page_schema,
)
from tracker.experiments.models import Experiment, ExperimentQuestion
from tracker.experiments.queries import visible_to
from tracker.guidelines.queries import platforms
from tracker.questions import queries
from tracker.questions.forms import OpenQuestionForm
from tracker.questions.models import OpenQuestion
from tracker.search import Query
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.pagination import paged

STATE = Parameter(
    "state", {"type": "string", "enum": list(queries.STATES)}, "How far it is."
)
QUESTION_BODY = object_schema(
    {
        "text": {"type": "string", "minLength": 1, "maxLength": 400},
        "platform": PLATFORM_SLUG,
        "told": {
            "type": "boolean",
            "description": "Whether you are told when an attempt answers it.",
        },
        "named": {"type": "boolean", "description": "Whether your name is shown."},
        "not_cpr": NOT_CPR,
    },
    ["text"],
)
ATTEMPT_BODY = object_schema({"experiment": ID}, ["experiment"])
ATTEMPTS = list_schema(EXPERIMENT)


@operation(
    "/questions",
    "What colleagues would like an attempt to answer",
    page_schema(QUESTION),
    parameters=(WORDS, STATE, AFTER, PAGE_SIZE),
)
def list_questions():
    words = Query.parse(request.args.get("q"))
    rows = queries.fitting(words, request.args.get("state"), current_user)
    page = paged(rows, queries.NEWEST_FIRST, request.args.get("after"), per_page())
    page.rows[:] = queries.question_views(list(page), current_user)
    return page_json(page, QUESTION.as_json)


@operation("/questions/<int:id>", "One open question", QUESTION.reference)
def show_question(id):
    return _detail(_question(id))


@operation(
    "/questions",
    "Ask an open question",
    QUESTION.reference,
    method="POST",
    scope=Scope.log,
    body=QUESTION_BODY,
    status=201,
)
def ask_question(body):
    sent = form_data({"told": True} | body)
    sent["body"] = sent.pop("text", "")
    form = OpenQuestionForm.over(list(platforms()), formdata=sent)
    if not form.validate():
        return invalid(form)
    asked = form.try_call(
        OpenQuestion.add,
        submission=form.submission.data,
        by=current_user,
        at=now(),
        **form.cleaned_data(),
    )
    if not asked:
        return invalid(form)
    return _detail(_question(asked.id))


@operation(
    "/questions/<int:id>",
    "Remove an own question",
    None,
    method="DELETE",
    scope=Scope.log,
)
def remove_question(id):
    question = _question(id)
    require(question.removable_by(current_user))
    question.remove(now())


@operation(
    "/questions/<int:id>/attempts",
    "The attempts that look into a question, as far as the owner may see them",
    ATTEMPTS,
)
def list_attempts(id):
    return _attempts(_question(id))


@operation(
    "/questions/<int:id>/attempts",
    "Say that an own attempt looks into a question",
    ATTEMPTS,
    method="POST",
    scope=Scope.log,
    body=ATTEMPT_BODY,
    status=201,
)
def link_attempt(id, body):
    question = _question(id)
    experiment = _own_published(body["experiment"])
    ExperimentQuestion.add(experiment, question, by=current_user, at=now())
    return _attempts(question)


@operation(
    "/questions/<int:id>/attempts/<int:experiment_id>",
    "Take that back",
    None,
    method="DELETE",
    scope=Scope.log,
)
def unlink_attempt(id, experiment_id):
    ExperimentQuestion.remove(_own_published(experiment_id), _question(id))


def _question(id: int) -> OpenQuestion:
    return get_or_404(queries.questions(), id)


def _detail(question: OpenQuestion) -> dict:
    return QUESTION.as_json(queries.question_views([question], current_user)[0])


def _attempts(question: OpenQuestion) -> dict:
    rows = queries.attempts_for(question, current_user)
    items = experiment_items([row.experiment.id for row in rows], current_user)
    return {"items": [EXPERIMENT.as_json(item) for item in items]}


def _own_published(id: int) -> Experiment:
    """An experiment of which the owner may say what it answers; else 404 or 403."""
    experiment = get_or_404(visible_to(current_user), id)
    require(ExperimentQuestion.addable_by(current_user, experiment))
    return experiment
