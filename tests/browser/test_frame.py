"""From fear to frame: whole stories of the guidelines, the pulse and the business case."""

import datetime as dt
import re
import sqlite3
from contextlib import closing

import pytest

from tests.browser.conftest import DESK

EMPLOYEE = "employee@example.org"
FACILITATOR = "facilitator@example.org"
LEADER = "leader@example.org"


@pytest.mark.thorough(
    short="browser/test_frame.py::test_may_i_is_answered_without_javascript_too"
)
def test_a_fearful_newcomer_asks_may_i_gets_a_yes_with_words_and_publishes(visitor):
    """On a phone, in Danish: four taps to an answer, and the words come along to the plan."""
    signe = visitor(EMPLOYEE)
    page = signe.page
    page.goto("/")
    page.click("main a[href='/guidelines/check']")
    assert not page.locator("[name=people]").first.is_visible(), (
        "who speaks privately is asked one question"
    )
    page.check("[name=speaking][value=myself]", force=True)
    page.check("[name=people][value=nobody]", force=True)
    page.check("[name=about][value=nothing]", force=True)
    page.select_option("[name=platform]", label="Facebook")
    assert not signe.stumbles()
    page.click("form.check button.primary")

    assert page.text_content("h1").strip() == "Ja, det må du"
    words = page.text_content(".suggested-words blockquote >> nth=0")
    assert "Venlig hilsen" in words
    assert page.locator("button[data-behaviour=copy] >> nth=0").is_visible()
    assert not signe.stumbles()
    page.click("main .row a.primary")

    assert page.locator("[name=platform] option:checked").text_content() == "Facebook"
    beside = page.locator("#may-i details:visible")
    assert [text.strip() for text in beside.locator("summary").all_text_contents()] == [
        "Facebook",
        "Overalt",
    ]
    page.select_option("[name=platform]", label="Instagram")
    page.wait_for_selector("#may-i summary:has-text('Instagram')")
    assert (
        "Instagram" in beside.locator("summary").first.text_content()
        and beside.first.get_attribute("open") is not None
    )
    page.select_option("[name=platform]", label="Facebook")
    page.fill("[name=hypothesis]", "et svar i kommentarsporet sparer et opkald")
    page.locator("[name=hypothesis]").blur()
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/experiments/\d+$"))
    assert page.locator(".receipt").is_visible()
    assert "svare i kommentarsporet" in page.text_content("#standing-on ~ ul")
    assert not signe.stumbles()


def test_may_i_is_answered_without_javascript_too(visitor):
    page = visitor(EMPLOYEE, java_script_enabled=False).page
    page.goto("/guidelines/check")
    page.check("[name=speaking][value=myself]")
    page.check("[name=people][value=not_asked]")
    page.check("[name=about][value=case]")
    page.click("form.check button.primary")
    assert page.text_content("h1").strip() == "Ikke sådan, men måske sådan her"
    page.click("main form button:has-text('Så lader jeg det ligge')")
    assert "uden dit navn" in page.text_content("#notices")
    page.goto("/experiments/new")
    platforms = page.locator("#may-i a:has-text('Det gælder på hver platform')")
    page.goto(platforms.get_attribute("href"))
    assert page.locator("main a:has-text('LinkedIn')").first.is_visible()


def test_the_map_is_moved_by_keys_and_by_pointer_and_leads_to_an_attempt(
    visitor, pytestconfig
):
    """With the arrow keys alone, then with the pointer; the list says the same. With
    --faults with a finger too, and the gap leads to a plan about them.
    """
    jonas = visitor(FACILITATOR, viewport=DESK)
    page = jonas.page
    page.goto("/stakeholders")
    dot = page.locator("a.dot", has=page.locator("title", has_text="Leverandører"))
    here = "#" + dot.get_attribute("id")
    dot.focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    page.locator(
        f"{here}[data-version='2'][data-interest='3'][data-influence='4']"
    ).wait_for()
    page.locator("#by-priority tr", has_text="Leverandører").filter(
        has_text="12"
    ).wait_for()
    assert (
        "12. Gemt."
        in page.locator("p.visually-hidden[role=status]").last.text_content()
    )
    assert page.evaluate("document.activeElement.id") == here[1:], (
        "the focus stays on what was moved"
    )

    box = page.locator(f"{here} .body").bounding_box()
    x = box["x"] + box["width"] / 2
    y = box["y"] + box["height"] / 2
    step = page.locator("svg.stakeholder-map").first.bounding_box()["width"] * 112 / 620
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + step, y - step, steps=5)
    page.mouse.up()
    page.locator(
        f"{here}[data-version='3'][data-interest='4'][data-influence='5']"
    ).wait_for()
    page.locator("#by-priority tr", has_text="Leverandører").filter(
        has_text="20"
    ).wait_for()
    assert page.url.endswith("/stakeholders"), "a dot that was dragged is not followed"
    assert not jonas.stumbles()
    if pytestconfig.getoption("--faults"):
        moves_by_finger_and_leads(page, here, step)


