"""Who waits to write into SQLite gets their turn, in the order in which they came."""

import threading
import time

import peewee
import pytest

from tests.faults.product import wait_for
from tracker import db as databases


@pytest.fixture
def many(tmp_path):
    """A database that several threads write into, with a connection each."""
    db = databases.open_database(f"sqlite:///{tmp_path / 'many.sqlite'}")
    with db.connection_context():
        db.cursor().execute("CREATE TABLE turn (name TEXT)")
    return db


class Writer:
    """A thread that begins a transaction, notes that it did, and ends it."""

    def __init__(self, db, name: str, order: list, patience: float | None = None):
        self.db = db
        self.name = name
        self.order = order
        self.patience = patience
        self.thread = threading.Thread(target=self._write)
        self.thread.start()

    def _write(self) -> None:
        with self.db.connection_context():
            if self.patience is not None:
                databases.wait_for(self.patience, self.db)
            try:
                self.db.begin()
            except peewee.OperationalError as refused:
                self.order.append(f"{self.name}: {refused}")
                return
            self.order.append(self.name)
            self.db.cursor().execute("INSERT INTO turn VALUES (?)", (self.name,))
            self.db.commit()


def in_line(db, many: int) -> bool:
    return wait_for(lambda: len(db.line._waiting) == many)


def test_transactions_begin_in_the_order_in_which_they_came(many):
    order = []
    with many.connection_context():
        many.begin()
        writers = []
        for n in range(6):
            writers.append(Writer(many, str(n), order))
            assert in_line(many, n + 1)
        many.commit()
        for writer in writers:
            writer.thread.join()
    assert order == ["0", "1", "2", "3", "4", "5"]


def test_one_that_has_waited_long_enough_leaves_the_others_their_turn(many):
    order = []
    with many.connection_context():
        many.begin()
        first = Writer(many, "first", order, patience=0.2)
        assert in_line(many, 1)
        behind = Writer(many, "behind", order, patience=0.1)
        patient = Writer(many, "patient", order)
        first.thread.join()
        behind.thread.join()
        many.commit()
        patient.thread.join()
    assert sorted(order) == [
        "behind: database is locked",
        "first: database is locked",
        "patient",
    ]
    assert not many.line._waiting


def test_one_that_may_not_wait_is_refused_at_once(many):
    order = []
    with many.connection_context():
        many.begin()
        began = time.monotonic()
        Writer(many, "hasty", order, patience=0).thread.join()
        assert time.monotonic() - began < 5
        many.commit()
    assert order == ["hasty: database is locked"]


def test_how_long_it_may_wait_is_as_before(many):
    with many.connection_context():
        databases.wait_for(3, many)
        with many.atomic():
            pass
        ((allowed,),) = many.execute_sql("PRAGMA busy_timeout").fetchall()
    assert allowed == 3000
