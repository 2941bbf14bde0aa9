"""Operations: lessons and their reuses."""

from __future__ import annotations

from flask import request, url_for
from flask_login import current_user

from tracker.api.operation import Parameter, operation
from tracker.api.parameters import (
    AFTER,
    PAGE_SIZE,
    PLATFORM,
    SINCE,
    TAG,
    UNIT,
    UNTIL,
    WORDS,
    page_json,
    per_page,
    unknown_filter,
)
from tracker.api.resources.lesson import LESSON, LESSON_DETAIL, LessonItem
from tracker.api.results import lesson_items
from tracker.api.schema import page_schema, word_of
from tracker.experiments.forms.filters import (
    LESSON_SORTS,
    LESSONS,
    USED,
    ExperimentFilters,
)
from tracker.experiments.queries.sort import BEST
from tracker.lessons import queries
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.lessons.list_page import lesson_page
from tracker.lessons.models import Lesson
from tracker.lessons.queries.detail import lesson_detail
from tracker.web.access import get_or_404, require_found
from tracker.web.clock import today

LIST = (
    WORDS,
    PLATFORM,
    Parameter("outcome", word_of(Outcome), "How the attempt went.", many=True),
    Parameter("standing", word_of(LessonStatus), "How it stands.", many=True),
    Parameter("reuse", {"type": "string", "enum": [USED]}, "Used by colleagues."),
    UNIT,
    TAG,
    SINCE,
    UNTIL,
    Parameter(
        "sort",
        {"type": "string", "enum": [BEST, *LESSON_SORTS]},
        "The order; “best” with words to search for.",
    ),
    AFTER,
    PAGE_SIZE,
)


@operation(
    "/lessons",
    "The lessons that the token's owner may see",
    page_schema(LESSON),
    parameters=LIST,
)
def list_lessons():
    choices = ExperimentFilters.read(
        url_for("api.list_lessons"), request.args, LESSONS, LESSON_SORTS
    )
    if choices.left_out:
        return unknown_filter()
    asked = queries.searched(
        current_user, choices.asked(), today(), best=choices.is_best_first
    )
    page = lesson_page(
        choices, asked, current_user, request.args.get("after"), per_page()
    )
    page.rows[:] = lesson_items(list(page), current_user)
    return page_json(page, LESSON.as_json)


@operation("/lessons/<int:id>", "One lesson", LESSON_DETAIL.reference)
def show_lesson(id):
    lesson = get_or_404(queries.visible_lessons(current_user), id)
    return lesson_json(lesson)


def lesson_json(lesson: Lesson) -> dict:
    """One lesson as the token's owner may see it."""
    detail = lesson_detail(lesson, current_user)
    found = lesson_items([(lesson.id, lesson.experiment_id)], current_user)
    item = require_found(next(iter(found), None))
    return LESSON_DETAIL.as_json(LessonItem(item.lesson, item.row, item.known, detail))
