"""People are told what is the matter with the database, not what a message seems to say."""

import psycopg
import pytest

from tests.examples import for_each, for_each_case
from tracker import db
from tracker.web.database_trouble import Trouble, trouble_of

PAGES = {
    Trouble.away: (503, "The database cannot be reached"),
    Trouble.busy: (503, "The database is busy"),
    Trouble.read_only: (507, "The database takes nothing in"),
    Trouble.full: (507, "The disk is full"),
}


def raised(cause: Exception) -> Exception:
    """The error as Peewee gives it on."""
    try:
        try:
            raise cause
        except Exception:
            raise db.peewee.OperationalError(str(cause))  # noqa: B904
    except db.peewee.OperationalError as error:
        return error


@for_each(
    [
        # A failover: the machine that answers may not be written to yet
        (psycopg.OperationalError("session is read-only"), Trouble.away),
        (psycopg.OperationalError("connection refused; disk full"), Trouble.away),
        (psycopg.errors.AdminShutdown("terminating"), Trouble.away),
        (psycopg.errors.CannotConnectNow("starting up"), Trouble.away),
        (psycopg.errors.ReadOnlySqlTransaction("cannot execute"), Trouble.read_only),
        (psycopg.errors.DiskFull("could not extend file"), Trouble.full),
        (psycopg.errors.LockNotAvailable("full of locks"), Trouble.busy),
        (psycopg.errors.TooManyConnections("read-only"), Trouble.busy),
        (ValueError("disk full"), Trouble.unknown),
    ]
)
def test_an_error_of_postgresql_is_known_by_its_class(case):
    cause, trouble = case
    assert trouble_of(raised(cause)) is trouble


def test_an_error_of_sqlite_is_known_by_its_code(tmp_path):
    database = db.peewee.sqlite3.connect(tmp_path / "full.sqlite")
    database.execute("PRAGMA max_page_count = 2")
    with pytest.raises(db.peewee.sqlite3.Error) as full:
        database.execute("CREATE TABLE words (text)")
        database.execute("INSERT INTO words VALUES (zeroblob(100000))")
    database.close()
    assert trouble_of(raised(full.value)) is Trouble.full


@for_each_case(
    ("cause", "trouble"),
    [
        (psycopg.OperationalError("session is read-only"), Trouble.away),
        (psycopg.errors.ReadOnlySqlTransaction("disk full"), Trouble.read_only),
        (psycopg.errors.LockNotAvailable("full"), Trouble.busy),
        (psycopg.errors.DiskFull("could not extend file"), Trouble.full),
    ],
)
def test_the_page_says_so(app, monkeypatch, cause, trouble):
    def broken():
        raise raised(cause)

    monkeypatch.setitem(app.view_functions, "home.language", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = app.test_client().post("/language", headers={"Accept-Language": "en"})
    code, words = PAGES[trouble]
    assert answer.status_code == code and words in answer.text
    assert ("Retry-After" in answer.headers) == (code == 503)
