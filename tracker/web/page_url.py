"""Addresses of links in templates, from patterns.

A page has some fifty links, and most differ from others by a number alone. Which address
an endpoint has with values of these names is worked out once; then they are filled in.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, current_app, has_request_context, request

PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # means the same in every part of an address
OPTIONS = ("_external", "_scheme", "_method")
METHODS = ("GET", "HEAD", "POST")
MOST = 2_000


def init_app(app: Flask) -> None:
    """Let templates ask for addresses here."""
    app.extensions["page_urls"] = {}
    app.jinja_env.globals["url_for"] = page_url


def page_url(endpoint: str, /, **values: Any) -> str:
    """The address that Flask's `url_for` gives."""
    kinds = [_kind(value) for value in values.values()]
    if None in kinds or not has_request_context():
        return current_app.url_for(endpoint, **values)
    patterns = _patterns()
    place = (endpoint, *values, *kinds)
    pattern = patterns.get(place)
    if pattern is None:
        if len(patterns) >= MOST:
            patterns.clear()
        named = dict(zip(values, kinds, strict=True))
        pattern = patterns[place] = _pattern(endpoint, named)
    if not pattern:
        return current_app.url_for(endpoint, **values)
    return pattern % values


def _patterns() -> dict[tuple, str]:
    """The patterns of this request: addresses begin with the root of the site, and the
    method of the request decides between two addresses of an endpoint.
    """
    asked = request._get_current_object()
    found = getattr(asked, "page_urls", None)
    if found is None:
        found = {}  # of a method that somebody made up nothing is kept
        if asked.method in METHODS:
            place = (asked.script_root, asked.method)
            found = current_app.extensions["page_urls"].setdefault(place, found)
        asked.page_urls = found
    return found


def _kind(value: Any) -> type | None:
    """The type of a value that can be filled in as it is; None for any other."""
    kind = type(value)
    if kind is int and value >= 0:
        return int
    if kind is str and PLAIN.fullmatch(value):
        return str
    return None


def _pattern(endpoint: str, kinds: dict[str, type]) -> str:
    """The address with a place for each value; "" where it is not made of them so simply."""
    if endpoint.startswith(".") or not kinds.keys().isdisjoint(OPTIONS):
        return ""
    marks = {name: 70_000_001 + n for n, name in enumerate(kinds)}
    for name, kind in kinds.items():
        if kind is str:
            marks[name] = f"mark-{marks[name]}"
    try:
        address = current_app.url_for(endpoint, **marks)
    except ValueError:  # a number is wanted
        return ""
    pattern = address.replace("%", "%%")
    for name, mark in marks.items():
        if pattern.count(str(mark)) != 1:
            return ""
        pattern = pattern.replace(str(mark), f"%({name})s")
    return pattern
