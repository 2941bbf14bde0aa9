"""What programs send: JSON, checked, and given to the forms of the pages."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from tracker.accounts.models.one_time_link import token_digest
from tracker.db import LARGEST_PUBLIC_ID
from tracker.web.fields import decimal_mark
from tracker.web.problem import problem_response

KINDS = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
}


@dataclass(frozen=True)
class BodyProblem(Exception):
    """What was sent cannot be read."""

    status: int
    title: str
    detail: str
    errors: list[dict] = field(default_factory=list)


def sent_body(schema: dict) -> dict:
    """The JSON object of the request.

    Raises:
        BodyProblem: It is none, or its fields are not those of the schema.
    """
    if not request.is_json:
        raise BodyProblem(
            415,
            _("That could not be understood"),
            _("Send JSON, as “Content-Type: application/json”."),
        )
    try:
        body = json.loads(request.get_data(), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BodyProblem(
            400, _("That could not be understood"), _("It is not JSON.")
        ) from error
    if not isinstance(body, dict):
        raise BodyProblem(
            400, _("That could not be understood"), _("Send a JSON object.")
        )
    if errors := body_errors(body, schema):
        raise BodyProblem(
            422, _("Some fields are not right"), _("Nothing was saved."), errors
        )
    return body


def form_data(body: dict) -> MultiDict:
    """The fields as a form of a page would send them, with the key against sending twice."""
    sent = MultiDict()
    for name, value in body.items():
        text = _as_typed(value)
        if text is not None:
            sent[name] = text
    if key := request.headers.get("Idempotency-Key"):
        sent["submission"] = token_digest(key)[:64]
    return sent


def invalid(form, names: Mapping[str, str] | None = None):
    """The answer to a form with errors, each beside its field.

    Args:
        names: What the operation calls fields that are called otherwise on the page.
    """
    errors = []
    for name, texts in form.errors.items():
        told = (names or {}).get(name, name or "")
        errors += [{"field": told, "detail": str(text)} for text in texts]
    detail = _("Nothing was saved.")
    if getattr(form, "suspected", False):
        detail += " " + _("If it is no CPR number, send “not_cpr” as true as well.")
    return problem_response(422, _("Some fields are not right"), detail, errors)


def _as_typed(value) -> str | None:
    """A value of JSON as somebody would type it in the language of the form."""
    if value is None or value is False:
        return None
    if value is True:
        return "y"
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", decimal_mark())
    return value.replace("\0", "")


def body_errors(body: dict, schema: dict) -> list[dict]:
    """What is wrong with the fields of what was sent, each beside its name."""
    properties = schema["properties"]
    errors = [
        {"field": str(name)[:80], "detail": _("It is not known here.")}
        for name in body
        if name not in properties
    ]
    errors += [
        {"field": name, "detail": _("Please fill this in.")}
        for name in schema.get("required", [])
        if body.get(name) in (None, "")
    ]
    for name, value in body.items():
        if name in properties and not _fits(value, properties[name]):
            errors.append({"field": name, "detail": _("It is of another kind.")})
    return errors


def _fits(value, schema: dict) -> bool:
    """Whether a value is of the kind that a schema names."""
    kinds = schema["type"]
    if isinstance(kinds, str):
        kinds = [kinds]
    if value is None:
        return "null" in kinds
    wanted = KINDS[kinds[0]]
    if isinstance(value, bool) and wanted is not bool:
        return False
    if not isinstance(value, wanted):
        return False
    if isinstance(value, list):
        return len(value) <= schema.get("maxItems", 50) and all(
            _fits(item, schema["items"]) for item in value
        )
    if isinstance(value, str):
        if schema.get("format") == "date" and not is_day(value):
            return False
        return _is_text(value) and value in schema.get("enum", [value])
    if isinstance(value, int):
        low = schema.get("minimum", -LARGEST_PUBLIC_ID)
        return low <= value <= LARGEST_PUBLIC_ID
    return math.isfinite(value)


def is_day(text: str) -> bool:
    """Whether a text is a day as JSON has it, such as 2026-09-24."""
    try:
        return len(text) == 10 and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _is_text(value: str) -> bool:
    """Whether it is text that can be kept: half a pair of surrogates is none."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def refuse_constant(constant: str):
    """NaN and Infinity, which Python reads and JSON does not know.

    Raises:
        ValueError: Always.
    """
    raise ValueError(constant)
