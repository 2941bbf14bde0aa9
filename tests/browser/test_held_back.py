"""What looks like a CPR number is not saved by itself before somebody says that it is none."""

EMPLOYEE = "employee@example.org"
FORM = "form[data-autosave-url]"


def test_autosave_asks_first_and_saves_then(visitor):
    page = visitor(EMPLOYEE).page
    page.goto("/experiments/new")
    question = page.locator("[data-not-cpr]")
    assert not question.is_visible()
    page.fill(f"{FORM} [name=hypothesis]", "Ordre 010203-1234 bliver hentet")
    question.wait_for(state="visible")
    assert page.url.endswith("/experiments/new"), "nothing is saved yet"
    with page.expect_response(lambda answer: answer.status == 200):
        question.locator("input[type=checkbox]").check()
    page.wait_for_url("**/experiments/*/edit")
