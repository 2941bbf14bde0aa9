"""Errors as programs read them: problem details (RFC 9457), in the owner's language."""

from __future__ import annotations

import json
from collections.abc import Iterable

from flask import Response, g, request

FOR_PROGRAMS = ("/api/", "/mcp", "/feeds/")


def is_for_program() -> bool:
    """Whether a program asks, which reads no page."""
    return request.path.startswith(FOR_PROGRAMS)


def problem_response(
    status: int, title: str, detail: str, errors: Iterable[dict] = ()
) -> Response:
    """The answer to a program when something is wrong.

    Args:
        errors: What is wrong with single fields: dictionaries of field and detail.
    """
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if "request_id" in g:
        body["request"] = g.request_id
    if errors := list(errors):
        body["errors"] = errors
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, content_type="application/problem+json")
