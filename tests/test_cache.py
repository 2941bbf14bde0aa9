"""What is kept is never older than the tables it was made from, in any process."""

import threading
from collections import Counter
from copy import deepcopy

import pytest

from tests.cast import NOW
from tests.examples import for_each
from tracker import cache
from tracker.accounts.models import Setting, Unit
from tracker.db import database
from tracker.experiments.models import Experiment, Tagging
from tracker.jobs.models import Job
from tracker.prepared import Parameter, Prepared
from tracker.request_times import RequestTimes, request_times
from tracker.table_read import tables_read
from tracker.table_revision import RequestTokens, request_tokens, written_table


@pytest.fixture
def kept():
    cache.clear()
    yield
    cache.clear()


def names(made: list | None = None) -> list[str]:
    def make() -> list[str]:
        (made or []).append("made")
        return [name for (name,) in Unit.select(Unit.name).tuples()]

    return cache.cached(("names",), ["unit"], make)


@pytest.mark.both_databases("table_revision")
def test_kept_until_its_table_is_written(product, kept):
    with database.connection_context():
        made = ["made"]
        before = names(made)
        Setting.choose("accent", "#123456")
        assert names(made) == before and len(made) == 2
        Unit.create(name="Ny enhed")
        assert "Ny enhed" in names()
        Unit.update(name="Nyere enhed").where(Unit.name == "Ny enhed").execute()
        assert "Nyere enhed" in names()
        Unit.delete().where(Unit.name == "Nyere enhed").execute()
        assert names() == before


@pytest.mark.both_databases("table_revision")
def test_nothing_is_kept_of_what_is_not_committed(product, kept):
    with database.connection_context():
        before = names()
        with database.atomic() as transaction:
            Unit.create(name="Fortrudt enhed")
            assert "Fortrudt enhed" in names()
            transaction.rollback()
        assert names() == before


def spoil(value) -> None:
    """Empty whatever can be emptied."""
    if isinstance(value, (list, tuple)):
        for held in value:
            spoil(held)
    if isinstance(value, dict):
        for held in value.values():
            spoil(held)
    if isinstance(value, (list, set, dict)):
        value.clear()


SHAPES = [
    [("a", 1), ("b", None)],
    {"a": 1},
    {1, 2},
    Counter(a=2),
    [["a"]],
    {"a": [1]},
    ([1], 2),
    [([1], 2)],
    (("a", 1), {"b"}),
]


def test_each_reader_has_one_of_their_own(product, kept):
    with database.connection_context():
        for value in SHAPES:
            for _ in range(3):
                found = cache.cached(
                    ("shape", repr(value)), ["unit"], lambda it=value: deepcopy(it)
                )
                assert found == value and type(found) is type(value)
                spoil(found)


def test_what_a_reader_does_with_it_stays_with_them(product, kept):
    def unit() -> Unit:
        return cache.cached(
            ("row",), ["unit"], lambda: Unit.select().order_by(Unit.id).first()
        )

    with database.connection_context():
        names().append("Min egen")
        assert "Min egen" not in names()
        before = unit().name
        for _ in range(2):
            unit().name = "Ændret af en læser"
        assert unit().name == before
        first = cache.cached(
            ("author",), ["experiment"], lambda: Experiment.select().first()
        )
        assert first.author.name
        again = cache.cached(("author",), ["experiment"], list)
        assert "author" in first.__rel__ and "author" not in again.__rel__


@pytest.mark.both_databases("table_revision")
def test_another_thread_sees_a_commit_and_nothing_before_it(product, kept):
    seen = []

    def look():
        with database.connection_context():
            seen.append("Langsom enhed" in names())

    def look_beside():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    with database.connection_context():
        names()
        with database.atomic():
            Unit.create(name="Langsom enhed")
            look_beside()
        look_beside()
    assert seen == [False, True]


