"""Answers about lessons. Whoever may see the experiment may see its lesson."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Tagging
from tracker.experiments.queries.facets import (
    FacetCounts,
    counts_from_cells,
    cube,
    most_used,
)
from tracker.experiments.queries.search import (
    ExperimentRow,
    ExperimentSearch,
    choices,
    holding,
    rows_of,
    tag_choice,
)
from tracker.experiments.queries.visibility import is_visible
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.queries.detail import (
    has_status,
    status_rows,
    status_sql,
    times_used,
    touched,
    used,
)

CANDIDATES = 30
USED = "used"
STANDING = "standing"
RANKS = [
    (LessonStatus.confirmed.value, 4),
    (LessonStatus.supported.value, 3),
    (LessonStatus.contested.value, 1),
    (LessonStatus.retired.value, 0),
]
RANK_OF_MOST = 2  # emerging


def visible_lessons(viewer: Person) -> peewee.ModelSelect:
    """Lessons of the experiments that a viewer may see."""
    return Lesson.select().join(Experiment).where(is_visible(viewer))


def matching(
    viewer: Person, asked: ExperimentSearch, on: dt.date, sort: str = "newest"
) -> tuple[peewee.ModelSelect, list]:
    """Lessons that fit, and the keys for `paged`: the newest first, or before that the
    most used, or the best supported.
    """
    rows = visible_lessons(viewer).select(
        Lesson.id, Lesson.experiment, Lesson.stated_at
    )
    fitting = rows.where(*_fitting(asked), *choices(asked, on).values())
    keys = [(Lesson.stated_at, "stated_at", dt.datetime), (Lesson.id, "id", int)]
    if sort not in (USED, STANDING):
        return fitting, keys
    table = (times_used() if sort == USED else status_rows()).alias("ordering")
    fitting = fitting.join_from(
        Lesson, table, peewee.JOIN.LEFT_OUTER, on=(table.c.lesson_id == Lesson.id)
    )
    first = (
        peewee.fn.COALESCE(table.c.n, 0)
        if sort == USED
        else peewee.Case(table.c.word, RANKS, RANK_OF_MOST)
    )
    return fitting.select_extend(first.alias("first")), [(first, "first", int), *keys]


def status_counts(
    viewer: Person, asked: ExperimentSearch, on: dt.date, total: int
) -> dict[str, dict[str, int]]:
    """How many lessons there are of each standing, and how many were used, each as if
    its own choice had not been made.

    Args:
        total: How many fit with all choices.
    """
    anyhow, _ = matching(viewer, replace(asked, standings=()), on)
    word = status_sql().alias("word")
    told = (
        anyhow.select(word, peewee.fn.COUNT(Lesson.id))
        .where(touched())
        .group_by(peewee.SQL("word"))
    )
    by_word = dict(told.tuples())
    by_word[LessonStatus.emerging.value] = (
        anyhow.count() if asked.standings else total
    ) - sum(n for other, n in by_word.items() if other != LessonStatus.emerging.value)
    either, _ = matching(viewer, replace(asked, used=False), on)
    ordered = {word.value: by_word.get(word.value, 0) for word in LessonStatus}
    return {"standing": ordered, "reuse": {"used": either.where(used()).count()}}


def counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> FacetCounts:
    """Counts beside the filters of the library."""
    rows = cube(Lesson.select().join(Experiment), on).where(
        is_visible(viewer), *_fitting(asked), *tag_choice(asked)
    )
    return counts_from_cells(rows, asked)


def tag_counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> list:
    """The tags most used among the lessons that fit, each with `.n`."""
    others = choices(replace(asked, tags=()), on).values()
    if not asked.is_narrow:
        hidden = Experiment.select(Experiment.id).where(~is_visible(viewer))
        return most_used(
            Tagging.experiment.in_(Lesson.select(Lesson.experiment))
            & Tagging.experiment.not_in(hidden)
        )
    fitting = (
        Lesson.select(Lesson.experiment)
        .join(Experiment)
        .where(is_visible(viewer), *_fitting(asked), *others)
    )
    return most_used(Tagging.experiment.in_(fitting))


def lesson_of_the_week(viewer: Person, monday: dt.datetime) -> ExperimentRow | None:
    """The lesson that stands large on the first page; the same all week, and no contest
    of popularity.

    Of the thirty newest lessons that the viewer may see and that were stated before
    this week began, those that came as a surprise, or all of them when none did; the
    number of the week then says which. So each gets its turn, nobody's clicks decide,
    and what was surprising goes before what was known. Where nothing is older than this
    week, this week's count.

    Args:
        monday: The moment this week began.
    """
    rows = (
        visible_lessons(viewer)
        .select(Lesson.experiment, Conclusion.surprise != "")
        .join_from(
            Experiment,
            Conclusion,
            peewee.JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
        )
        .order_by(Lesson.stated_at.desc(), Lesson.id.desc())
        .limit(CANDIDATES)
    )
    candidates = list(rows.where(Lesson.stated_at < monday).tuples()) or list(
        rows.tuples()
    )
    surprising = [id for id, surprised in candidates if surprised] or [
        id for id, _ in candidates
    ]
    if not surprising:
        return None
    week = (monday + dt.timedelta(days=3)).date().toordinal() // 7
    return next(iter(rows_of([surprising[week % len(surprising)]], viewer)), None)


def _fitting(asked: ExperimentSearch) -> list:
    """Words of the lesson, the days on which it was stated, how it stands, and whether
    it was used.
    """
    return [
        *([has_status(asked.standings)] if asked.standings else []),
        *([used()] if asked.used else []),
        *holding(Lesson, asked.words),
        *([Lesson.stated_at >= asked.since] if asked.since else []),
        *([Lesson.stated_at < asked.before] if asked.before else []),
    ]
