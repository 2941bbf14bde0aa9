"""Shared lessons: which lessons may say the same, and which is shown for them."""

from __future__ import annotations

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries.relevance import FOR_LESSONS, ranked
from tracker.experiments.queries.row import ExperimentRow, rows_of
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_visible,
    rows_for,
)
from tracker.lessons.models import Lesson, Retirement, SharedLesson
from tracker.lessons.models.shared_lesson import in_pool, readers_of
from tracker.prepared import IdsParameter, RowParameter
from tracker.search import Query

OFFERED = 4
WEIGHED = 20
ENOUGH = 0.3  # of the words of the lesson itself, rare ones counting most


def similar_lessons(lesson: Lesson, viewer: Person) -> list[ExperimentRow]:
    """At most four lessons that may say the same as this one, the likeliest first.

    This is the one place that asks the search which lessons are alike.
    """
    found = ranked(viewer, Query.about(lesson.statement), FOR_LESSONS)
    enough = ENOUGH * found.shared.get(lesson.experiment_id, 1.0)
    near = [id for id in found.best()[:WEIGHED] if found.shared[id] >= enough]
    others = rows_for(viewer, "others near", _others, near=near, lesson=lesson.id)
    # As `join_problems`, for all of them at once
    readers = readers_of(lesson)
    joinable = {row.experiment_id for row in others if readers_of(row) == readers}
    return rows_of([id for id in near if id in joinable][:OFFERED], viewer)


def _others(reader: ViewerParameter) -> peewee.ModelSelect:
    """The lessons of some experiments that are not retired, and not one with a lesson."""
    retired = Retirement.select(Retirement.id).where(in_pool(Retirement.lesson, Lesson))
    near = Lesson.experiment.in_(IdsParameter("near"))
    joined = in_pool(Lesson.id, RowParameter("lesson"))
    rows = Lesson.select(Lesson, Experiment).join(Experiment)
    return rows.where(near, ~joined, ~fn.EXISTS(retired), is_visible(reader))


def speaks_for_itself(viewer: Person):
    """The condition that no other lesson that the viewer may see is shown for this one."""
    Shown = Lesson.alias()
    Taught = Experiment.alias()
    shown = (
        Shown.select(Shown.id)
        .join(Taught, on=(Shown.experiment == Taught.id))
        .where(Shown.id == SharedLesson.shared, is_visible(viewer, Taught))
    )
    spoken_for = SharedLesson.select(SharedLesson.origin).where(
        SharedLesson.origin != SharedLesson.shared, fn.EXISTS(shown)
    )
    return Lesson.id.not_in(spoken_for)


def shown_lesson(lesson: Lesson, viewer: Person) -> Lesson:
    """The lesson whose words are shown for this one, if the viewer may see it."""
    if not may_be_referred_to(lesson, SharedLesson.origin):
        return lesson
    shown = SharedLesson.shown_for(lesson.id)
    if shown == lesson.id:
        return lesson
    rows = Lesson.select(Lesson).join(Experiment)
    return rows.where(Lesson.id == shown, is_visible(viewer)).first() or lesson
