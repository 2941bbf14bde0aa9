"""What a question finds, for operations and assistants alike."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from tracker.accounts.models import Person
from tracker.api.queries import tags_by_experiment
from tracker.api.resources.experiment import ExperimentItem
from tracker.api.resources.lesson import LessonItem
from tracker.experiments import queries as experiments
from tracker.experiments.forms.filters import (
    EXPERIMENTS,
    LESSON_SORTS,
    LESSONS,
    ExperimentFilters,
)
from tracker.experiments.list_page import experiment_page
from tracker.experiments.queries import rows_of
from tracker.lessons import queries as lessons
from tracker.lessons.list_page import lesson_page
from tracker.web.clock import today

MOST_FOUND = 10


@dataclass(frozen=True)
class Found:
    """The closest experiments and lessons, the best first.

    Attributes:
        is_exact: Whether one of the experiments has all the words.
    """

    experiments: list[ExperimentItem]
    lessons: list[LessonItem]
    is_exact: bool


def found_by_words(words: str, viewer: Person) -> Found:
    """What is closest to some words, among what a viewer may see; nothing without words."""
    ids, is_exact = _experiments(words, viewer)
    return Found(experiment_items(ids, viewer), found_lessons(words, viewer), is_exact)


def experiment_items(ids: list[int], viewer: Person) -> list[ExperimentItem]:
    """The experiments of these ids that a viewer may see, in their order."""
    tags = tags_by_experiment(ids)
    rows = rows_of(ids, viewer)
    return [ExperimentItem(row, tags[row.experiment.id]) for row in rows]


def lesson_items(found: list[tuple[int, int]], viewer: Person) -> list[LessonItem]:
    """The lessons of these ids, each with that of its experiment, as a viewer may see them."""
    rows = {row.experiment.id: row for row in rows_of([id for _, id in found], viewer)}
    known = lessons.lesson_summaries(id for id, _ in found)
    return [
        LessonItem(rows[experiment].lesson, rows[experiment], known[id])
        for id, experiment in found
        if experiment in rows and rows[experiment].lesson
    ]


def found_lessons(
    words: str, viewer: Person, filters: MultiDict | None = None
) -> list[LessonItem] | None:
    """The lessons that are closest to some words; the newest without any.

    Args:
        filters: Filters as an address has them.

    Returns:
        None if a filter names something that is not there.
    """
    pairs = MultiDict(filters or {})
    pairs["q"] = words
    choices = ExperimentFilters.read("", pairs, LESSONS, LESSON_SORTS)
    if choices.left_out:
        return None
    asked = lessons.searched(
        viewer, choices.asked(), today(), best=choices.is_best_first
    )
    page = lesson_page(choices, asked, viewer, None, MOST_FOUND)
    return lesson_items(list(page), viewer)


def lesson_tags(items: list[LessonItem]) -> dict[int, list[str]]:
    """The tags of the experiments that taught these lessons."""
    return tags_by_experiment(it.row.experiment.id for it in items)


def _experiments(words: str, viewer: Person) -> tuple[list[int], bool]:
    """The ids of the closest experiments, and whether one has all the words."""
    choices = ExperimentFilters.read("", MultiDict({"q": words}), EXPERIMENTS)
    asked = experiments.searched(
        viewer, choices.asked(), today(), best=choices.is_best_first
    )
    if not asked.words:
        return [], False
    page = experiment_page(choices, asked, viewer, None, MOST_FOUND)
    return list(page), bool(page) and asked.is_exact(list(page))
