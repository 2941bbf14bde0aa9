"""Forms as they are opened, drawn once for each language.

A form in which nobody has written says the same to everybody, but for the numbers in its
addresses, its token and its hidden key. It is drawn with marks in their places, and
these are filled in for each reader. Where its choices stand in the database, it is drawn
anew once they have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import current_app, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from tracker.cache import cached_by_reads
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
    place = (draw, *_place(numbers))
    if place not in known:
        known[place] = _drawn(draw, tuple(numbers))
    return _filled(known[place], numbers)


def blank_form_with_choices(
    key: tuple[Hashable, ...], draw: Draw, **numbers: int
) -> Markup:
    """As `blank_form`, of a form that shows what stands in the database.

    Args:
        key: What the form is, and all that `draw` puts into it but does not read itself.
    """

    def made() -> tuple[tuple[Markup, ...], tuple[str, ...]]:
        texts, names = _drawn(draw, tuple(numbers))
        return tuple(texts), tuple(names)

    kept = cached_by_reads((*key, *_place(numbers)), made)
    return _filled(Stencil(*kept), numbers)


def _place(numbers: dict[str, int]) -> tuple[Hashable, ...]:
    return (tuple(numbers), locale_code(), request.script_root)


def _filled(stencil: Stencil, numbers: dict[str, int]) -> Markup:
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
