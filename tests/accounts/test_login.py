"""Signing in and out: what a copied cookie, a guesser and a crafted link get, which is nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from tests.cast import NOW, PASSWORD, PRESENT
from tests.examples import for_each_case
from tests.faults.product import signed_in
from tracker.accounts import passwords, rate_limits
from tracker.accounts.models import Person, Session, Setting, TokenBucket
from tracker.accounts.models.session import (
    AT_MOST,
    IDLE,
    REMEMBER_DAYS,
    REMEMBERED,
    REMEMBERED_WITH_RIGHTS,
)
from tracker.web.responses import EXPIRED, local_path, public_url

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def alma(cast):
    cast.alma.set_password(PASSWORD)
    return cast.alma


def enter(browser, email, password=PASSWORD, **more):
    url = more.pop("url", "/login")
    return browser.post(url, data={"email": email, "password": password, **more})


def cookies(browser):
    return {
        name: browser.get_cookie(name).value
        for name in ("forsoeg", "forsoeg-remember")
        if browser.get_cookie(name)
    }


def test_the_right_password_signs_in_and_leads_on(visit, alma):
    browser = visit()
    answer = enter(
        browser, " ALMA.HOLM@example.org ", url="/login?next=/me/settings%3Fa%3Db"
    )
    assert (answer.status_code, answer.location) == (303, "/me/settings?a=b")
    assert browser.get("/me/settings").status_code == 200
    assert browser.get("/login").location == "/"


@for_each_case("remember", ["", "y"])
def test_replayed_cookies_open_nothing_after_signing_out(visit, alma, remember):
    browser = visit()
    enter(browser, alma.email, remember=remember)
    copied = cookies(browser)
    assert ("forsoeg-remember" in copied) == bool(remember)
    for one in copied:
        replay(visit, {one: copied[one]}, 200)
    answer = browser.post("/logout")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.select().where(Session.person == alma).exists()
    assert "forsoeg-remember" not in cookies(browser)
    for one in copied:
        replay(visit, {one: copied[one]}, 302)
    replay(visit, copied, 302)


def replay(visit, copied, status):
    thief = visit()
    for name, value in copied.items():
        thief.set_cookie(name, value)
    answer = thief.get("/me/settings")
    assert answer.status_code == status
    if status == 302:
        assert answer.location.startswith("/login?next=")
        assert "Alma" not in answer.text


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_one_before(visit, alma):
    browser = visit()
    enter(browser, alma.email)
    first = cookies(browser)
    enter(browser, alma.email)
    tokens = {row.token_hash for row in Session.select().where(Session.person == alma)}
    assert len(tokens) == 1, "the browser's earlier session is ended"
    replay(visit, first, 302)
    enter(visit(), alma.email)
    assert Session.select().where(Session.person == alma).count() == 2


@for_each_case(
    ("remembered", "idle", "total", "alive"),
    [
        (False, IDLE - MINUTE, IDLE, True),
        (False, IDLE + MINUTE, IDLE + MINUTE, False),
        (False, MINUTE, AT_MOST - MINUTE, True),
        (False, MINUTE, AT_MOST + MINUTE, False),
        (True, REMEMBERED - MINUTE, REMEMBERED - MINUTE, True),
        (True, REMEMBERED + MINUTE, REMEMBERED + MINUTE, False),
        (True, MINUTE, 4 * REMEMBERED, True),
    ],
)
def test_sessions_end_when_idle_and_after_a_while(cast, remembered, idle, total, alive):
    row, token = Session.open(cast.alma, at=NOW, remembered=remembered)
    Session.update(seen_at=NOW + total - idle).where(Session.id == row.id).execute()
    assert bool(Session.by_token(token, NOW + total)) is alive
    assert Session.sweep(NOW + total) == (0 if alive else 1)


@for_each_case("who", ["ada", "frida"])
def test_a_device_of_somebody_with_rights_is_asked_again(cast, who):
    """However often it is used; and from the day on which somebody gets them."""
    row, token = Session.open(getattr(cast, who), at=NOW, remembered=True)
    late = NOW + REMEMBERED_WITH_RIGHTS
    row.touch(late - MINUTE)
    assert Session.by_token(token, late - MINUTE)
    assert Session.by_token(token, late + MINUTE) is None
    assert Session.sweep(late + MINUTE) == 1


def test_how_long_a_device_stays_is_a_setting(cast):
    Setting.choose(REMEMBER_DAYS, "30")
    token = Session.open(cast.alma, at=NOW, remembered=True)[1]
    assert Session.by_token(token, NOW + dt.timedelta(days=30) - MINUTE)
    assert Session.by_token(token, NOW + dt.timedelta(days=30) + MINUTE) is None


def test_the_cookie_of_a_device_is_sent_again_each_day(visit, alma):
    browser = visit()
    enter(browser, alma.email, remember="y")
    assert "remember" not in str(browser.get("/me").headers.getlist("Set-Cookie"))
    with time_machine.travel(PRESENT + dt.timedelta(days=1)):
        sent = browser.get("/me").headers.getlist("Set-Cookie")
    assert any(one.startswith("forsoeg-remember=") for one in sent)


def test_a_session_of_somebody_disabled_opens_nothing(visit, cast):
    browser = visit(cast.alma)
    cast.alma.disable(NOW)
    assert browser.get("/me/settings").status_code == 302


def test_known_and_unknown_addresses_get_the_same_answer(visit, alma, cast):
    cast.eva.set_password(PASSWORD)
    cast.eva.disable(NOW)
    answers = [
        enter(visit(), email, password)
        for email, password in [
            (alma.email, "ikke den rigtige sætning"),
            ("nobody.here@example.org", "ikke den rigtige sætning"),
            (cast.bo.email, "ikke den rigtige sætning"),  # has no password
            (cast.eva.email, PASSWORD),  # disabled
        ]
    ]
    emails = [alma.email, "nobody.here@example.org", cast.bo.email, cast.eva.email]
    bodies = {
        strip(answer.text).replace(email, "@")
        for answer, email in zip(answers, emails, strict=True)
    }
    assert {answer.status_code for answer in answers} == {422}
    assert len(bodies) == 1


def test_one_hash_is_compared_whether_or_not_anybody_has_the_address(
    visit, alma, cast, monkeypatch
):
    verify = passwords._hasher.verify
    compared = []
    monkeypatch.setattr(
        type(passwords._hasher),
        "verify",
        lambda self, *said: compared.append(said[0]) or verify(*said),
    )
    for email in (
        alma.email,
        "nobody.here@example.org",
        cast.bo.email,
    ):  # Bo has no password
        compared.clear()
        assert enter(visit(), email, "ikke den rigtige sætning").status_code == 422
        assert len(compared) == 1, email


def strip(html):
    import re

    return re.sub(r'nonce="[^"]*"|name="csrf_token" [^>]*', "", html)


def test_guessing_at_one_account_is_slowed_down_whether_or_not_it_exists(
    app, visit, alma
):
    for email in (alma.email, "nobody.here@example.org"):
        with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
            for _ in range(8):
                rate_limits.take_try("sign-in", email)
        said = [enter(visit(), email, f"gæt nummer {n}").status_code for n in range(4)]
        assert said == [422] * 2 + [429] * 2
    late = enter(visit(), alma.email)
    assert late.status_code == 429 and int(late.headers["Retry-After"]) > 0
    assert "a little too often" in late.text
    TokenBucket.update(at=TokenBucket.at).where(
        TokenBucket.key.contains("at")
    ).execute()


def test_nobody_keeps_a_colleague_out_by_guessing(visit, alma, cast, monkeypatch):
    """A browser in which she signed in before has tries of its own, for her account
    alone, and they are as few: one, here, not ten.
    """
    bounds = rate_limits.BOUNDS["sign-in"]
    few = replace(bounds, account=(1, bounds.account[1]))
    monkeypatch.setitem(rate_limits.BOUNDS, "sign-in", few)
    hers = visit()
    enter(hers, alma.email)
    hers.post("/logout")
    known = hers.get_cookie("forsoeg-browser").value
    assert [enter(visit(), alma.email, f"gæt {n}").status_code for n in range(2)][
        -1
    ] == 429
    assert enter(hers, alma.email).status_code == 303
    for stranger, value in (
        (alma, known[:-1] + "x"),
        (alma, "." + known.partition(".")[2]),
        (alma, "x.é"),
        (cast.carla, known),
    ):
        browser = visit()
        browser.set_cookie("forsoeg-browser", value)
        said = [
            enter(browser, stranger.email, f"gæt {n}").status_code for n in range(2)
        ]
        assert said[-1] == 429
    thief = visit()
    thief.set_cookie("forsoeg-browser", known)
    assert [enter(thief, alma.email, f"gæt {n}").status_code for n in range(2)] == [
        422,
        429,
    ]
    assert enter(hers, alma.email).status_code == 303, (
        "this sign-in came with a cookie of its own"
    )


def test_an_old_password_that_is_being_checked_does_not_outlive_its_replacement(
    visit, alma, monkeypatch
):
    plain = Person.has_password

    def replaced_meanwhile(self, password):
        right = plain(self, password)
        self.reload().set_password("en anden hund spiser sne")
        return right

    monkeypatch.setattr(Person, "has_password", replaced_meanwhile)
    answer = enter(browser := visit(), alma.email)
    assert answer.status_code == 422 and "do not belong together" in answer.text
    assert not Session.select().exists() and browser.get("/me").status_code == 302


def test_guessing_from_everywhere_at_everybody_is_slowed_down(visit, cast, monkeypatch):
    bounds = rate_limits.BOUNDS["sign-in"]
    monkeypatch.setitem(
        rate_limits.BOUNDS, "sign-in", replace(bounds, overall=(1, bounds.overall[1]))
    )
    said = []
    for n in range(2):
        browser = visit()
        browser.environ_base["REMOTE_ADDR"] = f"10.0.0.{n}"
        said.append(enter(browser, f"p{n}@example.org", "gæt").status_code)
    assert said == [422, 429]


def test_nothing_of_the_browser_session_before_is_carried_over(visit, alma):
    browser = visit()
    with browser.session_transaction() as session:
        session["left_here"] = "by somebody else"
    assert enter(browser, alma.email).status_code == 303
    with browser.session_transaction() as session:
        assert "left_here" not in session


def test_the_right_password_gives_the_tries_back(visit, alma):
    for _ in range(2):
        for n in range(6):
            assert enter(visit(), alma.email, f"gæt nummer {n}").status_code == 422
        assert enter(visit(), alma.email).status_code == 303
    from_here = TokenBucket.get(TokenBucket.key == "sign-in from 127.0.0.1")
    assert 60 - 12 <= from_here.left < 60 - 11


def test_forwarded_addresses_help_nobody_without_a_proxy(app, visit, alma):
    browser = visit()
    here = {"REMOTE_ADDR": "127.0.0.1"}
    # On a busy machine time enough would pass for one more guess
    with time_machine.travel(PRESENT, tick=False):
        with app.test_request_context(environ_base=here):
            for n in range(58):
                rate_limits.take_try("sign-in", f"q{n}@example.org")
        for n in range(3):
            last = browser.post(
                "/login",
                data={"email": f"p{n}@example.org", "password": "gæt"},
                headers={
                    "X-Forwarded-For": f"10.0.0.{n}",
                    "X-Real-IP": f"10.0.1.{n}",
                    "Forwarded": f"for=10.0.2.{n}",
                },
            )
            assert last.status_code == (429 if n == 2 else 422)


LINES = [
    ("192.0.2.7", "192.0.2.7"),
    ("2001:db8:1:2:3::4", "2001:0db8:0001:0002"),
    ("::ffff:192.0.2.7", "192.0.2.7"),
    ("192.0.2.7:1234", "192.0.2.7"),
    ("[2001:db8:1:2:3::4]", "2001:0db8:0001:0002"),
    ("[2001:db8:1:2:3::4]:1234", "2001:0db8:0001:0002"),
    ('"[2001:db8:1:2:3::4]:1234"', "2001:0db8:0001:0002"),
    ("[::ffff:192.0.2.7]:1234", "192.0.2.7"),
    (" 192.0.2.7 ", "192.0.2.7"),
]


def test_a_line_counts_as_one_caller(app):
    from tracker.accounts.rate_limits import client_network

    for address, network in LINES:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            assert client_network() == network, address


def test_what_is_no_address_empties_nobody_elses_bucket(app):
    from tracker.accounts.rate_limits import client_network

    told = set()
    for address in (
        "",
        "unknown",
        "_hidden",
        "192.0.2.999",
        "192.0.2.7:x",
        "[192.0.2",
        "x" * 9000,
        "::1]:80",
    ):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            told.add(client_network())
    assert len(told) == 8 and all(len(one) < 30 and one.startswith("?") for one in told)


TRICKS = [
    *(
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
    ),
    *(
        "https://evil.example",
        "http:evil.example",
        "https:/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
    ),
    *(
        "/%2fevil.example",
        "/%2Fevil.example",
        "/%5cevil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/./evil",
    ),
    *(
        "/\tevil",
        "/\nevil",
        "/\r\nLocation: //evil.example",
        " /evil",
        "/ evil",
        "evil.example",
        "@evil.example",
    ),
    *(
        "/a/../../evil",
        "/%00",
        "/%0d%0aX: y",
        "?next=//evil.example",
        "#x",
        "/" + "a" * 2001,
        "/a//evil.example",
        "/;//evil.example",
        "//[",
    ),
]


def test_next_leads_nowhere_else(app, visit, cast):
    browser = visit(cast.alma)
    for trick in TRICKS:
        answer = browser.get("/login", query_string={"next": trick})
        assert (answer.status_code, answer.location) == (302, "/"), trick
        with app.app_context():
            assert local_path(trick) is None, trick


def test_next_leads_to_pages_of_this_site(visit, cast):
    for path in ("/experiments?q=kommun&sort=newest", "/people/3", "/lessons#a"):
        assert (
            visit(cast.alma).get("/login", query_string={"next": path}).location == path
        )


def test_a_page_leads_to_sign_in_and_back(visit):
    assert visit().get("/me/settings?a=b").location == "/login?next=/me/settings?a%3Db"


@for_each_case(
    ("referrer", "back"),
    [
        ("http://localhost/me/sessions?a=b", "/me/sessions?a%3Db"),
        ("http://evil.example/me/sessions", "/"),
        ("", "/"),
        ("http://localhost//evil.example", "/"),
        ("http://[", "/"),
        ("/me/sessions", "/"),
    ],
)
def test_what_was_posted_while_signed_out_leads_back_to_its_page(
    visit, alma, referrer, back
):
    browser = visit()
    answer = browser.post(
        "/me/sessions/end", headers={"Referer": referrer} if referrer else {}
    )
    assert answer.location == f"/login?next={back}"
    assert EXPIRED in browser.get(answer.location).text
    assert enter(browser, alma.email, url=answer.location).status_code == 303


def test_a_script_is_told_that_it_is_signed_out(visit):
    answer = visit().post("/me/sessions/end", headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.json["error"]) == (401, "signed out")


def test_a_session_is_listed_and_ended_by_its_owner_only(visit, cast):
    browser = visit(cast.alma)
    phone, token = Session.open(
        cast.alma,
        at=NOW,
        agent=(
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
        ),
    )
    theirs, _ = Session.open(cast.carla, at=NOW)
    page = browser.get("/me/sessions").text
    assert "Chrome on Android" in page and "this device" in page
    assert browser.post(f"/me/sessions/{theirs.id}/end").status_code == 404
    Session.update(
        seen_at=dt.datetime.now(dt.UTC), started_at=dt.datetime.now(dt.UTC)
    ).where(Session.id == phone.id).execute()
    assert Session.by_token(token, dt.datetime.now(dt.UTC))
    assert browser.post(f"/me/sessions/{phone.id}/end").status_code == 303
    assert Session.by_token(token, dt.datetime.now(dt.UTC)) is None
    Session.open(cast.alma, at=NOW)
    assert browser.post("/me/sessions/end").status_code == 303
    assert browser.get("/me/sessions").status_code == 200, "this one stays"
    assert Session.select().where(Session.person == cast.alma).count() == 1


def test_an_https_installation_keeps_its_cookies_to_itself(configured, cast):
    cast.alma.set_password(PASSWORD)
    app = configured(public_url="https://forsoeg.example.org")
    with app.test_client() as browser:
        answer = browser.post(
            "/login",
            base_url="https://forsoeg.example.org",
            data={"email": cast.alma.email, "password": PASSWORD, "remember": "y"},
        )
    sent = answer.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in sent} == {
        "__Host-forsoeg",
        "__Host-forsoeg-remember",
        "__Host-forsoeg-browser",
    }
    assert all(
        "Secure" in c
        and "HttpOnly" in c
        and "SameSite=Lax" in c
        and "Path=/" in c
        and "Domain" not in c
        for c in sent
    )


def test_an_https_installation_takes_forms_from_its_own_pages_only(configured, cast):
    """A token alone is not enough there, links are its PUBLIC_URL's whatever port was
    asked for, and browsers stay with https.
    """
    here = "https://forsoeg.example.org"
    app = configured(public_url=here)
    caller = signed_in(app, cast.alma)
    browser = app.test_client(use_cookies=False)
    app.config["WTF_CSRF_ENABLED"] = True
    said = {}
    for page in (None, "https://evil.example/me", f"{here}/me/sessions"):
        sent = {
            "Cookie": caller.cookie,
            "X-CSRFToken": caller.token,
            **({"Referer": page} if page else {}),
        }
        said[page] = browser.post("/me/sessions/end", base_url=here, headers=sent)
    assert [answer.status_code for answer in said.values()] == [400, 400, 303]
    assert {
        answer.headers["Strict-Transport-Security"].split(";")[0]
        for answer in said.values()
    } == {"max-age=63072000"}
    with app.test_request_context(base_url=f"{here}:9999"):
        assert public_url("accounts.login") == f"{here}/login"
