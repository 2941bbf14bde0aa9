"""By the clock: closing, and reminding whoever has an invitation left.

Nothing tells afterwards who that was.
"""

import datetime as dt
from dataclasses import replace

import pytest

from tests.cast import NOW, TODAY
from tests.readiness.pulse_factories import all_alike, opened
from tracker.jobs.mail import MailNotSent, MailUncertain
from tracker.jobs.models import Job
from tracker.notifications.enums import Delivery, NoticeKind
from tracker.notifications.models import Notice, Preference
from tracker.notifications.recipients import notify
from tracker.notifications.schedule import times
from tracker.readiness import handlers
from tracker.readiness.finalise import forget_readers
from tracker.readiness.models import Invitation, OpenResponse, Pulse
from tracker.readiness.models.open_response import empty
from tracker.readiness.reminders import remind


@pytest.fixture
def clock(app, monkeypatch):
    """Turn the clock that the handlers look at:

    ``clock(days, hour)``; the job of that hour is run.
    """

    def turn(days: int, hour: int = 9):
        at = dt.datetime.combine(TODAY + dt.timedelta(days), dt.time(hour), dt.UTC)
        monkeypatch.setattr(handlers, "now", lambda: at)
        monkeypatch.setattr(handlers, "today", lambda: at.date())
        with app.app_context():
            handlers.run_hourly(Job(kind="pulse"))
        return [
            job.payload["time"]
            for job in Job.select().where(Job.kind == "pulse_remind").order_by(Job.id)
        ]

    return turn


def test_a_round_closes_when_its_last_day_has_passed(cast, clock):
    pulse = opened(cast.frida)
    clock(14)
    assert pulse.reload().is_open
    clock(15, hour=0)
    assert pulse.reload().is_open is None and not Invitation.select().exists()
    clock(16)


def test_a_round_that_came_back_empty_from_a_backup_is_closed(cast, clock):
    """Nobody could answer it, and no new one could be opened."""
    pulse = opened(cast.frida)
    empty()
    clock(1)
    assert pulse.reload().is_open is None


def test_reminders_are_asked_for_twice_and_in_the_morning(cast, clock):
    opened(cast.frida)
    assert [
        clock(day, hour) for day, hour in ((6, 9), (7, 3), (7, 9), (7, 10), (8, 9))
    ] == [
        [],
        [],
        [1],
        [1],
        [1],
    ]
    assert [clock(day) for day in (13, 14)] == [[1, 2], [1, 2]]


def test_whoever_has_answered_is_left_in_peace(cast):
    opened(cast.frida)
    OpenResponse.submit(cast.alma, all_alike(4))
    Preference.set_deliveries(cast.bo, {NoticeKind.pulse_opened: Delivery.off})
    told = []
    remind(1, told.append)
    assert cast.eva in told and cast.alma not in told and cast.bo not in told
    remind(1, told.append)
    assert len(told) == len(set(told)), "nobody twice"
    remind(2, told.append)
    assert told.count(cast.eva) == 2


def test_a_mail_that_does_not_leave_is_tried_again_and_its_reader_is_told_to_nobody(
    cast,
):
    opened(cast.frida)
    told = []

    def refuse(person):
        told.append(person)
        if person == cast.eva and told.count(person) == 1:
            raise MailNotSent(f"{person.email} was refused")
        if person == cast.bo:
            raise MailUncertain("it broke off")

    with pytest.raises(MailNotSent) as failed:
        remind(1, refuse)
    assert "@" not in str(failed.value) and failed.value.__context__ is None, (
        "a job keeps what failed"
    )
    remind(1, refuse)
    assert (told.count(cast.eva), told.count(cast.bo), told.count(cast.alma)) == (
        2,
        1,
        1,
    )


def test_without_a_mail_server_no_mail_lies_in_the_folder(cast, app, store):
    before = set((store.data / "mails").glob("*"))
    pulse = opened(cast.frida)
    with app.app_context():
        handlers.send_reminders(
            Job.enqueue("pulse_remind", at=NOW, pulse=pulse.id, time=1)
        )
    assert set((store.data / "mails").glob("*")) == before
    assert {row.reminded for row in Invitation.select()} == {0}


def test_a_reminder_in_the_reader_s_language_says_until_when(
    cast, app, store, monkeypatch
):
    pulse = opened(cast.frida)
    sent = []
    cast.eva.set_locale("da")
    monkeypatch.setitem(
        app.config, "TRACKER", replace(store, mail_url="smtp://localhost:1025")
    )
    monkeypatch.setattr("tracker.jobs.mail.send", lambda mail, *_: sent.append(mail))
    with app.app_context():
        handlers.send_reminders(
            Job.enqueue("pulse_remind", at=NOW, pulse=pulse.id, time=1)
        )
    mail = next(mail for mail in sent if mail["To"] == cast.eva.email)
    assert mail["Subject"] == "Du kan stadig svare på pulsmålingen"
    text = mail.get_body(("plain",)).get_content()
    assert (
        "4. december 2026" in text and "/readiness/pulse" in text and "anonym" in text
    )
    assert not Job.select().where(Job.kind.not_in(["tell", "pulse_remind"])).exists(), (
        "no job for one person"
    )


def test_closing_leaves_no_notice_that_says_who_came_to_the_pulse(cast, store):
    pulse = opened(cast.frida)
    for job in Job.select().where(Job.kind == "tell"):
        notify(job.payload, at=NOW, zone=store.time_zone)
    told = Notice.select().where(Notice.kind == NoticeKind.pulse_opened)
    assert told.count() == Invitation.select().count() - 1, (
        "everybody but whoever opened it"
    )
    Pulse.current().close(at=NOW)
    forget_readers(pulse.id)
    assert not told.exists()
    assert [
        job.payload["pulse"] for job in Job.select().where(Job.kind == "pulse_seal")
    ] == [pulse.id]


def test_the_clock_asks_once_an_hour(store):
    following = times(store.time_zone)["pulse"]
    assert following(NOW) == NOW.replace(hour=10) and following(
        NOW.replace(minute=59)
    ) == NOW.replace(hour=10)
