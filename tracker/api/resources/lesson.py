"""Lessons, the evidence for and against them, and their reuses, as the API shows them."""

from __future__ import annotations

from dataclasses import dataclass

from flask_login import current_user

from tracker.api.resources.experiment import (
    PLATFORM,
    UNIT,
    day_of,
    platform_json,
    unit_json,
)
from tracker.api.schema import (
    ADDRESS,
    DAY,
    ID,
    NUMBER,
    TEXT,
    WHOLE,
    Attribute,
    Resource,
    many,
    or_null,
    word_of,
)
from tracker.experiments.queries import ExperimentRow
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.lessons.models import Lesson
from tracker.lessons.queries.detail import LessonDetail, LessonSummary
from tracker.web.responses import public_url


@dataclass(frozen=True)
class LessonItem:
    """A lesson with the experiment that taught it."""

    lesson: Lesson
    row: ExperimentRow
    known: LessonSummary
    detail: LessonDetail | None = None


def lesson_url(id: int) -> str:
    return public_url("lessons.lesson", id=id)


LESSON = Resource(
    "Lesson",
    "The one sentence that colleagues may reuse.",
    [
        Attribute("id", ID, lambda it: it.lesson.id),
        Attribute("url", ADDRESS, lambda it: lesson_url(it.lesson.id), "Its page."),
        Attribute("statement", TEXT, lambda it: it.lesson.statement),
        Attribute("context", TEXT, lambda it: it.lesson.context, "When it holds."),
        Attribute("status", word_of(LessonStatus), lambda it: it.known.status),
        Attribute("times_used", WHOLE, lambda it: it.known.used),
        Attribute("stated_on", DAY, lambda it: day_of(it.lesson.stated_at)),
        Attribute("experiment_id", ID, lambda it: it.row.experiment.id),
        Attribute("experiment", TEXT, lambda it: it.row.experiment.title),
        Attribute(
            "outcome",
            or_null(word_of(Outcome)),
            lambda it: it.row.conclusion and it.row.conclusion.outcome,
        ),
        Attribute(
            "platform",
            or_null(PLATFORM.reference),
            lambda it: platform_json(it.row.experiment.platform),
        ),
        Attribute(
            "unit",
            or_null(UNIT.reference),
            lambda it: unit_json(it.row.credit.unit),
        ),
    ],
)

BEHIND = Resource(
    "LessonEvidence",
    "An attempt for or against a lesson.",
    [
        Attribute("experiment_id", ID, lambda it: it.row.experiment.id),
        Attribute("experiment", TEXT, lambda it: it.row.experiment.title),
        Attribute(
            "unit", or_null(UNIT.reference), lambda it: unit_json(it.row.credit.unit)
        ),
        Attribute(
            "note",
            TEXT,
            lambda it: it.evidence.note if it.evidence else "",
            "Markdown; empty for an attempt that taught the lesson.",
        ),
    ],
)


def _behind(rows) -> list[dict]:
    return [BEHIND.as_json(row) for row in rows]


LESSON_DETAIL = LESSON.extended(
    "LessonDetail",
    "One lesson, with the attempts for and against it.",
    [
        Attribute(
            "supports", many(BEHIND.reference), lambda it: _behind(it.detail.supports)
        ),
        Attribute(
            "contradicts",
            many(BEHIND.reference),
            lambda it: _behind(it.detail.contradicts),
        ),
        Attribute(
            "supports_unseen",
            WHOLE,
            lambda it: it.detail.unseen[0],
            "How many more there are that only their units see.",
        ),
        Attribute("contradicts_unseen", WHOLE, lambda it: it.detail.unseen[1]),
        Attribute("used_in_other_units", WHOLE, lambda it: it.detail.used_elsewhere),
        Attribute("hours_saved", NUMBER, lambda it: it.detail.hours),
        Attribute(
            "retired_because",
            or_null(TEXT),
            lambda it: it.detail.retirement and it.detail.retirement.reason,
        ),
    ],
)

REUSE = Resource(
    "Reuse",
    "That a colleague used a lesson, in their words; by the unit, not by name.",
    [
        Attribute(
            "id",
            or_null(ID),
            lambda it: it.id if it.person_id == current_user.id else None,
            "By which an own use is changed or taken back; null for those of colleagues.",
        ),
        Attribute("note", TEXT, lambda it: it.note, "Markdown."),
        Attribute("hours", or_null(NUMBER), lambda it: it.hours),
        Attribute("used_on", DAY, lambda it: it.used_on),
        Attribute("unit", UNIT.reference, lambda it: unit_json(it.person.unit)),
    ],
)
