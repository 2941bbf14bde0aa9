"""Forms as they are opened, drawn once for each language.

A form in which nobody has written says the same to everybody, but for the numbers in its
addresses, its token and its hidden key. It is drawn with marks in their places, and
these are filled in for each reader.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flask import current_app, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from tracker.web.forms import Form, fresh_key
from tracker.web.i18n import locale_code
from tracker.web.stencil import Stencil
from tracker.web.templates import rendered_part

FIRST_MARK = 7_310_000_001  # as no number of a form
TOKEN, KEY = "csrf_token", "submission"


class BlankForm(NamedTuple):
    """A form with its template, drawn for numbers.

    Attributes:
        template: Is given `form`, and what `values` gives.
        form: The form and the other values of the template, for these numbers.
    """

    template: str
    values: Callable[..., tuple[Form, dict]]


def blank_form(blank: BlankForm, **numbers: int) -> Markup:
    """The HTML of a form as it is opened, for a reader.

    Args:
        numbers: What differs beside token and key, by the names that `blank.values` takes.
    """
    known = current_app.extensions.setdefault("blank_forms", {})
    place = (blank, tuple(numbers), locale_code(), request.script_root)
    if place not in known:
        known[place] = _drawn(blank, tuple(numbers))
    values = numbers | {TOKEN: generate_csrf(), KEY: fresh_key()}
    return known[place].filled(values)


def _drawn(blank: BlankForm, names: tuple[str, ...]) -> Stencil:
    marks = {name: FIRST_MARK + n for n, name in enumerate(names)}
    form, values = blank.values(**marks)
    html = rendered_part(blank.template, form=form, **values)
    meant = {str(mark): name for name, mark in marks.items()}
    return Stencil.of(html, meant | {generate_csrf(): TOKEN, form.submission.data: KEY})
