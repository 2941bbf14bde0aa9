"""What goes by the calendar, at the moments that break calendars: each of them is a
test's present, in every run.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.cast import concluded, running
from tests.places import PlacesBelow
from tracker.accounts.models import OneTimeLink, Purpose, Session
from tracker.app import HANDLERS
from tracker.audit.models import AuditEvent, EventType
from tracker.commitments.models import Commitment
from tracker.experiments.models import Experiment
from tracker.guidelines.models import Question
from tracker.jobs.models import Job, Schedule
from tracker.jobs.worker import run_due
from tracker.notifications.models import Digest, Notice
from tracker.notifications.queries.reminders import awaiting
from tracker.notifications.schedule import times
from tracker.privacy.retention import carry_out
from tracker.quarters import Quarter
from tracker.readiness.models import Pulse
from tracker.summaries.models import Summary
from tracker.web.clock import begins, now, today

ZONE = ZoneInfo("Europe/Copenhagen")
DAY = dt.timedelta(1)
MOMENTS = {
    "a week on": "2026-12-05T12:00",
    "the last hour of the year in UTC": "2026-12-31T23:30",
    "before the hour that is missing": "2027-03-28T00:30",
    "after it": "2027-03-28T01:30",
    "in the hour that comes twice": "2027-10-31T00:30",
    "in it again": "2027-10-31T01:30",
    "the day that is rare": "2028-02-29T12:00",
    "the day after it": "2028-02-29T23:30",
    "ten years on": "2036-11-28T12:00",
}
PAGES = {
    "alma": ("/", "/me", "/lessons", "/guidelines/questions"),
    "leif": ("/dashboard", "/dashboard/stalls", "/commitments", "/summaries"),
}


# Where pages are opened by default
OPENED = ("the last hour of the year in UTC", "after it", "the day after it")


@pytest.fixture(params=MOMENTS.values(), ids=MOMENTS)
def at(request) -> dt.datetime:
    return dt.datetime.fromisoformat(request.param).replace(tzinfo=dt.UTC)


PAGES_ELSE = pytest.mark.thorough(
    short="test_dates.py::test_pages_that_go_by_the_calendar"
)
DUE_ELSE = pytest.mark.thorough(
    short="test_dates.py::"
    "test_everything_falls_due_once_in_two_weeks_and_a_quarter_at_its_end"
)
DONE_ELSE = pytest.mark.thorough(short="test_dates.py::test_what_the_clock_does")


def always_at(names: tuple[str, ...], others: pytest.MarkDecorator):
    """A test whose present is at these moments by default, for it takes long."""
    assert MOMENTS.keys() >= {*names}
    moments = [
        pytest.param(moment, id=name, marks=() if name in names else others)
        for name, moment in MOMENTS.items()
    ]
    return pytest.mark.parametrize("at", moments, indirect=True)


@pytest.fixture
def present(at):
    """The tests' own clock stands there."""
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def inside(app):
    with app.app_context():
        yield


@pytest.mark.usefixtures("inside", "rows")
def test_today_is_where_the_organisation_is(at):
    assert begins(today()) <= now() < begins(today() + DAY)
    assert (
        today() == at.astimezone(ZONE).date()
        and Quarter.of(today()).moments(ZONE)[0]
        <= at
        < Quarter.of(today()).moments(ZONE)[1]
    )


@always_at(OPENED, PAGES_ELSE)
@pytest.mark.sqlite_by_default
def test_pages_that_go_by_the_calendar(cast, visit, at, request):
    """By default another share of them at each moment."""
    attempt = concluded(cast.carla, cast.facebook, title="Fra i dag")
    share = slice(None)
    if not request.config.getoption("--faults"):
        name = next(name for name in OPENED if MOMENTS[name] in at.isoformat())
        share = slice(OPENED.index(name), None, len(OPENED))
    for who, paths in PAGES.items():
        browser = visit(getattr(cast, who))
        for path in (*paths, f"/experiments/{attempt.id}")[share]:
            assert browser.get(path).status_code in (200, 403, 404), (who, path)


