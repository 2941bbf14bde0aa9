"""A question that nobody has answered is kept open, and taken up from the keyboard."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import DESK
from tests.browser.test_stories import EMPLOYEE, FACILITATOR


@pytest.mark.thorough(
    short="questions/test_questions.py"
    "::test_asked_taken_up_and_answered_by_following_the_pages"
)
def test_a_search_becomes_a_question_that_a_colleague_takes_up(visitor):
    page = visitor(FACILITATOR, viewport=DESK).page
    page.goto("/")
    page.locator("[data-search]").fill("hologram på biblioteket")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Hold spørgsmålet åbent").click()
    page.get_by_role("button", name="Hold det åbent").click()
    page.wait_for_url(re.compile(r"/questions/\d+$"))

    page = visitor(EMPLOYEE, viewport=DESK).page
    page.goto("/lessons")
    page.keyboard.press("n")
    page.wait_for_url("**/experiments/new*")
    page.locator("#hypothesis:focus").wait_for()
    page.keyboard.type("et hologram får flere unge på biblioteket")
    box = page.get_by_label("hologram på biblioteket")
    box.check()
    page.locator("#hypothesis").press("End")
    page.keyboard.type(" om lørdagen")
    page.wait_for_timeout(900)
    assert box.is_checked()
    page.locator("#platform").select_option(index=1)
    page.locator("#hypothesis").press("Control+Enter")
    page.wait_for_url(re.compile(r"/experiments/\d+$"))
    page.get_by_role("link", name="hologram på biblioteket").click()
    assert "et hologram får flere unge" in page.locator("ol.list").first.inner_text()
