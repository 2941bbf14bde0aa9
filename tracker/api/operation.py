"""Operations of the API: what an address does, what it takes, and what it answers.

An operation is declared once. Its route, the check of what is sent, and its part of the
OpenAPI document follow from the declaration.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from tracker.api.body import BodyProblem, is_day, sent_body
from tracker.api.upload import Upload, sent_upload
from tracker.tokens import bearer
from tracker.tokens.enums import Scope
from tracker.web.problem import problem_response

api = Blueprint("api", __name__, url_prefix="/api/v1")
bearer.guard(api, but=("api.document",))

LONGEST_KEY = 200
MOST_CHOICES = 40
# In the order of their declaration, which is that of the document
OPERATIONS: list[Operation] = []


@dataclass(frozen=True)
class Parameter:
    """A parameter of the query.

    Attributes:
        many: Whether it may stand several times.
    """

    name: str
    schema: dict
    about: str
    many: bool = False

    def problem(self, text: str) -> str:
        """What is wrong with a value; "" if nothing is."""
        if self.schema["type"] == "integer":
            low = self.schema.get("minimum", 0)
            high = self.schema.get("maximum", 2**53 - 1)
            digits = text.isascii() and text.isdecimal() and len(text) < 17
            if not digits or not low <= int(text) <= high:
                return _(
                    "It must be a whole number from %(low)s to %(high)s.",
                    low=low,
                    high=high,
                )
        if self.schema.get("format") == "date" and not is_day(text):
            return _("Write the day as year-month-day, such as 2026-09-24.")
        if len(text) > self.schema.get("maxLength", 300):
            return _("It is too long.")
        if text not in self.schema.get("enum", [text]):
            return _("Choose one of the answers.")
        return ""


@dataclass(frozen=True)
class FileAnswer:
    """A file that an operation answers with.

    Attributes:
        types: The media types that it may be of.
        has_etag: Whether what is unchanged is not sent again.
    """

    types: tuple[str, ...]
    has_etag: bool


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        answer: The schema of what it answers, or that it is a file; None if that is nothing.
        body: The schema of what it takes; None if it takes nothing.
        matches: Whether it changes what was read before, whose ETag it must name.
        upload: The file that it takes, in a form; None if it takes JSON.
    """

    name: str
    method: str
    rule: str
    summary: str
    scope: Scope
    answer: dict | FileAnswer | None
    parameters: tuple[Parameter, ...] = ()
    body: dict | None = None
    status: int = 200
    matches: bool = False
    upload: Upload | None = None


def operation(
    rule: str,
    summary: str,
    answer: dict | FileAnswer | None,
    *,
    method: str = "GET",
    scope: Scope = Scope.read,
    parameters: tuple[Parameter, ...] = (),
    body: dict | None = None,
    status: int = 200,
    matches: bool = False,
    upload: Upload | None = None,
):
    """Decorator: registers a view as an operation.

    The view returns plain JSON, nothing, or a response where something is wrong. One
    that takes a body gets it as its last argument.
    """

    def register(view: Callable) -> Callable:
        it = Operation(
            view.__name__,
            method,
            rule,
            summary,
            scope,
            answer,
            parameters,
            body,
            204 if answer is None else status,
            matches,
            upload,
        )
        OPERATIONS.append(it)

        @wraps(view)
        def answered(**values):
            return _answered(it, view, values)

        api.add_url_rule(rule, it.name, answered, methods=[method])
        return answered

    return register


def _answered(it: Operation, view: Callable, values: dict) -> Response:
    if not bearer.allows(it.scope):
        return _out_of_scope(it.scope)
    if errors := _query_errors(it):
        return problem_response(
            400,
            _("The address is not one of ours"),
            _("A part of it is not known, or has a value that makes no sense."),
            errors,
        )
    if it.body is not None:
        try:
            values = values | {"body": _sent(it)}
        except BodyProblem as problem:
            return problem_response(
                problem.status, problem.title, problem.detail, problem.errors
            )
    found = view(**values)
    if isinstance(found, Response):
        return found
    if it.answer is None:
        return Response(status=204)
    return json_response(found, it.status)


def _sent(it: Operation) -> dict:
    """What was sent, as its schema has it.

    Raises:
        BodyProblem: It cannot be read, or is not as the schema says.
    """
    if it.upload:
        return sent_upload(it.body, it.upload)
    return sent_body(it.body)


def json_response(found, status: int = 200) -> Response:
    """Plain JSON as a response; with its digest, so that what is unchanged is not sent."""
    text = _text(found)
    response = Response(text, status, content_type="application/json")
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Authorization")
    if status == 200:
        response.set_etag(_digest(text))
        response.make_conditional(request)
    return response


def unmatched(found) -> Response | None:
    """The answer to a change of what is not as the caller read it; None if it is.

    Args:
        found: What a caller reads now.
    """
    if not request.headers.get("If-Match"):
        return problem_response(
            428,
            _("Say what you have read"),
            _("Send the ETag of what you change as If-Match."),
        )
    if request.if_match.contains_weak(_digest(_text(found))):
        return None
    return stale()


def stale() -> Response:
    """The answer to a change of what somebody else has changed meanwhile."""
    return problem_response(
        412,
        _("Somebody else saved first"),
        _("Nothing was saved. Read it again before you change it."),
    )


def _text(found) -> str:
    return json.dumps(found, ensure_ascii=False, allow_nan=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _out_of_scope(scope: Scope) -> Response:
    response = problem_response(
        403,
        _("The token does not allow this"),
        _("It needs the right “%(scope)s”.", scope=scope.value),
    )
    response.headers["WWW-Authenticate"] = (
        f'{bearer.REALM}, error="insufficient_scope", scope="{scope.value}"'
    )
    return response


def _query_errors(it: Operation) -> list[dict]:
    """What is wrong with the parameters of the query."""
    known = {parameter.name: parameter for parameter in it.parameters}
    errors = []
    if len(request.headers.get("Idempotency-Key", "")) > LONGEST_KEY:
        errors.append({"field": "Idempotency-Key", "detail": _("It is too long.")})
    for name, values in request.args.lists():
        parameter = known.get(name)
        if parameter is None:
            errors.append({"field": name, "detail": _("It is not known here.")})
            continue
        if len(values) > 1 and not parameter.many:
            errors.append({"field": name, "detail": _("It may stand here once.")})
        if len(values) > MOST_CHOICES:
            errors.append({"field": name, "detail": _("These are too many.")})
        problems = [parameter.problem(value) for value in values]
        errors += [{"field": name, "detail": text} for text in problems if text]
    return errors
