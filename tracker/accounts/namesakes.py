"""Warns people whose name is that of a colleague."""

from __future__ import annotations

from flask import flash
from flask_babel import gettext

from tracker.accounts.models import Person


def warn_namesakes(person: Person) -> None:
    """Tell them, where there is one; names are nobody's own, so nothing is refused."""
    if person.namesakes():
        words = gettext(
            "A colleague is called the same, or nearly. A middle name or an initial helps others to"
            " tell you apart."
        )
        flash(words)
