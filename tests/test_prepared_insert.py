"""A row is inserted by the text that Peewee would write, and with the same values."""

import datetime as dt

import peewee
import pytest

from tests.cast import NOW
from tests.test_quick_sql import written
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.prepared_insert import PreparedInsert
from tracker.schema import MODELS

PLAN = {"title": "x", "made_at": NOW, "changed_at": NOW, "unit": 1}
pytestmark = pytest.mark.both_databases()


def by_peewee(model: type[peewee.Model], row: dict) -> peewee.ModelInsert:
    return peewee.ModelInsert(model, model._normalize_data(row, {}))


def test_rows_of_every_noun(cast):
    seen = 0
    for model in MODELS:
        for row in model.select().limit(2):
            data = dict(row.__data__)
            assert type(model.insert(data)) is PreparedInsert
            assert written(model.insert(data)) == written(by_peewee(model, data))
            seen += 1
    assert seen > 30


@pytest.mark.parametrize(
    "row",
    [
        PLAN,
        {"title": "x"},  # the rest by its defaults, or told by the database
        PLAN | {"title": peewee.fn.LOWER("X")},
        PLAN | {"title": Experiment.select(peewee.fn.MAX(Experiment.title))},
        PLAN | {"title": None, "started_on": dt.date(2026, 3, 1)},
    ],
    ids=["plain", "defaults", "function", "query", "empty"],
)
def test_values_of_any_kind(cast, row):
    row = row | {"author": cast.alma}
    assert written(Experiment.insert(row)) == written(by_peewee(Experiment, row))


def test_json_and_what_is_empty(rows):
    for payload in ({}, {"a": [1, None, "\u00e6"]}, []):
        row = {Job.kind: "tell", Job.payload: payload}
        assert written(Job.insert(row)) == written(by_peewee(Job, row))


def test_in_conflict_it_is_left_to_peewee(rows):
    row = {Job.kind: "tell", Job.payload: {}}
    ours, theirs = Job.insert(row), by_peewee(Job, row)
    assert written(ours.on_conflict_ignore()) == written(theirs.on_conflict_ignore())
