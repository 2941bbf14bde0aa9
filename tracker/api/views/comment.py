"""Operations: reading and writing comments."""

from __future__ import annotations

from flask import request
from flask_login import current_user

from tracker.api.body import form_data, invalid
from tracker.api.operation import operation
from tracker.api.parameters import AFTER, page_json
from tracker.api.resources.comment import COMMENT
from tracker.api.schema import ID, NOT_CPR, object_schema, page_schema
from tracker.comments import queries
from tracker.comments.forms import CommentForm
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.comments.queries import CommentView
from tracker.db import LARGEST_PUBLIC_ID
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment
from tracker.numbers import whole_number
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now
from tracker.web.pagination import Page

COMMENT_BODY = object_schema(
    {
        "text": {
            "type": "string",
            "minLength": 1,
            "maxLength": 20_000,
            "description": "Markdown.",
        },
        "asks": {"type": "boolean", "description": "Whether it is a question."},
        "reply_to": ID
        | {"minimum": 1, "description": "The comment that it replies to."},
        "not_cpr": NOT_CPR,
    },
    ["text"],
)
EDIT_BODY = object_schema(
    {
        "text": COMMENT_BODY["properties"]["text"],
        "not_cpr": NOT_CPR,
    },
    ["text"],
)
ANSWER_BODY = object_schema(
    {"reply": ID | {"minimum": 1, "description": "The reply that answers it."}}
)


@operation(
    "/experiments/<int:id>/comments",
    "The comments on an attempt, the newest page first",
    page_schema(COMMENT),
    parameters=(AFTER,),
)
def list_comments(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(Comment.addable_by(current_user, experiment))
    before = whole_number(request.args.get("after"), LARGEST_PUBLIC_ID) or None
    talk = queries.conversation(experiment, current_user, before)
    mark = talk.earlier and str(talk.earlier)
    rows = [_about(thread, experiment) for thread in talk.threads]
    return page_json(Page(rows, mark), COMMENT.as_json)


@operation(
    "/experiments/<int:id>/comments",
    "Write a comment, a question or a reply",
    COMMENT.reference,
    method="POST",
    scope=Scope.log,
    body=COMMENT_BODY,
    status=201,
)
def write_comment(id, body):
    experiment = require_found(visible_experiment(current_user, id))
    require(Comment.addable_by(current_user, experiment))
    sent = form_data(body)
    sent["body"] = sent.pop("text", "")
    sent["parent"] = sent.pop("reply_to", "")
    form = CommentForm(sent, meta={"csrf": False})
    parent = None
    if form.above:
        parent = get_or_404(queries.comments_of(experiment), form.above)
    if not form.validate():
        return invalid(form)
    comment = form.try_call(
        Comment.add,
        experiment,
        body=form.body.data,
        parent=parent,
        asks=form.asks.data,
        submission=form.submission.data,
        by=current_user,
        at=now(),
    )
    if not comment:
        return invalid(form)
    return _thread(comment, experiment)


@operation(
    "/experiments/<int:id>/comments/<int:comment_id>",
    "Change an own comment",
    COMMENT.reference,
    method="PATCH",
    scope=Scope.log,
    body=EDIT_BODY,
)
def edit_comment(id, comment_id, body):
    experiment, comment = _found(id, comment_id)
    require(comment.editable_by(current_user))
    sent = form_data(body)
    sent["body"] = sent.pop("text", "")
    form = CommentForm(sent, meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    if not form.try_call(comment.amend, body=form.body.data, by=current_user, at=now()):
        return invalid(form)
    return _thread(comment, experiment)


@operation(
    "/experiments/<int:id>/comments/<int:comment_id>",
    "Remove a comment; its place tells that there was one",
    None,
    method="DELETE",
    scope=Scope.log,
)
def remove_comment(id, comment_id):
    _experiment, comment = _found(id, comment_id)
    require(comment.removable_by(current_user))
    comment.remove(by=current_user, at=now())


@operation(
    "/experiments/<int:id>/comments/<int:comment_id>/answer",
    "Close a question that one asked, or that was asked on an own attempt",
    COMMENT.reference,
    method="POST",
    scope=Scope.log,
    body=ANSWER_BODY,
    status=201,
)
def close_question(id, comment_id, body):
    experiment, question = _found(id, comment_id)
    require(AcceptedAnswer.acceptable_by(current_user, question))
    reply = None
    if body.get("reply"):
        below = Comment.select().where(Comment.parent == question)
        reply = get_or_404(below, body["reply"])
    AcceptedAnswer.accept(question, by=current_user, at=now(), reply=reply)
    return _thread(question, experiment)


@operation(
    "/experiments/<int:id>/comments/<int:comment_id>/answer",
    "Let a question wait again",
    None,
    method="DELETE",
    scope=Scope.log,
)
def reopen_question(id, comment_id):
    _experiment, question = _found(id, comment_id)
    require(AcceptedAnswer.acceptable_by(current_user, question))
    AcceptedAnswer.withdraw(question)


def _found(id: int, comment_id: int) -> tuple[Experiment, Comment]:
    """The experiment and its comment; 404 when the owner may not see the experiment."""
    experiment = require_found(visible_experiment(current_user, id))
    require(Comment.addable_by(current_user, experiment))
    return experiment, get_or_404(queries.comments_of(experiment), comment_id)


def _thread(comment: Comment, experiment: Experiment) -> dict:
    """The thread that a comment stands in."""
    top = comment.parent or comment
    thread = queries.thread(top, experiment, current_user).threads[0]
    return COMMENT.as_json(_about(thread, experiment))


def _about(thread: CommentView, experiment: Experiment) -> CommentView:
    """A thread whose comments know their experiment without asking for it again."""
    for view in (thread, *thread.replies):
        view.comment.experiment = experiment
    return thread
