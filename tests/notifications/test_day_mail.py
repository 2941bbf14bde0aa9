"""The mail on the day that an attempt or a plan is asked about: one for all that fell due,
in the morning; Tuesday's does not repeat it.
"""

import datetime as dt

import pytest

from tests import examples
from tests.cast import NOW, TODAY, planned, running
from tests.notifications.job_helpers import heard
from tests.notifications.test_alert import ALMA, BO, post, text_of, to
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.notifications import handlers
from tracker.notifications.enums import Delivery, NoticeKind
from tracker.notifications.models import Notice, Preference
from tracker.notifications.queries import digest

__all__ = ["post"]  # a fixture

DAY = dt.timedelta(days=1)
SOON = TODAY + 3 * DAY


@pytest.fixture
def morning(monkeypatch, post):
    """The mails of the morning so many days after today."""

    def run(days):
        monkeypatch.setattr(handlers, "today", lambda: TODAY + days * DAY)
        Job.enqueue("remind", at=NOW + days * DAY)
        return post(NOW + days * DAY)

    return run


def test_one_mail_that_day_tells_all_that_fell_due(cast, morning):
    running(cast.bo, cast.facebook, SOON, title="Nattevagten", co_authors=[cast.alma])
    running(cast.bo, cast.facebook, SOON, title="Morgenmødet")
    planned(cast.bo, cast.facebook, title="Køkkenet", starts_on=SOON)
    assert to(morning(2), BO) == []
    (mail,) = to(morning(3), BO)
    for words in (
        "“Nattevagten” awaits its lesson",
        "“Morgenmødet” awaits its lesson",
        "Have you begun “Køkkenet”?",
    ):
        assert words in text_of(mail)


def test_a_mail_says_how_much_more_there_is(cast, morning, monkeypatch):
    monkeypatch.setattr("tracker.notifications.queries.alert.MOST_TOLD", 2)
    for title in ("Nattevagten", "Morgenmødet", "Køkkenet"):
        running(cast.bo, cast.facebook, SOON, title=title)
    (mail,) = morning(3)
    assert mail["Subject"] == "3 things wait for you"
    assert "One more stands here: http" in text_of(mail)


def test_it_comes_once_and_tuesdays_mail_does_not_repeat_it(cast, morning):
    running(cast.bo, cast.facebook, SOON, co_authors=[cast.alma])
    days = range(2, 9) if examples.thorough else (2, 3, 4, 8)
    mails = {day: [mail["To"] for mail in morning(day)] for day in days}
    assert sorted(mails.pop(3)) == [ALMA, BO]
    assert not any(mails.values())
    assert digest._by_mail(cast.bo, NOW) == []


def test_who_chose_otherwise_gets_it_so(cast, morning):
    running(cast.bo, cast.facebook, SOON, co_authors=[cast.alma, cast.eva])
    Preference.set_deliveries(cast.alma, {NoticeKind.awaiting: Delivery.mail})
    Preference.set_deliveries(cast.eva, {NoticeKind.awaiting: Delivery.off})
    assert [mail["To"] for mail in morning(3)] == [BO]
    assert [notice.kind for notice in digest._by_mail(cast.alma, NOW)] == ["awaiting"]
    assert heard(cast.eva) == []


def test_withheld_work_is_asked_about_here_and_never_by_mail(cast, morning):
    hidden = running(cast.bo, cast.facebook, SOON)
    Experiment.update(withheld=True).where(Experiment.id == hidden.id).execute()
    assert morning(3) == []
    assert heard(cast.bo) == ["awaiting"]
    assert digest._by_mail(cast.bo, NOW) == []


def test_a_mail_is_not_handed_over_before_all_of_the_day_is_in_it(
    app, cast, monkeypatch
):
    running(cast.bo, cast.facebook, TODAY)

    def stop(at, on):
        raise RuntimeError

    monkeypatch.setattr(handlers, "today", lambda: TODAY)
    monkeypatch.setattr(handlers, "now", lambda: NOW)
    monkeypatch.setattr(handlers, "_remind_to_start", stop)
    with app.app_context(), pytest.raises(RuntimeError):
        handlers.remind(Job(kind="remind"))
    assert not Notice.select().exists()
    assert not Job.select().where(Job.kind == "alert").exists()
