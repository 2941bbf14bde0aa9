"""Mails at once: whoever somebody waits for is told once and at once, in a thread, of
nothing that is not theirs to see, and stops it in one click.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.cast import NOW, planned
from tests.examples import for_each_case, tries
from tests.notifications.job_helpers import heard
from tests.notifications.test_digest import read, text_of
from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Visibility
from tracker.guidelines.models import Question
from tracker.guidelines.models.question import keepers_of_guidelines
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.notifications import alert, handlers
from tracker.notifications.enums import Delivery, NoticeKind
from tracker.notifications.links import AT_ONCE, unsubscribe_token
from tracker.notifications.models import Alert, Notice, Preference
from tracker.notifications.queries import digest
from tracker.notifications.queries.alert import notices_in

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

MINUTE = dt.timedelta(minutes=1)
ALMA = "alma.holm@example.org"
BO = "bo.friis@example.org"
EVA = "eva.juhl@example.org"


@pytest.fixture
def post(app, cast, tmp_path, monkeypatch):
    """Runs all that is due at a moment; gives the mails that have come since the last time."""
    config = replace(app.config["TRACKER"], data=tmp_path)
    monkeypatch.setitem(app.config, "TRACKER", config)
    seen = set()

    def run(at=NOW):
        for module in (handlers, alert):
            monkeypatch.setattr(module, "now", lambda: at)
        with app.app_context():
            run_due(handlers.HANDLERS, lambda: at)
        new = set((tmp_path / "mails").glob("*.eml")) - seen
        seen.update(new)
        return [read(path) for path in sorted(new)]

    return run


def to(mails, address):
    return [mail for mail in mails if mail["To"] == address]


def ask(cast, body="Hvor mange ringede?", experiment=None, by=None, at=NOW):
    return Comment.add(
        experiment or cast.passport, body=body, by=by or cast.eva, at=at, asks=True
    )


# At once, and gathered


def test_a_question_to_me_is_mailed_within_the_minute_and_quoted(cast, post):
    ask(cast)
    mails = post(NOW)
    assert {mail["To"] for mail in mails} == {ALMA, BO}
    (mail,) = to(mails, ALMA)
    assert "Eva Juhl asked you about “Spørgetime" in text_of(mail)
    assert "Hvor mange ringede?" in text_of(mail)
    assert mail["Subject"] == "About “Spørgetime torsdag aften”"
    html = mail.get_body(("html",)).get_content()
    assert "Hvor mange ringede?" in html and "<script" not in html
    assert html.count('class="button"') == 1


def test_what_comes_in_the_next_ten_minutes_is_one_mail(cast, post):
    ask(cast)
    post(NOW)
    ask(cast, "Og hvornår?", by=cast.carla, at=NOW + 2 * MINUTE)
    ask(cast, "Hvor længe?", by=cast.leif, at=NOW + 3 * MINUTE)
    assert post(NOW + 9 * MINUTE) == []
    (mail,) = to(post(NOW + 10 * MINUTE), ALMA)
    assert "Og hvornår?" in text_of(mail) and "Hvor længe?" in text_of(mail)
    assert "Hvor mange" not in text_of(mail)
    assert mail.get_body(("html",)).get_content().count('class="button"') == 1
    ask(cast, "Sidste", at=NOW + 60 * MINUTE)
    assert len(to(post(NOW + 60 * MINUTE), ALMA)) == 1


def test_mentions_and_replies_are_mailed_and_thanks_are_not(cast, post):
    first = Comment.add(cast.passport, body="Godt, @Leif Dahl", by=cast.carla, at=NOW)
    Comment.add(cast.passport, body="Ja", by=cast.eva, at=NOW, parent=first)
    Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=cast.eva, at=NOW)
    assert {mail["To"] for mail in post()} == {
        "leif.dahl@example.org",
        "carla.munk@example.org",
    }
    assert "endorsement" in heard(cast.alma)


def test_what_was_read_meanwhile_is_not_mailed(cast, post):
    ask(cast)
    post()
    second = ask(cast, "Og hvornår?", at=NOW + MINUTE)
    post(NOW + MINUTE)
    mine = Notice.select().where(Notice.comment == second)
    for notice in mine.where(Notice.person == cast.alma):
        notice.read(NOW + 2 * MINUTE)
    third = ask(cast, "Og hvem?", at=NOW + 3 * MINUTE)
    third.hide(NOW)
    mails = post(NOW + 10 * MINUTE)
    assert "Og hvornår?" in text_of(to(mails, BO)[0])
    assert not any("Og hvem?" in text_of(mail) for mail in mails)


def test_tuesdays_mail_does_not_tell_again_what_was_mailed(cast, post):
    ask(cast)
    post()
    letter = digest._by_mail(cast.alma, NOW - 7 * dt.timedelta(days=1))
    assert letter == []


# As one wishes


def test_whoever_wishes_otherwise_gets_no_mail_at_once(cast, post):
    Preference.set_deliveries(cast.alma, {NoticeKind.question: Delivery.mail})
    Preference.set_deliveries(cast.bo, {NoticeKind.question: Delivery.off})
    ask(cast)
    assert post() == []
    assert heard(cast.alma) == ["question"] and heard(cast.bo) == []


def test_whoever_wishes_so_is_mailed_of_thanks_too(cast, post):
    Preference.set_deliveries(cast.bo, {NoticeKind.endorsement: Delivery.at_once})
    Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=cast.eva, at=NOW)
    (mail,) = post()
    assert mail["To"] == BO and "Eva Juhl learnt something" in text_of(mail)


WAITS = ("question", "mention", "reply", "asked", "concern", "invited", "undelivered")
DAYS = ("awaiting", "to_start")


@for_each_case("kind", WAITS + DAYS)
def test_who_waits_and_what_day_has_come_is_told_at_once_until_one_chooses(cast, kind):
    assert Preference.of(cast.alma)[NoticeKind(kind)] is Delivery.at_once


def test_no_other_kind_is_told_at_once_until_one_chooses():
    at_once = {kind.value for kind in NoticeKind if kind.usual is Delivery.at_once}
    assert at_once == {*WAITS, *DAYS}


def test_one_click_ends_it_and_leaves_tuesdays_mail(
    cast, post, visit, app, monkeypatch
):
    ask(cast)
    (mail,) = to(post(), ALMA)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/" + mail["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert path in text_of(mail).replace("\n", "")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert "Yes, stop the mail" in visit().get(path).text
    assert Preference.of(cast.alma)[NoticeKind.question] is Delivery.at_once
    assert visit().post(path).status_code == 400
    click = {"List-Unsubscribe": "One-Click"}
    assert "no more mail at once" in visit().post(path, data=click).text
    ways = Preference.of(cast.alma)
    assert Delivery.at_once not in ways.values()
    assert ways[NoticeKind.question] is Delivery.mail
    assert cast.alma.id in digest.readers(0, 500)
    ask(cast, "Og hvornår?", at=NOW + 60 * MINUTE)
    assert [mail["To"] for mail in post(NOW + 60 * MINUTE)] == [BO]


def test_a_link_of_one_kind_of_mail_does_not_end_the_other(cast, visit, app):
    with app.app_context():
        weekly = unsubscribe_token(cast.alma.id)
        at_once = unsubscribe_token(cast.alma.id, AT_ONCE)
    click = {"List-Unsubscribe": "One-Click"}
    assert visit().post(f"/unsubscribe/at-once/{weekly}", data=click).status_code == 404
    assert visit().post(f"/unsubscribe/{at_once}", data=click).status_code == 404


# Threads, and the way to answer


def test_mails_about_one_thing_make_a_thread(cast, post):
    ask(cast)
    (first,) = to(post(), ALMA)
    ask(cast, "Og hvornår?", at=NOW + 60 * MINUTE)
    (second,) = to(post(NOW + 60 * MINUTE), ALMA)
    other = planned(cast.alma, cast.facebook, title="Noget andet")
    ask(cast, "Hvem?", experiment=other, at=NOW + 120 * MINUTE)
    (third,) = to(post(NOW + 120 * MINUTE), ALMA)
    assert first["References"] == second["References"] == first["In-Reply-To"]
    assert first["Subject"] == second["Subject"] != third["Subject"]
    assert third["References"] != first["References"]
    assert len({mail["Message-ID"] for mail in (first, second, third)}) == 3


def test_a_mail_about_two_things_is_in_both_threads(cast, post):
    other = planned(cast.alma, cast.facebook, title="Noget andet")
    ask(cast)
    ask(cast, "Hvem?", experiment=other)
    mails = to(post(), ALMA)
    assert [len(mail["References"].split()) for mail in mails] == [2]
    assert mails[0]["Subject"] == "2 things wait for you"


def test_the_link_opens_the_form_under_what_was_said(cast, post, visit):
    question = ask(cast)
    (mail,) = to(post(), ALMA)
    notice = Notice.get(Notice.person == cast.alma)
    path = f"/notifications/{notice.public_id}?answer=1"
    assert path in text_of(mail).replace("\n", "")
    place = visit(cast.alma).get(path).location
    page, _, anchor = place.partition("#")
    assert f'id="{anchor}"' in visit(cast.alma).get(page).text
    assert str(question.public_id) in page


# Privacy


def test_own_withheld_work_is_never_in_a_mail(cast, post):
    Experiment.update(withheld=True).where(Experiment.id == cast.passport.id).execute()
    ask(cast)
    assert ALMA not in {mail["To"] for mail in post()}
    assert heard(cast.alma) == ["question"]


def test_the_minute_of_a_withheld_author_is_not_told(cast, post):
    """Their reply stands on the site and in Tuesday's mail, without a time of day."""
    question = ask(cast)
    post()
    Experiment.update(withheld=True).where(Experiment.id == cast.passport.id).execute()
    Comment.add(
        cast.passport.reload(),
        body="37",
        by=cast.alma,
        at=NOW + 30 * MINUTE,
        parent=question,
    )
    assert to(post(NOW + 30 * MINUTE), EVA) == []
    assert heard(cast.eva) == ["reply"]
    letter = digest._by_mail(cast.eva, NOW - 7 * dt.timedelta(days=1))
    assert [one.kind for one in letter] == [NoticeKind.reply]


