"""A second factor that is being set up: its key is fresh, short-lived, and known to
nobody who looked before.
"""

from __future__ import annotations

import datetime as dt
import re

import pyotp
import pytest

from tests.accounts.enrolment import begun_on, code_of, key_on
from tests.cast import PASSWORD
from tests.examples import for_each_case
from tracker.accounts.models import Role, SecondFactor
from tracker.web import clock

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

KEY = "for tests only, and long enough for that"
OTHER = "en anden hund spiser sne"
OWN = "/me/second-factor"
FORCED = "/login/second-factor"


@pytest.fixture
def alma(cast):
    cast.alma.set_password(PASSWORD)
    return cast.alma


@pytest.fixture
def half(alma, visit):
    """``half()``: a browser that gave the right password, and has to set up a code
    before anything else.
    """
    SecondFactor.require_of([Role.employee])

    def come(password=PASSWORD):
        browser = visit()
        browser.post("/login", data={"email": alma.email, "password": password})
        return browser

    return come


def typed(page: str, of: str | None = None) -> dict:
    """What somebody sends who scanned one page, perhaps with a key seen on another."""
    return {"begun": begun_on(page), "code": code_of(of or key_on(page))}


@for_each_case("door", [OWN, FORCED])
def test_every_beginning_has_a_key_of_its_own(visit, alma, half, door):
    browser = visit(alma) if door == OWN else half()
    assert len({key_on(browser.get(door).text) for _ in range(3)}) == 3
    assert not SecondFactor.select().exists(), "nothing is written by looking"


def test_a_key_that_was_seen_in_another_session_opens_nothing(visit, alma, half):
    """Somebody with the password looks and leaves; the owner replaces the password and
    sets up a code.
    """
    seen = half().get(FORCED).text
    alma.set_password(OTHER)
    owner = half(OTHER)
    page = owner.get(FORCED).text
    assert key_on(page) != key_on(seen)
    assert owner.post(FORCED, data=typed(page, of=key_on(seen))).status_code == 422
    assert (
        owner.post(
            FORCED, data={"begun": begun_on(seen), "code": code_of(key_on(seen))}
        ).status_code
        == 422
    )
    assert owner.post(FORCED, data=typed(page)).text.count("<code>") == 10
    assert SecondFactor.of(alma).secret(KEY) == key_on(page)


def test_a_beginning_ends_with_the_session_and_with_the_password(visit, alma):
    first = visit(alma)
    second = visit(alma)
    page = first.get(OWN).text
    assert second.post(OWN, data=typed(page)).status_code == 422, (
        "it belongs to the session that it was shown to"
    )
    alma.set_password(OTHER, but=None)
    again = visit(alma)
    assert again.post(OWN, data=typed(page)).status_code == 422
    assert SecondFactor.of(alma) is None


def test_a_beginning_is_good_for_a_quarter_of_an_hour(visit, alma, monkeypatch):
    browser = visit(alma)
    begun = clock.now()
    page = browser.get(OWN).text
    monkeypatch.setattr(
        "tracker.accounts.enrolment.now", lambda: begun + dt.timedelta(minutes=16)
    )
    answer = browser.post(OWN, data=typed(page))
    assert (
        answer.status_code == 422
        and "too old" in answer.text
        and key_on(answer.text) != key_on(page)
    )
    monkeypatch.setattr(
        "tracker.accounts.enrolment.now", lambda: begun - dt.timedelta(hours=1)
    )
    assert browser.post(OWN, data=typed(page)).status_code == 422, (
        "one from the future is not recent"
    )
    monkeypatch.undo()
    assert browser.post(OWN, data=typed(page)).status_code == 200


def test_after_a_wrong_code_the_picture_stays(visit, alma):
    browser = visit(alma)
    page = browser.get(OWN).text
    again = browser.post(OWN, data={"begun": begun_on(page), "code": "000000"}).text
    assert key_on(again) == key_on(page)
    assert browser.post(OWN, data=typed(again)).status_code == 200


def test_of_two_pages_one_is_taken_into_use(visit, alma):
    browser = visit(alma)
    one = browser.get(OWN).text
    other = browser.get(OWN).text
    assert browser.post(OWN, data=typed(one)).text.count("<code>") == 10
    assert "<code>" not in browser.post(OWN, data=typed(other)).text
    assert SecondFactor.of(alma).secret(KEY) == key_on(one)


@for_each_case("made_up", ["", "W10.x", "é"])
def test_what_nobody_signed_begins_nothing(visit, alma, made_up):
    browser = visit(alma)
    key = key_on(browser.get(OWN).text)
    assert (
        browser.post(OWN, data={"begun": made_up, "code": code_of(key)}).status_code
        == 422
    )
    assert not SecondFactor.select().exists()


def test_a_first_code_of_before_is_not_taken_a_second_time(visit, alma):
    browser = visit(alma)
    browser.post(OWN, data=(sent := typed(browser.get(OWN).text)))
    factor = SecondFactor.of(alma)
    assert not factor.check_code(sent["code"], key=KEY, at=clock.now())
    assert re.fullmatch(r"\d{6}", pyotp.TOTP(factor.secret(KEY)).now())
