"""The list of lessons. A person who may see an experiment may see its lesson."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Tagging
from tracker.experiments.queries.facets import (
    FacetCounts,
    counts_from_cells,
    cube,
    most_used,
    shown_unit,
)
from tracker.experiments.queries.relevance import (
    FOR_LESSONS,
    as_typed,
    holding,
    ids_in,
    ranked,
)
from tracker.experiments.queries.row import (
    ExperimentRow,
    prefetch_co_authors,
    rows_of,
)
from tracker.experiments.queries.search import (
    ExperimentSearch,
    choices,
    tag_choice,
)
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_visible,
    rows_for,
    viewer_values,
)
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models import Conclusion, Lesson, Retirement
from tracker.lessons.models.shared_lesson import in_pool
from tracker.lessons.queries.detail import (
    has_status,
    status_rows,
    status_sql,
    times_used,
    touched,
    used,
)
from tracker.lessons.queries.shared_lesson import speaks_for_itself
from tracker.numbers import LARGEST_ID
from tracker.prepared import Parameter, prepared

CANDIDATES = 30
LAST_MOMENT = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
USED = "used"
STANDING = "standing"
RANKS = [
    (LessonStatus.confirmed.value, 4),
    (LessonStatus.supported.value, 3),
    (LessonStatus.contested.value, 1),
    (LessonStatus.retired.value, 0),
]
RANK_OF_MOST = 2  # emerging


def searched(
    viewer: Person, asked: ExperimentSearch, on: dt.date, *, best: bool = False
) -> ExperimentSearch:
    """The search with what its words find, in the lessons and the attempts behind them.

    Args:
        best: Whether the best are listed first, and then no more than can be ranked.
    """
    focus = None
    if asked.is_chosen:
        conditions = list(choices(asked, on).values()) + _chosen(asked)
        lessons = Lesson.select(Lesson.experiment).join(Experiment)
        chosen = lessons.where(*conditions, *as_typed(asked.words))
        focus = partial(ids_in, chosen)
    ranking = ranked(viewer, asked.words, FOR_LESSONS, focus=focus)
    return replace(
        asked,
        ranking=ranking,
        words=asked.words.found(ranking.keys),
        best_alone=best,
    )


def visible_lessons(viewer: Person) -> peewee.ModelSelect:
    """Lessons of the experiments that a viewer may see."""
    return Lesson.select().join(Experiment).where(is_visible(viewer))


def visible_lesson(viewer: Person, id: int) -> Lesson | None:
    """The lesson of an id, with its experiment; None if the viewer may not see it."""
    if not 0 <= id <= LARGEST_ID:
        return None
    found = rows_for(viewer, "lesson", _lesson, lesson=id)
    prefetch_co_authors(lesson.experiment for lesson in found)
    return next(iter(found), None)


def _lesson(reader: ViewerParameter) -> peewee.ModelSelect:
    rows = visible_lessons(reader).select(Lesson, Experiment)
    return rows.where(Lesson.id == Parameter("lesson"))


def matching(
    viewer: Person | ViewerParameter,
    asked: ExperimentSearch,
    on: dt.date,
    sort: str = "newest",
) -> tuple[peewee.ModelSelect, list]:
    """Lessons that match a search, and the keys for `paged`.

    Sorted by use or by status, then the newest first.
    """
    rows = visible_lessons(viewer).select(
        Lesson.id, Lesson.experiment, Lesson.stated_at
    )
    conditions = _fitting(viewer, asked) + list(choices(asked, on).values())
    fitting = rows.where(*conditions)
    keys = [(Lesson.stated_at, "stated_at", dt.datetime), (Lesson.id, "id", int)]
    if sort not in (USED, STANDING):
        return fitting, keys
    if sort == USED:
        table = times_used().alias("ordering")
        first = peewee.fn.COALESCE(table.c.n, 0)
    else:
        table = status_rows().alias("ordering")
        first = peewee.Case(table.c.word, RANKS, RANK_OF_MOST)
    fitting = fitting.join_from(
        Lesson, table, peewee.JOIN.LEFT_OUTER, on=(table.c.lesson_id == Lesson.id)
    )
    return fitting.select_extend(first.alias("first")), [(first, "first", int)] + keys


def status_counts(
    viewer: Person, asked: ExperimentSearch, on: dt.date, total: int
) -> dict[str, dict[str, int]]:
    """Counts beside the filters of status and reuse, each as if that filter were not set.

    Args:
        total: The number of lessons that match all filters.
    """
    anyhow = replace(asked, standings=())
    by_word = dict(_asked_once(_status_rows, viewer, anyhow, on))
    by_word.pop(LessonStatus.emerging.value, None)
    if asked.standings:
        total = matching(viewer, anyhow, on)[0].count()
    by_word[LessonStatus.emerging.value] = total - sum(by_word.values())
    [(n,)] = _asked_once(_used_count, viewer, replace(asked, used=False), on)
    ordered = {word.value: by_word.get(word.value, 0) for word in LessonStatus}
    return {"standing": ordered, "reuse": {"used": n}}


def _status_rows(viewer, asked: ExperimentSearch, on: dt.date) -> peewee.ModelSelect:
    """Each status with the number of lessons, of those that have been touched."""
    fitting, _ = matching(viewer, asked, on)
    counted = fitting.select(status_sql().alias("word"), peewee.fn.COUNT(Lesson.id))
    return counted.where(touched()).group_by(peewee.SQL("word"))


def _used_count(viewer, asked: ExperimentSearch, on: dt.date) -> peewee.ModelSelect:
    fitting, _ = matching(viewer, asked, on)
    return fitting.select(peewee.fn.COUNT(Lesson.id)).where(used())


def _asked_once(
    build: Callable, viewer: Person, asked: ExperimentSearch, on: dt.date
) -> list[tuple]:
    """Rows of a query of the library.

    Its text is built once, but for a search of words: that names what they found.
    """
    if asked.words or asked.words.signs:
        return list(build(viewer, asked, on).tuples())
    shape = (build.__name__, asked, on)
    return rows_for(viewer, shape, lambda reader: build(reader, asked, on).tuples())


def counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> FacetCounts:
    """Counts beside the filters of the library."""
    return counts_from_cells(_asked_once(_cells, viewer, asked, on), asked)


def _cells(viewer, asked: ExperimentSearch, on: dt.date) -> peewee.ModelSelect:
    conditions = [is_visible(viewer)] + _fitting(viewer, asked) + tag_choice(asked)
    rows = cube(Lesson.select().join(Experiment), on, shown_unit())
    return rows.where(*conditions)


def tag_counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> list:
    """The tags most used among the lessons that fit, each with `.n`."""
    used_in = Counter(dict(_asked_once(_tag_uses, viewer, replace(asked, tags=()), on)))
    return most_used(used_in)


def _tag_uses(viewer, asked: ExperimentSearch, on: dt.date) -> peewee.ModelSelect:
    others = list(choices(asked, on).values())
    conditions = [is_visible(viewer)] + _fitting(viewer, asked) + others
    taught = Tagging.select(Tagging.tag, peewee.fn.COUNT(Tagging.experiment))
    fitting = taught.join(Experiment).join(
        Lesson, on=Lesson.experiment == Experiment.id
    )
    return fitting.where(*conditions).group_by(Tagging.tag)


def lesson_of_the_week(viewer: Person, monday: dt.datetime) -> ExperimentRow | None:
    """The large lesson of the first page; the same all week, whatever people click.

    The candidates are the thirty newest lessons that the viewer may see and that were
    stated before this week (or in this week if there are none), and of these the
    surprising ones, if any; never a retired one. The number of the week picks one, so
    each gets its turn.

    Args:
        monday: The moment this week began.
    """
    candidates = _newest_with_surprise(viewer, monday)
    surprising = [id for id, surprised in candidates if surprised]
    if not surprising:
        surprising = [id for id, _ in candidates]
    if not surprising:
        return None
    week = (monday + dt.timedelta(days=3)).date().toordinal() // 7
    return next(iter(rows_of([surprising[week % len(surprising)]], viewer)), None)


def _newest_with_surprise(viewer: Person, before: dt.datetime) -> list[tuple]:
    """Ids of the newest experiments with a lesson, and whether it came as a surprise."""
    newest = prepared(
        ("newest with surprise", viewer.facilitates),
        lambda: _with_surprise(ViewerParameter(viewer.facilitates)).tuples(),
    )
    values = viewer_values(viewer)
    older = newest.rows(before=before, **values)
    return older or newest.rows(before=LAST_MOMENT, **values)


def _with_surprise(viewer: ViewerParameter) -> peewee.ModelSelect:
    retired = Retirement.select(Retirement.id).where(in_pool(Retirement.lesson, Lesson))
    return (
        visible_lessons(viewer)
        .select(Lesson.experiment, Conclusion.surprise != "")
        .join_from(
            Experiment,
            Conclusion,
            peewee.JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
        )
        .where(
            ~peewee.fn.EXISTS(retired),
            speaks_for_itself(viewer),
            Lesson.stated_at < Parameter("before"),
        )
        .order_by(Lesson.stated_at.desc(), Lesson.id.desc())
        .limit(CANDIDATES)
    )


def _fitting(viewer: Person, asked: ExperimentSearch) -> list:
    """The conditions of a search on a lesson: its words, day, status and use.

    Without words a shared lesson is listed once.
    """
    if asked.ranking is None:
        asked = replace(asked, ranking=ranked(viewer, asked.words, FOR_LESSONS))
    conditions = holding(asked.words, asked.found) + _chosen(asked)
    if not asked.words.wanted:
        conditions.append(speaks_for_itself(viewer))
    return conditions


def _chosen(asked: ExperimentSearch) -> list:
    """The conditions on a lesson's status, use and day."""
    conditions = []
    if asked.standings:
        conditions.append(has_status(asked.standings))
    if asked.used:
        conditions.append(used())
    if asked.since:
        conditions.append(Lesson.stated_at >= asked.since)
    if asked.before:
        conditions.append(Lesson.stated_at < asked.before)
    return conditions
