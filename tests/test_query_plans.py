"""With which rows SQLite begins a query of a large organisation: with the few that the
page is about, not with all of a stage, of a time or of the people.

The numbers by which it chooses stand in a table of their own, so no large database has
to be made.
"""

from zoneinfo import ZoneInfo

import peewee
import pytest

from tests.cast import NOW, TODAY
from tracker import db
from tracker.accounts.models import Person
from tracker.comments.queries.comment import _replies_to
from tracker.dashboard.queries.leaders import answered_by_a_leader
from tracker.dashboard.queries.leadership import _count_replies, _tried_by_leaders
from tracker.dashboard.queries.learning import _conclusion_rows
from tracker.dashboard.queries.participation import _doers, _first_timers, _spans
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.unanswered import unanswered
from tracker.experiments.queries.mine import awaiting_lesson, ready_to_start
from tracker.experiments.queries.search import ExperimentSearch
from tracker.experiments.queries.visibility import ViewerParameter
from tracker.fears.queries.circle_answer import circles_of
from tracker.guidelines.queries.hard_replies import _beside
from tracker.home.queries.news import _newest_under_way
from tracker.lessons.queries.facets import _cells, _few_conditions, _tag_uses
from tracker.prepared import BuiltQuery
from tracker.quarters import Quarter
from tracker.questions.models import OpenQuestion
from tracker.questions.queries import STATES, _in_state

# What SQLite notes after it has looked at a thousand rows of each index: how many rows it
# found for one value of the first column, where most rows have a value and where few have
ROWS = 10_000
OF_A_VALUE = 501
OF_NONE = 1001
FEW = 20  # an index of few rows has a row for so many of its table
NOT_FEW = ("experiment_by_name",)
SCHEMA = """
SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL
AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%words_%'
ORDER BY type DESC
"""
INDEXES = """
SELECT s.tbl_name, s.name, COUNT(*), MAX(i.seqno = 0 AND NOT t."notnull"),
    s.sql LIKE '% WHERE %'
FROM sqlite_schema s JOIN pragma_index_info(s.name) i
LEFT JOIN pragma_table_info(s.tbl_name) t ON t.name = i.name
WHERE s.type = 'index' AND s.sql NOT LIKE '%UNIQUE%' GROUP BY 1, 2
"""


SOMEBODY = {"viewer": 1, "viewer_unit": 1, "on": TODAY}


