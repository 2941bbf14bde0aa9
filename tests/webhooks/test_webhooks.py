"""Webhooks: who is told what, how it is signed, and which addresses are called."""

import datetime as dt
import json
import socket

import pytest
from standardwebhooks import Webhook as StandardWebhook

from tests.cast import NOW, TODAY, concluded, planned
from tests.examples import for_each_case
from tests.experiments.anonymous_experiment import CARD, canary, traces, withheld
from tests.moved_clock import waits_for_seconds
from tracker.app import HANDLERS
from tracker.comments.models import Comment
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Visibility
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.lessons.models import Conclusion, Reuse
from tracker.web.clock import now
from tracker.webhooks import call, handlers
from tracker.webhooks.call import AddressRefused, CallFailed, is_public, target_of
from tracker.webhooks.enums import HookEvent, HookShape
from tracker.webhooks.models import HookDelivery, Webhook

# What is told is asked of both where it lives
pytestmark = pytest.mark.sqlite_by_default
KEY = "for tests only, and long enough for that"


def hook(*events: HookEvent, shape=HookShape.standard, **more) -> Webhook:
    told = {"name": "Torvet", "url": "https://chat.example.org/x", "locale": "en"}
    told |= {"unit": None, "at": NOW} | more
    return Webhook.add(shape=shape, events=events or list(HookEvent), **told)


@pytest.fixture
def sent(app, cast, monkeypatch):
    """What is sent, as the other end gets it: body and headers; and what it answers."""
    end = OtherEnd()
    monkeypatch.setattr(handlers, "target_of", lambda url, allowed: url)
    monkeypatch.setattr(handlers, "post", end.post)
    return end


class OtherEnd:
    """The other end: what it was sent, and what it answers next."""

    def __init__(self):
        self.calls = []
        self.answers = [200]

    def post(self, target, body, headers):
        self.calls.append((body.decode(), headers))
        if isinstance(self.answers[0], Exception):
            raise self.answers[0]
        return self.answers[0]

    def run(self, app, days: float = 0) -> list[str]:
        """The bodies that were sent since the last time."""
        before = len(self.calls)
        with app.app_context():
            run_due(HANDLERS, lambda: now() + dt.timedelta(days=days))
        return [body for body, _ in self.calls[before:]]


def morning(app, sent) -> list[str]:
    Job.enqueue("announce", at=now())
    return sent.run(app)


def conclude(experiment, by, **more):
    Conclusion.draw(experiment, by=by, at=now(), on=TODAY, **CARD | more)


# Who is told what


def test_a_conclusion_is_told_to_everybody_who_wants_it(app, cast, sent):
    hook(HookEvent.concluded)
    hook(HookEvent.thanks)
    plan = planned(cast.alma, cast.facebook, title="Kort svar")
    conclude(plan, cast.alma)
    [body] = sent.run(app)
    told = json.loads(body)
    assert told["type"] == "experiment.concluded"
    assert told["data"]["words"] == CARD["lesson"]
    assert told["data"]["unit"] == "Borgerservice"
    assert "Alma" not in body
    assert not sent.run(app, days=3), "it is told once"


@for_each_case("how", ["unit", "hidden", "erased"])
def test_what_not_everybody_may_see_is_not_told(app, cast, sent, how):
    hook()
    visibility = Visibility.unit if how == "unit" else Visibility.everyone
    plan = planned(cast.alma, cast.facebook, title="Kort svar", visibility=visibility)
    conclude(plan, cast.alma)
    if how == "hidden":
        Experiment.update(hidden_at=NOW).where(Experiment.id == plan.id).execute()
    if how == "erased":
        plan.reload().delete_instance(recursive=True)
    assert sent.run(app) == []


def test_who_wrote_without_a_name_is_not_told_nor_when(app, cast, sent):
    hook()
    hook(shape=HookShape.teams)
    hook(shape=HookShape.slack)
    shy = canary(cast)
    withheld(cast, shy)
    assert [body for body in sent.run(app) if "egneark" in body] == []
    bodies = sent.run(app, days=1.1)
    assert len(bodies) == 3
    assert not any(traces(body, shy) for body in bodies)


