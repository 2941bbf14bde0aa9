"""What looks like a CPR number is not saved by itself before somebody says that it is none."""

from tests.browser.test_nothing_lost import FORM, Writer


def test_autosave_asks_first_and_saves_then(visitor):
    writer = Writer(visitor)
    writer.begin()
    page = writer.page
    question = page.locator("[data-not-cpr]")
    assert not question.is_visible()
    page.fill(f"{FORM} [name=hypothesis]", "Ordre 010203-1234 bliver hentet")
    writer.context.clock.run_for(4000)
    question.wait_for(state="visible")
    assert page.url.endswith("/experiments/new"), "nothing is saved yet"
    with page.expect_response(lambda answer: answer.status == 200):
        question.locator("input[type=checkbox]").check()
        writer.context.clock.run_for(4000)
    page.wait_for_url("**/experiments/*/edit")
