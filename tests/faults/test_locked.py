"""The database held by somebody else for longer than a write waits: reading goes on,
writing is asked to come again, nothing is half done.
"""

from __future__ import annotations

import datetime as dt
import io
import threading
import time

import peewee
import pytest

from tests.access import ADMIN, AUTHOR, NAMES
from tests.committed_database import at_once
from tests.experiments.import_files import record, sheet
from tests.faults.product import Inside, in_earnest, signed_in, sound
from tests.routes import ROUTES
from tests.test_house import url_to
from tracker import db
from tracker.accounts.models import Session, TokenBucket
from tracker.app import create_app
from tracker.comments.models import Comment
from tracker.experiments.imports import Mapping, Run, guessed
from tracker.experiments.models import Experiment, Tag
from tracker.tables import open_table

pytestmark = pytest.mark.both_databases("db")

LONG_LIST = [record(str(n)) for n in range(510)]
SAYS = "The database is busy", "What was saved before is safe."


@pytest.fixture
def waits(product, monkeypatch, faults) -> float:
    """How long a write waits; the product's own ten seconds with --faults, else less."""
    if not faults:
        monkeypatch.setattr(db, "WAIT", 0.4)
        db.connect_to(product.config["TRACKER"].database_url)
    return db.WAIT


class Held(threading.Thread):
    """A connection of somebody else's who has the database to themselves for so many seconds."""

    def __init__(self, seconds: float):
        super().__init__(daemon=True)
        self.seconds = seconds
        self.begun = threading.Event()
        self.let_go = threading.Event()

    def run(self):
        other = db.open_database(db.connected_to())
        # On SQLite that is BEGIN IMMEDIATE
        with other.connection_context(), other.atomic():
            if not db.is_sqlite():
                other.execute_sql(
                    "LOCK TABLE comment, endorsement, session IN EXCLUSIVE MODE"
                )
            self.begun.set()
            self.let_go.wait(self.seconds)

    def __enter__(self):
        self.start()
        self.begun.wait()
        return self

    def __exit__(self, *trouble):
        self.let_go.set()
        self.join()


def test_readers_go_on_and_writers_are_asked_to_come_again(product, waits, faults):
    with db.database.connection_context():
        callers = [
            signed_in(product, who)
            for who in (product.cast.alma, product.cast.carla, product.cast.eva)
        ]
    served = Inside(in_earnest(product))
    passport = f"/experiments/{product.cast.passport.id}"
    say = lambda who, key: served.post(
        f"{passport}/comments", who, body=key, submission=key
    )
    with Held(30 if faults else 4):
        began = time.monotonic()
        answers = at_once([lambda who=who: say(who, "for nu") for who in callers])
        waited = time.monotonic() - began
        assert [answer.status for answer in answers] == [503] * 3
        assert all(
            answer.says(*SAYS) and 0 < int(answer.headers["Retry-After"]) <= 60
            for answer in answers
        )
        assert waits * 0.9 < waited < waits + 3
        # PostgreSQL lets everybody read: one page shows it
        pages = [passport, "/", "/experiments"]
        pages = pages if faults or db.is_sqlite() else pages[:1]
        began = time.monotonic()
        assert {served.get(path, callers[0]).status for path in pages} == {200}
        assert time.monotonic() - began < waits + 3
        if faults:
            assert say(callers[0], "igen").status == 503
    # The same form again, as the page asks for.
    assert [say(who, "for nu").status for who in callers] == [303] * 3
    with db.database.connection_context():
        assert Comment.select().count() == 3
        sound()


def test_a_lock_shorter_than_the_wait_is_not_noticed(product, faults):
    with db.database.connection_context():
        alma = signed_in(product, product.cast.alma)
    served = Inside(in_earnest(product))
    passport = f"/experiments/{product.cast.passport.id}"
    with Held(5 if faults else 0.2):
        assert (
            served.post(
                f"{passport}/comments", alma, body="Venter", submission="wait"
            ).status
            == 303
        )
    with db.database.connection_context():
        assert Comment.select().count() == 1
    a_row_that_is_there_already_is_told_after_a_wait_too()


