"""Request that removes NUL from parameters.

PostgreSQL refuses NUL in a text, and no keyboard types it.
"""

from __future__ import annotations

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict


class CleanMultiDict(ImmutableMultiDict):
    """Names and values of a query or a form, without NUL."""

    def __init__(self, mapping=()):
        pairs = mapping
        if isinstance(mapping, MultiDict):
            pairs = mapping.items(multi=True)
        super().__init__([(name, _clean(value)) for name, value in pairs])


def _clean(value):
    if isinstance(value, str):
        return value.replace("\0", "")
    return value


class CleanRequest(Request):
    parameter_storage_class = CleanMultiDict


def init_app(app: Flask) -> None:
    app.request_class = CleanRequest

    @app.before_request
    def no_such_path():
        if "\0" in request.path:
            abort(404)
