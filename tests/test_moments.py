"""A clock runs a year ahead and is set back: what was noted meanwhile is not recent,
and what falls due falls due again.
"""

from __future__ import annotations

import datetime as dt
import logging
from zoneinfo import ZoneInfo

import pyotp
import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cast import NOW, PASSWORD
from tracker.accounts import cleanup
from tracker.accounts.models import (
    FormSubmission,
    OneTimeLink,
    Purpose,
    SecondFactor,
    Session,
    TokenBucket,
)
from tracker.accounts.models.one_time_link import LIFETIMES
from tracker.accounts.models.session import AT_MOST, IDLE, REMEMBERED
from tracker.comments.models import Comment
from tracker.jobs.models import Job, Schedule
from tracker.jobs.worker import run_due, work
from tracker.moments import CLOCKS_DIFFER, is_ahead, is_recent
from tracker.notifications.models import Digest, Notice
from tracker.notifications.schedule import times
from tracker.web import clock

YEAR = dt.timedelta(365)
DAY = dt.timedelta(1)
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)
AHEAD = NOW + YEAR
spans = st.timedeltas(dt.timedelta(seconds=1), YEAR)


@given(spans, spans)
@example(MINUTE, MINUTE)
def test_what_lies_behind_is_recent_for_so_long(within, ago):
    assert is_recent(NOW - ago, within, NOW) is (ago < within)
    assert is_recent(NOW, within, NOW) and not is_recent(None, within, NOW)


@given(spans, spans)
@example(10 * MINUTE, YEAR)
def test_what_lies_ahead_is_recent_only_as_far_as_clocks_differ(within, ahead):
    assert is_recent(NOW + ahead, within, NOW) is (ahead <= min(within, CLOCKS_DIFFER))
    assert is_recent(NOW + ahead, within, NOW) is not is_ahead(NOW + ahead, NOW, within)


@pytest.mark.parametrize(
    ("remembered", "lasts"), [(False, IDLE), (False, AT_MOST), (True, REMEMBERED)]
)
def test_a_session_of_then_opens_nothing_now_and_goes(cast, remembered, lasts):
    session, token = Session.open(cast.alma, at=AHEAD, remembered=remembered)
    session.touch(AHEAD + HOUR)
    assert Session.by_token(token, AHEAD + 2 * HOUR)
    for back in (NOW, NOW + 30 * DAY, AHEAD - DAY):
        assert Session.by_token(token, back) is None and not session.is_proved(
            back, HOUR
        )
    cleanup.delete_expired(NOW)
    assert not Session.select().where(Session.id == session.id).exists()


def test_a_session_of_before_stays_and_is_used_again_after_it(cast):
    session, token = Session.open(cast.alma, at=NOW, remembered=True)
    session.touch(NOW + 10 * DAY)
    Session.by_token(token, NOW + HOUR).touch(NOW + HOUR)
    assert session.reload().seen_at == NOW + HOUR


def test_showing_who_one_is_in_a_time_to_come_is_no_showing(cast):
    session, _ = Session.open(cast.alma, at=NOW)
    session.prove(AHEAD)
    assert not session.is_proved(NOW, HOUR) and not session.is_proved(
        NOW + 30 * DAY, HOUR
    )
    session.prove(NOW + MINUTE)
    assert session.is_proved(NOW, HOUR)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_of_then_opens_nothing_now_and_goes(cast, purpose):
    token = OneTimeLink.issue(purpose, at=AHEAD, person=cast.alma)
    assert OneTimeLink.shown(token, purpose, at=AHEAD) and OneTimeLink.shown(
        token, purpose, at=AHEAD + LIFETIMES[purpose] - MINUTE
    )
    assert (
        OneTimeLink.shown(token, purpose, at=NOW) is None
        and OneTimeLink.shown(token, purpose, at=NOW + 30 * DAY) is None
    )
    OneTimeLink.sweep(NOW)
    assert not OneTimeLink.select().where(OneTimeLink.person == cast.alma).exists()


def test_a_limit_emptied_then_fills_as_usual(rows):
    take = lambda at: TokenBucket.take("guess", capacity=3, per=15 * MINUTE, at=at)
    assert [take(AHEAD) for _ in range(4)] == [True, True, True, False]
    assert not take(NOW), "nothing is given away"
    assert take(NOW + 6 * MINUTE) and [take(NOW + HOUR) for _ in range(4)] == [
        True,
        True,
        True,
        False,
    ]


def test_two_machines_whose_clocks_differ_give_no_tries_away(rows):
    take = lambda at: TokenBucket.take("guess", capacity=3, per=15 * MINUTE, at=at)
    tries = [
        take(NOW + (n % 2) * 5 * MINUTE + n * dt.timedelta(seconds=1))
        for n in range(60)
    ]
    assert sum(tries) <= 3 + 1


