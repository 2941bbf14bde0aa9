"""Operations: how a lesson was used."""

from __future__ import annotations

from flask import request
from flask_login import current_user

from tracker.api.body import form_data, invalid
from tracker.api.operation import operation
from tracker.api.parameters import AFTER, PAGE_SIZE, page_json, per_page
from tracker.api.resources.lesson import LESSON_DETAIL, REUSE
from tracker.api.schema import NOT_CPR, NUMBER, object_schema, or_null, page_schema
from tracker.api.views.lesson import lesson_json
from tracker.lessons import queries
from tracker.lessons.forms import ReuseForm
from tracker.lessons.models import Lesson, Reuse
from tracker.lessons.queries.detail import NEWEST, lesson_detail
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404, require
from tracker.web.clock import now, today
from tracker.web.pagination import paged

REUSE_BODY = object_schema(
    {
        "note": {"type": "string", "minLength": 1, "maxLength": 280},
        "hours": or_null(NUMBER),
        "not_cpr": NOT_CPR,
    },
    ["note"],
)


@operation(
    "/lessons/<int:id>/reuses",
    "How colleagues used a lesson",
    page_schema(REUSE),
    parameters=(AFTER, PAGE_SIZE),
)
def list_reuses(id):
    pool = lesson_detail(_lesson(id), current_user).pool
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
    lesson = _lesson(id)
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
    return lesson_json(lesson)


@operation(
    "/lessons/<int:id>/reuses/<int:reuse_id>",
    "Change the words and the hours of an own use",
    LESSON_DETAIL.reference,
    method="PATCH",
    scope=Scope.log,
    body=REUSE_BODY,
)
def amend_reuse(id, reuse_id, body):
    lesson = _lesson(id)
    reuse = _own(lesson, reuse_id)
    hours = {} if "hours" in body else {"hours": reuse.hours}
    form = ReuseForm(form_data(hours | body), meta={"csrf": False})
    if not form.validate() or not form.try_call(
        reuse.amend, note=form.note.data, hours=form.hours.data
    ):
        return invalid(form)
    return lesson_json(lesson)


@operation(
    "/lessons/<int:id>/reuses/<int:reuse_id>",
    "Take back an own use; it is no longer counted",
    None,
    method="DELETE",
    scope=Scope.log,
)
def withdraw_reuse(id, reuse_id):
    _own(_lesson(id), reuse_id).withdraw()


def _lesson(id: int) -> Lesson:
    return get_or_404(queries.visible_lessons(current_user), id)


def _own(lesson: Lesson, id: int) -> Reuse:
    """The owner's use of a lesson; else 404 or 403."""
    reuse = get_or_404(Reuse.select().where(Reuse.lesson == lesson), id)
    require(reuse.editable_by(current_user))
    return reuse
