"""The database held by somebody else for longer than a write waits: reading goes on, writing is asked to come again, nothing is half done."""

from __future__ import annotations

import threading
import time

import pytest

from tests.committing import at_once
from tests.faults.product import Inside, signed_in, sound
from tracker import db
from tracker.app import create_app
from tracker.comments.models import Comment

SAYS = "The database is busy", "Nothing was saved. Please try again in a moment."


@pytest.fixture
def waits(product, monkeypatch, faults) -> int:
    """How long a write waits; the product's own ten seconds with --faults, else one."""
    if not faults:
        monkeypatch.setattr(db, "WAIT", 1)
        db.connect_to(product.config["TRACKER"].database_url)
    return db.WAIT


class Held(threading.Thread):
    """A connection of somebody else's who has the database to themselves for so many seconds."""

    def __init__(self, seconds: float):
        super().__init__(daemon=True)
        self.seconds, self.begun, self.let_go = seconds, threading.Event(), threading.Event()

    def run(self):
        other = db.open_database(db.connected_to())
        with other.connection_context(), other.atomic():  # on SQLite that is BEGIN IMMEDIATE
            if not db.is_sqlite():
                other.execute_sql("LOCK TABLE comment, endorsement, session IN EXCLUSIVE MODE")
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
        callers = [signed_in(product, who) for who in (product.cast.alma, product.cast.carla, product.cast.eva)]
    served, passport = Inside(create_app(product.config["TRACKER"])), f"/experiments/{product.cast.passport.id}"
    say = lambda who, key: served.post(f"{passport}/comments", who, body=key, submission=key)  # noqa: E731
    with Held(30 if faults else 4):
        began = time.monotonic()
        answers = at_once([lambda who=who: say(who, "for nu") for who in callers])
        waited = time.monotonic() - began
        assert [answer.status for answer in answers] == [503] * 3
        assert all(answer.says(*SAYS) and 0 < int(answer.headers["Retry-After"]) <= 60 for answer in answers)
        assert waits * 0.9 < waited < waits + 3
        began = time.monotonic()
        assert [served.get(path, callers[0]).status for path in ("/", "/experiments", passport)] == [200] * 3
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
    served, passport = Inside(create_app(product.config["TRACKER"])), f"/experiments/{product.cast.passport.id}"
    with Held(5 if faults else 0.5):
        assert served.post(f"{passport}/comments", alma, body="Venter", submission="wait").status == 303
    with db.database.connection_context():
        assert Comment.select().count() == 1