@always_at(
    (
        "the last hour of the year in UTC",
        "before the hour that is missing",
        "in the hour that comes twice",
    ),
    DUE_ELSE,
)
@pytest.mark.usefixtures("inside")
def test_everything_falls_due_once_in_two_weeks_and_a_quarter_at_its_end(rows, at):
    due = times(ZONE)
    Schedule.delete().execute()
    Schedule.enqueue_due(due, at)
    Job.delete().execute()
    moment = at
    while moment < at + 14 * DAY:
        moment = min(
            following(moment)
            for name, following in due.items()
            if name not in ("pulse", "weigh")
        )
        Schedule.enqueue_due(due, moment)
        # Taken: what waits untaken is not asked again
        Job.update(tries=1).where(Job.tries == 0).execute()
    asked = [job.kind for job in Job.select()]
    days = (moment.astimezone(ZONE).date() - at.astimezone(ZONE).date()).days
    assert (
        asked.count("weekly") in (2, 3)
        and days - 1 <= asked.count("remind") <= days + 1
    )
    assert (
        asked.count("backup") == asked.count("retention")
        and days - 1 <= asked.count("backup") <= days + 1
    )
    end = due["quarter"](at)
    assert end.astimezone(ZONE).time() == dt.time() and asked.count("quarter") == (
        end <= moment
    )


@always_at(("the last hour of the year in UTC",), DONE_ELSE)
@pytest.mark.usefixtures("inside")
def test_what_the_clock_does(cast, at, tmp_path):
    Job.delete().execute()
    Experiment.delete().where(Experiment.id == cast.quiz.id).execute()
    late = running(cast.alma, cast.facebook, today(), title="I dag")
    soon = running(cast.alma, cast.facebook, today() + DAY, title="I morgen")
    assert [row.id for row, _ in awaiting(today())] == [late.id] and soon.id
    promise = Commitment.add(
        cast.passport,
        text="Svar samme dag",
        due_on=today(),
        by=cast.leif,
        at=now(),
        on=today(),
    )
    assert not promise.is_overdue(today()) and promise.is_overdue(today() + DAY)
    with time_machine.travel(at - 3 * DAY, tick=False):
        pulse = Pulse.open(closes_on=today() + DAY, by=cast.frida, on=today(), at=now())
    assert not pulse.takes_answers(today())
    for kind in ("pulse", "weigh", "remind", "quarter"):
        Job.enqueue(kind, at=now())
    Job.enqueue("weekly", at=now(), due=at.isoformat())
    handlers = {
        kind: HANDLERS[kind]
        for kind in (
            "pulse",
            "weigh",
            "remind",
            "quarter",
            "weekly",
            "tell",
            "digest",
            "alert",
        )
    }
    # Sealing rewrites the file, which a transaction forbids
    run_due({**handlers, "pulse_seal": lambda job: None}, now)
    assert not [job.last_error for job in Job.select() if job.last_error]
    assert Pulse.current() is None and pulse.reload().closes_on == today() - 2 * DAY
    assert (
        Notice.select()
        .where(Notice.kind == "awaiting", Notice.experiment == late)
        .exists()
        and Digest.select().exists()
    )
    assert {row.quarter for row in Summary.select()} <= {
        str(Quarter.of(today()).previous)
    }
    carry_out(PlacesBelow(tmp_path), now())


@pytest.mark.usefixtures("inside")
def test_a_round_that_is_closed_by_hand_ends_on_the_day_it_is_there(cast, visit, at):
    with time_machine.travel(at - 3 * DAY, tick=False):
        pulse = Pulse.open(
            closes_on=today() + 10 * DAY, by=cast.frida, on=today(), at=now()
        )
    assert (
        visit(cast.frida).post(f"/readiness/rounds/{pulse.id}/closing").status_code
        == 303
    )
    assert pulse.reload().closes_on == today()


@pytest.mark.usefixtures("inside")
def test_what_lasts_so_long_lasts_so_long(cast, at):
    _, token = Session.open(cast.alma, at=now())
    reset = OneTimeLink.issue(Purpose.reset, at=now(), person=cast.alma)
    for hours, lives in ((11.9, True), (12.1, False)):
        assert bool(Session.by_token(token, at + dt.timedelta(hours=hours))) is lives
    for minutes, lives in ((9.9, True), (10.1, False)):
        assert (
            bool(
                OneTimeLink.shown(
                    reset, Purpose.reset, at=at + dt.timedelta(minutes=minutes)
                )
            )
            is lives
        )
    asked = Question.add(body="Må jeg?", by=cast.carla, at=now(), zone=ZONE)
    open_days = [at.astimezone(ZONE).date() + n * DAY for n in range(6)]
    assert asked.due_at > at and asked.due_at.astimezone(ZONE).weekday() < 5
    assert sum(
        day.weekday() < 5
        for day in open_days
        if day <= asked.due_at.astimezone(ZONE).date()
    ) in (2, 3)
    assert Experiment.get(Experiment.id == cast.passport.id).published_at < at
    AuditEvent.record(EventType.exported, on=cast.alma)
    assert AuditEvent.select().order_by(AuditEvent.id.desc()).get().at == at
