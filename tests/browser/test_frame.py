"""From fear to frame: whole stories of the guidelines, the pulse and the business case."""

import re

EMPLOYEE, FACILITATOR = "employee@example.org", "facilitator@example.org"


def test_a_fearful_newcomer_asks_may_i_gets_a_yes_with_words_and_publishes(visitor):
    """On a phone, in Danish: four taps to an answer, and the words come along to the plan."""
    signe = visitor(EMPLOYEE)
    page = signe.page
    page.goto("/")
    page.click("main a[href='/guidelines/check']")
    assert not page.locator("[name=people]").first.is_visible(), "who speaks privately is asked one question"
    page.check("[name=speaking][value=myself]", force=True)
    page.check("[name=people][value=nobody]", force=True)
    page.check("[name=about][value=nothing]", force=True)
    page.select_option("[name=platform]", label="Facebook")
    assert not signe.stumbles()
    page.click("form.check button.main")

    assert page.text_content("h1").strip() == "Ja, det må du"
    words = page.text_content(".words-to-use blockquote >> nth=0")
    assert "Venlig hilsen" in words
    assert page.locator("button[data-behaviour=copy] >> nth=0").is_visible()
    assert not signe.stumbles()
    page.click("main .row a.main")

    assert page.locator("[name=platform] option:checked").text_content() == "Facebook"
    beside = page.locator("#may-i details:visible")
    assert [text.strip() for text in beside.locator("summary").all_text_contents()] == ["Facebook", "Overalt"]
    page.select_option("[name=platform]", label="Instagram")
    assert "Instagram" in beside.locator("summary").first.text_content() and beside.first.get_attribute("open") is not None
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
    page.click("form.check button.main")
    assert page.text_content("h1").strip() == "Ikke sådan, men måske sådan her"
    page.click("main form button:has-text('Så lader jeg det ligge')")
    assert "uden dit navn" in page.text_content("#notices")
    page.goto("/experiments/new")
    page.click("#may-i summary:has-text('LinkedIn personlig')")
    assert page.locator("#may-i details[open] .clauses").first.is_visible()
