"""One accent and a logo: what is chosen stands on every page, and nothing else gets in by it."""

from __future__ import annotations

import io
import re
from email import message_from_bytes, policy

import pytest

from tests.examples import for_each_case
from tests.experiments.pictures import picture
from tracker.accounts import branding, emails
from tracker.accounts.models import Setting
from tracker.core.validation import ValidationFailed


@pytest.fixture
def ada(visit, cast, store):
    yield visit(cast.ada)
    for path in (store.files.path / "logos").glob("*"):
        path.unlink()


def chosen(browser, content: bytes | None = None, name="logo.png", **fields):
    files = {"logo": (io.BytesIO(content), name)} if content is not None else {}
    return browser.post(
        "/admin/settings/look",
        data={"accent": "", **fields, **files},
        content_type="multipart/form-data",
    )


def named(browser, name: str):
    return browser.post("/admin/settings/look", data={"accent": "", "name": name})


def test_an_accent_stands_on_every_page_under_its_nonce(visit, ada):
    assert "<style" not in visit().get("/login").text
    assert chosen(ada, accent=" #1D6F6F ").status_code == 303
    answer = visit().get("/login")
    (nonce,) = re.findall(
        r'<style nonce="([^"]+)">:root { --accent: #1d6f6f; }</style>', answer.text
    )
    assert (
        f"style-src 'self' 'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
    )
    assert chosen(ada).status_code == 303 and "<style" not in visit().get("/login").text


@for_each_case("wrong", ["red", "</style>"])
def test_what_is_no_colour_is_told(ada, wrong):
    assert chosen(ada, accent=wrong).status_code == 422
    assert branding.current_branding() == branding.Branding()


def test_what_is_no_colour_is_not_taken(cast):
    no_colours = ["#12345", "#1d6f6g", "}*{x:y", "#1d6f6f;", "url(//x)"]
    for wrong in [*no_colours, "#" + "1" * 300]:
        with pytest.raises(ValidationFailed):
            branding.set_accent(wrong)
        assert branding.current_branding() == branding.Branding(), wrong


def test_a_logo_is_drawn_anew_and_everybody_sees_it(visit, ada, store):
    assert chosen(ada, picture("PNG")).status_code == 303
    first = branding.current_branding().logo
    answer = visit().get(f"/logo/{first}", buffered=True)
    assert (
        answer.mimetype == "image/webp"
        and answer.data[8:12] == b"WEBP"
        and f"/logo/{first}" in visit().get("/login").text
    )
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert chosen(ada, picture("JPEG"), accent="#1d6f6f").status_code == 303
    second = branding.current_branding()
    assert (
        second.accent == "#1d6f6f"
        and second.logo != first
        and visit().get(f"/logo/{first}").status_code == 404
    )
    assert (
        chosen(ada, accent="#1d6f6f").status_code == 303
        and branding.current_branding() == second
    ), "what was not sent stays"
    assert [path.stem for path in (store.files.path / "logos").iterdir()] == [
        second.logo
    ]
    assert chosen(ada, without_logo="y").status_code == 303
    assert (
        not list((store.files.path / "logos").iterdir())
        and "/logo/" not in visit().get("/login").text
    )


def test_a_mail_carries_the_logo_with_it_and_fetches_none(app, ada, store):
    assert chosen(ada, picture("PNG"), accent="#1d6f6f").status_code == 303
    before = set((store.data / "mails").glob("*.eml"))
    with app.app_context():
        emails.send("accounts/mail_forgotten", "bo@example.org", "da", url="https://x")
    (path,) = set((store.data / "mails").glob("*.eml")) - before
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    html = mail.get_body(("html",)).get_content()
    assert 'src="cid:logo"' in html and "#1d6f6f" in html
    assert html.count("src=") == html.count('class="button"') == 1
    (logo,) = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert logo["Content-ID"] == "<logo>"
    assert logo.get_content().startswith(b"\x89PNG")


@for_each_case(
    "content",
    [
        b"",
        b"<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"x" * 99,
    ],
)
def test_what_is_no_picture_of_ours_is_told(ada, content):
    assert (
        chosen(ada, content, "logo.svg").status_code == 422
        and branding.current_branding().logo == ""
    )


@for_each_case("name", ["", "x", "..%2f..%2fsecret_key", "a" * 32])
def test_nothing_else_is_served_as_a_logo(visit, cast, name):
    assert visit().get(f"/logo/{name}").status_code == 404
    Setting.write(branding.LOGO, "../../secret_key")
    with pytest.raises(ValueError):
        branding.name_of("../../secret_key")


def test_a_name_stands_on_every_page_and_leaves_again(visit, ada):
    assert named(ada, "Nordby Kommune").status_code == 303
    page = visit().get("/login").text
    assert 'og:site_name" content="Nordby Kommune"' in page
    assert named(ada, "").status_code == 303
    assert "Nordby" not in visit().get("/login").text


@for_each_case("accent", ["", "#ffff00", "#ffffff", "#102030"])
def test_words_on_the_accent_of_mails_can_be_read(accent):
    shown = branding.Branding(accent).mail_accent
    assert branding._contrast_with_white(shown) >= 4.5
    if accent == "#102030":
        assert shown == accent
