"""A form without its token, as the product meets it: with a connection of the request's own."""

import pytest

from tracker.db import database

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

ENGLISH = {"Accept-Language": "en"}


def test_signed_out_it_leads_to_sign_in_and_signed_in_to_a_kind_page(product):
    product.config["WTF_CSRF_ENABLED"] = True
    signed_out = product.cast.browser(product, None).post(
        "/experiments/new", data={"hypothesis": "x"}
    )
    assert signed_out.status_code == 302 and "/login" in signed_out.location
    with database.connection_context():
        alma = product.cast.browser(product, product.cast.alma)
    signed_in = alma.post("/experiments/new", data={"hypothesis": "x"})
    assert signed_in.status_code == 400 and "too old" in signed_in.text
    at_the_door = product.cast.browser(product, None).post(
        "/login", data={"email": "x"}
    )
    assert at_the_door.status_code == 400


def test_a_script_is_told_so_that_it_keeps_what_was_typed(product):
    product.config["WTF_CSRF_ENABLED"] = True
    answer = product.cast.browser(product, None).post(
        "/experiments/new", headers={"X-Requested-With": "fetch"}
    )
    assert answer.status_code == 401


def test_a_browser_without_cookies_is_told_that_they_are_needed(product):
    product.config["WTF_CSRF_ENABLED"] = True
    browser = product.test_client(use_cookies=False)
    answer = browser.post("/login", data={"email": "x"}, headers=ENGLISH)
    assert answer.status_code == 400 and "sent no cookie" in answer.text
    browser = product.test_client()
    browser.get("/login")
    answer = browser.post("/login", data={"email": "x"}, headers=ENGLISH)
    assert answer.status_code == 400 and "too old" in answer.text
