"""Panels: what higher features show on the page of a lower one, which so need not import them.

`app.py` says which panels stand on which page, since only it knows every feature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask, current_app

from tracker.prepared import Question
from tracker.prepared_together import ask_together

# A function of what the page is about; it returns values for the template by their names
Panel = Callable[[object], dict]


# A function of what a form was about; it reads its own fields of the form that was sent
FormPart = Callable[[object], None]


def asks(questions: Callable[[object], list[Question]]) -> Callable[[Panel], Panel]:
    """Decorator: a panel that will ask these questions about what the page is about.

    A page asks those of all its panels together, with its own; see `ask_ahead`.
    """

    def marked(panel: Panel) -> Panel:
        panel.questions = questions
        return panel

    return marked


def ask_ahead(page: str, subject: object, *questions: Question) -> None:
    """Ask in one statement what a page and its panels will ask one by one.

    Args:
        page: As for `panels_of`.
        questions: Those of the page itself.
    """
    together = list(questions)
    for panel in current_app.extensions["panels"].get(page, ()):
        if hasattr(panel, "questions"):
            together += panel.questions(subject)
    ask_together(together)


def init_app(
    app: Flask,
    panels: Mapping[str, tuple[Panel, ...]],
    form_parts: Mapping[str, tuple[FormPart, ...]],
) -> None:
    """Register the panels of each page and the parts of each form, by the endpoint."""
    app.extensions["panels"] = panels
    app.extensions["form_parts"] = form_parts


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


def save_form_parts(page: str, subject: object) -> None:
    """Let higher features save what they ask in the form of a lower one.

    Called once the form itself is saved. They ask closed questions that may be left out:
    what they cannot read is not answered.

    Args:
        page: The endpoint that `app.py` registered them under.
        subject: What the form was about.
    """
    for save in current_app.extensions["form_parts"].get(page, ()):
        save(subject)