def test_a_request_that_writes_reads_its_own_write(product, kept):
    with database.connection_context():
        request_tokens.set(RequestTokens())
        try:
            names()
            Unit.create(name="Egen enhed")
            assert "Egen enhed" in names()
        finally:
            request_tokens.set(None)


def test_a_table_without_tokens_is_refused(product, kept):
    with database.connection_context(), pytest.raises(LookupError, match="job"):
        cache.cached(("jobs",), ["job"], list)


def test_missing_values_are_made_together(product, kept):
    asked = []

    def make(ids):
        asked.append(ids)
        return {id: f"row {id}" for id in ids if id != 3}

    def rows(*ids):
        return cache.cached_each({id: ("row", id) for id in ids}, ["experiment"], make)

    with database.connection_context():
        assert rows(1, 2) == {1: "row 1", 2: "row 2"}
        assert rows(2, 3, 4) == {2: "row 2", 4: "row 4"}
    assert asked == [[1, 2], [3, 4]]


def test_what_its_key_does_not_tell_of_is_not_kept(product, kept):
    """What was written between reading the key and making the value."""

    def row(*told) -> dict:
        return cache.cached_each(
            {1: ("row", "as read before")},
            ["unit"],
            lambda ids: {1: told[0]},
            is_of_key=lambda id: told[0] == "as read before",
        )

    with database.connection_context():
        assert row("as written since") == {1: "as written since"}
        assert row("as read before") == {1: "as read before"}
        assert row("later") == {1: "as read before"}


@pytest.mark.both_databases("table_revision")
def test_a_statement_that_finds_no_row_leaves_what_is_kept(product, kept):
    """A form that is saved deletes the co-authors and tags that it no longer names."""
    with database.connection_context():
        nobody = Unit.name == "Ingen enhed"
        tokens = database.obj.tokens()
        Unit.delete().where(nobody).execute()
        Unit.update(name="Heller ingen").where(nobody).execute()
        assert database.obj.tokens() == tokens
        Unit.create(name="Ingen enhed")
        assert database.obj.tokens() != tokens
        Unit.delete().where(nobody).execute()


