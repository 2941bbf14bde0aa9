"""Texts: written with buttons, pasted from Word, and shown as they were typed."""

from tests.browser.conftest import DESK

EMPLOYEE = "employee@example.org"
WORD = """<html><body><p class=MsoNormal>Vi så <b>to ting</b> i
<a href="https://www.kommune.example/regler">reglerne</a>:</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Video</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>Quiz</p>
<p>Slut <span style='font-weight:700'>her</span>. <s>Nej</s></p></body></html>"""
PASTED = """Vi så **to ting** i [reglerne](https://www.kommune.example/regler):

- Video
- Quiz

Slut **her**. ~~Nej~~"""
PASTE = """html => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector("#say textarea").dispatchEvent(paste);
}"""
LONG = "Ubrudt" + "langtord" * 20


def test_whoever_knows_no_markdown_writes_it_and_pastes_it(visitor):
    signe = visitor(EMPLOYEE, viewport=DESK)
    page = signe.page
    page.goto("/experiments/1")
    text = page.locator("#say textarea")
    text.click()
    page.evaluate(PASTE, WORD)
    assert text.input_value() == PASTED
    text.fill("24. december: fed")
    for _ in "fed":
        text.press("Shift+ArrowLeft")
    text.press("Control+b")
    assert text.input_value() == "24. december: **fed**"
    text.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert text.input_value() == "- 24. december: **fed**"
    page.locator("#say .toolbar button").nth(1).click()
    assert text.input_value() == "24. december: **fed**"
    for button in page.locator("#say .toolbar button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert not signe.stumbles()
    page.click("#say [name=preview]")
    page.wait_for_selector(".preview")
    preview = page.locator(".preview .prose").inner_html().strip()
    assert preview == "<p>24. december: <strong>fed</strong></p>"


def test_without_a_script_there_is_no_button_that_does_nothing(visitor):
    page = visitor(EMPLOYEE, java_script_enabled=False).page
    page.goto("/experiments/1")
    assert page.locator("#say textarea").is_visible()
    assert not page.locator(".toolbar").count()


def test_a_long_word_never_widens_a_page(visitor, pytestconfig):
    signe = visitor(EMPLOYEE, viewport={"width": 320, "height": 700})
    page = signe.page
    page.goto("/experiments/new")
    page.fill("[name=hypothesis]", LONG)
    page.fill("[name=title]", LONG)
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    page.fill("[name=method]", f"```\n{LONG}\n```")
    with page.expect_navigation():
        page.click("button[name=draft]")
    address = page.url.removesuffix("/edit")
    paths = ("", "/edit", "/history", "/evidence")
    for path in paths if pytestconfig.getoption("--faults") else paths[:1]:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
