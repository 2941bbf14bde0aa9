"""The machine's clock jumps back an hour: nobody is locked out for longer than that, no
mail comes twice, no session lasts for ever.
"""

from __future__ import annotations

import datetime as dt
import threading
from types import SimpleNamespace

import pyotp
import pytest

from tests.faults.product import sound
from tracker.accounts.models import SecondFactor, Session, TokenBucket
from tracker.accounts.models.session import AT_MOST, IDLE, REMEMBERED_WITH_RIGHTS
from tracker.comments.models import Comment
from tracker.jobs.models import Job, Schedule
from tracker.jobs.worker import run_due, work
from tracker.notifications.models import Notice
from tracker.notifications.schedule import times
from tracker.web import clock

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def jump(monkeypatch):
    """``jump(hours)``: from now on every clock of the product goes so many hours wrong."""
    wrong = SimpleNamespace(by=dt.timedelta())

    now = lambda tz=None: dt.datetime.now(tz) + wrong.by
    told = {name: getattr(dt, name) for name in ("UTC", "date", "time", "timedelta")}
    told = SimpleNamespace(
        **told, datetime=SimpleNamespace(now=now, combine=dt.datetime.combine)
    )
    monkeypatch.setattr(clock, "dt", told)

    def by(hours: float) -> None:
        wrong.by = dt.timedelta(hours=hours)

    return by


def test_pages_and_acts_go_on(cast, visit, jump):
    alma = visit(cast.alma)
    carla = visit(cast.carla)
    passport = f"/experiments/{cast.passport.id}"
    assert (
        carla.post(
            f"{passport}/comments", data={"body": "Før", "submission": "a"}
        ).status_code
        == 303
    )
    jump(-1)
    for path in (
        "/",
        "/me",
        "/experiments",
        passport,
        "/notifications",
        "/guidelines",
        "/me/sessions",
        "/dashboard",
    ):
        assert alma.get(path).status_code in (200, 403, 404), path
    assert (
        carla.post(
            f"{passport}/comments", data={"body": "Efter", "submission": "b"}
        ).status_code
        == 303
    )
    assert (
        carla.post(
            f"{passport}/comments", data={"body": "Efter", "submission": "b"}
        ).status_code
        == 303
    )
    assert Comment.select().count() == 2
    edited = {"title": "Livevideo igen", "version": cast.dream.version, "draft": "1"}
    assert (
        alma.post(f"/experiments/{cast.dream.id}/edit", data=edited).status_code == 303
    )
    readyz = visit().get("/readyz")
    assert (
        readyz.status_code == 200 and readyz.json["outbox"]["oldest_due_seconds"] >= 0
    )
    sound()


@pytest.mark.parametrize("remembered", [False, True])
def test_a_session_ends_at_most_an_hour_later_than_it_would(cast, remembered, faults):
    every = HOUR if faults else 8 * HOUR
    now = clock.now()
    # A device that is asked again after a while, whatever it is used for
    session, token = Session.open(cast.frida, at=now, remembered=remembered)
    back = now - HOUR
    assert Session.by_token(token, back)
    session.touch(back)  # what was seen in a time that now lies ahead
    last = REMEMBERED_WITH_RIGHTS if remembered else IDLE
    assert (
        Session.by_token(token, back + last - MINUTE)
        and Session.by_token(token, now + last) is None
    )
    used = back
    for _ in range(400 * HOUR // every):  # used all the time, it ends all the same
        used += every
        if row := Session.by_token(token, used):
            row.touch(used)
    assert Session.by_token(token, used) is None and used > now + (
        REMEMBERED_WITH_RIGHTS if remembered else AT_MOST
    )
    Session.sweep(used + REMEMBERED_WITH_RIGHTS)
    assert not Session.select().where(Session.id == session.id).exists()


def test_a_bucket_is_not_emptied_and_not_filled_by_it(rows):
    now = clock.now()
    take = lambda at: TokenBucket.take("guess", capacity=10, per=15 * MINUTE, at=at)
    assert [take(now) for _ in range(11)] == [True] * 10 + [False]
    assert not take(now - HOUR), "a jump back gives no tries away"
    assert not take(now - HOUR), "and none by coming again"
    assert take(now + 2 * MINUTE), "locked out for no longer than the jump"


def test_a_code_is_taken_once_and_works_again_when_the_hour_is_over(cast):
    key = "the installation's key"
    now = clock.now().replace(second=5, microsecond=0)
    factor = SecondFactor.begin(cast.alma)
    app = pyotp.TOTP(factor.secret(key))
    factor.confirm(app.at(now), key=key, at=now)
    assert not factor.check_code(app.at(now), key=key, at=now)
    # The phone's clock goes right: its codes are those of an hour later than the machine believes
    back = now - HOUR
    assert not factor.check_code(app.at(now), key=key, at=back)
    assert not factor.check_code(app.at(back), key=key, at=back), (
        "no older code is taken again"
    )
    assert factor.check_code(app.at(now + MINUTE), key=key, at=now + MINUTE), (
        "locked out for no longer than the jump"
    )


def test_what_falls_due_comes_once(cast, app):
    """Tuesday's mail and a notice, over a jump in the middle of it."""
    zone = app.config["TRACKER"].time_zone
    due = {"weekly": times(zone)["weekly"]}
    # A minute before eight o'clock there
    at = dt.datetime(2026, 11, 24, 6, 59, tzinfo=dt.UTC)
    Job.delete().execute()
    Schedule.delete().execute()
    Schedule.enqueue_due(due, at)
    asked = []
    for moment in (
        at + MINUTE,
        at + 2 * MINUTE,
        at - HOUR,
        at,
        at + MINUTE,
        at + 2 * MINUTE,
        at + HOUR,
    ):
        Schedule.enqueue_due(due, moment)
        asked.append(Job.select().where(Job.kind == "weekly").count())
    assert asked == [1] * 7
    Comment.add(cast.passport, body="Fint.", by=cast.carla, at=clock.now())
    told = lambda: (
        Notice.select()
        .where(Notice.person == cast.alma, Notice.kind == "comment")
        .count()
    )
    tell = {kind: handler for kind, handler in handlers().items() if kind == "tell"}
    Job.delete().where(Job.kind != "tell").execute()
    with app.app_context():
        # It waits for its time, at most the hour
        assert run_due(tell, lambda: clock.now() - HOUR) == 0 and told() == 0
        assert run_due(tell, clock.now) == 1 and told() == 1
        assert run_due(tell, lambda: clock.now() - HOUR) == 0 and told() == 1


def handlers():
    from tracker.app import HANDLERS

    return HANDLERS


def test_a_leased_job_is_not_taken_by_a_second_worker(rows):
    now = clock.now()
    Job.delete().execute()
    Job.enqueue("tell", at=now - 2 * HOUR)
    assert Job.lease_next(now)
    assert Job.lease_next(now - HOUR) is None
    assert Job.lease_next(now + HOUR)


def test_the_worker_goes_on_and_sweeps_after_it(product):
    """Its round ran an hour ahead; the next one is behind that."""
    moments = []
    swept = []
    stop = threading.Event()
    begun = clock.now()
    given = iter([begun] * 6 + [begun - HOUR] * 6 + [begun + 2 * HOUR] * 6)

    def now():
        moments.append(next(given, None))
        if moments[-1] is None:
            stop.set()
            return begun + 2 * HOUR
        return moments[-1]

    work({}, now, stop, every=0, hourly=swept.append)
    assert swept[0] == begun and swept[-1] == begun + 2 * HOUR
