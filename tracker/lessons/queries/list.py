"""The list of lessons. A person who may see an experiment may see its lesson."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import peewee

from tracker.accounts.models import Person
from tracker.core.reference import references_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries.relevance import (
    FOR_LESSONS,
    as_typed,
    holding,
    ids_in,
    ranked,
)
from tracker.experiments.queries.row import (
    ExperimentRow,
    co_authors_to_ask,
    prefetch_co_authors,
    rows_of,
)
from tracker.experiments.queries.search import (
    ExperimentSearch,
    choices,
)
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_visible,
    question_for,
    viewer_values,
)
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models import Conclusion, Lesson, Retirement
from tracker.lessons.models.shared_lesson import in_pool
from tracker.lessons.queries.detail import (
    has_status,
    questions_about,
    status_rows,
    times_used,
    used,
)
from tracker.lessons.queries.shared_lesson import speaks_for_itself
from tracker.numbers import LARGEST_ID
from tracker.prepared import Parameter, Prepared, Question, prepared
from tracker.prepared_together import ask_together

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
        conditions = list(choices(asked, on).values()) + chosen(asked)
        lessons = Lesson.select(Lesson.experiment).join(Experiment)
        near = lessons.where(*conditions, *as_typed(asked.words))
        focus = partial(ids_in, near)
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
    found = _one(viewer).first(lesson=id, **viewer_values(viewer))
    if found:
        prefetch_co_authors([found.experiment])
    return found


def visible_whole_lesson(viewer: Person, id: int) -> Lesson | None:
    """As `visible_lesson`, for its page: which keys refer to it is found by the same
    statement, and by the next one what stands around it.
    """
    if not 0 <= id <= LARGEST_ID:
        return None
    values = {"lesson": id} | viewer_values(viewer)
    ask_together([_one(viewer).question_first(**values), references_to(Lesson, id)])
    found = _one(viewer).first(**values)
    if found:
        taught = found.experiment_id
        ask_together(
            [
                references_to(Experiment, taught),
                *co_authors_to_ask([taught]),
                *questions_about(found),
            ]
        )
        prefetch_co_authors([found.experiment])
    return found


def _one(viewer: Person) -> Prepared:
    """The query of the lesson of an id."""
    kind = viewer.facilitates
    return prepared(("lesson", kind), lambda: _lesson(ViewerParameter(kind)))


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
    conditions = fitting(viewer, asked) + list(choices(asked, on).values())
    return _ordered(rows.where(*conditions), sort)


def _ordered(rows: peewee.ModelSelect, sort: str) -> tuple[peewee.ModelSelect, list]:
    """Lessons with what they are sorted by, and the keys of that order."""
    keys = [(Lesson.stated_at, "stated_at", dt.datetime), (Lesson.id, "id", int)]
    if sort not in (USED, STANDING):
        return rows, keys
    if sort == USED:
        table = times_used().alias("ordering")
        first = peewee.fn.COALESCE(table.c.n, 0)
    else:
        table = status_rows().alias("ordering")
        first = peewee.Case(table.c.word, RANKS, RANK_OF_MOST)
    rows = rows.join_from(
        Lesson, table, peewee.JOIN.LEFT_OUTER, on=(table.c.lesson_id == Lesson.id)
    )
    return rows.select_extend(first.alias("first")), [(first, "first", int)] + keys


def begun(
    viewer: Person,
    asked: ExperimentSearch,
    on: dt.date,
    sort: str,
    first_page: Callable[[peewee.ModelSelect, list], peewee.ModelSelect],
) -> tuple[list, list]:
    """The rows with which a list without words begins, and the keys of their order.

    Args:
        first_page: Limits the rows and orders them by the keys.
    """
    first = begun_to_ask(viewer, asked, on, sort, first_page)
    _, keys = _ordered(Lesson.select(), sort)
    return first.rows(), keys


def begun_to_ask(
    viewer: Person,
    asked: ExperimentSearch,
    on: dt.date,
    sort: str,
    first_page: Callable[[peewee.ModelSelect, list], peewee.ModelSelect],
) -> Question:
    """What `begun` asks."""

    def build(reader: ViewerParameter) -> peewee.ModelSelect:
        return first_page(*matching(reader, asked, on, sort))

    return question_for(viewer, ("library", asked, on, sort), build)


def lesson_of_the_week(viewer: Person, monday: dt.datetime) -> ExperimentRow | None:
    """The lesson of the week, which the first page and the weekly mail show."""
    chosen = experiment_of_the_week(viewer, monday)
    return chosen and next(iter(rows_of([chosen], viewer)), None)


def experiment_of_the_week(viewer: Person, monday: dt.datetime) -> int | None:
    """The id of the experiment behind it; the same all week, whatever people click.

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
    return surprising[week % len(surprising)]


def _newest_with_surprise(viewer: Person, before: dt.datetime) -> list[tuple]:
    """Ids of the newest experiments with a lesson, and whether it came as a surprise."""
    asked = candidates_to_ask(viewer, before)
    older = asked.rows()
    return older or asked.query.rows(**asked.values | {"before": LAST_MOMENT})


def candidates_to_ask(viewer: Person, monday: dt.datetime) -> Question:
    """What `experiment_of_the_week` asks."""
    newest = prepared(
        ("newest with surprise", viewer.facilitates),
        lambda: _with_surprise(ViewerParameter(viewer.facilitates)).tuples(),
    )
    return newest.question(before=monday, **viewer_values(viewer))


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


def fitting(viewer: Person, asked: ExperimentSearch) -> list:
    """The conditions of a search on a lesson: its words, day, status and use.

    Without words a shared lesson is listed once.
    """
    if asked.ranking is None:
        asked = replace(asked, ranking=ranked(viewer, asked.words, FOR_LESSONS))
    conditions = holding(asked.words, asked.found) + chosen(asked)
    if not asked.words.wanted:
        conditions.append(speaks_for_itself(viewer))
    return conditions


def chosen(asked: ExperimentSearch) -> list:
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
