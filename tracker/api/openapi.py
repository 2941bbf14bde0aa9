"""The OpenAPI document, made from the operations."""

from __future__ import annotations

import re

from tracker.api.operation import (
    LONGEST_KEY,
    MOST_CHOICES,
    OPERATIONS,
    FileAnswer,
    Operation,
    Parameter,
)
from tracker.api.resources import (
    comment,
    endorsement,
    experiment,
    lesson,
    person,
    question,
    summary,
)
from tracker.api.schema import ID, Resource

VERSION = "1.0.0"
ABOUT = (
    "Reads and logs what colleagues tried and learnt. Every answer is what the pages show"
    " to the token's owner; a token of a service sees what everybody may see. Lists tell"
    " units, not authors. Send the token as `Authorization: Bearer …`. A read answer has an"
    " ETag: send it as If-None-Match, and what is unchanged is a 304; a PATCH sends it as"
    " If-Match, and what somebody else changed meanwhile is a 412. A POST that may be"
    " sent twice carries an `Idempotency-Key`."
)
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457), in the language of the token's owner.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "required": ["field", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key makes the same call once, for two days.",
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    # Tools take a missing one for a broken request; it is one without a promise (RFC 6585)
    "required": False,
    "description": "The ETag of what is changed, as it was read; without it, a 428.",
    "schema": {"type": "string"},
}
ETAG = {
    "description": "The digest of the answer.",
    "schema": {"type": "string"},
}
REFUSALS = {
    "400": "The address or what was sent cannot be read.",
    "401": "There is no token, or it opens nothing any more.",
    "403": "The token, or its owner, may not do this.",
    "404": "It is not there, or not the owner's to see.",
    "409": "It is in the way of what stands there.",
    "412": "It was changed since it was read; nothing was saved.",
    "413": "It is too large.",
    "415": "It is neither JSON nor, where a file is taken, a form.",
    "422": "Some fields are not right; nothing was saved.",
    "428": "If-Match is missing.",
    "429": "That was too often; Retry-After says when to go on.",
    "503": "The database is busy; nothing was saved.",
}
MODULES = (experiment, lesson, comment, endorsement, question, summary, person)
FOR_BODIES = ("409", "413", "415", "422")
FOR_CHANGES = ("412", "428")


def document(root_path: str = "") -> dict:
    """The whole document; its addresses are below those of the API.

    Args:
        root_path: The path of the site that the product stands under.
    """
    paths: dict[str, dict] = {}
    for it in OPERATIONS:
        path = ARGUMENT.sub(r"{\2}", it.rule)
        paths.setdefault(path, {})[it.method.lower()] = _operation(it)
    schemas = {resource.name: resource.schema() for resource in _resources()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Forsøg", "version": VERSION, "description": ABOUT},
        "servers": [{"url": f"{root_path}/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas | {"Problem": PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {code: _refusal(text) for code, text in REFUSALS.items()},
        },
    }


def _resources() -> list[Resource]:
    """Every resource, by its name."""
    found = {}
    for module in MODULES:
        for thing in vars(module).values():
            if isinstance(thing, Resource):
                found[thing.name] = thing
    return [found[name] for name in sorted(found)]


def _operation(it: Operation) -> dict:
    made = {
        "operationId": it.name,
        "summary": it.summary,
        "description": f"Needs the right “{it.scope.value}”.",
        "parameters": _parameters(it),
        "responses": _responses(it),
    }
    if it.body is not None:
        kind = "application/json"
        if it.upload:
            kind = "multipart/form-data"
        made["requestBody"] = {
            "required": True,
            "content": {kind: {"schema": it.body}},
        }
    return made


def _parameters(it: Operation) -> list[dict]:
    made = []
    for kind, name in ARGUMENT.findall(it.rule):
        schema = {"type": "string"}
        if kind == "int":
            schema = ID
        made.append({"name": name, "in": "path", "required": True, "schema": schema})
    made += [_parameter(parameter) for parameter in it.parameters]
    if it.method == "POST":
        made.append(KEY)
    if it.matches:
        made.append(MATCH)
    return made


def _parameter(it: Parameter) -> dict:
    schema = it.schema
    if it.many:
        schema = {"type": "array", "items": schema, "maxItems": MOST_CHOICES}
    return {
        "name": it.name,
        "in": "query",
        "required": False,
        "description": it.about,
        "schema": schema,
    }


def _responses(it: Operation) -> dict:
    said = {"description": it.summary}
    has_etag = it.status == 200
    if isinstance(it.answer, FileAnswer):
        said["content"] = {kind: {} for kind in it.answer.types}
        has_etag = it.answer.has_etag
    elif it.answer is not None:
        said["content"] = {"application/json": {"schema": it.answer}}
    made = {str(it.status): said}
    if has_etag:
        said["headers"] = {"ETag": ETAG}
        made["304"] = {"description": "It is what If-None-Match says."}
    for code in REFUSALS:
        if code in FOR_CHANGES:
            is_said = it.matches
        else:
            is_said = it.body is not None or code not in FOR_BODIES
        if is_said:
            made[code] = {"$ref": f"#/components/responses/{code}"}
    return made


def _refusal(text: str) -> dict:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": text,
        "content": {"application/problem+json": {"schema": schema}},
    }