def test_unit_that_is_too_small_is_not_told(app, cast, sent):
    hook()
    hook(unit=cast.service)
    shy = canary(cast)
    withheld(cast, shy)
    cast.eva.disable(NOW)
    [body] = sent.run(app, days=1.1)
    assert "Borgerservice" not in body


def test_a_webhook_of_a_unit_hears_of_that_unit(app, cast, sent):
    hook(HookEvent.concluded, unit=cast.library)
    conclude(planned(cast.alma, cast.facebook, title="Kort svar"), cast.alma)
    assert sent.run(app) == []
    conclude(planned(cast.carla, cast.facebook, title="Langt svar"), cast.carla)
    assert len(sent.run(app)) == 1


def test_thanks_are_told_without_a_name(app, cast, sent):
    hook(HookEvent.thanks)
    lesson = cast.passport.lessons.get()
    Reuse.add(lesson, note="Vi flyttede den.", by=cast.carla, at=now(), on=TODAY)
    [body] = sent.run(app)
    assert "Vi flyttede den." in body and "Carla" not in body
    Reuse.add(lesson, note="Nej.", by=cast.eva, at=now(), on=TODAY)
    Reuse.get(Reuse.note == "Nej.").withdraw()
    assert sent.run(app) == []


def test_a_question_is_told_when_it_has_waited_and_not_in_its_words(app, cast, sent):
    hook(HookEvent.question)
    early = Comment.add(
        cast.passport,
        body="Hvor mange kom der?",
        asks=True,
        by=cast.carla,
        at=now() - dt.timedelta(days=4),
    )
    Comment.add(cast.passport, body="Hvornår?", asks=True, by=cast.carla, at=now())
    [body] = morning(app, sent)
    assert cast.passport.title in body
    assert early.body not in body and "Carla" not in body
    assert morning(app, sent) == []


def test_the_lesson_of_the_week_is_told_once_a_week(app, cast, sent):
    hook(HookEvent.lesson_of_week)
    [body] = morning(app, sent)
    assert cast.passport.lessons.get().statement in body
    assert morning(app, sent) == []


def test_the_lesson_of_the_week_is_never_a_units(app, cast, sent):
    hook(HookEvent.lesson_of_week)
    concluded(cast.alma, cast.facebook, visibility=Visibility.unit, surprise="Ja!")
    Experiment.update(visibility=Visibility.unit).execute()
    assert morning(app, sent) == []


def test_a_signed_quarter_is_told(app, cast, sent):
    hook(HookEvent.signed, shape=HookShape.slack)
    cast.part("summaries.summary", "quarter", "signed")
    [body] = sent.run(app)
    assert "/summaries/2026-Q" in body


# Shapes


def test_a_program_can_check_the_signature(app, cast, sent):
    it = hook()
    conclude(planned(cast.alma, cast.facebook, title="Kort svar"), cast.alma)
    sent.run(app)
    body, headers = sent.calls[0]
    headers["webhook-timestamp"] = headers["webhook-timestamp"]
    checked = StandardWebhook(it.shown_secret(KEY)).verify(body, headers)
    assert checked == json.loads(body)
    with pytest.raises(Exception, match="signature"):
        StandardWebhook(it.shown_secret(KEY)).verify(body + " ", headers)


def test_a_secret_is_not_in_the_database(cast):
    it = hook()
    assert it.shown_secret(KEY).removeprefix("whsec_") not in str(it.reload().__data__)
    assert it.secret(KEY) != it.secret(KEY + "x") != hook().secret(KEY + "x")