def test_what_was_closed_before_the_mail_left_is_not_told(cast, post):
    mentioned = Comment.add(cast.quiz, body="Hej @Eva Juhl", by=cast.alma, at=NOW)
    for job in list(Job.select().where(Job.kind == "tell")):
        handlers.notify(job.payload, at=NOW, zone=dt.UTC)
        job.done()
    cast.eva.change_unit(cast.library)
    assert mentioned and post() == []


def test_who_was_disabled_gets_none(cast, post):
    ask(cast)
    handlers.notify(Job.get(Job.kind == "tell").payload, at=NOW, zone=dt.UTC)
    cast.alma.disable(NOW)
    assert ALMA not in {mail["To"] for mail in post()}


# Once


def test_a_mail_that_did_not_leave_is_written_again_and_the_same(
    cast, post, monkeypatch
):
    sent = []

    def refuse(letter, *args):
        sent.append(letter)
        raise alert.mail.MailNotSent("refused")

    monkeypatch.setattr(alert.mail, "send", refuse)
    ask(cast)
    post(NOW)
    post(NOW + 5 * MINUTE)
    ids = [letter["Message-ID"] for letter in sent if letter["To"] == ALMA]
    assert len(ids) == 2 and len(set(ids)) == 1


def test_a_notice_that_comes_while_the_mail_is_written_waits_for_the_next(cast):
    first = Alert.gather(cast.alma.id, at=NOW)
    assert Alert.gather(cast.alma.id, at=NOW) == first
    first.close()
    second = Alert.gather(cast.alma.id, at=NOW)
    assert second != first and second.due_at == NOW + 10 * MINUTE


