"""The counts beside the filters of the library."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import peewee

from tracker.accounts.models import Person
from tracker.cache import cached
from tracker.experiments.models import Experiment, Tagging
from tracker.experiments.queries.facets import (
    COUNTED_TABLES,
    FacetCounts,
    counts_from_cells,
    counts_of_public,
    cube,
    most_used,
)
from tracker.experiments.queries.public_cells import Cell, PublicCells
from tracker.experiments.queries.search import (
    ExperimentSearch,
    among,
    cell_choice,
    choices,
    stakeholder_choice,
    tag_choice,
)
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_for_everyone,
    is_for_few,
    is_visible,
    question_for,
    shown_unit,
)
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models import Lesson, SharedLesson
from tracker.lessons.queries.detail import status_sql, touched, used
from tracker.lessons.queries.list import chosen, fitting, matching
from tracker.lessons.queries.shared_lesson import speaks_for_itself
from tracker.prepared import Prepared, Question, prepared


def status_counts(
    viewer: Person, asked: ExperimentSearch, on: dt.date, total: int
) -> dict[str, dict[str, int]]:
    """Counts beside the filters of status and reuse, each as if that filter were not set.

    Args:
        total: The number of lessons that match all filters.
    """
    anyhow = replace(asked, standings=())
    by_word = _summed(_asked_once(_status_rows, viewer, anyhow, on))
    by_word.pop(LessonStatus.emerging.value, None)
    if asked.standings:
        total = matching(viewer, anyhow, on)[0].count()
    by_word[LessonStatus.emerging.value] = total - sum(by_word.values())
    counted = _asked_once(_used_count, viewer, replace(asked, used=False), on)
    ordered = {word.value: by_word.get(word.value, 0) for word in LessonStatus}
    return {"standing": ordered, "reuse": {"used": sum(n for (n,) in counted)}}


def _status_rows(seen: list, asked: ExperimentSearch, on: dt.date):
    """Each status with the number of lessons, of those that have been touched."""
    counted = Lesson.select(status_sql().alias("word"), peewee.fn.COUNT(Lesson.id))
    rows = counted.join(Experiment).where(*seen, *choices(asked, on).values())
    return rows.where(touched()).group_by(peewee.SQL("word"))


def _used_count(seen: list, asked: ExperimentSearch, on: dt.date):
    counted = Lesson.select(peewee.fn.COUNT(Lesson.id)).join(Experiment)
    return counted.where(*seen, *choices(asked, on).values()).where(used())


def _asked_once(
    build: Callable, viewer: Person, asked: ExperimentSearch, on: dt.date
) -> list[tuple]:
    """Rows of a query of the library, which counts lessons that fulfil conditions.

    Without words, rows of the lessons that everybody sees alike, which are kept for all,
    and rows of the others that this viewer sees. A search of words is asked anew: it
    names what they found.
    """
    if asked.has_words:
        return _with_words(build, viewer, asked, on)
    alike = _seen_alike(build, asked, on).rows()
    return alike + _seen_by_few(build, viewer, asked, on)


def _with_words(
    build: Callable, viewer: Person, asked: ExperimentSearch, on: dt.date
) -> list[tuple]:
    seen = [is_visible(viewer)] + fitting(viewer, asked)
    return list(build(seen, asked, on).tuples())


def _seen_alike(build: Callable, asked: ExperimentSearch, on: dt.date) -> Prepared:
    """The query of lessons that everybody sees, each shown for itself."""

    def built() -> peewee.ModelSelect:
        seen = [is_for_everyone(), Experiment.id.not_in(_pooled())]
        return build(seen + chosen(asked), asked, on).tuples()

    return prepared(("for all", build.__name__, asked, on), built)


def _seen_by_few(
    build: Callable, viewer: Person, asked: ExperimentSearch, on: dt.date
) -> list[tuple]:
    """Rows of the query of the other lessons that a viewer sees listed."""
    return _few_to_ask(build, viewer, asked, on).rows()


def _few_to_ask(
    build: Callable, viewer: Person, asked: ExperimentSearch, on: dt.date
) -> Question:
    """What `_seen_by_few` asks."""

    def built(reader: ViewerParameter) -> peewee.ModelSelect:
        return build(_few_conditions(reader) + chosen(asked), asked, on).tuples()

    return question_for(viewer, (build.__name__, asked, on), built)


def counted_to_ask(
    viewer: Person, asked: ExperimentSearch, on: dt.date
) -> list[Question]:
    """What all counts beside the library ask, where no words are searched for."""
    if asked.has_words:
        return []
    of_lessons = {
        _status_rows: replace(asked, standings=()),
        _used_count: replace(asked, used=False),
    }
    by_build = {_cells: asked, _tag_uses: replace(asked, tags=())} | of_lessons
    return [
        _pooled_lessons().question(),
        *(_seen_alike(build, of, on).question() for build, of in of_lessons.items()),
        *(_few_to_ask(build, viewer, of, on) for build, of in by_build.items()),
    ]


def _few_conditions(reader: ViewerParameter) -> list:
    """The conditions of lessons that a reader sees listed and not everybody sees alike."""
    pooled = Experiment.id.in_(_pooled())
    return [
        # One OR of what indexes find: with an AND in it, SQLite would read every lesson
        is_for_few(reader) | pooled,
        ~is_for_everyone() | pooled,
        is_visible(reader),
        speaks_for_itself(reader),
    ]


def _pooled() -> peewee.ModelSelect:
    """Experiments with a lesson for which another may be shown."""
    Origin = Lesson.alias()
    pooled = SharedLesson.select(SharedLesson.origin)
    pooled = pooled.where(SharedLesson.origin != SharedLesson.shared)
    return Origin.select(Origin.experiment).where(Origin.id.in_(pooled))


def counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> FacetCounts:
    """Counts beside the filters of the library.

    What everybody sees alike is counted in memory, where neither words nor what is known
    of a lesson alone are asked for.
    """
    if _asks_of_lessons(asked):
        return counts_from_cells(_asked_once(_cells, viewer, asked, on), asked)
    alike = cached(
        ("facets of lessons", asked, on),
        COUNTED_TABLES + ("lesson", "shared_lesson"),
        lambda: counts_of_public(_public_cells(asked), asked, on),
    )
    few = _seen_by_few(_cells, viewer, asked, on)
    return alike.plus(counts_from_cells(few, asked))


def _asks_of_lessons(asked: ExperimentSearch) -> bool:
    """Whether not all is asked for that can be counted in memory."""
    return bool(asked.has_words or chosen(asked))


def _public_cells(asked: ExperimentSearch) -> Counter[Cell]:
    """The cells of the lessons that everybody sees, each shown for itself."""
    public = PublicCells.of_database()
    cells = public.cells(among(None, *tag_choice(asked)))
    cells.subtract(public.cells(among(_pooled_ids(), *tag_choice(asked))))
    return Counter({cell: n for cell, n in cells.items() if cell.taught})


def _cells(seen: list, asked: ExperimentSearch, on: dt.date) -> peewee.ModelSelect:
    rows = cube(Lesson.select().join(Experiment), on, shown_unit())
    return rows.where(*seen, *tag_choice(asked))


def tag_counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> list:
    """The tags most used among the lessons that fit, each with `.n`."""
    asked = replace(asked, tags=())
    if _asks_of_lessons(asked):
        return most_used(_summed(_asked_once(_tag_uses, viewer, asked, on)))
    alike = cached(
        ("tags of lessons", asked, on),
        COUNTED_TABLES + ("lesson", "shared_lesson"),
        lambda: _public_tags(asked, on),
    )
    few = _seen_by_few(_tag_uses, viewer, asked, on)
    return most_used(alike + _summed(few))


def _public_tags(asked: ExperimentSearch, on: dt.date) -> Counter[int]:
    """The uses of tags in the lessons that everybody sees, each shown for itself."""
    public = PublicCells.of_database()
    choice = cell_choice(asked, on)

    def fits(cell: Cell) -> bool:
        return cell.taught and (choice is None or choice(cell))

    used_in = public.tags(fits, among(None, *stakeholder_choice(asked)))
    pooled = among(_pooled_ids(), *stakeholder_choice(asked))
    used_in.subtract(public.tags(fits, pooled))
    return used_in


def _tag_uses(seen: list, asked: ExperimentSearch, on: dt.date) -> peewee.ModelSelect:
    taught = Tagging.select(Tagging.tag, peewee.fn.COUNT(Tagging.experiment))
    rows = taught.join(Experiment).join(Lesson, on=Lesson.experiment == Experiment.id)
    conditions = seen + list(choices(asked, on).values())
    return rows.where(*conditions).group_by(Tagging.tag)


def _pooled_ids() -> list[int]:
    return [id for (id,) in _pooled_lessons().rows()]


def _pooled_lessons() -> Prepared:
    return prepared("pooled lessons", lambda: _pooled().tuples())


def _summed(rows: list[tuple]) -> Counter:
    """Counts by their first column; one may stand in several rows."""
    counted: Counter = Counter()
    for word, n in rows:
        counted[word] += n
    return counted
