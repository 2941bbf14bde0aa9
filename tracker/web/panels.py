"""Panels: what higher features show on the page of a lower one, which so need not import them.

`app.py` says which panels stand on which page, since only it knows every feature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask, current_app

# A function of what the page is about; it returns values for the template by their names
Panel = Callable[[object], dict]


def init_app(app: Flask, panels: Mapping[str, tuple[Panel, ...]]) -> None:
    """Register the panels of each page, by the endpoint of the page."""
    app.extensions["panels"] = panels


def panels_of(page: str, subject: object = None) -> dict:
    """Template variables of all panels of a page.

    Args:
        page: The endpoint that `app.py` registered them under.
        subject: What the page is about.
    """
    context: dict = {}
    for panel in current_app.extensions["panels"].get(page, ()):
        context.update(panel(subject))
    return context
