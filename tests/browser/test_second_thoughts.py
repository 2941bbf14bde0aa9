"""Pictures that are pasted while one writes, and what was shared too soon."""

import base64

from tests.browser.conftest import DESK
from tests.experiments.pictures import picture

EMPLOYEE = "employee@example.org"
PASTE = """text => {
  const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([bytes], "skilt.png", { type: "image/png" }));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
}"""


def test_a_picture_is_pasted_into_a_plan_that_is_shared_and_taken_back(visitor):
    signe = visitor(EMPLOYEE, viewport=DESK)
    page = signe.page
    page.goto("/experiments/new")
    page.fill("[name=hypothesis]", "en plakat ved skranken bliver læst")
    page.locator("[name=hypothesis]").blur()
    page.select_option("[name=platform]", label="Instagram")
    page.evaluate(PASTE, base64.b64encode(picture()).decode())
    page.fill(".dropped input", "Plakaten ved skranken")
    page.locator(".dropped input").blur()
    assert page.url.endswith("/edit"), "the draft is saved before its picture is"
    assert not signe.stumbles()
    with page.expect_navigation():
        page.press("[name=hypothesis]", "Control+Enter")
    assert page.locator(".receipt").is_visible()
    assert page.locator(".pictures img").get_attribute("alt") == "Plakaten ved skranken"
    page.click(".take-back summary")
    assert not signe.stumbles()
    with page.expect_navigation():
        page.click(".take-back button")
    assert page.url.endswith("/edit")
    assert page.input_value("[name=hypothesis]") == "en plakat ved skranken bliver læst"
    assert not signe.stumbles()