def test_what_is_kept_is_bounded_by_bytes(product, kept, monkeypatch):
    large = "x" * (cache.MOST_BYTES // 10)
    with database.connection_context():
        for n in range(20):
            cache.cached((n,), ["unit"], lambda: large[:-1])
    assert cache._kept.currsize <= cache.MOST_BYTES


@for_each(
    [
        ('INSERT INTO "experiment" ("id") VALUES (?)', "experiment"),
        ("insert or ignore into lesson (id) values (1)", "lesson"),
        ('UPDATE "person" SET "name" = ?', "person"),
        ('DELETE FROM "comment" WHERE 1', "comment"),
        ('INSERT INTO "job" ("id") VALUES (?)', None),
        ('SELECT "unit" FROM "unit"', None),
    ]
)
def test_a_write_is_known_by_its_text(case):
    sql, table = case
    assert written_table(sql) == table


def test_a_prepared_query_takes_each_call_its_own_values(rows):
    by_name = Prepared(lambda: Unit.select().where(Unit.name == Parameter("name")))
    for name in ("Første", "Anden"):
        Unit.create(name=name)
    assert [by_name.first(name=name).name for name in ("Første", "Anden")] == [
        "Første",
        "Anden",
    ]
    assert by_name.first(name="Tredje") is None
    assert len(by_name.rows(name="Første")) == 1
    with pytest.raises(KeyError):
        by_name.first()


# Prepared queries


@pytest.fixture
def asked(product, kept):
    """The number of statements that some work sends, as in a request of its own."""

    def count(work) -> int:
        times = RequestTimes()
        inside = (request_times.set(times), request_tokens.set(RequestTokens()))
        database.obj.tokens()
        try:
            before = len(times.statements)
            work()
            return len(times.statements) - before
        finally:
            request_times.reset(inside[0])
            request_tokens.reset(inside[1])

    with database.connection_context():
        yield count


def test_a_prepared_query_is_asked_once_until_its_table_is_written(asked):
    named = Prepared(lambda: Unit.select().where(Unit.name == Parameter("name")))

    def look():
        return named.rows(name="Ny enhed"), named.first(name="Ny enhed")

    assert [asked(look) for _ in range(2)] == [2, 0]
    assert asked(lambda: named.rows(name="En anden")) == 1
    Setting.choose("accent", "#123456")
    assert asked(look) == 0
    Unit.create(name="Ny enhed")
    found = []
    asked(lambda: found.extend(named.rows(name="Ny enhed")))
    assert [unit.name for unit in found] == ["Ny enhed"]
    Unit.delete().where(Unit.name == "Ny enhed").execute()


def test_a_verb_reads_what_is_there_now(asked):
    """In a transaction nothing is taken from what was kept, though nothing is written yet."""
    named = Prepared(lambda: Unit.select().where(Unit.name == Parameter("name")))

    def in_transaction():
        with database.atomic():
            named.rows(name="Ny enhed")

    asked(lambda: named.rows(name="Ny enhed"))
    assert asked(in_transaction) > 0
    # Nor by a job, which has no request
    token = request_tokens.set(None)
    try:
        Unit.create(name="Ny enhed")
        assert named.rows(name="Ny enhed")
    finally:
        request_tokens.reset(token)
        Unit.delete().where(Unit.name == "Ny enhed").execute()


@pytest.mark.both_databases("table_revision")
def test_what_goes_with_a_deleted_row_is_written_too(asked, product):
    cast = product.cast
    draft = Experiment.create(by=cast.eva, at=NOW, title="Kladde", tags=["væk"])
    tags = Prepared(
        lambda: Tagging.select().where(Tagging.experiment == Parameter("experiment"))
    )
    seen = []
    asked(lambda: seen.append(len(tags.rows(experiment=draft.id))))
    Experiment.delete().where(Experiment.id == draft.id).execute()
    asked(lambda: seen.append(len(tags.rows(experiment=draft.id))))
    assert seen == [1, 0]


def test_what_is_read_is_known_by_itself(asked):
    def make() -> list[str]:
        return sorted(name for (name,) in Unit.select(Unit.name).tuples())

    def look():
        return cache.cached_by_reads(("units",), make)

    assert [asked(look) for _ in range(2)] == [1, 0]
    Setting.choose("accent", "#123457")
    assert asked(look) == 0
    Unit.create(name="Ny enhed")
    found = []
    asked(lambda: found.extend(look()))
    assert "Ny enhed" in found
    Unit.delete().where(Unit.name == "Ny enhed").execute()


def test_nothing_is_kept_of_a_table_without_tokens(asked):
    def look():
        return cache.cached_by_reads(("jobs",), lambda: Job.select().count())

    assert [asked(look) for _ in range(2)] == [1, 1]


@for_each(
    [
        ('SELECT "t1"."id" FROM "unit" AS "t1"', {"unit"}),
        ('SELECT 1 FROM "unit" AS "t1", "session" AS "t2"', None),
        (
            'SELECT "t1"."job" FROM "unit" AS "t1" JOIN "tag" AS "t2" ON 1',
            {"unit", "tag"},
        ),
        (
            'SELECT 1 FROM "unit" WHERE "id" IN (SELECT value FROM json_each(?))',
            {"unit"},
        ),
        ('WITH "up" ("id") AS (SELECT "id" FROM "tag") SELECT "id" FROM "up"', {"tag"}),
        ('SELECT 1 FROM "unit" WHERE "x" < CURRENT_TIMESTAMP', None),
        ('SELECT 1 FROM "unit" FOR UPDATE', None),
        ("SELECT number FROM index_change", None),
    ]
)
def test_the_tables_of_a_query_stand_in_its_text(case):
    sql, tables = case
    assert tables_read(sql) == tables
