"""By the clock: once for all workers; authors are reminded twice, and then left in peace."""

import datetime as dt

import pytest

from tests import examples
from tests.cast import NOW, TODAY, planned, running
from tests.committed_database import at_once
from tests.notifications.job_helpers import heard
from tracker import db
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job, Schedule
from tracker.lessons.models import Lesson
from tracker.notifications import handlers


@pytest.fixture
def morning(app, cast, monkeypatch):
    """Reminds as on a morning so many days after today."""

    def remind(days=0):
        monkeypatch.setattr(handlers, "today", lambda: TODAY + dt.timedelta(days=days))
        monkeypatch.setattr(handlers, "now", lambda: NOW + dt.timedelta(days=days))
        with app.app_context():
            handlers.remind(Job(kind="remind"))

    return remind


def test_authors_are_reminded_when_the_time_is_up_and_once_more(cast, morning):
    day = TODAY + dt.timedelta(days=1)
    running(cast.alma, cast.facebook, day, co_authors=[cast.bo])
    Experiment.delete().where(Experiment.id == cast.quiz.id).execute()
    told = []
    mornings = range(60) if examples.thorough else [0, 1, 2, 8, 14, 15, 16, 29, 59]
    for day in mornings:
        before = len(heard(cast.bo))
        morning(day)
        if len(heard(cast.bo)) > before:
            told.append(day)
    assert told == [1, 15]
    assert (
        heard(cast.alma) == heard(cast.bo) == ["awaiting", "awaiting"]
        and heard(cast.eva) == []
    )


def test_a_moved_review_day_is_another_promise(cast, morning):
    late = running(cast.bo, cast.facebook, TODAY)
    morning(0)
    later = TODAY + dt.timedelta(days=30)
    late.move_review_day(later, by=cast.bo, on=TODAY, at=NOW)
    morning(2)
    assert len(heard(cast.bo)) == 1
    morning(30)
    assert len(heard(cast.bo)) == 2


def test_a_plan_is_asked_once_whether_it_has_begun(cast, morning):
    soon = planned(cast.bo, cast.facebook, starts_on=TODAY + dt.timedelta(days=3))
    planned(cast.carla, cast.facebook)  # without a day
    told = {}
    for day in range(30) if examples.thorough else (0, 2, 3, 6, 7, 29):
        morning(day)
        told[day] = (len(heard(cast.bo)), len(heard(cast.carla)))
    assert [told[day] for day in (2, 3, 6, 7, 29)] == [
        *((0, 0), (1, 0), (1, 0), (1, 1), (1, 1)),
    ]
    assert heard(cast.bo) == ["to_start"]
    soon = soon.reload()
    soon.move_first_day(
        TODAY + dt.timedelta(days=40),
        by=cast.bo,
        on=TODAY + dt.timedelta(days=29),
        at=NOW,
    )
    morning(40)
    assert heard(cast.bo) == ["to_start", "to_start"]


def test_drafts_and_what_is_concluded_or_long_past_are_left_in_peace(cast, morning):
    running(cast.alma, cast.facebook, TODAY - dt.timedelta(days=40))
    long_ago = TODAY - dt.timedelta(days=40)
    planned(cast.alma, cast.facebook, starts_on=long_ago)
    past = {
        "starts_on": TODAY - dt.timedelta(days=9),
        "review_on": TODAY - dt.timedelta(days=2),
    }
    Experiment.update(past).where(
        Experiment.id.in_([cast.dream.id, cast.passport.id])
    ).execute()
    morning()
    assert heard(cast.alma) == []


def test_a_year_later_authors_are_asked_whether_it_is_still_true(cast, morning):
    Lesson.update(review_by=TODAY).execute()
    morning()
    morning(3)
    assert heard(cast.alma) == heard(cast.bo) == ["review"]


def hourly(at: dt.datetime) -> dt.datetime:
    return at.replace(minute=0) + dt.timedelta(hours=1)


def test_a_new_schedule_waits_for_its_time_and_a_late_one_is_asked_once(rows):
    times = {"ring": hourly}
    Schedule.enqueue_due(times, NOW)
    assert not Job.select().exists()
    for minutes in (59, 60, 61, 300, 301):
        Schedule.enqueue_due(times, NOW + dt.timedelta(minutes=minutes))
    assert [job.payload["due"][11:16] for job in Job.select().order_by(Job.id)] == [
        "10:00",
        "11:00",
    ]


@pytest.mark.both_databases("jobs.models")
def test_several_workers_ask_once(product):
    times = {"ring": hourly}
    with db.database.connection_context():
        Schedule.enqueue_due(times, NOW)

    def ask():
        with db.database.connection_context():
            Schedule.enqueue_due(times, NOW + dt.timedelta(hours=2))

    at_once([ask] * 6)
    with db.database.connection_context():
        assert Job.select().where(Job.kind == "ring").count() == 1
