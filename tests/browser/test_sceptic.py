"""A leader who expects nothing opens the dashboard for the first time, and has answered,
signed and promised something, led by the page alone; a middle manager follows the own unit.
"""

import re

import pytest

LEADER = "leader@example.org"


@pytest.mark.thorough(
    short="browser/test_leaders.py::test_a_quarter_is_written_signed_and_stays"
)
def test_a_sceptical_leader_answers_signs_and_promises_led_by_the_page(visitor):
    """On a phone, from the dashboard on only links and buttons."""
    kirsten = visitor(LEADER)
    page = kirsten.page
    page.goto("/dashboard")
    page.get_by_role("link", name="Svar på ét nu").first.click()
    waiting = page.locator("#questions li").first
    asked = waiting.locator(".prose").text_content().strip()
    title = waiting.locator("a[href^='/experiments/']").last.text_content().strip()
    waiting.locator("summary").click()
    waiting.locator("textarea").fill("Klip bare. I behøver ikke gennem os.")
    waiting.get_by_role("button", name="Send").click()
    page.wait_for_url(re.compile(r"/dashboard/waiting"))
    assert asked not in page.locator("main").text_content()

    page.get_by_role("link", name="Læs og sig ja").first.click()
    page.wait_for_url(re.compile(r"/guidelines#agreement$"))
    places = page.locator("#agreement [name=agreed]")
    waited = places.count()
    places.first.check()
    page.get_by_role("button", name="Ja til de valgte").click()
    places.nth(waited - 1).wait_for(state="detached")  # one fewer waits

    page.get_by_role("link", name="Forsøg", exact=True).first.click()
    page.locator("main input[name=q]").fill(title)
    page.locator("main input[name=q]").press("Enter")
    page.locator("main ol.list").get_by_role("link", name=title).first.click()
    page.locator("#promised").get_by_role("link", name="Afgiv et løfte").click()
    page.fill("[name=text]", "Jeg læser ét forsøg om ugen og svarer.")
    page.fill(
        "[name=due_on]",
        page.evaluate("new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)"),
    )
    page.locator("form .actions .button.primary").click()
    page.wait_for_url(re.compile(r"/commitments/\d+$"))
    assert not kirsten.stumbles()


@pytest.mark.thorough(short="dashboard/test_leadership.py::test_the_page_is_everybodys")
def test_a_middle_manager_follows_the_own_unit_from_when_you_lead_here(visitor):
    kirsten = visitor(LEADER)
    page = kirsten.page
    page.goto("/leading")
    page.get_by_role("link", name="Følg din egen enhed").click()
    page.wait_for_url(re.compile(r"/units/\d+$"))
    follow = page.get_by_role("button", name=re.compile("^Følg"))
    follow.first.click()
    page.get_by_role("button", name=re.compile("^Følg ikke længere")).first.wait_for()
    assert not kirsten.stumbles()