def test_teams_gets_a_card_in_which_no_sign_means_anything(app, cast, sent):
    hook(shape=HookShape.teams)
    text = "[Klik](https://evil.example) **nu** <at>alle</at>"
    conclude(
        planned(cast.alma, cast.facebook, title="Kort svar"), cast.alma, lesson=text
    )
    [body] = sent.run(app)
    card = json.loads(body)["attachments"][0]["content"]
    assert card["type"] == "AdaptiveCard" and card["version"] == "1.4"
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert card["body"][1]["inlines"][0]["text"] == text
    assert card["actions"][0]["url"].startswith("http")


def test_slack_gets_lines_that_call_nobody(app, cast, sent):
    hook(shape=HookShape.slack)
    text = "<!channel> @all [x](https://evil.example) <https://evil.example|her>"
    conclude(
        planned(cast.alma, cast.facebook, title="Kort svar"), cast.alma, lesson=text
    )
    [body] = sent.run(app)
    told = json.loads(body)["text"]
    for sign in ("<!channel>", "@all", "](", "<https://evil"):
        assert sign not in told


# Failing


def test_failing_is_told_tried_again_and_paused(app, cast, sent):
    it = hook(HookEvent.concluded)
    conclude(planned(cast.alma, cast.facebook, title="Kort svar"), cast.alma)
    sent.answers[0] = 500
    tries = sum(len(sent.run(app, days=n)) for n in range(12))
    it = it.reload()
    assert tries == handlers.TRIES
    assert it.paused_at and it.failing_since and it.last_error == "500"
    assert Job.given_up() == 0
    conclude(planned(cast.alma, cast.facebook, title="Nyt svar"), cast.alma)
    assert sent.run(app, days=20) == []
    it.resume()
    sent.answers[0] = 204
    conclude(planned(cast.alma, cast.facebook, title="Tredje svar"), cast.alma)
    assert len(sent.run(app)) == 1
    assert it.reload().sent_at and not it.reload().failing_since


def test_one_that_gets_through_again_is_not_called_failing(app, cast, sent):
    it = hook(HookEvent.concluded)
    conclude(planned(cast.alma, cast.facebook, title="Kort svar"), cast.alma)
    sent.answers[0] = CallFailed("TimeoutError")
    assert len(sent.run(app)) == 1
    assert it.reload().last_error == "TimeoutError"
    sent.answers[0] = 200
    assert len(sent.run(app, days=1)) == 1
    assert not it.reload().failing_since


@for_each_case("answer", [410, AddressRefused("not public")])
def test_one_that_is_gone_is_paused_at_once(app, cast, sent, answer):
    it = hook(HookEvent.concluded)
    conclude(planned(cast.alma, cast.facebook, title="Kort svar"), cast.alma)
    sent.answers[0] = answer
    sent.run(app)
    assert it.reload().paused_at


# Addresses


@for_each_case(
    "address",
    "127.0.0.1 10.0.0.1 192.168.1.1 169.254.169.254 172.16.0.1 100.64.0.1 0.0.0.0"
    " 224.0.0.1 255.255.255.255 ::1 fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::"
    " ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::"
    " 64:ff9b::a9fe:a9fe".split(),
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@for_each_case("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1"])
def test_addresses_that_are_public(address):
    assert is_public(address)


@for_each_case(
    "url",
    "http://example.org ftp://example.org https:// https://a@example.org"
    " https://127.0.0.1/x https://localhost/x https://[::1]/ https://2130706433/"
    " https://0x7f000001/ https://127.1/ https://x:99999/ https://example.org\\@x"
    " file:///etc/passwd javascript:alert(1) //example.org".split()
    + ["https://exa mple.org", "https://example.org/\r\nX: y", "https://å.example/æ"],
)
def test_addresses_that_are_not_called(url):
    with pytest.raises(CallFailed):
        target_of(url)


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    monkeypatch.setattr(
        call, "_resolved", lambda host, port: ["93.184.216.34", "10.0.0.1"]
    )
    with pytest.raises(AddressRefused):
        target_of("https://rebind.example")