def test_who_waits_is_told_once_and_at_once(cast):
    """Under any acts, in any order, with any job run any number of times: whatever one
    wishes at once is in exactly one mail, due within ten minutes; nobody's mail tells
    of what they may not see, and none names a withheld author.
    """
    people = [cast.alma, cast.bo, cast.eva, cast.carla, cast.leif, cast.frida]
    things = [cast.passport, cast.quiz]

    @tries(2, 60)
    @given(some.data())
    def check(data):
        with Notice._meta.database.atomic() as step:
            Job.delete().execute()
            withheld = data.draw(some.booleans(), label="withheld")
            Experiment.update(withheld=withheld).where(
                Experiment.id == cast.passport.id
            ).execute()
            at = NOW
            for _ in range(data.draw(some.integers(1, 5))):
                at += data.draw(some.integers(0, 7)) * MINUTE
                leave(at - MINUTE)
                act(data, at)
                jobs = list(Job.select().where(Job.kind == "tell").order_by(Job.id))
                for job in data.draw(some.permutations(jobs + jobs[-2:])):
                    handlers.notify(job.payload, at=job.due_at, zone=dt.UTC)
                leave(at)
            hold()
            step.rollback(begin=False)

    def act(data, at):
        thing = data.draw(some.sampled_from(things)).reload()
        inside = [
            who
            for who in people
            if thing.visibility is Visibility.everyone or who.unit_id == thing.unit_id
        ]
        by = data.draw(some.sampled_from(inside))
        named = data.draw(some.sampled_from(people))
        said = list(
            Comment.select().where(
                Comment.experiment == thing, Comment.parent.is_null()
            )
        )
        parent = data.draw(some.sampled_from([None, *said]))
        Comment.add(
            thing,
            body=f"Hvad nu, @{named.name}?",
            by=by,
            at=at,
            parent=parent,
            asks=data.draw(some.booleans()),
        )

    def leave(at):
        """The worker hands over what is due."""
        for mail in Alert.select().where(Alert.due_at <= at, ~Alert.is_closed):
            mail.close()

    def hold():
        for notice in Notice.select():
            by_withheld = notice.by_id is None and notice.experiment.is_withheld
            wanted = notice.kind.usual is Delivery.at_once and not by_withheld
            assert (notice.alert_id is not None) == wanted
        for mail in Alert.select():
            jobs = [
                job
                for job in Job.select().where(Job.kind == "alert")
                if job.payload == {"person": mail.person_id, "number": mail.number}
            ]
            assert len(jobs) == 1 and jobs[0].due_at == mail.due_at
            reader = Person.get(Person.id == mail.person_id)
            for told in notices_in(mail, reader):
                thing = told.experiment.experiment
                assert told.notice.person_id == reader.id
                assert told.notice.by_id is None or told.notice.at <= mail.due_at
                assert mail.due_at <= told.notice.at + 10 * MINUTE
                shown = thing.visibility is Visibility.everyone
                assert (
                    shown or reader.unit_id == thing.unit_id or thing.is_author(reader)
                )
                if thing.is_withheld:
                    assert told.who != cast.alma.name and reader != cast.alma
        assert Notice.select().count() == len(
            {(notice.person_id, notice.event) for notice in Notice.select()}
        )

    check()


# The clock of a question that is asked first


def test_those_who_answer_hear_at_once_before_the_time_is_up_and_after(
    app, cast, post, monkeypatch
):
    from tracker.guidelines import handlers as guidelines

    zone = app.config["TRACKER"].time_zone
    monkeypatch.setitem(handlers.HANDLERS, "question_due", guidelines.remind)
    question = Question.add(
        body="Må jeg vise en borger?", by=cast.alma, at=NOW, zone=zone
    )
    soon = question.reminder_at(zone)
    assert NOW < soon < question.due_at
    texts = []
    for moment in (NOW, soon, question.due_at):
        (mail,) = to(post(moment), "frida.lund@example.org")
        texts.append(text_of(mail))
    assert keepers_of_guidelines() == {cast.frida.id}
    assert "waits for an answer" in texts[0]
    assert "soon runs out" in texts[1] and "still waits" in texts[2]
    assert all("borger" not in text and "Alma" not in text for text in texts)
