"""The connection that a served product keeps for each thread, and what closes it."""

import shutil

import peewee
import psycopg
import pytest
from flask_login import current_user

from tests.bundles import create_app_with_bundles
from tests.committed_database import at_once
from tracker import db
from tracker.accounts.models import Unit
from tracker.experiments.models import Experiment
from tracker.web.database_connection import kept

pytestmark = pytest.mark.both_databases("web.database_connection")


@pytest.fixture(scope="session")
def with_routes(store):
    """The product as its server runs it, with some routes more."""
    app = create_app_with_bundles(store)
    app.config.update(
        TESTING=False,
        WTF_CSRF_ENABLED=False,
        KEEPS_CONNECTIONS=True,
        PROPAGATE_EXCEPTIONS=False,
    )

    @app.get("/reads")
    def reads():
        return f"{current_user.name} of {Unit.select().count()} units"

    @app.get("/fails")
    def fails():
        raise RuntimeError("whatever it is")

    @app.get("/left-open")
    def left_open():
        db.database.begin()
        Unit.create(name="Left open")
        return "left"

    @app.get("/broken")
    def broken():
        db.database.execute_sql("SELECT nothing FROM nowhere")

    return app


@pytest.fixture
def served(product, with_routes):
    """It looks up its database for each request: each test has another."""
    with_routes.config["TRACKER"] = product.config["TRACKER"]
    with_routes.cast = product.cast
    yield with_routes
    kept.close()
    kept.database = None


@pytest.fixture
def ask(served):
    return signed_in(served, served.cast.alma).get


def signed_in(app, person):
    """A browser of somebody; the connection that opened their session is closed."""
    with db.database.connection_context():
        return app.cast.browser(app, person)


def test_two_requests_have_one_connection(product, ask):
    """Health is told on a new one, and a product in a test keeps none."""
    assert ask("/experiments").status_code == 200
    first = db.database.connection()
    assert ask("/reads").status_code == 200
    assert db.database.connection() is first
    assert ask("/readyz").status_code == 200
    assert db.database.is_closed()
    browser = signed_in(product, product.cast.alma)
    assert browser.get("/me").status_code == 200
    assert db.database.is_closed()
    with db.database.connection_context():
        assert Experiment.select().exists()


def test_each_thread_has_its_own(served):
    def connection():
        browser = signed_in(served, served.cast.alma)
        assert browser.get("/reads").status_code == 200
        mine = db.database.connection()
        kept.close()
        return mine

    assert len({id(mine) for mine in at_once([connection] * 4)}) == 4


def test_whatever_goes_wrong_closes_it(ask):
    """And a transaction that was left open is taken back."""
    for page in ("/fails", "/broken"):
        assert ask("/reads").status_code == 200
        assert ask(page).status_code >= 500
        assert db.database.is_closed(), page
    assert ask("/reads").status_code == 200
    assert ask("/left-open").status_code == 200
    assert db.database.is_closed()
    with db.database.connection_context():
        assert not Unit.select().where(Unit.name == "Left open").exists()


def test_a_restore_underneath_is_noticed(on_sqlite, served, ask, tmp_path):
    """PostgreSQL: a restore changes the database behind the same name."""
    ask("/reads")
    there = tmp_path / "own.sqlite"
    other = tmp_path / "other.sqlite"
    kept.close()
    ask("/reads")
    shutil.copyfile(there, other)
    copy = peewee.SqliteDatabase(str(other))
    copy.execute_sql("UPDATE experiment SET title = 'Fra kopien'")
    copy.close()
    other.replace(there)
    assert "Fra kopien" in ask(f"/experiments/{served.cast.passport.id}").text


def test_a_server_that_was_started_again_is_connected_to_again(on_postgres, ask, store):
    ask("/reads")
    with psycopg.connect(store.database_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname <> current_database()"
        )
    assert ask("/reads").status_code == 200


def test_a_page_that_only_reads_leaves_its_short_wait_to_nobody(served, ask):
    """A page waits a second for what it writes besides; the next request waits as ever."""
    carla = signed_in(served, served.cast.carla)
    ask("/reads")
    answer = carla.post(
        f"/experiments/{served.cast.passport.id}/endorsements", data={"kind": "learned"}
    )
    assert answer.status_code in (302, 303)
    if db.is_sqlite():
        (wait,) = db.database.execute_sql("PRAGMA busy_timeout").fetchone()
        assert wait == db.WAIT * 1000
