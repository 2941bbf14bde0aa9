"""Tests write SQL quicker than Peewee does, and the same to the letter."""

import datetime as dt

import peewee
import pytest

from tests.cast import NOW, TODAY
from tests.quick_sql import writing
from tracker.commitments.queries import awaited_from
from tracker.dashboard.queries import Period
from tracker.dashboard.queries.lesson_status import experiments_with_status
from tracker.dashboard.queries.participation import _doers, _spans
from tracker.dashboard.queries.unanswered import unanswered
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_to
from tracker.lessons.models import Lesson
from tracker.quarters import Quarter

PERIOD = Period(Quarter.of(TODAY), TODAY, dt.UTC, unit=1, platform=2)
PLAN = {"title": "x", "made_at": NOW, "changed_at": NOW}


def doers(cast) -> peewee.ModelSelect:
    return _doers(_spans(PERIOD, PERIOD.recent))


# With aliases of models, subqueries and their columns, unions, and what is written
QUERIES = {
    "joins": lambda cast: Lesson.select(Lesson, Experiment).join(Experiment),
    "conditions": lambda cast: visible_to(cast.alma),
    "aliases": lambda cast: unanswered(cast.leif, NOW),
    "subqueries": lambda cast: experiments_with_status(PERIOD, TODAY),
    "unions": doers,
    "order": lambda cast: awaited_from(cast.leif, TODAY),
    "insert": lambda cast: Experiment.insert(author=cast.alma, unit=1, **PLAN),
    "update": lambda cast: Experiment.update(PLAN).where(Experiment.id == 1),
    "delete": lambda cast: Experiment.delete().where(Experiment.title == "x"),
}


@pytest.mark.both_databases()
@pytest.mark.parametrize("name", QUERIES)
def test_it_is_the_sql_of_peewee(cast, name):
    query = QUERIES[name]
    with writing(quickly=True):
        quick = written(query(cast))
    with writing(quickly=False):
        assert written(query(cast)) == quick


def written(query: peewee.Query) -> tuple[str, str]:
    """The text, and its values as they are shown: JSON is equal to nothing."""
    text, values = query.sql()
    return text, repr(values)
