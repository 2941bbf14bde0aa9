"""What a browser gets is short, and its length tells nothing."""

import gzip
from types import SimpleNamespace

import brotli
import pytest
from flask import Flask

from tests.examples import for_each_case
from tracker.web import compression

LONG = "<p>" + "Vi svarede inden for en time. " * 200 + "</p>"


@pytest.fixture
def site():
    """A site of one long page, a short one and a picture; by how many proxies it stands behind."""

    def made(hops: int = 0):
        app = Flask(__name__)
        app.config["TRACKER"] = SimpleNamespace(proxy_hops=hops)
        compression.init_app(app)
        app.add_url_rule("/long", "long", lambda: LONG)
        app.add_url_rule("/short", "short", lambda: "<p>Ja</p>")
        app.add_url_rule(
            "/picture", "picture", lambda: (LONG, {"Content-Type": "image/webp"})
        )
        return app.test_client()

    return made


def get(client, path: str, **headers):
    return client.get(path, headers={"Accept-Encoding": "gzip, br"} | headers)


def test_a_page_is_compressed_and_comes_out_as_it_was(site):
    answer = get(site(), "/long")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data).decode() == LONG
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(LONG) / 5
    assert "Accept-Encoding" in answer.headers["Vary"]


@for_each_case(
    "path, headers",
    [
        ("/short", {}),
        ("/picture", {}),
        ("/long", {"Accept-Encoding": "identity"}),
        ("/long", {"Accept-Encoding": "gzip;q=0"}),
    ],
)
def test_what_gains_nothing_or_cannot_be_read_is_left(site, path, headers):
    answer = get(site(), path, **headers)
    assert "Content-Encoding" not in answer.headers


def test_a_proxy_does_it_where_there_is_one(site):
    assert "Content-Encoding" not in get(site(hops=1), "/long").headers


def test_the_same_page_has_many_lengths(site):
    client = site()
    lengths = {len(get(client, "/long").data) for _ in range(40)}
    assert len(lengths) > 10


@for_each_case("coding, read", [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_assets_are_compressed_once_and_kept_for_good(app, coding, read):
    url = app.jinja_env.globals["bundle_urls"]("css")[0]
    client = app.test_client()
    plain = client.get(url, buffered=True)
    short = client.get(url, headers={"Accept-Encoding": coding}, buffered=True)
    assert short.headers["Content-Encoding"] == coding
    assert read(short.data) == plain.data
    assert len(short.data) < len(plain.data) / 3
    assert short.mimetype == plain.mimetype == "text/css"
    for answer in (plain, short):
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert client.get(f"{url}.br").status_code == 404


def test_the_scripts_of_the_charts_are_small_on_the_line(app):
    """As it came, Chart.js alone was 126 KB compressed."""
    (url,) = app.jinja_env.globals["bundle_urls"]("charts")
    answer = app.test_client().get(
        url, headers={"Accept-Encoding": "gzip"}, buffered=True
    )
    assert 10_000 < len(answer.data) <= 95_000
