"""Under a path of another site: `PUBLIC_URL=https://intranet.example.org/forsoeg`."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.test import EnvironBuilder

from tests.cast import PASSWORD
from tests.examples import for_each
from tests.faults.product import signed_in
from tests.routes import ROUTES
from tests.test_house import url_to
from tests.tokens.test_tokens import made
from tracker import db
from tracker.app import folder
from tracker.notifications.enums import NoticeKind
from tracker.notifications.links import target_url
from tracker.notifications.models import Notice
from tracker.tokens.enums import Scope
from tracker.web.proxies import Root
from tracker.web.responses import local_path, public_url

HOST = "https://intranet.example.org"
ROOT = "/forsoeg"
HTML_ATTRIBUTE = re.compile(r'\b(?:href|src|action|formaction|content)="/')
SCRIPT_PATH = re.compile(r"""["'`]/[a-z]""")
# Pages of several kinds; the thorough walk opens all
SOME = (
    "home.home",
    "accounts.login",
    "experiments.experiment",
    "readiness.fears",
    "fears.index",
    "commitments.index",
    "tokens.services",
)
# At the root of a host programs look for them, whatever else stands there
OF_HOSTS = ("home.robots", "home.change_password")


@pytest.fixture
def below(store, assembled, rows):
    """The product below a path of another site, over the database of the test."""
    return assembled(
        replace(store, database_url=db.connected_to(), public_url=HOST + ROOT)
    )


