"""With which rows SQLite begins a query of a large organisation: with the few that the
page is about, not with all of a stage, of a time or of the people.

The numbers by which it chooses stand in a table of their own, so no large database has
to be made.
"""

import peewee
import pytest

from tests.cast import TODAY
from tracker import db
from tracker.comments.queries.comment import _replies_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries.mine import awaiting_lesson, ready_to_start
from tracker.experiments.queries.search import ExperimentSearch
from tracker.guidelines.queries.hard_replies import _shared
from tracker.lessons.queries.facets import _cells, _seen_by_few, _tag_uses
from tracker.prepared import _built, _filled

ROWS = 100_000
OF_A_VALUE = 10  # rows that an index finds for a value of its first column
OF_A_STAGE = 20_000


@pytest.fixture
def plan(cast, tmp_path):
    """``plan(query, **values)``: the steps of a query, as they would be taken were the
    tables large.
    """
    if not db.is_sqlite():
        pytest.skip("of SQLite's planner; PostgreSQL's asks its own statistics")
    large = peewee.sqlite3.connect(tmp_path / "large.sqlite")
    for (sql,) in db.database.execute_sql(
        "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index')"
        " AND sql IS NOT NULL AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE '%words_%' ORDER BY type DESC"
    ):
        large.execute(sql)
    large.execute("ANALYZE")
    for table, index in large.execute(
        "SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index'"
    ).fetchall():
        columns = large.execute(f'PRAGMA index_info("{index}")').fetchall()
        found = OF_A_STAGE if columns[0][2] == "stage" else OF_A_VALUE
        large.execute(
            "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)",
            (table, index, " ".join(map(str, [ROWS] + [found] * len(columns)))),
        )
    large.execute("ANALYZE sqlite_schema")

    def steps(query: peewee.Query, **values) -> list[str]:
        built = _built(query)
        filled = [_filled(place, values) for place in built.places]
        plan = large.execute(f"EXPLAIN QUERY PLAN {built.sql}", filled)
        return [row[3] for row in plan]

    yield steps
    large.close()


def test_replies_begin_with_their_threads(plan):
    steps = plan(_replies_to(withheld=False), threads=[1, 2], author=3)
    assert not [step for step in steps if step.startswith("SCAN t")]


@pytest.mark.parametrize("waiting", [awaiting_lesson, ready_to_start])
def test_what_waits_for_somebody_begins_with_their_own(cast, plan, waiting):
    assert not [step for step in plan(waiting(cast.alma, TODAY)) if "stage=?" in step]


@pytest.mark.parametrize("counted", [_cells, _tag_uses])
def test_what_one_sees_beside_all_lessons_begins_with_that(cast, plan, counted):
    query = counted(_seen_by_few(cast.alma), ExperimentSearch(), TODAY)
    assert plan(query.tuples())[0] == "MULTI-INDEX OR"


def test_answers_to_hard_replies_begin_with_those_that_are_shared(cast, plan):
    newest = _shared(cast.alma, Experiment.id).order_by(Experiment.published_at.desc())
    assert "published_at" not in plan(newest.limit(3))[0]
