"""On a phone: installable, a share target, and a page that says that there is no connection."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

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


def test_it_can_be_installed(visit, app):
    browser = visit()
    manifest = browser.get("/manifest.webmanifest").json
    assert manifest["start_url"] == "/" and manifest["display"] == "standalone"
    assert manifest["share_target"]["action"] == "/share"
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


def test_robots_stay_out_and_password_managers_find_the_way(visit, cast):
    assert "Disallow: /" in visit().get("/robots.txt").text
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
