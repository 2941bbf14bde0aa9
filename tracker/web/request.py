"""What is asked, without the one character that no database keeps:

PostgreSQL refuses NUL in a text, and no keyboard types it.
"""

from __future__ import annotations

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict


class CleanMultiDict(ImmutableMultiDict):
    """Names and values of a query or a form, without NUL."""

    def __init__(self, mapping=()):
        pairs = mapping.items(multi=True) if isinstance(mapping, MultiDict) else mapping
        super().__init__(
            [
                (name, value.replace("\0", "") if isinstance(value, str) else value)
                for name, value in pairs
            ]
        )


class CleanRequest(Request):
    parameter_storage_class = CleanMultiDict


def init_app(app: Flask) -> None:
    app.request_class = CleanRequest

    @app.before_request
    def no_such_path():
        if "\0" in request.path:
            abort(404)