@pytest.mark.thorough(
    short="faults/test_locked.py::test_readers_go_on_and_writers_are_asked_to_come_again"
)
def test_no_page_waits_for_a_writer(product, on_sqlite, faults, monkeypatch):
    """Every page, as everybody who may have it, with sessions not seen for a while,
    while another process writes on and on.
    """
    monkeypatch.setattr(db, "WAIT", 4)  # what waits once is seen all the same
    db.connect_to(product.config["TRACKER"].database_url)
    cast = product.cast
    with db.database.connection_context():
        callers = {
            who: signed_in(product, getattr(cast, NAMES[who]))
            for who in (NAMES if faults else (AUTHOR, ADMIN))
        }
        Session.update(
            seen_at=dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        ).execute()
        pages = [route for route in ROUTES if route.startswith("GET ")]
        urls = {
            url_to(product, route.split()[1], cast, next(iter(ROUTES[route]))): route
            for route in pages
        }
    served = Inside(in_earnest(product))
    slow = {}
    with Held(300):
        for turn, (url, route) in enumerate(list(urls.items())[:: 1 if faults else 4]):
            for who, caller in list(callers.items())[turn % 2 :: 1 if faults else 2]:
                began = time.monotonic()
                answer = served.get(url, caller)
                took = time.monotonic() - began  # one that waited takes all of WAIT
                if took > 0.75 * db.WAIT or answer.status >= 500:
                    slow[route, who] = answer.status, round(took, 1)
    assert not slow, "\n".join(map(str, slow.items()))


@pytest.mark.thorough(
    short="faults/test_locked.py::test_a_lock_shorter_than_the_wait_is_not_noticed"
)
def test_a_write_waits_ten_seconds_in_all_however_often_it_has_to(product, monkeypatch):
    """Somebody else writes half of the time: each of many writes of one request would
    wait less than ten seconds, all of them more.
    """
    monkeypatch.setattr(db, "WAIT", 2)
    db.connect_to(product.config["TRACKER"].database_url)
    with db.database.connection_context():
        alma = signed_in(product, product.cast.alma)
    app = create_app(product.config["TRACKER"])

    def many():
        for _ in range(8):
            time.sleep(0.2)  # the other one begins anew
            TokenBucket.take(
                "mange",
                capacity=99,
                per=dt.timedelta(hours=1),
                at=dt.datetime.now(dt.UTC),
            )
        return "alle"

    app.add_url_rule("/many", "many", many)
    ended = threading.Event()
    others = threading.Thread(target=hold_again_and_again, args=(ended,), daemon=True)
    others.start()
    time.sleep(0.2)
    began = time.monotonic()
    answer = Inside(app).get("/many", alma)
    ended.set()
    others.join()
    assert answer.status == 503 and time.monotonic() - began < 5
    assert Inside(app).get("/many", alma).status == 200


def hold_again_and_again(ended: threading.Event) -> None:
    other = db.open_database(db.connected_to())
    with other.connection_context():
        while not ended.is_set():
            with other.atomic():
                if not db.is_sqlite():
                    other.execute_sql("LOCK TABLE token_bucket IN EXCLUSIVE MODE")
                time.sleep(0.7)
            time.sleep(0.15)


def test_others_write_while_a_list_that_is_all_or_nothing_is_checked(
    product, monkeypatch
):
    """Only the writing itself, at the end, is one transaction."""
    monkeypatch.setattr(db, "WAIT", 1)
    db.connect_to(product.config["TRACKER"].database_url)
    with db.database.connection_context():
        alma = signed_in(product, product.cast.alma)
    served = Inside(in_earnest(product))
    passport = f"/experiments/{product.cast.passport.id}"
    said = []
    others = [threading.Event(), threading.Event()]

    def import_it():
        with (
            db.database.connection_context(),
            open_table(io.BytesIO(sheet(*LONG_LIST)), name="l.csv") as table,
        ):
            how = {
                "source": "l.csv",
                "by": product.cast.frida,
                "at": dt.datetime.now(dt.UTC),
                "on": dt.date.today(),
            }
            for _ in Run(
                table, Mapping(guessed(table.columns), {}), strict=True, **how
            ).all():
                if not others[0].is_set():
                    others[0].set()
                    others[1].wait(20)

    run = threading.Thread(target=import_it)
    run.start()
    others[0].wait(20)
    said.append(
        served.post(
            f"{passport}/comments", alma, body="imens", submission="imens"
        ).status
    )
    others[1].set()
    run.join()
    assert said == [303]
    with db.database.connection_context():
        assert Experiment.select().where(Experiment.source == "l.csv").count() == len(
            LONG_LIST
        )


class Waited(db.WaitBudget):
    """Each statement had to wait a little."""

    def spend(self, seconds: float) -> None:
        super().spend(0.2)


def a_row_that_is_there_already_is_told_after_a_wait_too() -> None:
    """What is refused after somebody was waited for is rolled back to where it began,
    and not stumbled over.
    """
    token = db.wait_budget.set(Waited(db.WAIT))
    try:
        with db.database.connection_context(), db.database.atomic():
            with pytest.raises(peewee.IntegrityError), db.database.atomic():
                Tag.insert_many(
                    [("to gange",), ("to gange",)], fields=[Tag.name]
                ).execute()
            assert not Tag.select().where(Tag.name == "to gange").exists()
    finally:
        db.wait_budget.reset(token)