def moves_by_finger_and_leads(page, here: str, step: float) -> None:
    box = page.locator(f"{here} .body").bounding_box()
    x = box["x"] + box["width"] / 2
    y = box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)
    for kind, done in (
        ("touchStart", 0),
        *(("touchMove", part / 6) for part in range(1, 7)),
        ("touchEnd", None),
    ):
        at = [] if done is None else [{"x": x - step * done, "y": y + step * done}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    page.locator(
        f"{here}[data-version='4'][data-interest='3'][data-influence='4']"
    ).wait_for()
    page.locator("#by-priority tr", has_text="Leverandører").filter(
        has_text="12"
    ).wait_for()
    page.locator(here).focus()
    page.keyboard.press("Enter")
    page.click("text=Prøv noget med dem")
    assert (
        page.locator("select[name=stakeholder] option:checked").text_content()
        == "Leverandører"
    )


@pytest.mark.thorough(
    short="readiness/test_views.py::test_a_facilitator_opens_and_closes"
)
def test_a_facilitator_runs_a_pulse_from_opening_to_the_map_of_fears(
    visitor, demo_data
):
    """Two weeks after the last round. Five people answer: one on a phone, one without
    JavaScript; nobody sees how many; then all see what holds people back.
    """
    jonas = visitor(FACILITATOR, viewport=DESK)
    close_the_round(jonas.page)
    jonas.page.goto("/readiness/rounds")
    assert "Der skal gå to uger" in jonas.page.text_content("main .notice")
    assert not jonas.page.locator("[name=closes_on]").count()
    set_rounds_back(demo_data, days=14)
    signe = visitor(EMPLOYEE)
    kirsten = visitor("leader@example.org", java_script_enabled=False)
    palle = visitor("admin@example.org", viewport=DESK)
    amina = visitor()
    let_in(amina.page, palle.page, "amina")

    jonas.page.goto("/readiness/rounds")
    jonas.page.fill(
        "[name=closes_on]", (dt.date.today() + dt.timedelta(14)).isoformat()
    )
    jonas.page.click("main form.form button.primary")
    assert "er åben til" in jonas.page.text_content("main h2")
    assert not jonas.stumbles()

    signe.page.goto("/")
    signe.page.click("main a[href='/readiness/pulse']")
    assert "Det kan vi ikke love" in signe.page.text_content(".promise")
    assert not signe.stumbles()
    for who in (signe, kirsten, jonas, palle, amina):
        answer(who.page, time=6, boss=2)
        who.page.wait_for_selector("text=intet siger, at de er dine")
    assert not signe.stumbles()
    jonas.page.goto("/readiness/rounds")
    assert not re.search(r"\b5\b", jonas.page.text_content("main .notice")), (
        "how many have answered is shown to nobody"
    )

    close_the_round(jonas.page)
    jonas.page.goto("/readiness/rounds")
    jonas.page.click("main ol.list a >> nth=0")
    assert jonas.page.text_content(".score strong").strip() == "4,0"
    jonas.page.click("main a[href='/readiness/fears']")
    first = jonas.page.locator(".answered-fears > li").first
    assert "Ikke at have tid" in first.text_content() and "6,0" in first.text_content()
    first.locator("a:has-text('Fortæl, hvad der er gjort')").click()
    jonas.page.fill(
        "[name=words]", "Tirsdag formiddag er en halv time sat af til at prøve."
    )
    jonas.page.click("#tell ~ form button.primary")
    assert "Tirsdag formiddag" in jonas.page.text_content("#time")
    assert not jonas.stumbles()


def close_the_round(page):
    page.goto("/readiness/rounds")
    page.click("main .notice summary")
    with page.expect_navigation():
        page.click("main .notice form button")


def set_rounds_back(demo_data, days):
    """As if the rounds had been held so many days earlier."""
    with closing(sqlite3.connect(demo_data / "demo" / "forsoeg.sqlite")) as database:
        earlier = f"-{days} days"
        database.execute(
            "UPDATE pulse SET opened_on = date(opened_on, ?), closes_on = date(closes_on, ?)",
            (earlier, earlier),
        )
        database.commit()


def answer(page, **fears):
    """Four on everything but what is given; the circles lie under their numbers."""
    page.goto("/readiness/pulse")
    for name in page.eval_on_selector_all(".rating", "all => all.map(one => one.id)"):
        page.check(f"[name={name}][value='{fears.get(name, 4)}']", force=True)
    page.click("form.form button.primary")


def let_in(page, admins, name):
    """A colleague chooses a password by a one-time link that the administrator hands
    over, and signs in.
    """
    admins.goto(f"/admin/people?q={name}")
    admins.click(f"main table a:has-text('{name}') >> nth=0")
    admins.click("form[action$='/link'] button")
    page.goto(admins.input_value("#link"))
    for field in page.locator("input[type=password]").all():
        field.fill("en hund spiser sne om natten")
    page.click("form.form button.primary")


@pytest.mark.thorough(
    short="business_case/test_views.py::test_from_nothing_to_a_signature"
)
def test_a_leader_signs_the_business_case_and_an_attempt_opens_it_again(visitor):
    """Signed in the office; and one evening an employee tells what an attempt says
    about an assumption that was counted on.
    """
    kirsten = visitor(LEADER, viewport=DESK)
    page = kirsten.page
    page.goto("/business-case")
    page.click("main button:has-text('Skriv under')")
    assert page.text_content("#state").strip() == "Underskrevet"
    assert not kirsten.stumbles()

    signe = visitor(EMPLOYEE)
    phone = signe.page
    phone.goto("/experiments?outcome=refuted")
    phone.click("main ol.list .title a >> nth=0")
    phone.click("main a[href^='/business-case/evidence']")
    phone.select_option(
        "[name=assumption]",
        label=(
            "Kolleger bruger hinandens erfaringer og sparer de timer, som samme forsøg ville koste"
            " igen."
        ),
    )
    phone.check("[name=bearing][value=contradicts]", force=True)
    phone.fill("[name=note]", "Vi læste erfaringen og begyndte alligevel forfra.")
    assert not signe.stumbles()
    phone.click("main form button.primary")
    assert "Holder ikke stik" in phone.text_content("h1 ~ p")

    page.reload()
    state = " ".join(page.text_content("#state").split())
    assert state.startswith("Åbnet igen siden")
    assert "Kolleger bruger hinandens erfaringer" in page.text_content(".case-because")
    assert page.locator("main button:has-text('Skriv under')").is_visible()
    assert not kirsten.stumbles()
