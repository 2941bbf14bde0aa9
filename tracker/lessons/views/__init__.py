"""The learning card and the library of lessons."""

from collections.abc import Iterable

from flask import Blueprint
from markupsafe import Markup

from tracker.lessons.enums import LessonStatus, Outcome
from tracker.lessons.models.status import fallen_lessons

lessons = Blueprint("lessons", __name__)


@lessons.app_template_global()
def outcome_signs() -> dict[str, Markup]:
    """Value to the drawing of each outcome, which every page may show."""
    return {outcome.value: Markup(outcome.glyph) for outcome in Outcome}


@lessons.app_template_global()
def fallen_among(ids: Iterable[int]) -> dict[int, LessonStatus]:
    """Those of some lessons that are contested or retired, for pages that quote them."""
    return fallen_lessons(ids)


# The modules below put their views on the blueprint above.
from tracker.lessons.views import (
    conclusion,
    detail,
    evidence,
    export,
    implementation,
    local_result,
    outside_lesson,
    poster,
    retirement,
    reuse,
    second_unit_wish,
    shared_lesson,
)
from tracker.lessons.views import list as library
