"""A leader backs an attempt before its result is known, once and for good."""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY, planned, running
from tests.notifications.job_helpers import ZONE
from tracker.core.validation import ValidationFailed
from tracker.jobs.models import Job
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.notifications.recipients import notify
from tracker.safe_conduct.models import Backing
from tracker.safe_conduct.queries import backers_of

TOMORROW = TODAY + dt.timedelta(days=1)


def test_a_leader_says_it_once_and_the_authors_hear_of_it(cast):
    attempt = running(cast.alma, cast.facebook, TOMORROW)
    Job.delete().execute()
    for _ in range(2):
        Backing.add(attempt, by=cast.leif, on=TODAY, at=NOW)
    assert [row.person for row in backers_of(attempt)] == [cast.leif]
    [job] = Job.select()
    notify(job.payload, at=NOW, zone=ZONE)
    assert [notice.person for notice in of_kind()] == [cast.alma]


def test_a_plan_is_backed_once_it_says_when_it_is_right(cast):
    plan = planned(cast.alma, cast.facebook, title="Ny plan")
    with pytest.raises(ValidationFailed):
        Backing.add(plan, by=cast.leif, on=TODAY, at=NOW)
    sure = planned(cast.alma, cast.facebook, title="Ny", criterion="Ti svarer.")
    Backing.add(sure, by=cast.leif, on=TODAY, at=NOW)
    assert backers_of(sure)


def test_what_has_ended_is_not_backed(cast):
    """Neither a concluded attempt nor one whose day has passed: the result can be known."""
    over = running(cast.alma, cast.facebook, TODAY)
    Backing.add(over, by=cast.leif, on=TODAY, at=NOW)
    for attempt, day in ((cast.passport, TODAY), (over, TOMORROW)):
        with pytest.raises(ValidationFailed):
            Backing.add(attempt, by=cast.leif, on=day, at=NOW)


def test_only_leaders_back_and_not_their_own(cast):
    own = planned(cast.leif, cast.facebook, title="Lederens eget", criterion="Ti.")
    assert Backing.addable_by(cast.leif, cast.quiz)
    assert not Backing.addable_by(cast.leif, own)
    for person in (cast.alma, cast.carla, cast.frida, cast.ada):
        assert not Backing.addable_by(person, cast.quiz)


def of_kind():
    return Notice.select().where(Notice.kind == NoticeKind.backed)
