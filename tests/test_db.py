"""The database is as the product needs it, or the product does not run."""

import datetime as dt
import threading

import peewee
import psycopg
import pytest

from tests.cast import NOW
from tracker import db
from tracker.accounts.models import Unit
from tracker.core.conflicts import EditConflict
from tracker.experiments.models import Experiment
from tracker.experiments.queries.form_options import attempts_titled
from tracker.plaintext import folded

pytestmark = pytest.mark.both_databases("db")


def test_pragmas_are_read_back(tmp_path, monkeypatch):
    base = db.open_database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with base.connection_context():
        db.verify(base)
    monkeypatch.setitem(db.PRAGMAS, "recursive_triggers", 0)
    wrong = db.open_database(f"sqlite:///{tmp_path / 'b.sqlite'}")
    monkeypatch.setitem(db.PRAGMAS, "recursive_triggers", 1)
    wrong._pragmas = [
        (name, 0 if name == "recursive_triggers" else value)
        for name, value in wrong._pragmas
    ]
    with (
        wrong.connection_context(),
        pytest.raises(db.DatabaseMisconfigured, match="recursive_triggers"),
    ):
        db.verify(wrong)


def test_an_answered_write_survives_the_machine(rows):
    if db.is_sqlite():
        said = {
            name: rows.execute_sql(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    else:
        assert rows.execute_sql("SHOW synchronous_commit").fetchone() == ("on",)


def test_reading_then_writing_by_many_at_once_loses_nothing(tmp_path):
    """Without the write lock at BEGIN most of these fail with "database is locked"."""
    base = db.open_database(f"sqlite:///{tmp_path / 'many.sqlite'}")
    with base.connection_context():
        base.execute_sql("CREATE TABLE counter (n INTEGER)")
        base.execute_sql("INSERT INTO counter VALUES (0)")
    troubles = []

    def count():
        for _ in range(20):
            try:
                with base.connection_context(), base.atomic():
                    n = base.execute_sql("SELECT n FROM counter").fetchone()[0]
                    base.execute_sql("UPDATE counter SET n = ?", (n + 1,))
            except peewee.OperationalError as error:
                troubles.append(error)

    threads = [threading.Thread(target=count) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with base.connection_context():
        assert not troubles
        assert base.execute_sql("SELECT n FROM counter").fetchone()[0] == 120


def test_moments_are_aware_and_come_back_the_same(cast):
    assert cast.passport.reload().made_at == NOW
    with pytest.raises(ValueError, match="time zone"):
        Experiment.update(changed_at=dt.datetime(2026, 1, 1)).execute()


def test_the_database_keeps_caps_and_words(cast, rows):
    for change in (
        {"title": "x" * 201},
        {"stage": "over"},
        {"hypothesis": ""},
        {"hours": -1},
    ):
        columns = ", ".join(
            f"{name} = {'?' if db.is_sqlite() else '%s'}" for name in change
        )
        with pytest.raises((peewee.IntegrityError, peewee.DataError)), rows.atomic():
            rows.execute_sql(
                f"UPDATE experiment SET {columns} WHERE id = {cast.passport.id}",
                tuple(change.values()),
            )


def test_a_stale_save_writes_nothing(cast):
    mine = cast.quiz.reload()
    theirs = cast.quiz.reload()
    theirs.title = "Hendes"
    theirs.save_as_next(theirs.version)
    mine.title = "Min"
    with pytest.raises(EditConflict) as stale:
        mine.save_as_next(mine.version)
    assert stale.value.current.title == cast.quiz.reload().title == "Hendes"


def test_units_do_not_stand_below_themselves(rows):
    top = Unit.named("Top")
    below = Unit.named("Below", top)
    with pytest.raises(Exception, match="below itself"):
        top.rename("Top", below)


def test_statistics_wait_for_nobody(rows, store):
    """An import that ends while PostgreSQL tidies a table by itself has not failed."""
    if db.is_sqlite():
        pytest.skip("SQLite: one writer at a time, and nobody tidies beside it")
    rows.execute_sql("SET LOCAL lock_timeout = '200ms'")
    with psycopg.connect(store.database_url) as other:
        other.execute("LOCK TABLE person IN SHARE UPDATE EXCLUSIVE MODE")
        db.analyze()
        other.rollback()


@pytest.mark.parametrize(
    "typed",
    ["a" * 60_000, "æ a " * 5_000, "ß%_\\" * 20_000],
    ids=["long", "parts", "signs"],
)
def test_whatever_is_typed_can_be_looked_for(cast, typed):
    """SQLite refuses a long pattern, and a condition of many parts."""
    assert not attempts_titled(folded(typed), cast.alma)
    assert attempts_titled(folded(cast.passport.title), cast.alma) == [cast.passport]
