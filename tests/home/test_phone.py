"""On a phone: installable, a share target, and a page that says that there is no connection."""

import datetime as dt
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cast import PASSWORD
from tests.examples import for_each_case
from tests.experiments.pictures import picture
from tracker.accounts.models import TokenBucket
from tracker.experiments.models import (
    Experiment,
    SharedPicture,
    SharedPost,
    shared_post,
)
from tracker.experiments.views import shared_post as view
from tracker.web.shared_post import shared_plan

POST = "https://social.example.org/@kommunen/7?x=1"


@pytest.mark.parametrize(
    ("given", "plan"),
    [
        (
            {"title": "Quiz i en story", "url": POST, "text": "Godt set"},
            {"q": "Quiz i en story", "link": POST, "method": "Godt set"},
        ),
        # As Android shares: the address stands in the text
        ({"text": f"Godt set {POST}"}, {"link": POST, "method": "Godt set"}),
        ({"title": POST}, {"link": POST}),
        ({"url": "javascript:alert(1)", "title": "x"}, {"q": "x"}),
        ({}, {}),
    ],
)
def test_what_is_shared_finds_its_place_in_the_plan(given, plan):
    assert shared_plan(given) == plan


def test_the_plan_form_opens_with_it(visit, cast):
    alma = visit(cast.alma)
    answer = alma.get("/share", query_string={"title": "En quiz", "text": f"Se {POST}"})
    assert answer.status_code == 303
    page = alma.get(answer.location).text
    assert POST.replace("&", "&amp;") in page and 'value="En quiz"' in page
    assert re.search(r"<textarea[^>]*name=.method.[^>]*>\s*Se\s*</textarea>", page)


def test_signed_out_it_is_kept_over_signing_in(visit):
    answer = visit().get("/share", query_string={"title": "En quiz"})
    kept = parse_qs(urlsplit(answer.location).query)["next"][0]
    assert kept.startswith("/share?") and "quiz" in kept


PHONE = {"Sec-Fetch-Site": "none"}


def share(browser, *pictures, headers=PHONE, **given):
    """What a phone sends: texts, and the bytes of pictures."""
    sent = [(io.BytesIO(one), f"{number}.png") for number, one in enumerate(pictures)]
    return browser.post("/share", data=given | {"pictures": sent}, headers=headers)


def test_a_shared_picture_is_a_draft_s_evidence(visit, cast):
    alma = visit(cast.alma)
    answer = share(
        alma, picture(), picture(), title="Opslaget", text=f"Godt set {POST}"
    )
    draft = Experiment.get(Experiment.title == "Opslaget")
    assert answer.location == f"/experiments/{draft.id}/edit"
    assert draft.is_draft and draft.author == cast.alma and draft.pictures.count() == 2
    page = alma.get(answer.location).text
    assert POST.replace("&", "&amp;") in page and "Godt set" in page
    assert visit(cast.bo).get(answer.location).status_code == 404


def test_without_a_picture_nothing_is_made(visit, cast):
    alma = visit(cast.alma)
    drafts = Experiment.select().count()
    answer = share(alma, title="En quiz", url=POST)
    assert answer.location.startswith("/share?title=En+quiz")
    assert Experiment.select().count() == drafts


def test_a_shared_file_that_is_no_picture_is_told(visit, cast):
    alma = visit(cast.alma)
    answer = share(alma, b"<svg/>", title="Opslaget")
    draft = Experiment.get(Experiment.title == "Opslaget")
    assert draft.pictures.count() == 0
    assert 'class="notice error' in alma.get(answer.location).text


def test_signed_out_a_picture_is_kept_over_signing_in(visit, cast):
    cast.alma.set_password(PASSWORD)
    browser = visit()
    start = share(browser, picture(), title="Opslaget").location
    sent = {"email": cast.alma.email, "password": PASSWORD}
    there = browser.post(start, data=sent).location
    page = browser.get(there)
    assert page.status_code == 200 and "Opslaget" in page.text
    assert not Experiment.select().where(Experiment.title == "Opslaget").exists()
    answer = browser.post(there)
    draft = Experiment.get(Experiment.title == "Opslaget")
    assert answer.location == f"/experiments/{draft.id}/edit"
    assert draft.pictures.count() == 1
    assert not SharedPost.select().exists() and not SharedPicture.select().exists()
    assert browser.post(there).status_code == 404, "once"


