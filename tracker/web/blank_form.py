"""Forms as they are opened, drawn once for each language.

A form in which nobody has written says the same to everybody, but for the numbers in its
addresses, its token and its hidden key. It is drawn with marks in their places, and
these are filled in for each reader.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from tracker.web.forms import Form, fresh_key
from tracker.web.i18n import locale_code
from tracker.web.stencil import Stencil

FIRST_MARK = 7_310_000_001  # as no number of a form
TOKEN, KEY = "csrf_token", "submission"


# Draws a form for some numbers: the form, and its HTML
Draw = Callable[..., tuple[Form, Markup]]


def blank_form(draw: Draw, **numbers: int) -> Markup:
    """The HTML of a form as it is opened, for a reader.

    Args:
        draw: Draws it as it is opened; a function of a module, always the same.
        numbers: What differs beside token and key, by the names that `draw` takes.
    """
    known = current_app.extensions.setdefault("blank_forms", {})
    place = (draw, tuple(numbers), locale_code(), request.script_root)
    if place not in known:
        known[place] = _drawn(draw, tuple(numbers))
    stencil = known[place]
    values = numbers | {TOKEN: generate_csrf()}
    if KEY in stencil.names:
        values[KEY] = fresh_key()
    return stencil.filled(values)


def _drawn(draw: Draw, names: tuple[str, ...]) -> Stencil:
    marks = {name: FIRST_MARK + n for n, name in enumerate(names)}
    form, html = draw(**marks)
    meant = {str(mark): name for name, mark in marks.items()}
    meant[generate_csrf()] = TOKEN
    if KEY in form:
        meant[form[KEY].data] = KEY
    return Stencil.of(html, meant)
