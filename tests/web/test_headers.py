"""Every answer carries the headers, an error too."""

import re

from tests.examples import for_each_case
from tracker.web import typeface

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@for_each_case("path", ["/", "/login", "/healthz", "/nowhere", "/experiments"])
def test_headers(visit, path):
    answer = visit().get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert (
        policy.startswith("default-src 'none'")
        and "unsafe" not in policy
        and "frame-ancestors 'none'" in policy
    )
    assert all(answer.headers[name] == value for name, value in HEADERS.items())
    assert "Strict-Transport-Security" not in answer.headers


def test_headers_when_something_breaks(app, visit, monkeypatch):
    monkeypatch.setitem(app.view_functions, "home.healthz", lambda: 1 / 0)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = visit().get("/healthz")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert b"ZeroDivision" not in answer.data and b"our fault" in answer.data


def test_nonces_are_new_and_used(visit):
    browser = visit()
    first = browser.get("/login")
    second = browser.get("/login")
    nonces = [
        a.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
        for a in (first, second)
    ]
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[0]}"' in first.text
    assert (
        first.text.count("<script")
        == first.text.count("<script src=")
        == first.text.count(f'nonce="{nonces[0]}"')
    )


def test_a_page_is_not_kept(visit, cast):
    assert visit(cast.alma).get("/").headers["Cache-Control"] == "no-store"


@for_each_case(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]
)
def test_other_hosts_are_refused(visit, host):
    assert visit().get("/login", headers={"Host": host}).status_code == 400


@for_each_case(
    "path",
    [
        *(
            "/assets/.lock",
            "/assets/.webassets-manifest",
            "/assets/",
            "/assets/../secret_key",
            "/assets/%2e%2e/secret_key",
        ),
        *("/assets/app-12345678.css", "/assets/app.css", "/assets/x/app-12345678.css"),
        *(
            "/static/css/00_layers.css",
            "/static/js/behaviours/page.js",
            "/static/.hidden",
            "/static/img/",
            "/static/img/.lock.svg",
        ),
        "/chartkick/Chart.bundle.js",
    ],
)
def test_only_what_pages_ask_for_is_served(app, visit, path):
    assert visit().get(path).status_code == 404


def test_what_pages_ask_for_is_served(app, visit, monkeypatch):
    """Fonts are not cut, which takes a second and has tests of its own."""
    monkeypatch.setattr(typeface, "cut", lambda source: b"wOF2")
    browser = visit()
    page = browser.get("/login").text
    named = re.findall(r'(?:href|src)="(/(?:assets|static)/[^"]+)"', page)
    assert len(named) == 5
    for path in named:
        with browser.get(path) as answer:
            assert answer.status_code == 200, path
    for font in (app.config["TRACKER"].data / "assets").glob("*.woff2"):
        if font.read_bytes() == b"wOF2":
            font.unlink()  # the app is shared
