"""The mailbox: returned mails are told, mails to one's own address become drafts."""

import datetime as dt
from email.message import EmailMessage

import pytest

from tests.cast import PRESENT
from tests.mailbox.conftest import read
from tests.mailbox.letters import LINK, URL, letter, own_address
from tests.tokens.test_tokens import made
from tracker.app import HANDLERS
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment
from tracker.jobs.lane import EVERYTHING_ELSE, MAILBOX
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.mail_config import Mailbox
from tracker.mailbox import handlers
from tracker.mailbox.imap import MailboxUnreachable, opened
from tracker.mailbox.letter import is_automatic, plan_of, sender, signs_in
from tracker.notifications.models import Notice
from tracker.notifications.schedule import every_five_minutes
from tracker.operations.doctor.mail import mailbox_findings
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken
from tracker.web.clock import now


def drafts_of(person):
    return Experiment.select().where(
        Experiment.author == person, Experiment.title == "Quiz i en story"
    )


# Mails to one's own address


def test_a_mail_to_one_s_own_address_is_a_draft(box, app, cast, visit):
    box.put(bytes(letter(cast.alma.email, own_address(cast.alma))))
    box.read()
    draft = drafts_of(cast.alma).get()
    assert draft.is_draft and draft.method == f"Se {LINK}"
    alma = visit(cast.alma)
    assert LINK in alma.get(f"/experiments/{draft.id}/edit").text
    assert visit(cast.bo).get(f"/experiments/{draft.id}").status_code == 404
    assert r"\Deleted" in box.flags(1), "its words lie in no mailbox any more"
    with app.app_context():
        run_due(HANDLERS, now)
    notice = Notice.get(Notice.person == cast.alma, Notice.kind == "mailed")
    assert notice.path == f"/experiments/{draft.id}/edit"
    assert "Your mail is a draft now" in alma.get("/notifications").text
    assert not Notice.select().where(
        Notice.person != cast.alma, Notice.kind == "mailed"
    )


def test_the_same_mail_makes_one_draft(box, cast):
    mail = bytes(letter(cast.alma.email, own_address(cast.alma)))
    box.put(mail)
    box.read()
    draft = drafts_of(cast.alma).get()
    Experiment.update(method="Skrevet videre").where(
        Experiment.id == draft.id
    ).execute()
    box.put(mail)
    box.read()
    assert [row.method for row in drafts_of(cast.alma)] == ["Skrevet videre"]


def test_other_mails_stay_where_they_are(box, cast):
    alma = cast.alma
    of_alma, of_bo = own_address(alma), own_address(cast.bo)
    of_a_program = own_address(cast.carla)
    AccessToken.update(scopes="read").where(AccessToken.person == cast.carla).execute()
    unsigned = Mailbox.of(URL).address_with("a" * 26)
    before = Experiment.select().count()
    box.put(bytes(letter(cast.bo.email, of_alma)))
    box.put(bytes(letter(alma.email, unsigned)))
    box.put(bytes(letter(cast.carla.email, of_a_program)))
    box.put(bytes(letter(alma.email, of_alma, Auto_Submitted="auto-replied")))
    box.read()
    AccessToken.update(expires_at=PRESENT).where(
        AccessToken.person == cast.bo
    ).execute()
    alma.disable(PRESENT)
    box.put(bytes(letter(cast.bo.email, of_bo)))
    box.put(bytes(letter(alma.email, of_alma)))
    box.read()
    assert Experiment.select().count() == before
    for number in range(1, 7):
        assert box.flags(number) == {r"\Seen"}, (
            "read, and left to whoever looks after it"
        )
    assert not Job.select().where(Job.kind == "tell").exists()


def test_one_person_writes_only_so_many_a_day(box, cast, monkeypatch):
    monkeypatch.setattr(handlers, "MOST_A_DAY", 2)
    to = own_address(cast.alma)
    for number in range(3):
        box.put(bytes(letter(cast.alma.email, to, id=f"<{number}@x.dk>")))
    box.read()
    assert drafts_of(cast.alma).count() == 2 and box.flags(3) == {r"\Seen"}


@pytest.mark.parametrize(
    ("mail", "title", "method"),
    [
        (
            letter("a@x.dk", "b@x.dk", "Fwd: SV: Kort  svar", "Ja\n-- \nAlma\n"),
            "Kort svar",
            "Ja",
        ),
        (letter("a@x.dk", "b@x.dk", "", "Ja\n\n\n\nNej\n> citat\n"), "", "Ja\n\nNej"),
        (letter("a@x.dk", "b@x.dk", "x" * 300, "y" * 5000), "x" * 200, "y" * 4000),
    ],
)
def test_subject_and_words_find_their_place(mail, title, method):
    plan = plan_of(mail)
    assert (plan["title"], plan["method"]) == (title, method)


def test_nothing_unseen_comes_with_a_mail():
    mail = letter(
        "a@x.dk", "b@x.dk", "\u202eKort\u200b svar", "Ja \u2066\x07nej\u202e\n"
    )
    plan = plan_of(mail)
    assert (plan["title"], plan["method"]) == ("Kort svar", "Ja nej")


