"""Recent lessons from many units, and a lesson of a year ago."""

from __future__ import annotations

import datetime as dt

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Stage, Tagging
from tracker.experiments.queries import is_visible, of_units
from tracker.experiments.queries.mine import own
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    experiments_without_unit,
    question_for,
    rows_for,
)
from tracker.follows.models import Follow
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.queries import visible_lessons
from tracker.lessons.queries.balance import Candidate, balanced
from tracker.lessons.queries.shared_lesson import speaks_for_itself
from tracker.prepared import Parameter, Question

NEWS = 8
UNDER_WAY = 5
LOOKED_AT = 60
A_FEW_DAYS = dt.timedelta(days=3)
LATELY = dt.timedelta(days=60)


def news(viewer: Person, but: int | None = None) -> list[int]:
    """The experiments of the newest lessons that the viewer may see, chosen by
    `balanced`; their ids.

    Args:
        but: The id of an experiment that the page shows already.
    """
    newest = rows_for(viewer, "news", _newest)
    rows = [row for row in newest if row[0] != but][:LOOKED_AT]
    candidates = []
    for experiment, unit, outcome, stated_at, is_first, followed in rows:
        late = stated_at > rows[0][3] - LATELY
        candidates.append(
            Candidate(
                experiment,
                unit,
                outcome,
                first=bool(is_first) and late,
                followed=bool(followed),
            )
        )
    return balanced(candidates, NEWS)


def under_way(viewer: Person, on: dt.date) -> list[int]:
    """What colleagues try or plan now, the newest of each unit in turn; the ids.

    Own attempts are left out, and those that only await their lesson.

    Args:
        on: Today.
    """
    rows = rows_for(viewer, "under way", _newest_under_way, on=on)
    candidates = [
        Candidate(id, unit, None, first=bool(first), followed=bool(followed))
        for id, unit, first, followed in rows
    ]
    return balanced(candidates, UNDER_WAY)


def _newest_under_way(viewer: ViewerParameter) -> peewee.ModelSelect:
    Running = Experiment.alias()
    awaits = Running.review_on.is_null() | (Running.review_on >= Parameter("on"))
    newest = (
        Running.select(Running.id)
        .where(
            is_visible(viewer, Running),
            # As an index says it, in which they stand by their time
            Running.stage.not_in([Stage.draft, Stage.concluded]),
            (Running.stage == Stage.planned) | awaits,
            Running.id.not_in(own(viewer).select(Experiment.id)),
        )
        .order_by(Running.published_at.desc(), Running.id.desc())
        .limit(LOOKED_AT)
    )
    # Only of these few is asked what else is told of them
    return (
        Experiment.select(
            Experiment.id, _told_unit(), _is_first(), _followed_by(viewer)
        )
        .where(Experiment.id.in_(newest))
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
        .tuples()
    )


def _newest(viewer: ViewerParameter) -> peewee.ModelSelect:
    return (
        visible_lessons(viewer)
        .select(
            Experiment.id,
            _told_unit(),
            Conclusion.outcome,
            Lesson.stated_at,
            _is_first(),
            _followed_by(viewer),
        )
        .join_from(
            Experiment,
            Conclusion,
            JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
        )
        .where(speaks_for_itself(viewer))
        .order_by(Lesson.stated_at.desc(), Lesson.id.desc())
        .limit(LOOKED_AT + 1)  # one of them may stand on the page already
        .tuples()
    )


def a_year_ago(viewer: Person, on: dt.date) -> int | None:
    """The experiment whose lesson was told a year ago today, or else within three days of
    it; the nearest, then the oldest; its id.
    """
    day = _a_year_before(on)
    rows = _told_then(viewer, day).rows()
    nearest = min(
        rows, key=lambda row: (abs((row[1] - day).days), row[0]), default=None
    )
    return nearest and nearest[0]


def news_to_ask(viewer: Person, on: dt.date) -> list[Question]:
    """What `news`, `under_way` and `a_year_ago` ask."""
    return [
        question_for(viewer, "news", _newest),
        question_for(viewer, "under way", _newest_under_way, on=on),
        _told_then(viewer, _a_year_before(on)),
    ]


def _a_year_before(on: dt.date) -> dt.date:
    beyond = dt.timedelta(days=max(on.day - 28, 0))
    return on.replace(year=on.year - 1, day=min(on.day, 28)) + beyond


def _told_then(viewer: Person, day: dt.date) -> Question:
    """The lessons that were told on a day or near it."""
    days = {"since": day - A_FEW_DAYS, "until": day + A_FEW_DAYS}
    return question_for(viewer, "a year ago", _told_around, **days)


def _told_around(viewer: ViewerParameter) -> peewee.ModelSelect:
    """Lessons that were told from one day until another."""
    return (
        visible_lessons(viewer)
        .select(Experiment.id, Conclusion.concluded_on)
        .join_from(Experiment, Conclusion, on=(Conclusion.experiment == Experiment.id))
        .where(
            Conclusion.concluded_on >= Parameter("since"),
            Conclusion.concluded_on <= Parameter("until"),
        )
        .order_by(Experiment.id)
        .limit(LOOKED_AT)
        .tuples()
    )


def _told_unit():
    """The unit of an experiment; 0 where it is not told."""
    return peewee.Case(
        None, [(Experiment.id.in_(experiments_without_unit()), 0)], Experiment.unit
    )


def _is_first():
    """1 for the first published experiment of its author.

    The place of what is withheld tells nothing of who it was.
    """
    Earlier = Experiment.alias()
    before = Earlier.select(Earlier.id).where(
        Earlier.author == Experiment.author,
        Earlier.published_at < Experiment.published_at,
        Earlier.stage != Stage.draft,
        ~Earlier.withheld,
    )
    first = ~Experiment.withheld & ~fn.EXISTS(before)
    return peewee.Case(None, [(first, 1)], 0)


def _followed_by(viewer: Person):
    """1 where an experiment has a tag, or is on a platform or of a unit that the viewer follows."""
    mine = Follow.select().where(Follow.person == viewer)
    tagged = (
        Tagging.select(Tagging.experiment)
        .join(Follow, on=(Follow.tag == Tagging.tag))
        .where(Follow.person == viewer)
    )
    there = Experiment.platform.in_(
        mine.select(Follow.platform).where(Follow.platform.is_null(False))
    )
    theirs = of_units(mine.select(Follow.unit).where(Follow.unit.is_null(False)))
    return peewee.Case(None, [(Experiment.id.in_(tagged) | there | theirs, 1)], 0)
