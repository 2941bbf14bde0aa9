"""A page of the library of lessons, for people and for programs."""

from __future__ import annotations

from dataclasses import replace

from tracker.accounts.models import Person
from tracker.experiments.forms.filters import ExperimentFilters
from tracker.experiments.queries import ExperimentSearch
from tracker.lessons import queries
from tracker.lessons.queries.facets import counted_to_ask
from tracker.lessons.queries.list import begun_to_ask
from tracker.prepared import Question
from tracker.web.clock import today
from tracker.web.pagination import (
    PER_PAGE,
    Page,
    first_page,
    page_of,
    paged,
    paged_by_score,
)


def lesson_page(
    choices: ExperimentFilters,
    asked: ExperimentSearch,
    viewer: Person,
    after: str | None,
    per_page: int = PER_PAGE,
) -> Page:
    """The ids of a page of lessons that fit, each with that of its experiment.

    Args:
        asked: The filters with what their words find; see `searched`.
        after: The mark of an earlier page, as a reader sent it.
    """
    if choices.is_first_page(after) and per_page == PER_PAGE:
        begun, keys = queries.begun(viewer, asked, today(), choices.sort, first_page)
        page = page_of(begun, keys)
        return Page([(row.id, row.experiment_id) for row in page], page.after)
    rows, keys = queries.matching(viewer, asked, today(), choices.sort)
    if choices.is_best_first:
        lessons = {row.experiment_id: row.id for row in rows}
        found = paged_by_score(lessons, asked.ranking.scores, after, per_page)
        return replace(found, rows=[(lessons[id], id) for id in found])
    found = paged(rows, keys, after, per_page)
    return Page([(row.id, row.experiment_id) for row in found], found.after)


def page_to_ask(
    choices: ExperimentFilters,
    asked: ExperimentSearch,
    viewer: Person,
    after: str | None,
) -> list[Question]:
    """What `lesson_page` asks first, and what the counts beside the page ask; nothing
    where words are searched for.
    """
    questions = counted_to_ask(viewer, asked, today())
    if choices.is_first_page(after) and questions:
        begun = begun_to_ask(viewer, asked, today(), choices.sort, first_page)
        questions.append(begun)
    return questions