class Addresses(HTMLParser):
    """The values of a page's attributes that begin at a host: `found`."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        for _name, value in attrs:
            value = value or ""
            if value.startswith("/") or value.startswith(HOST):
                self.found.append(value)


def leaves(address: str) -> bool:
    """Whether an address of the host is not below the path of the product."""
    path = urlsplit(address).path
    return path != ROOT and not path.startswith(ROOT + "/")


def straying(answer) -> list[str]:
    """The addresses of an answer that lead to another site of the host."""
    found = [answer.headers.get("Location", ROOT)]
    if answer.mimetype == "text/html":
        found += Addresses(answer.text).found
    elif answer.mimetype.startswith("text/") or "json" in answer.mimetype:
        found += re.findall(re.escape(HOST) + r"[^\s\"'<>]*", answer.text)
    found = [address for address in found if address.startswith(("/", HOST))]
    return [address for address in found if leaves(address)]


def pages_of(app, cast, endpoints) -> list[str]:
    """The paths of what is read at these endpoints."""
    paths = []
    for route in ROUTES:
        method, endpoint = route.split()
        if method == "GET" and endpoint in endpoints:
            paths += [
                ROOT + url_to(app, endpoint, cast, name) for name in ROUTES[route]
            ]
    return paths


def walk(below, app, cast, rows, people, endpoints) -> int:
    """Open pages as people; returns how many were shown. No answer leads elsewhere."""
    shown = 0
    browser = below.test_client(use_cookies=False)
    for path in pages_of(app, cast, endpoints):
        for person in people:
            with rows.atomic() as step:
                headers = {}
                if person:
                    headers["Cookie"] = signed_in(below, person).cookie
                answer = browser.get(path, base_url=HOST, headers=headers)
                assert straying(answer) == [], (path, person and person.name)
                shown += answer.status_code == 200
                answer.close()
                step.rollback(begin=False)
    return shown


def test_no_link_of_the_main_pages_leaves_the_path(below, app, cast, rows):
    assert walk(below, app, cast, rows, [cast.ada], SOME) >= 6


@pytest.mark.thorough(
    short="web/test_root_path.py::test_no_link_of_the_main_pages_leaves_the_path"
)
def test_no_link_leaves_the_path(below, app, cast, rows):
    everything = {route.split()[1] for route in ROUTES} - set(OF_HOSTS)
    people = [None, cast.alma, cast.frida, cast.ada]
    assert walk(below, app, cast, rows, people, everything) > 300


def test_no_address_is_written_from_the_root_of_a_host():
    """In a template or a script it would be right only where nothing stands above."""
    stray = []
    for name, pattern in (("templates", HTML_ATTRIBUTE), ("static", SCRIPT_PATH)):
        for path in sorted(Path(folder(name)).rglob("*.*")):
            if path.suffix in (".html", ".js"):
                stray += [path.name for _ in pattern.findall(path.read_text())]
    assert stray == []


@for_each(
    [
        ("", "/forsoeg/lessons/3", "/lessons/3"),
        ("", "/lessons/3", "/lessons/3"),
        ("/forsoeg", "/lessons/3", "/lessons/3"),
        ("", "/forsoeg", ""),
        ("", "/forsoeg/", "/"),
        ("", "/forsoegene", "/forsoegene"),
        ("/elsewhere", "/lessons", "/elsewhere/lessons"),
    ]
)
def test_proxies_send_the_path_whole_or_without_ours(case):
    script, path, seen = case
    got = {}
    root = Root(lambda environ, start: got.update(environ), "https", ROOT)
    environ = EnvironBuilder(path=path).get_environ()
    environ["SCRIPT_NAME"] = script
    root(environ, None)
    assert (got["SCRIPT_NAME"], got["PATH_INFO"]) == (ROOT, seen)


def test_cookies_are_sent_to_the_product_alone(below, cast):
    cast.alma.set_password(PASSWORD)
    browser = below.test_client()
    sent = browser.post(
        f"{ROOT}/login",
        base_url=HOST,
        data={"email": cast.alma.email, "password": PASSWORD, "remember": "y"},
    ).headers.getlist("Set-Cookie")
    chosen = browser.post(f"{ROOT}/language", base_url=HOST, data={"locale": "en"})
    sent += chosen.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in sent} >= {
        "__Secure-forsoeg",
        "__Secure-forsoeg-remember",
        "__Secure-forsoeg-browser",
        "language",
    }
    for cookie in sent:
        assert f"Path={ROOT};" in f"{cookie};" and "Secure" in cookie


def test_signing_in_leads_to_the_page_that_was_asked_for(below, cast):
    cast.alma.set_password(PASSWORD)
    browser = below.test_client()
    start = browser.get(f"{ROOT}/me/settings?tab=1", base_url=HOST)
    assert start.location == f"{ROOT}/login?next={ROOT}/me/settings?tab%3D1"
    sent = {"email": cast.alma.email, "password": PASSWORD}
    answer = browser.post(start.location, base_url=HOST, data=sent)
    assert answer.location == f"{ROOT}/me/settings?tab=1"
    assert browser.get(answer.location, base_url=HOST).status_code == 200


def test_what_is_kept_as_a_path_leads_below_it(below, cast):
    notice = Notice(kind=NoticeKind.kept, path="/commitments/3", person=cast.alma)
    with below.test_request_context():
        assert target_url(notice) == f"{ROOT}/commitments/3"
        assert public_url("lessons.lesson", id=3) == f"{HOST}{ROOT}/lessons/3"
        assert local_path("/payroll") is None and local_path("/forsoegene") is None
        assert local_path(f"{ROOT}/me?x=1") == f"{ROOT}/me?x=1"


def test_what_programs_read_says_the_path(below, cast, rows):
    programs = below.test_client()
    manifest = programs.get(f"{ROOT}/manifest.webmanifest", base_url=HOST).json
    addresses = re.findall(r'"(/[^"]*)"', json.dumps(manifest))
    assert manifest["scope"] == f"{ROOT}/" and len(addresses) > 8
    assert [address for address in addresses if leaves(address)] == []
    document = programs.get(f"{ROOT}/api/v1/openapi.json", base_url=HOST).json
    assert document["servers"] == [{"url": f"{ROOT}/api/v1"}]
    for probe in ("/healthz", f"{ROOT}/healthz", "/readyz"):
        assert programs.get(probe, base_url="http://10.0.0.7").status_code in (200, 503)
    _row, secret = made(cast.alma, Scope.read, Scope.feeds)
    headers = {"Authorization": f"Bearer {secret}"}
    listed = programs.get(f"{ROOT}/api/v1/experiments", base_url=HOST, headers=headers)
    assert f"{HOST}{ROOT}/experiments/" in listed.text and straying(listed) == []
    feed = programs.get(f"{ROOT}/feeds/{secret}/lessons.atom", base_url=HOST)
    assert feed.status_code == 200 and straying(feed) == []
    worker = programs.get(f"{ROOT}/service-worker.js", base_url=HOST)
    assert worker.status_code == 200
