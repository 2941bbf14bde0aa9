"""Operations: lessons and their reuses."""

from __future__ import annotations

from flask import request, url_for
from flask_login import current_user

from tracker.api.body import form_data, invalid
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
from tracker.api.resources.lesson import LESSON, LESSON_DETAIL, REUSE, LessonItem
from tracker.api.results import lesson_items
from tracker.api.schema import NUMBER, page_schema, word_of
from tracker.experiments.forms.filters import (
    LESSON_SORTS,
    LESSONS,
    USED,
    ExperimentFilters,
)
from tracker.experiments.queries.sort import BEST
from tracker.lessons import queries
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.lessons.forms import ReuseForm
from tracker.lessons.list_page import lesson_page
from tracker.lessons.models import Lesson, Reuse
from tracker.lessons.queries.detail import NEWEST, lesson_detail
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now, today
from tracker.web.pagination import paged

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
REUSE_BODY = {
    "type": "object",
    "properties": {
        "note": {"type": "string", "minLength": 1, "maxLength": 280},
        "hours": NUMBER,
        "not_cpr": {"type": "boolean"},
    },
    "required": ["note"],
    "additionalProperties": False,
}


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
    return LESSON_DETAIL.as_json(_detail(lesson))


@operation(
    "/lessons/<int:id>/reuses",
    "How colleagues used a lesson",
    page_schema(REUSE),
    parameters=(AFTER, PAGE_SIZE),
)
def list_reuses(id):
    lesson = get_or_404(queries.visible_lessons(current_user), id)
    pool = lesson_detail(lesson, current_user).pool
    page = paged(queries.reuses_of(pool), NEWEST, request.args.get("after"), per_page())
    return page_json(page, REUSE.as_json)


@operation(
    "/lessons/<int:id>/reuses",
    "Say that you used a lesson; its authors are thanked in your words",
    LESSON_DETAIL.reference,
    method="POST",
    scope=Scope.log,
    body=REUSE_BODY,
    status=201,
)
def tell_reuse(id, body):
    lesson = get_or_404(queries.visible_lessons(current_user), id)
    require(Reuse.addable_by(current_user, lesson))
    form = ReuseForm(form_data(body), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    told = form.try_call(
        Reuse.add,
        lesson,
        note=form.note.data,
        hours=form.hours.data,
        by=current_user,
        at=now(),
        on=today(),
        submission=form.submission.data or "",
    )
    if not told:
        return invalid(form)
    return LESSON_DETAIL.as_json(_detail(lesson))


def _detail(lesson: Lesson) -> LessonItem:
    detail = lesson_detail(lesson, current_user)
    found = lesson_items([(lesson.id, lesson.experiment_id)], current_user)
    item = require_found(next(iter(found), None))
    return LessonItem(item.lesson, item.row, item.known, detail)
