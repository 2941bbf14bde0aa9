"""The description of the API, for tools that read it."""

from __future__ import annotations

from flask import request

from tracker.api import openapi
from tracker.api.operation import api, json_response


@api.get("/openapi.json")
def document():
    return json_response(openapi.document(request.script_root))
