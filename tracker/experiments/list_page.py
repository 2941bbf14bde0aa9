"""A page of the list of experiments, for people and for programs."""

from __future__ import annotations

from tracker.accounts.models import Person
from tracker.experiments import queries
from tracker.experiments.forms.filters import ExperimentFilters
from tracker.experiments.queries import ExperimentSearch
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


def experiment_page(
    choices: ExperimentFilters,
    asked: ExperimentSearch,
    viewer: Person,
    after: str | None,
    per_page: int = PER_PAGE,
) -> Page:
    """The ids of a page of the experiments that fit and that the viewer may see.

    Args:
        asked: The filters with what their words find; see `searched`.
        after: The mark of an earlier page, as a reader sent it.
    """
    if choices.is_first_page(after) and per_page == PER_PAGE:
        rows, keys = queries.begun(viewer, asked, choices.sort, today(), first_page)
        page = page_of(rows, keys)
        return Page([row.id for row in page], page.after)
    if choices.is_best_first:
        ids = queries.best_matching(viewer, asked, today())
        return paged_by_score(ids, asked.ranking.scores, after, per_page)
    fitting = queries.matching(viewer, asked, today())
    rows, keys = queries.ordered(fitting, choices.sort, viewer, asked)
    found = paged(rows, keys, after, per_page)
    return Page([row.id for row in found], found.after)


def page_to_ask(
    choices: ExperimentFilters,
    asked: ExperimentSearch,
    viewer: Person,
    after: str | None,
) -> list[Question]:
    """What `experiment_page` asks first, and what the counts beside the page ask about the
    viewer; nothing where words are searched for.
    """
    if asked.has_words:
        return []
    questions = queries.own_to_ask(viewer, asked, today())
    if choices.is_first_page(after):
        sort = choices.sort
        begun = queries.begun_to_ask(viewer, asked, sort, today(), first_page)
        questions.append(begun)
    return questions
