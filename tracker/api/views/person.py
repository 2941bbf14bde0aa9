"""Operations: looking after accounts."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from tracker.accounts.models import Person
from tracker.api import queries
from tracker.api.operation import operation
from tracker.api.parameters import AFTER, PAGE_SIZE, page_json, per_page
from tracker.api.resources.person import PERSON
from tracker.api.schema import page_schema
from tracker.core.validation import ValidationFailed
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.pagination import paged
from tracker.web.problem import problem_response

NOTHING = {"type": "object", "properties": {}, "additionalProperties": False}


@operation(
    "/people",
    "All accounts; for whoever looks after them",
    page_schema(PERSON),
    scope=Scope.people,
    parameters=(AFTER, PAGE_SIZE),
)
def list_people():
    newest = [(Person.id, "id", int)]
    page = paged(queries.accounts(), newest, request.args.get("after"), per_page())
    return page_json(page, PERSON.as_json)


@operation(
    "/people/<int:id>/closing",
    "Close an account; sessions and tokens end at once, the work stays",
    PERSON.reference,
    method="POST",
    scope=Scope.people,
    body=NOTHING,
)
def close_account(id, body):
    return _act(id, lambda person: person.disable(now()))


@operation(
    "/people/<int:id>/opening",
    "Open an account again",
    PERSON.reference,
    method="POST",
    scope=Scope.people,
    body=NOTHING,
)
def open_account(id, body):
    return _act(id, Person.enable)


def _act(id: int, act):
    person = get_or_404(queries.accounts(), id)
    try:
        act(person)
    except ValidationFailed as refused:
        problem = refused.problems[0]
        detail = translated(problem.message, **problem.params)
        return problem_response(409, _("That cannot be done here"), detail)
    return PERSON.as_json(person)
