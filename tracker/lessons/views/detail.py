"""Views: the page of a lesson, with its evidence and reuses."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.core.reference import any_may_be_referred_to
from tracker.experiments.queries import ExperimentRow
from tracker.experiments.queries.row import rows_to_ask
from tracker.lessons import queries
from tracker.lessons.forms import EvidenceForm, JoinForm, RetirementForm, ReuseForm
from tracker.lessons.models import (
    Lesson,
    Retirement,
    Reuse,
    SecondUnitWish,
    SharedLesson,
)
from tracker.lessons.queries.detail import NEWEST, LessonDetail
from tracker.lessons.queries.evidence import behind_lesson
from tracker.lessons.views import lessons
from tracker.web.access import require_found
from tracker.web.blank_form import blank_form
from tracker.web.clock import today
from tracker.web.pagination import Page, paged
from tracker.web.panels import ask_ahead, panels_of
from tracker.web.responses import render_page
from tracker.web.templates import rendered_macro


@lessons.get("/lessons/<int:id>")
@login_required
def lesson(id):
    lesson = require_found(queries.visible_whole_lesson(current_user, id))
    shown = queries.shown_lesson(lesson, current_user)
    if shown.id != lesson.id:
        return redirect(url_for("lessons.lesson", id=shown.id), code=303)
    return lesson_page(lesson)


def lesson_page(lesson: Lesson, **sent) -> str:
    """The page of a lesson.

    Args:
        sent: The form with errors, by its name: evidence, reuse, retirement or joining;
            of one's own reuse its id and its form.
    """
    reader = current_user._get_current_object()
    behind = behind_lesson(lesson)
    ask_ahead("lessons.lesson", lesson, *rows_to_ask(behind.attempts(), reader))
    knowledge = queries.lesson_detail(lesson, reader, behind)
    uses = _uses(knowledge)
    row = _origin(lesson, knowledge)
    mine = lesson.reviewable_by(current_user)
    retirement = joining = None
    similar = []
    if Retirement.addable_by(current_user, lesson):
        retirement = sent.get("retirement") or RetirementForm(formdata=None)
    if SharedLesson.changeable_by(current_user, knowledge.pool):
        joining = sent.get("joining") or JoinForm(formdata=None)
    if joining and not knowledge.retirement:
        similar = queries.similar_lessons(lesson, current_user)
    return render_page(
        "lessons/lesson.html",
        lesson=lesson,
        row=row,
        knowledge=knowledge,
        uses=uses,
        evidence=sent.get("evidence"),
        evidence_box=_evidence_box(lesson, sent.get("evidence")),
        reuse_box=_reuse_box(lesson, sent.get("reuse")),
        own_uses=_own_uses(uses, sent.get("own_reuse")),
        retirement=retirement,
        joining=joining,
        similar=similar,
        places=queries.places_of(knowledge),
        wish=queries.wish_of(lesson),
        wishes=SecondUnitWish.changeable_by(current_user, lesson),
        wrong=_with_errors(sent),
        liftable=Retirement.liftable_by(current_user),
        due=mine and lesson.review_by is not None and lesson.review_by <= today(),
        **panels_of("lessons.lesson", lesson),
    )


def _evidence_box(lesson: Lesson, sent: EvidenceForm | None) -> Markup:
    """The form that adds an attempt; with its errors if it was sent."""
    if sent:
        return _evidence_form(lesson.id, current_user.id, sent)[1]
    return blank_form(_evidence_form, lesson=lesson.id, reader=current_user.id)


def _evidence_form(lesson: int, reader: int, sent: EvidenceForm | None = None) -> tuple:
    form = sent or EvidenceForm(formdata=None)
    html = rendered_macro("lessons/forms.html", "evidence_form", form, lesson, reader)
    return form, html


def _reuse_box(lesson: Lesson, sent: ReuseForm | None) -> Markup | None:
    """The form "I used this"; None for the authors."""
    if not Reuse.addable_by(current_user, lesson):
        return None
    if sent:
        return _reuse_form(lesson.id, current_user.id, sent)[1]
    return blank_form(_reuse_form, lesson=lesson.id, reader=current_user.id)


def _reuse_form(lesson: int, reader: int, sent: ReuseForm | None = None) -> tuple:
    form = sent or ReuseForm(formdata=None)
    html = rendered_macro("lessons/forms.html", "reuse_form", form, lesson, reader)
    return form, html


def _uses(knowledge: LessonDetail) -> Page:
    """Who used a lesson, page by page."""
    if not any_may_be_referred_to(knowledge.pool, Reuse.lesson):
        return Page([], None)
    rows = queries.reuses_of(knowledge.pool)
    return paged(rows, NEWEST, request.args.get("after"))


def _own_uses(uses, sent: tuple[int, ReuseForm] | None) -> dict[int, ReuseForm]:
    """The form of each of the viewer's own uses, by its id."""
    forms = {}
    for use in uses:
        if use.editable_by(current_user):
            forms[use.id] = ReuseForm(formdata=None, obj=use)
    if sent:
        forms[sent[0]] = sent[1]
    for id, form in forms.items():
        for field in form:
            field.id = field.label.field_id = f"reuse-{id}-{field.name}"
    return forms


def _with_errors(sent: dict) -> list:
    """The forms that have errors."""
    forms = [form[1] if isinstance(form, tuple) else form for form in sent.values()]
    return [form for form in forms if form.errors]


def _origin(lesson: Lesson, knowledge: LessonDetail) -> ExperimentRow:
    """The experiment that taught the lesson; 404 if it was hidden in the meantime."""
    for it in knowledge.supports:
        if it.row.experiment == lesson.experiment:
            return it.row
    return abort(404)