def test_counted_tries_and_keys_of_forms_of_then_go(cast):
    TokenBucket.take("guess", capacity=3, per=15 * MINUTE, at=AHEAD)
    FormSubmission.record(cast.alma, "a key", "comment on 1", cast.alma, AHEAD)
    cleanup.delete_expired(NOW)
    assert (
        not TokenBucket.select().where(TokenBucket.key == "guess").exists()
        and not FormSubmission.select().exists()
    )


def test_a_code_taken_then_locks_nobody_out(cast):
    key = "the installation's key"
    factor = SecondFactor.begin(cast.alma)
    app = pyotp.TOTP(factor.secret(key))
    factor.confirm(app.at(AHEAD), key=key, at=AHEAD)
    assert factor.check_code(app.at(NOW), key=key, at=NOW)
    assert not factor.check_code(app.at(NOW), key=key, at=NOW), "once"
    assert not factor.check_code(app.at(NOW - MINUTE), key=key, at=NOW), (
        "and no older one"
    )


def test_half_in_then_is_not_half_in_now(app, cast):
    cast.alma.set_password(PASSWORD)
    factor = SecondFactor.begin(cast.alma)
    key = app.config["TRACKER"].secret_key
    browser = app.test_client()
    with time_machine.travel(AHEAD, tick=False):
        factor.confirm(pyotp.TOTP(factor.secret(key)).now(), key=key, at=clock.now())
        browser.post("/login", data={"email": cast.alma.email, "password": PASSWORD})
        assert browser.get("/login/code").status_code == 200
    assert browser.get("/login/code").status_code == 302


@pytest.mark.parametrize("ahead", [HOUR * 3, DAY * 40, YEAR, YEAR * 10])
def test_everything_falls_due_again_in_its_usual_time(rows, app, caplog, ahead):
    due = times(app.config["TRACKER"].time_zone)
    back = NOW + MINUTE
    Schedule.delete().execute()
    for at in (NOW, NOW + ahead):
        Schedule.enqueue_due(due, at)
    Job.delete().execute()
    wrong = {
        row.name
        for row in Schedule.select()
        if row.next_at > due[row.name](back + CLOCKS_DIFFER)
    }
    with caplog.at_level(logging.WARNING, "tracker.jobs"):
        Schedule.enqueue_due(due, back)
    assert {record.schedule for record in caplog.records} == wrong and (
        wrong == set(due) or ahead < YEAR
    )
    for moment in sorted(
        {following(back + CLOCKS_DIFFER) for following in due.values()}
    ):
        Schedule.enqueue_due(due, moment)
    assert {job.kind for job in Job.select()} == set(due)


@given(
    st.datetimes(
        dt.datetime(2026, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC)
    ),
    st.timedeltas(DAY * 0, YEAR),
)
def test_a_next_time_noted_before_is_never_taken_for_one_noted_by_a_wrong_clock(
    at, later
):
    for name, following in times(ZoneInfo("Europe/Copenhagen")).items():
        assert at < following(at) <= following(at + later), name


def test_a_job_asked_then_is_done_now_and_one_for_later_waits(rows):
    Job.delete().execute()
    Job.enqueue("tell", at=AHEAD)
    Job.enqueue("question_due", at=AHEAD)
    assert Job.lease_next(NOW).kind == "tell" and Job.lease_next(NOW) is None


def test_a_lease_of_then_is_none(rows):
    Job.delete().execute()
    Job.enqueue("tell", at=NOW)
    assert Job.lease_next(AHEAD) and Job.lease_next(NOW) and Job.lease_next(NOW) is None


def test_a_notice_of_an_act_of_then_is_told_now(app, cast):
    Job.delete().execute()
    Comment.add(cast.passport, body="Fint.", by=cast.carla, at=AHEAD)
    from tracker.app import HANDLERS

    with app.app_context():
        run_due({"tell": HANDLERS["tell"]}, clock.now)
    told = Notice.get(Notice.person == cast.alma, Notice.kind == "comment")
    assert told.at <= clock.now()


def test_a_week_to_come_is_not_planned(app, cast):
    from tracker.app import HANDLERS

    with app.app_context():
        HANDLERS["weekly"](
            Job.enqueue("weekly", at=clock.now(), due=(clock.now() + YEAR).isoformat())
        )
    assert not Digest.select().exists()


def test_the_worker_sweeps_again_after_it(product):
    import threading

    stop = threading.Event()
    swept = []
    given = iter(
        [
            NOW,
            AHEAD,
            AHEAD,
            AHEAD,
            NOW + MINUTE,
            NOW + MINUTE,
            NOW + MINUTE,
            NOW + MINUTE,
        ]
    )

    def now():
        moment = next(given, None)
        if moment is None:
            stop.set()
        return moment or NOW + 2 * HOUR

    work({}, now, stop, every=0, hourly=swept.append)
    assert [moment for moment in swept if moment < AHEAD][-1] > NOW