def test_a_mail_without_plain_text_is_read_without_its_marks():
    mail = letter("a@x.dk", "b@x.dk")
    html = f"<style>p {{}}</style><p>Hej &amp; <b>tak</b></p><script>x()</script>{LINK}"
    mail.set_content(html, subtype="html")
    plan = plan_of(mail)
    assert plan["method"] == f"Hej & tak\n{LINK}"
    assert plan["draft_extras"] == {"link": LINK}


def test_nothing_that_comes_stops_the_reader(box, cast):
    for raw in (
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b",
        b"Content-Type: text/plain; charset=no-such\r\n\r\n\xe6\xf8",
        b"From: <<>>\r\nSubject: =?utf-8?b?AAAA?=\r\n\r\nx\x00y",
        b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nx",
        b"From: a@x.dk, b@x.dk\r\nTo: ;;;\r\n\r\nx",
    ):
        box.put(raw)
    box.put(bytes(letter(cast.alma.email, own_address(cast.alma))))
    box.read()
    assert drafts_of(cast.alma).exists()
    assert [box.flags(number) for number in range(1, 8)] == [{r"\Seen"}] * 7


def test_a_mail_is_read_to_its_first_megabyte(box, cast):
    mail = letter(cast.alma.email, own_address(cast.alma))
    mail.add_attachment(b"x" * 3_000_000, maintype="image", subtype="png")
    box.put(bytes(mail))
    box.read()
    assert drafts_of(cast.alma).get().method == f"Se {LINK}"
    assert "BODY.PEEK[]<0.1000000>" in " ".join(box.asked)


@pytest.mark.parametrize(
    ("header", "value", "found"),
    [
        ("To", "forsoeg+{s}@example.org", True),
        ("Cc", "A <FORSOEG+{S}@Example.org>, b@x.dk", True),
        ("Delivered-To", "forsoeg+{s}@example.org", True),
        ("To", "forsoeg+{s}@example.org.evil.dk", False),
        ("To", "notforsoeg+{s}@example.org", False),
        ("Subject", "forsoeg+{s}@example.org", False),
    ],
)
def test_whose_address_it_is_stands_where_mail_servers_say_it(header, value, found):
    secret = "abcdefghijklmnopqrstuvwx27"
    mail = EmailMessage()
    mail[header] = value.format(s=secret, S=secret.upper())
    assert signs_in(mail, Mailbox.of(URL)) == [secret] * found


def test_programs_are_not_answered():
    for name, value in (("Precedence", "bulk"), ("List-Id", "<a.x.dk>")):
        mail = letter("a@x.dk", "b@x.dk")
        assert not is_automatic(mail) and sender(mail) == "a@x.dk"
        mail[name] = value
        assert is_automatic(mail)


# The mailbox itself


def test_it_is_off_by_default(app, cast, visit):
    read(app)
    page = visit(cast.alma).get("/me/tokens").text
    assert 'value="mail"' not in page and 'value="feeds"' in page


def test_an_address_is_made_on_the_page_of_tokens(box, cast, visit):
    alma = visit(cast.alma)
    sent = {"name": "Post", "scopes": ["mail"], "days": "90"}
    page = alma.post("/me/tokens", data=sent).text
    assert "forsoeg+" in page and "@example.org" in page
    sent["scopes"] = ["mail", "read"]
    assert alma.post("/me/tokens", data=sent).status_code == 422
    with pytest.raises(ValidationFailed):
        made(cast.alma, Scope.mail, Scope.log)


def test_an_address_opens_nothing_else(app, cast):
    secret = made(cast.alma, Scope.mail)[1]
    headers = {"Authorization": f"Bearer {secret}"}
    browser = app.test_client()
    assert browser.get("/api/v1/experiments", headers=headers).status_code == 403
    assert browser.get(f"/feeds/{secret}/lessons.atom").status_code == 404


def test_a_mailbox_that_is_away_is_read_later(box, app, cast, caplog):
    box.put(bytes(letter(cast.alma.email, own_address(cast.alma))))
    box.is_away = True
    box.read()
    assert "the mailbox cannot be read" in caplog.text and not box.flags(1)
    found = list(mailbox_findings(app.config["TRACKER"]))
    assert len(found) == 1 and "MAILBOX_URL" in found[0].cure
    box.is_away = False
    assert not list(mailbox_findings(app.config["TRACKER"]))
    box.read()
    assert drafts_of(cast.alma).exists()


def test_who_is_not_let_in_says_so(box):
    wrong = box.url.replace("known", "unknown")
    for url in (wrong, box.url.replace("/INBOX", "/Elsewhere")):
        with pytest.raises(MailboxUnreachable), opened(Mailbox.of(url)):
            pass


def test_it_is_read_in_a_lane_of_its_own(cast):
    Job.enqueue("mailbox", at=PRESENT)
    assert EVERYTHING_ELSE.lease(PRESENT) is None
    assert MAILBOX.lease(PRESENT).kind == "mailbox"


def test_it_is_read_every_five_minutes():
    at = dt.datetime(2026, 11, 29, 10, 59, 30, tzinfo=dt.UTC)
    assert every_five_minutes(at) == at.replace(hour=11, minute=0, second=0)
