"""Leaders see learning: from a drafted quarter to a promise that is kept."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.browser.conftest import DESK

FACILITATOR = "facilitator@example.org"
LEADER = "leader@example.org"
EMPLOYEE = "employee@example.org"


def test_a_quarter_is_written_signed_and_stays(visitor, pytestconfig):
    """The last quarter was drafted the night it ended.

    What becomes of it, and what no later change touches; with --faults also the promise
    that comes of it, which `commitments` tests without a browser.
    """
    jonas = visitor(FACILITATOR, viewport=DESK)
    page = jonas.page
    page.goto("/summaries")
    page.locator("main ol.list a").first.click()
    quarter = re.search(r"/summaries/(\d{4}-Q\d)", page.url)[1]
    page.get_by_role("link", name="Skriv", exact=True).click()
    page.fill("[name=opening]", "Vi spurgte mere, end vi svarede.")
    page.locator("form .actions .button.primary").click()
    assert "Vi spurgte mere, end vi svarede." in page.text_content("#summary")
    assert not jonas.stumbles()

    kirsten = visitor(LEADER, locale="da")
    page = kirsten.page
    page.goto(f"/summaries/{quarter}/signature")
    page.fill(
        "[name=word]",
        "Jeg troede, at de ventede på svar. De ventede på, at nogen læste.",
    )
    own = page.locator("[name=own_attempt] option").nth(1)
    title = own.text_content()
    page.select_option("[name=own_attempt]", own.get_attribute("value"))
    assert not kirsten.stumbles()
    page.get_by_role("button", name="Skriv under").click()
    page.wait_for_url(re.compile(rf"/summaries/{quarter}$"))
    assert title in page.text_content(
        "#summary"
    ) and "De ventede på, at nogen læste." in page.text_content("#summary")
    assert not kirsten.stumbles()

    before = page.text_content("#summary")
    mandag = page.locator("#summary .said-by-leader a").get_attribute("href")
    page.goto(f"{mandag}/edit")
    page.fill("[name=title]", "Et helt andet navn")
    page.fill("[name=hours]", "400")
    page.locator("form .actions .button.primary").click()
    page.wait_for_url(re.compile(rf"{mandag}$"))
    assert "Et helt andet navn" in page.text_content("h1")
    page.goto(f"/summaries/{quarter}")
    assert page.text_content("#summary") == before, "what is signed never changes"

    if pytestconfig.getoption("--faults"):
        promises_and_keeps(page)
        signe = visitor(EMPLOYEE, viewport=DESK)
        signe.page.goto(f"/summaries/{quarter}")
        assert "Jeg svarer hver fredag" in signe.page.text_content("#promised")
        page.goto(f"/summaries/{quarter}")
        assert page.text_content("#summary") == before
        assert not signe.stumbles()


def promises_and_keeps(page) -> None:
    page.locator("#promised a.button").click()
    page.fill("[name=text]", "Jeg svarer hver fredag, også når jeg ikke ved noget.")
    page.fill(
        "[name=due_on]",
        page.evaluate("new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)"),
    )
    page.locator("form .actions .button.primary").click()
    page.wait_for_url(re.compile(r"/commitments/\d+$"))
    page.locator("[name=settled][value=kept]").check(force=True)
    page.fill("[name=word]", "Ti fredage, ti svar.")
    page.locator("form:has([name=settled]) .button.primary").click()


@pytest.mark.thorough(
    short="dashboard/test_unanswered.py::test_a_leader_answers_there_and_is_led_back"
)
def test_a_leader_answers_what_waits_and_moves_a_promise_in_the_open(visitor):
    """On a phone, without a script: the answer is given in the list, and the new day says why."""
    kirsten = visitor(LEADER, java_script_enabled=False)
    page = kirsten.page
    page.goto("/dashboard/waiting")
    waiting = page.locator("#questions li", has_text="den første dag")
    about = waiting.locator("a[href^='/experiments/']").last.get_attribute("href")
    waiting.locator("summary").click()
    waiting.locator("textarea").fill("At de må tage fejl, og at jeg også gjorde det.")
    waiting.get_by_role("button", name="Send").click()
    page.wait_for_url(re.compile(r"/dashboard/waiting$"))
    assert not page.locator("#questions li", has_text="den første dag").count()

    page.goto("/people/1")
    page.get_by_role("link", name="Hver chef i direktionen").click()
    page.get_by_role("link", name="Ret løftet eller flyt dagen").click()
    later = f"{int(page.input_value('[name=due_on]')[:4]) + 1}-02-01"
    page.fill("[name=due_on]", later)
    page.locator("form:has([name=why]) .button.primary").click()
    assert page.locator("[name=why][aria-invalid=true]").is_visible()
    page.fill("[name=why]", "Seminaret er for tidligt for to af os.")
    page.locator("form:has([name=why]) .button.primary").click()
    page.wait_for_url(re.compile(r"/commitments/\d+$"))

    signe = visitor(EMPLOYEE)
    signe.page.goto(page.url)
    assert "Seminaret er for tidligt for to af os." in signe.page.text_content("main")
    signe.page.goto(about)
    said = signe.page.locator(".comment", has_text="og at jeg også gjorde det")
    assert "leder" in said.text_content()


def test_the_dashboard_prints_whole_and_its_marks_lead_to_their_rows(
    visitor, pytestconfig
):
    """With --faults on paper, by default as a page that would be printed."""
    kirsten = visitor(LEADER, viewport=DESK, reduced_motion="no-preference")
    page = kirsten.page
    page.goto("/dashboard", wait_until="networkidle")
    assert not page.evaluate("window.Chart"), "nothing is drawn that nobody sees"
    page.emulate_media(media="print")
    assert page.evaluate(SEEN_IN_SECTIONS) == [True] * page.locator(".question").count()
    if pytestconfig.getoption("--faults"):
        is_whole_on_paper(page)
    page.emulate_media(media="screen")

    page.get_by_role("link", name="Hvor meget prøver vi?").click()
    assert page.locator("details#tried").get_attribute("open") is not None
    assert page.locator("details#used").get_attribute("open") is None
    page.locator("#velocity canvas").wait_for()
    mark = """() => { const canvas = document.querySelector("#velocity canvas");
        canvas.scrollIntoView();
        const bar = Chart.getChart(canvas).getDatasetMeta(1).data.at(-1);
        const box = canvas.getBoundingClientRect();
        return [box.x + bar.x, box.y + (bar.y + bar.base) / 2]; }"""
    page.wait_for_timeout(400)
    page.mouse.click(*page.evaluate(mark))
    page.wait_for_url(re.compile(r"/dashboard/rows\?measure=concluded&quarter="))
    assert not kirsten.stumbles()


# Whether what each section holds is seen, though the section was not opened
SEEN_IN_SECTIONS = """
() => [...document.querySelectorAll(".question")].map(one =>
  one.lastElementChild.checkVisibility())
"""


def is_whole_on_paper(page) -> None:
    printed = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    first = printed.pages[0].extract_text()
    assert len(printed.pages) <= 6 and "Tranevig Kommune ·" in first
    # Between letters that stand closer than usual, the reader of the file sees blanks
    told = re.sub(r"\s", "", "".join(one.extract_text() for one in printed.pages))
    assert "Hvadvedvi,oghvadkostededet?" in told, "sections are open on paper"


def test_the_dashboard_is_short_on_a_phone_and_whole_without_a_script(visitor):
    kirsten = visitor(LEADER)
    page = kirsten.page
    page.goto("/dashboard", wait_until="networkidle")
    tall = page.evaluate("document.documentElement.scrollHeight / innerHeight")
    assert tall <= 6, f"{tall:.1f} screens"
    assert not kirsten.stumbles()
    without = visitor(LEADER, java_script_enabled=False)
    without.page.goto("/dashboard")
    without.page.locator("details#tried > summary").click()
    assert without.page.locator("#velocity svg[role=img]").is_visible()