@pytest.fixture(scope="module")
def large(on_sqlite, store):
    """The tables and indexes of the product, without a row, as if they had many.

    PostgreSQL's planner counts rows of its own, not of a table that one may write.
    """
    large = peewee.sqlite3.connect(":memory:")
    with db.connect_to(store.database_url).connection_context():
        made = db.database.execute_sql(SCHEMA).fetchall()
    for (sql,) in made:
        large.execute(sql)
    large.execute("ANALYZE")
    for table, index, columns, may_be_empty, has_few in large.execute(
        INDEXES
    ).fetchall():
        found = OF_NONE if may_be_empty else OF_A_VALUE
        numbers = [ROWS, found] + [found // 100] * (columns - 1)
        if has_few and index not in NOT_FEW:
            numbers = [max(1, number // FEW) for number in numbers]
        large.execute(
            "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)",
            (table, index, " ".join(map(str, numbers))),
        )
    large.execute("ANALYZE sqlite_schema")
    yield large
    large.close()


@pytest.fixture
def plan(large, cast):
    """``plan(query, **values)``: the steps of a query, as they would be taken were the
    tables large.
    """

    def steps(query: peewee.Query, **values) -> list[str]:
        built = BuiltQuery(query)
        asked = f"EXPLAIN QUERY PLAN {built.sql}"
        plan = large.execute(asked, built.filled(values))
        return [row[3] for row in plan]

    return steps


def test_replies_begin_with_their_experiment(plan):
    steps = plan(_replies_to(withheld=False), threads=[1, 2], experiment=3, author=4)
    assert not [step for step in steps if step.startswith("SCAN t")]
    assert [step for step in steps if "comment_experiment_id" in step]


@pytest.mark.parametrize("waiting", [awaiting_lesson, ready_to_start])
def test_what_waits_for_somebody_begins_with_their_own(cast, plan, waiting):
    assert not [step for step in plan(waiting(cast.alma, TODAY)) if "stage=?" in step]


def test_who_found_it_useful_is_looked_for_at_one_attempt(cast, plan):
    steps = plan(circles_of(cast.alma))
    assert not [step for step in steps if step.startswith("SCAN t")]


def test_what_is_under_way_is_read_from_the_newest_on(cast, plan):
    steps = "; ".join(plan(_newest_under_way(ViewerParameter(False)), **SOMEBODY))
    assert "t8 USING INDEX experiment_under_way" in steps
    assert "stage=?" not in steps


def test_answers_to_critical_reactions_begin_with_those_that_are_shown(cast, plan):
    steps = "; ".join(plan(_beside(ViewerParameter(False), 2), here=1, **SOMEBODY))
    assert "COVERING INDEX conclusion_shared_answer" in steps


def test_a_statement_is_not_planned_anew_for_other_values(on_sqlite, cast):
    """Each time SQLite plans a statement, it asks whether it may."""
    built = BuiltQuery(_newest_under_way(ViewerParameter(False)))
    asked = []

    def allow(*what) -> int:
        asked.append(what)
        return peewee.sqlite3.SQLITE_OK

    connection = db.database.connection()
    connection.set_authorizer(allow)
    try:
        for person in (cast.alma, cast.leif, cast.carla):
            planned = len(asked)
            values = {"viewer": person.id, "viewer_unit": person.unit_id, "on": TODAY}
            built.asked(built.filled(values))
    finally:
        connection.set_authorizer(None)
    assert planned and len(asked) == planned


@pytest.mark.parametrize("state", STATES)
def test_the_state_of_a_question_begins_with_its_own_attempts(cast, plan, state):
    steps = plan(OpenQuestion.select().where(_in_state(state, cast.alma)))
    assert [step for step in steps if "experiment_question" in step]
    assert not [step for step in steps if "stage=?" in step]


@pytest.mark.parametrize("counted", [_cells, _tag_uses])
def test_what_one_sees_beside_all_lessons_begins_with_that(cast, plan, counted):
    query = counted(_few_conditions(cast.alma), ExperimentSearch(), TODAY)
    assert plan(query.tuples())[0] == "MULTI-INDEX OR"


def test_what_waits_for_leaders_begins_with_questions(cast, plan):
    steps = plan(unanswered(cast.leif, NOW))
    assert "INDEX comment_question (at>? AND at<?)" in steps[0]


def test_what_leaders_said_and_tried_begins_with_them(cast, plan):
    steps = "; ".join(plan(answered_by_a_leader()))
    assert "INDEX comment_by_leader" in steps
    steps = plan(_tried_by_leaders(ViewerParameter(False)), viewer=1, viewer_unit=1)
    assert steps[0].startswith("SEARCH t1 USING INTEGER PRIMARY KEY")
    assert "INDEX person_leader" in "; ".join(steps)


def test_whoever_took_part_is_looked_up_by_person_and_moment(plan):
    quarter = Quarter.of(TODAY)
    period = Period(quarter, TODAY, ZoneInfo("Europe/Copenhagen"))
    spans = _spans(period, [quarter])
    steps = "; ".join(plan(_doers(spans).select(Person.id)))
    for index in ("endorsement_person_id_at", "comment_person_id_at"):
        assert f"INDEX {index} (person_id=? AND at>? AND at<?)" in steps
    steps = plan(_first_timers(spans).select(Person.id))
    assert [step for step in steps if step.startswith("SCAN t3 USING INDEX co_author")]


def test_what_was_concluded_is_counted_from_indexes_alone(plan):
    quarter = Quarter.of(TODAY)
    period = Period(quarter, TODAY, ZoneInfo("Europe/Copenhagen"))
    steps = "; ".join(plan(_conclusion_rows(period, [quarter])))
    assert "COVERING INDEX conclusion_counted (concluded_on>?" in steps
    steps = plan(_count_replies(), after=TODAY, until=TODAY)
    assert "COVERING INDEX conclusion_counted" in steps[0]
    assert not [step for step in steps if step.startswith("SCAN t")]
