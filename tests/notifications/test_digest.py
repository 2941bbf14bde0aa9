"""Tuesday's mail: planned once, handed over at most once, in the reader's language; and
no more of it in one click.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email import policy
from email.parser import BytesParser
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, TODAY
from tests.examples import for_each_case
from tests.notifications.job_helpers import tell_all
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.jobs import mail
from tracker.jobs.models import TRIES, Job
from tracker.jobs.worker import run_due
from tracker.lessons.models import Reuse
from tracker.notifications import handlers
from tracker.notifications.enums import Delivery
from tracker.notifications.enums import NoticeKind as Topic
from tracker.notifications.links import unsubscribe_token
from tracker.notifications.models import Digest, Preference, Unsubscription
from tracker.notifications.queries import digest
from tracker.notifications.schedule import daily, on_tuesday, week_of

TUESDAY = dt.datetime(2026, 11, 24, 7, 0, tzinfo=dt.UTC)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def tuesday(app, cast, tmp_path, monkeypatch):
    """Runs all that is due this Tuesday morning, for everybody or only some readers;
    gives the weekly mails in the folder.
    """
    monkeypatch.setitem(
        app.config, "TRACKER", replace(app.config["TRACKER"], data=tmp_path)
    )
    monkeypatch.setattr(handlers, "now", lambda: TUESDAY)

    def run(*readers, due=TUESDAY):
        if readers:
            ids = {person.id for person in readers}
            all_of_them = digest.readers
            monkeypatch.setattr(
                digest, "readers", lambda *some: sorted(ids & {*all_of_them(*some)})
            )
        Job.enqueue("weekly", at=TUESDAY, due=due.isoformat())
        with app.app_context():
            run_due(handlers.HANDLERS, lambda: TUESDAY)
        mails = map(read, sorted((tmp_path / "mails").glob("*.eml")))
        weekly = [mail for mail in mails if ".weekly@" in mail["Message-ID"]]
        return {mail["To"]: mail for mail in weekly}

    run.folder = tmp_path / "mails"
    return run


def read(path):
    return BytesParser(policy=policy.default).parsebytes(path.read_bytes())


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def test_one_lesson_one_question_one_thanks(cast, tuesday):
    Comment.add(
        cast.passport,
        body="Hvor mange ringede?\nTil @Bo Friis",
        by=cast.eva,
        at=NOW,
        asks=True,
    )
    Reuse.add(
        cast.passport.lessons.get(),
        note="Vi flyttede vagten",
        by=cast.leif,
        at=NOW,
        on=TODAY,
    )
    tell_all()
    mails = tuesday(cast.alma, cast.carla, cast.dan)
    alma = text_of(mails["alma.holm@example.org"])
    for words in (
        "Folk spørger om aftenen",
        "Hvor mange ringede? Til @Bo Friis",
        "Vi flyttede vagten",
        "Leif Dahl from",
    ):
        assert words in alma
    html = mails["alma.holm@example.org"].get_body(("html",)).get_content()
    assert (
        "Vi flyttede vagten" in html
        and "/notifications/" in html
        and "<script" not in html
    )
    carla = text_of(mails["carla.munk@example.org"])
    assert "Hvor mange ringede" in carla and "Vi flyttede vagten" not in carla
    assert "dan.bech@example.org" not in mails


def test_it_names_no_draft_and_nothing_of_another_unit(cast, tuesday):
    Comment.add(cast.quiz, body="Hemmeligt her?", by=cast.eva, at=NOW, asks=True)
    mails = tuesday(cast.alma, cast.carla, cast.leif)
    assert "Hemmeligt" in text_of(mails["alma.holm@example.org"])
    assert not any(
        "Hemmeligt" in text_of(mails[f"{name}@example.org"])
        for name in ("carla.munk", "leif.dahl")
    )
    assert not any("Livevideo" in text_of(mail) for mail in mails.values())


def test_an_answered_question_waits_no_more(cast):
    question = Comment.add(
        cast.passport, body="Hvor mange?", by=cast.eva, at=NOW, asks=True
    )
    assert digest.waiting_question(cast.alma, TUESDAY) == question
    assert digest.waiting_question(cast.eva, TUESDAY) is None
    AcceptedAnswer.accept(question, by=cast.alma, at=NOW)
    assert digest.waiting_question(cast.alma, TUESDAY) is None


def test_only_what_one_wishes_by_mail(cast, tuesday):
    Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=cast.carla, at=NOW)
    Preference.set_deliveries(cast.bo, {Topic.endorsement: Delivery.mail})
    tell_all()
    mails = tuesday(cast.alma, cast.bo)
    assert "Carla Munk learnt" in text_of(mails["bo.friis@example.org"])
    assert "learnt something" not in text_of(mails["alma.holm@example.org"])


def test_what_was_said_stands_in_the_mail_with_who_said_it(cast, tuesday):
    Preference.set_deliveries(cast.bo, {Topic.comment: Delivery.mail})
    for who, words in ((cast.eva, "Flot klaret"), (cast.carla, "Tak for den")):
        Comment.add(cast.passport, body=words, by=who, at=NOW)
    tell_all()
    text = text_of(tuesday(cast.bo)["bo.friis@example.org"])
    assert "Eva Juhl: “Flot klaret”" in text and "Carla Munk: “Tak for den”" in text


def test_once_a_week_however_often_it_is_run_in_the_readers_language(cast, tuesday):
    cast.alma.set_locale("da")
    first = tuesday(cast.alma, cast.bo)
    for name, language in (("alma.holm", "da"), ("bo.friis", "en")):
        html = first[f"{name}@example.org"].get_body(("html",)).get_content()
        assert f'<html lang="{language}' in html
    assert len(list(tuesday.folder.glob("*.eml"))) == len(first)
    tuesday()
    assert len(list(tuesday.folder.glob("*.eml"))) == len(first)
    assert not Job.select().exists()
    ids = [mail["Message-ID"] for mail in first.values()]
    assert len(set(ids)) == len(ids) == 2 and all(
        id.startswith("<2026-W48.") for id in ids
    )


def test_a_week_long_past_is_left_out(cast, tuesday):
    assert tuesday(due=TUESDAY - dt.timedelta(days=4)) == {}
    assert not Digest.select().exists()


def test_without_anything_to_tell_there_is_no_mail(app, cast, tuesday):
    cast.passport.lessons.get().delete_instance(recursive=True)
    assert tuesday() == {}


def test_no_more_of_it(cast, tuesday, visit, app, monkeypatch):
    mail = tuesday(cast.alma)["alma.holm@example.org"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip("<>")
    assert link in text_of(mail).replace("\n", "")
    path = "/" + link.split("/", 3)[3]
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert "Yes, stop the mail" in visit().get(path).text
    assert not Unsubscription.select().exists()
    assert visit().post(path).status_code == 400
    assert (
        "no more mail"
        in visit().post(path, data={"List-Unsubscribe": "One-Click"}).text
    )
    assert visit().post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [row.person for row in Unsubscription.select()] == [cast.alma]
    assert cast.alma.id not in digest.readers(0, 500)


def test_a_link_that_somebody_made_up_is_nobodys(cast, visit, app):
    with app.app_context():
        token = unsubscribe_token(cast.alma.id)
    for wrong in (token[:-5], str(cast.alma.id), "x.y", f"{cast.bo.id}{token[1:]}"):
        assert visit().get(f"/unsubscribe/{wrong}").status_code == 404
        assert (
            visit()
            .post(f"/unsubscribe/{wrong}", data={"List-Unsubscribe": "One-Click"})
            .status_code
            == 404
        )


def test_wishes(cast, visit):
    alma = visit(cast.alma)
    page = alma.get("/me/notifications").text
    assert 'name="endorsement"' in page and 'name="concern"' not in page
    assert 'name="concern"' in visit(cast.frida).get("/me/notifications").text
    answers = {kind.value: "site" for kind in Topic}
    assert (
        alma.post("/me/notifications", data={**answers, "reuse": "off"}).status_code
        == 303
    )
    ways = Preference.of(cast.alma)
    assert (ways[Topic.reuse], ways[Topic.mention], ways[Topic.concern]) == (
        Delivery.off,
        Delivery.site,
        Delivery.at_once,
    )
    assert Unsubscription.select().where(Unsubscription.person == cast.alma).exists()
    assert (
        alma.post("/me/notifications", data={**answers, "weekly": "y"}).status_code
        == 303
    )
    assert not Unsubscription.select().exists()
    assert (
        alma.post("/me/notifications", data={**answers, "reuse": "loudly"}).status_code
        == 422
    )


def test_a_worker_that_dies_while_handing_over_leaves_it_to_an_operator(
    app, cast, tuesday, monkeypatch
):
    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    monkeypatch.setattr(mail, "send", die)
    with pytest.raises(Killed):
        tuesday()
    assert Job.given_up() == 1
    monkeypatch.undo()
    assert (
        Job.lease_next(TUESDAY + dt.timedelta(hours=1)) is None or Job.given_up() == 1
    )


@for_each_case(
    ("error", "again"),
    [(mail.MailNotSent("refused"), True), (mail.MailUncertain("broke off"), False)],
)
def test_a_refusal_is_tried_again_and_a_silence_is_not(cast, monkeypatch, error, again):
    def fail(*args):
        raise error

    monkeypatch.setattr(mail, "send", fail)
    Job.enqueue("digest", at=NOW)
    run_due({"digest": lambda job: mail.deliver(job, None, None, None)}, lambda: NOW)
    assert (Job.get().tries < TRIES, Job.given_up()) == (again, 0 if again else 1)


def test_two_workers_hand_over_once(cast):
    Job.enqueue("digest", at=NOW)
    slow = Job.lease_next(NOW)
    quick = Job.lease_next(NOW + dt.timedelta(hours=1))
    assert quick.claim_delivery() and not slow.claim_delivery()


def test_tuesdays_and_mornings_by_the_organisations_clock():
    friday = dt.datetime(2026, 10, 23, 12, 0, tzinfo=dt.UTC)
    # Winter time since Sunday
    assert on_tuesday(friday, zone=COPENHAGEN) == dt.datetime(
        2026, 10, 27, 7, 0, tzinfo=dt.UTC
    )
    assert (
        on_tuesday(
            dt.datetime(2026, 10, 20, 5, 59, tzinfo=dt.UTC), zone=COPENHAGEN
        ).hour
        == 6
    )
    eight = dt.datetime(2026, 11, 24, 7, 0, tzinfo=dt.UTC)
    assert on_tuesday(eight, zone=COPENHAGEN) == eight + dt.timedelta(days=7)
    assert daily(eight, zone=COPENHAGEN) == eight + dt.timedelta(days=1)
    assert week_of(dt.datetime(2027, 1, 1, tzinfo=dt.UTC), COPENHAGEN) == "2026-W53"