def test_a_share_is_kept_for_an_hour(visit, cast):
    there = parse_qs(urlsplit(share(visit(), picture()).location).query)["next"][0]
    token = there.rpartition("/")[2]
    row = SharedPost.get()
    assert token not in str(row.__data__)
    assert SharedPost.by_token(token, row.made_at + dt.timedelta(minutes=59)) == row
    later = row.made_at + dt.timedelta(hours=1)
    assert SharedPost.by_token(token, later) is None
    assert SharedPost.sweep(later) == 1 and not SharedPicture.select().exists()


def test_whoever_comes_by_leaves_only_so_much(visit, cast, monkeypatch):
    for _ in range(6):
        answer = share(visit(), picture(), title="Opslaget", url=POST)
    assert SharedPost.select().count() == 5
    lost = parse_qs(urlsplit(answer.location).query)["next"][0]
    assert lost.startswith("/share?title=Opslaget"), "the words are not lost"
    with monkeypatch.context() as patch:
        patch.setattr(view, "LARGEST_KEPT", 1_000)
        assert share(visit(), b"x" * 1_001).status_code == 413
    TokenBucket.delete().execute()
    monkeypatch.setattr(shared_post, "MOST_KEPT", 5)
    share(visit(), picture())
    assert SharedPost.select().count() == 5


@for_each_case("sender", [None, "cross-site", "same-site"])
def test_another_site_shares_nothing(visit, cast, sender):
    headers = {}
    if sender:
        headers["Sec-Fetch-Site"] = sender
    drafts = Experiment.select().count()
    answer = share(visit(cast.alma), picture(), headers=headers)
    assert answer.status_code == 400 and Experiment.select().count() == drafts


def test_it_can_be_installed(visit, app):
    browser = visit()
    manifest = browser.get("/manifest.webmanifest").json
    assert manifest["start_url"] == "/" and manifest["display"] == "standalone"
    target = manifest["share_target"]
    assert target["action"] == "/share" and target["method"] == "POST"
    assert target["params"]["files"][0]["name"] == "pictures"
    for icon in manifest["icons"]:
        with browser.get(icon["src"]) as answer:
            assert answer.status_code == 200 and answer.mimetype == icon["type"]
    page = browser.get("/").text
    assert 'rel="manifest"' in page and "icon-180.png" in page


def test_the_page_without_a_connection_names_nobody(visit, cast):
    page = visit(cast.alma).get("/offline").text
    assert cast.alma.name not in page and "<script" not in page
    script = visit().get("/service-worker.js")
    assert script.mimetype == "text/javascript" and "caches" in script.text


def test_robots_find_the_front_page_and_no_address_that_is_a_key(visit):
    first, *lines = visit().get("/robots.txt").text.splitlines()
    assert first == "User-agent: *"
    keys = [line.removeprefix("Disallow: ") for line in lines]
    assert {"/invitation/", "/password/reset/", "/unsubscribe/", "/welcome/"} < {*keys}
    assert not any(path in ("/", "/login", "/experiments") for path in keys)


def test_password_managers_find_the_way(visit, cast):
    answer = visit(cast.alma).get("/.well-known/change-password")
    assert answer.location == "/me/settings#secret"


def test_the_statement_on_accessibility_stands_in_every_footer(visit, cast):
    admin = visit(cast.ada)
    form = {"dashboard": "everyone", "contact": ""}
    address = "https://example.org/erklaering"
    admin.post("/admin/settings", data=form | {"accessibility": address})
    assert f'href="{address}"' in visit().get("/").text
    told = admin.post("/admin/settings", data=form | {"accessibility": "javascript:x"})
    assert told.status_code == 422 and f'href="{address}"' in visit().get("/").text


def test_nothing_unseen_comes_with_what_is_shared():
    given = {"title": "\u202eKort\u200b svar", "text": "Ja \u2066\x00\x07nej\u202e"}
    assert shared_plan(given) == {"q": "Kort svar", "method": "Ja nej"}
