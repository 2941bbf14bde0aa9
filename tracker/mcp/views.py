"""Views: the Model Context Protocol over HTTP, one message in and one out.

Plain JSON-RPC is all that reading needs; the kit of the protocol would bring 24 packages
and a second web server.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from tracker.api.body import refuse_constant
from tracker.api.openapi import VERSION as API_VERSION
from tracker.mcp.tools import TOOLS, ToolError
from tracker.tokens import bearer
from tracker.tokens.enums import Scope
from tracker.web.problem import problem_response

mcp = Blueprint("mcp", __name__)
bearer.guard(mcp)

VERSIONS = ("2025-06-18", "2025-03-26", "2024-11-05")
PARSE_ERROR = -32700
INVALID_REQUEST = -32600
NO_SUCH_METHOD = -32601
INVALID_PARAMS = -32602


@mcp.post("/mcp")
def answer():
    if not bearer.allows(Scope.read) or _is_from_elsewhere():
        return problem_response(
            403,
            _("The token does not allow this"),
            _("It needs the right “%(scope)s”.", scope=Scope.read.value),
        )
    try:
        message = json.loads(request.get_data(), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        return _error(None, PARSE_ERROR, "It is not JSON.")
    if not isinstance(message, dict) or not isinstance(message.get("method"), str):
        return _error(None, INVALID_REQUEST, "Send one JSON-RPC message.")
    if "id" not in message:  # a notification wants no answer
        return Response(status=202)
    return _answered(message)


def _answered(message: dict) -> Response:
    method = message["method"]
    sent = message.get("params") or {}
    if not isinstance(sent, dict):
        return _error(message["id"], INVALID_PARAMS, "Params are an object.")
    if method == "initialize":
        return _result(message["id"], _greeting(sent))
    if method == "ping":
        return _result(message["id"], {})
    if method == "tools/list":
        tools = [tool.described() for tool in TOOLS.values()]
        return _result(message["id"], {"tools": tools})
    if method == "tools/call":
        return _called(message["id"], sent)
    return _error(message["id"], NO_SUCH_METHOD, "There is no such method.")


def _greeting(sent: dict) -> dict:
    version = sent.get("protocolVersion")
    if version not in VERSIONS:
        version = VERSIONS[0]
    return {
        "protocolVersion": version,
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "forsoeg", "version": API_VERSION},
        "instructions": "What colleagues tried and learnt, as one of them may see it.",
    }


def _called(id, sent: dict) -> Response:
    name = sent.get("name")
    if not isinstance(name, str) or name not in TOOLS:
        return _error(id, INVALID_PARAMS, "There is no such tool.")
    try:
        found = TOOLS[name].call(sent.get("arguments") or {})
    except ToolError as error:
        content = [{"type": "text", "text": str(error)}]
        return _result(id, {"content": content, "isError": True})
    text = json.dumps(found, ensure_ascii=False)
    content = [{"type": "text", "text": text}]
    return _result(id, {"content": content, "structuredContent": found})


def _is_from_elsewhere() -> bool:
    """Whether a browser sends it from a page that is not ours."""
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(origin).netloc != request.host


def _result(id, result: dict) -> Response:
    return _message({"jsonrpc": "2.0", "id": id, "result": result})


def _error(id, code: int, text: str) -> Response:
    error = {"code": code, "message": text}
    return _message({"jsonrpc": "2.0", "id": id, "error": error})


def _message(body: dict) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, content_type="application/json")
