"""What was typed when a session ended: offered to whoever typed it, and nothing to
whoever sits at the computer next.
"""

from __future__ import annotations

import json

import pytest

EMPLOYEE = "employee@example.org"
OTHER = "leader@example.org"
FORM = "/guidelines/questions/new"
WORDS = "et opslag om natten bliver læst af nattevagterne"
STORED = "JSON.stringify(Object.entries(localStorage))"


def until(page, holds) -> None:
    """Wait until what lies on the device is as it should be; a script of the test's own
    may not be evaluated in the page's policy.
    """
    for _ in range(100):
        if holds(page.evaluate(STORED)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.evaluate(STORED))


def send(page) -> None:
    with page.expect_navigation():
        page.click("form[data-draft-key^=question] button.primary")


def typed(page) -> None:
    page.goto(FORM)
    page.fill("[name=body]", WORDS)
    until(page, lambda stored: "kept:question" in stored)


def test_the_next_one_at_a_shared_computer_reads_nothing_and_the_same_person_gets_it_back(
    visitor,
):
    """The session ends by time; a colleague signs in in the same browser, and then the
    first one again.
    """
    first = visitor(EMPLOYEE)
    page = first.page
    typed(page)
    assert "nattevagterne" not in page.evaluate(STORED) and "sealed" in page.evaluate(
        STORED
    )
    first.context.clear_cookies(name="forsoeg")
    page.fill("[name=body]", f"{WORDS} og af vagten")  # what was typed last, too
    send(page)
    assert page.locator("input[name=password]").count(), (
        "the session is over, and what was sent is not saved"
    )
    assert "nattevagterne" not in page.evaluate(STORED)

    first.sign_in(OTHER)
    page.goto(FORM)
    assert (
        "nattevagterne" not in page.evaluate(STORED)
        and not page.locator(".restore").count()
    )
    before = page.evaluate("document.body.dataset.draftSecret")

    first.context.clear_cookies(name="forsoeg")
    first.sign_in(EMPLOYEE)
    page.goto(FORM)
    page.locator(".restore").wait_for()
    assert page.evaluate("document.body.dataset.draftSecret") != before
    assert not first.stumbles()
    page.click(".restore button >> nth=0")
    assert page.input_value("[name=body]") == f"{WORDS} og af vagten"
    page.reload()
    page.locator(".restore button.subtle").click()
    assert (
        "kept:question" not in page.evaluate(STORED)
        and not page.locator(".restore").count()
    )


@pytest.mark.thorough(
    short="browser/test_kept.py"
    "::test_the_next_one_at_a_shared_computer_reads_nothing_and_the_same_person_gets_it_back"
)
def test_what_an_older_version_left_open_is_sealed_or_goes(visitor):
    page = visitor(EMPLOYEE).page
    page.goto("/me")
    me = page.get_attribute("body", "data-draft-person")
    left = {"texts": {"body": [WORDS]}, "at": page.evaluate("Date.now()")}
    for name in (f"question:{me}", "question:999999"):
        page.evaluate(
            "([name, left]) => localStorage.setItem('kept:' + name, left)",
            [name, json.dumps(left)],
        )
    page.reload()
    until(page, lambda stored: "nattevagterne" not in stored)
    assert "kept:question:999999" not in page.evaluate(STORED)
    page.goto(FORM)
    page.click(".restore button >> nth=0")
    assert page.input_value("[name=body]") == WORDS


@pytest.mark.thorough(
    short="browser/test_nothing_lost.py"
    "::test_a_plan_survives_the_end_of_the_session_at_each_point"
)
def test_what_is_saved_is_let_go(visitor):
    page = visitor(EMPLOYEE).page
    typed(page)
    send(page)
    until(page, lambda stored: "kept:question" not in stored)
