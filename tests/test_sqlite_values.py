"""How None and bool go into SQLite."""

from types import NoneType

import peewee
import pytest

from tracker.db import open_database

sqlite3 = peewee.sqlite3


@pytest.fixture
def database(tmp_path):
    db = open_database(f"sqlite:///{tmp_path / 'values.sqlite'}")
    with db.connection_context():
        yield db


def test_none_stays_none_and_a_bool_is_an_integer(database):
    (row,) = database.execute_sql(
        "SELECT ?, ?, ?, typeof(?)", (None, True, False, True)
    )
    assert row == (None, 1, 0, "integer")


@pytest.mark.parametrize("kind", [NoneType, bool])
def test_the_driver_need_not_search_for_how_to_adapt_them(database, kind):
    assert (kind, sqlite3.PrepareProtocol) in sqlite3.adapters