def test_a_host_is_resolved_once_and_an_operator_may_allow_it(monkeypatch):
    asked = []

    def getaddrinfo(host, port, **more):
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("10.0.0.5", port))]

    monkeypatch.setattr(call.socket, "getaddrinfo", getaddrinfo)
    target = target_of("http://chat.internal:8065/x", ["chat.internal:8065"])
    assert (target.address, asked) == ("10.0.0.5", ["chat.internal"])
    for allowed in (["chat.internal:80"], ["internal"], []):
        with pytest.raises(AddressRefused):
            target_of("http://chat.internal:8065/x", allowed)


def test_a_redirect_is_no_success_and_is_not_followed(answering):
    url, asked = answering(b"HTTP/1.1 302 F\r\nLocation: http://10.0.0.1/\r\n\r\n")
    target = target_of(url, ["127.0.0.1"])
    assert call.post(target, b"{}", {"X": "y"}) == 302
    assert asked[0].startswith(b"POST /hook?a=b HTTP/1.1\r\n")
    assert b"Host: 127.0.0.1" in asked[0] and asked[0].endswith(b"{}")


@waits_for_seconds
def test_one_that_answers_a_byte_at_a_time_is_cut(answering, monkeypatch):
    monkeypatch.setattr(call, "SECONDS", 0.15)
    url, _ = answering(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20, slowly=True)
    with pytest.raises(CallFailed):
        call.post(target_of(url, ["127.0.0.1"]), b"{}", {})


# Pages


def test_an_administrator_adds_tests_pauses_and_removes(
    app, cast, visit, sent, monkeypatch
):
    monkeypatch.setattr("tracker.webhooks.forms.target_of", lambda *_: None)
    browser = visit(cast.ada)
    page = browser.post(
        "/admin/webhooks",
        data={
            "name": "Torvet",
            "shape": "standard",
            "url": "https://chat.example.org/hemmeligt",
            "events": ["lesson.of_the_week", "nonsense"],
            "unit": "",
        },
    )
    assert page.status_code == 200 and "whsec_" in page.text
    it = Webhook.get()
    assert it.chosen_events() == [HookEvent.lesson_of_week]
    page = browser.get("/admin/webhooks").text
    assert "hemmeligt" not in page and "whsec_" not in page
    browser.post(f"/admin/webhooks/{it.public_id}/test")
    assert json.loads(sent.calls[0][0])["type"] == "test"
    sent.answers[0] = 404
    told = browser.post(
        f"/admin/webhooks/{it.public_id}/test", follow_redirects=True
    ).text
    assert "answered 404" in told
    browser.post(f"/admin/webhooks/{it.public_id}/pause")
    assert it.reload().paused_at
    browser.post(f"/admin/webhooks/{it.public_id}/resume")
    assert not it.reload().paused_at
    browser.post(f"/admin/webhooks/{it.public_id}/end")
    assert not Webhook.select().exists()


def test_an_address_within_is_refused_on_the_page(app, cast, visit):
    sent = {"name": "x", "shape": "teams", "url": "https://127.0.0.1/admin"}
    sent |= {"events": ["lesson.of_the_week"]}
    page = visit(cast.ada).post("/admin/webhooks", data=sent)
    assert page.status_code == 422 and "cannot be called" in page.text


@for_each_case("more", [{"name": ""}, {"events": []}, {"url": ""}])
def test_what_makes_no_sense_is_refused(cast, more):
    told = {"name": "x", "shape": HookShape.teams, "url": "https://x.example"}
    told |= {"events": [HookEvent.thanks], "unit": None, "locale": "da", "at": NOW}
    with pytest.raises(ValidationFailed):
        Webhook.add(**told | more)


def test_what_is_long_past_is_forgotten(cast):
    row = HookDelivery.create(
        hook=hook(), event=HookEvent.thanks, key="thanks:1", about=1, at=NOW
    )
    assert not HookDelivery.sweep(NOW + dt.timedelta(days=89))
    assert HookDelivery.sweep(NOW + dt.timedelta(days=91)) == 1
    assert row.hook.reload()
