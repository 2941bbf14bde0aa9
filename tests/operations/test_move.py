"""`tracker move`: every row from SQLite to PostgreSQL or back, whatever interrupts it."""

from __future__ import annotations

import datetime as dt
import re

import psycopg
import pytest

from tests.committed_database import dropped
from tests.postgres_connection import let_go
from tests.readiness.pulse_factories import opened
from tracker import db
from tracker.accounts.models import Person, Unit
from tracker.app import folder
from tracker.experiments.models import Experiment
from tracker.migrations import SchemaOutdated, migrate
from tracker.operations import move as moves
from tracker.operations import transfer
from tracker.operations.move import MoveRefused, move
from tracker.readiness.models import Invitation

pytestmark = pytest.mark.sqlite_by_default

MIGRATIONS = folder("migrations")
OPENED_AT = dt.datetime(2026, 9, 1, 8, 15, 30, 250, tzinfo=dt.UTC)


def moved(config, url):
    let_go()
    return move(config, url, MIGRATIONS, print)


@pytest.fixture
def other(store, tmp_path, request):
    """The URL of an empty database: of the other kind where the test is of both kinds,
    and with --faults; else of the one that is quicker to make.
    """
    of_both = request.node.get_closest_marker("both_databases")
    far = of_both or request.config.getoption("--faults")
    if store.database_url.startswith("postgres") or not far:
        yield f"sqlite:///{tmp_path / 'other.sqlite'}"
        return
    postgres_url = request.getfixturevalue("postgres_url")
    name = "moved_" + re.sub(r"\W+", "_", request.node.name.lower())[:40]
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    url = re.sub(r"/\w+(?=\?|$)", f"/{name}", postgres_url)
    yield url
    dropped(url, postgres_url)


# A virtual table makes its own others
AS_MADE = """
SELECT sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
AND NOT (type = 'table' AND name LIKE '%words~_%' ESCAPE '~')
ORDER BY type <> 'table', type = 'trigger'
"""


@pytest.fixture
def quickly(store, monkeypatch, request):
    """Tables that are made on SQLite as a copy of those that the migrations have made,
    unless there is time; `test_every_row_is_there_and_the_product_goes_on_with_it` has
    them made.
    """
    if request.config.getoption("--faults") or store.database_url.startswith(
        "postgres"
    ):
        return
    made = db.open_database(store.database_url)
    with made.connection_context():
        statements = made.execute_sql(AS_MADE).fetchall()

    class Copied(moves.Runner):
        def up(self, name=None):
            for (statement,) in statements:
                self.database.execute_sql(statement)

    monkeypatch.setattr(moves, "Runner", Copied)


def is_same(one: str, another: str) -> bool:
    """Whether two databases hold the same rows of the product."""
    first, second = db.open_database(one), db.open_database(another)
    with (
        first.connection_context(),
        second.connection_context(),
        moves._reads(first),
        moves._reads(second),
    ):
        return not any(
            transfer.difference(first, second, table) for table in transfer.TABLES
        )


@pytest.mark.both_databases(
    "operations.move", "operations.transfer", "operations.progress"
)
def test_every_row_is_there_and_the_product_goes_on_with_it(product, other):
    config = product.config["TRACKER"]
    with db.database.connection_context():
        pulse = opened(product.cast.frida)
        pulse.showed = {"æ": [1, 2.5, None], "b": "ja"}
        pulse.save()
        Experiment.update(draft_extras={"æøå": ["\\", "\t"]}, title="\\N\t\n").where(
            Experiment.id == product.cast.passport.id
        ).execute()
        invited = Invitation.select().count()
    done = moved(config, other)
    assert done.rows["person"] == 8 and done.rows["invitation"] == invited > 0
    assert done.left == [] and done.round_emptied
    db.connect_to(other)
    assert migrate(db.database.obj, MIGRATIONS, config.data) == []
    with db.database.connection_context():
        # What came after has a number of its own, and is held to what the database demands
        newest = max(unit.id for unit in Unit.select())
        assert Unit.create(name="Ny").id > newest
        with pytest.raises(db.peewee.IntegrityError):
            Person.update(unit=4711).execute()
        assert Experiment.get(title="\\N\t\n").draft_extras == {"æøå": ["\\", "\t"]}
    # An open pulse is in one database alone
    old = db.open_database(config.database_url)
    with old.connection_context():
        assert old.execute_sql("SELECT COUNT(*) FROM invitation").fetchone() == (0,)


@pytest.mark.usefixtures("quickly")
def test_interrupted_it_goes_on_and_takes_in_what_changed_meanwhile(
    product, other, monkeypatch
):
    config = product.config["TRACKER"]
    copies = transfer.copy_rows
    seen = []

    def broken(source, target, table, skip, note):
        seen.append(table.name)
        if table.name == "experiment" and seen.count("experiment") == 1:
            raise KeyboardInterrupt
        copies(source, target, table, skip, note)

    monkeypatch.setattr(moves, "copy_rows", broken)
    with pytest.raises(KeyboardInterrupt):
        moved(config, other)
    unfinished = db.connect_to(other)
    with pytest.raises(SchemaOutdated, match="tracker move"):
        migrate(unfinished, MIGRATIONS, config.data)
    db.connect_to(config.database_url)
    with db.database.connection_context():  # somebody could not wait
        Unit.update(name="Et andet navn").where(Unit.name == "Borgerservice").execute()
        Unit.create(name="En ny")
    done = moved(config, other)
    assert done.rows["experiment"] == 3
    assert is_same(config.database_url, other)


def test_a_database_that_is_not_empty_is_refused_and_stays(product, other):
    config = product.config["TRACKER"]
    there = db.open_database(other)
    with there.connection_context():
        there.execute_sql("CREATE TABLE kept (word TEXT)")
    with pytest.raises(MoveRefused, match="not empty"):
        moved(config, other)
    with there.connection_context():
        assert there.get_tables() == ["kept"]


def test_a_database_is_not_moved_into_itself(product):
    config = product.config["TRACKER"]
    with pytest.raises(MoveRefused, match="name another"):
        moved(config, config.database_url)


def without_the_first(table, rows):
    return rows[1:]


def without_any(table, rows):
    return []


def with_another_name(table, rows):
    place = [field.name for field in table.fields].index("name")
    changed = [*rows[0][:place], "Et andet navn", *rows[0][place + 1 :]]
    return [changed, *rows[1:]]


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("spoilt", [without_the_first, without_any, with_another_name])
def test_a_row_that_is_lost_or_changed_ends_the_move(
    product, other, monkeypatch, spoilt
):
    config = product.config["TRACKER"]
    inserts = transfer._insert

    def careless(target, table, rows):
        if table.name == "unit":
            rows = spoilt(table, rows)
        inserts(target, table, rows)

    monkeypatch.setattr(transfer, "_insert", careless)
    with pytest.raises(MoveRefused, match="of unit is not the same"):
        moved(config, other)
    with pytest.raises(SchemaOutdated):
        migrate(db.connect_to(other), MIGRATIONS, config.data)
