"""The learning card and the library of lessons."""

from flask import Blueprint

from tracker.lessons.enums import Outcome

lessons = Blueprint("lessons", __name__)


@lessons.app_template_global()
def outcomes() -> dict[str, Outcome]:
    """Value to outcome, for the signs that every page may show."""
    return {outcome.value: outcome for outcome in Outcome}


# The modules below put their views on the blueprint above.
from tracker.lessons.views import (
    conclusion,
    detail,
    evidence,
    poster,
    retirement,
    reuse,
)
from tracker.lessons.views import list as library
