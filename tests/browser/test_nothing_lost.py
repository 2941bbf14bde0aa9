"""Nothing typed is lost: losing the net, the session or the tab, at each point of a form; and
what was sent is not offered again.
"""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go_back

EMPLOYEE = "employee@example.org"
FORM = "form[data-draft-key^='plan:']"
STORED = "JSON.stringify(Object.keys(localStorage))"
WORDS = "Vi prøver et kort opslag om natten."
TYPED = """(field, text) => {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
MORE = f"{WORDS} Og et om morgenen."


class Writer:
    """Somebody who writes a plan on a phone, and loses something."""

    def __init__(self, visitor):
        self.visitor = visitor(EMPLOYEE, new=True)
        self.context = self.visitor.context
        # It stands still but for `run_for`: nothing saves itself before its time
        self.context.clock.install()
        self.context.clock.pause_at(dt.datetime.now() + dt.timedelta(seconds=5))
        self.page = self.visitor.page
        self.signed_out = False

    def begin(self) -> None:
        self.page.goto("/experiments/new")

    def type(self, text: str) -> None:
        self.page.fill(f"{FORM} [name=hypothesis]", text)
        self.context.clock.run_for(300)  # longer than the device waits
        self.page.wait_for_timeout(50)  # it is being sealed

    def saved(self) -> None:
        """Until the draft has saved itself."""
        self.context.clock.run_for(4000)
        self.page.wait_for_url("**/experiments/*/edit")
        expect(self.page.locator("[data-save-status]")).to_contain_text("Gemt")

    def lose(self, what: str) -> None:
        if what == "net":
            self.context.set_offline(True)
        elif what == "session":
            self.context.clear_cookies(name="forsoeg")
            self.signed_out = True
        else:
            self.page.close()
            self.page = self.context.new_page()

    def send(self) -> None:
        """Press the first button, and see where it leads."""
        button = self.page.locator(f"{FORM} button[name=draft]")
        if self.signed_out:
            button.click(no_wait_after=True)
            self.page.locator("input[name=password]").wait_for()
        else:
            with self.page.expect_event("requestfailed"):
                button.click(no_wait_after=True)
            self.page.wait_for_timeout(100)

    def come_back(self, to: str) -> None:
        self.context.set_offline(False)
        if self.signed_out:
            self.visitor.sign_in(EMPLOYEE)
            self.signed_out = False
        self.page.goto(to)

    def is_offered(self, text: str) -> None:
        """The text stands in the form, or is offered and taken."""
        field = self.page.locator(f"{FORM} [name=hypothesis]")
        if field.input_value() != text:
            self.page.locator(".restore button").first.click()
        assert field.input_value() == text
        assert self.page.locator(".restore").count() == 0


def test_a_plan_survives_the_end_of_the_session_at_each_point(visitor):
    survives(Writer(visitor), "session")


@pytest.mark.thorough(
    short="browser/test_nothing_lost.py"
    "::test_a_plan_survives_the_end_of_the_session_at_each_point"
)
@pytest.mark.parametrize("loss", ["net", "tab"])
def test_a_plan_survives_each_loss_at_each_point(visitor, loss):
    survives(Writer(visitor), loss)


def survives(writer: Writer, loss: str) -> None:
    # Before the first autosave
    writer.begin()
    writer.type(WORDS)
    writer.lose(loss)
    writer.come_back("/experiments/new")
    writer.is_offered(WORDS)
    # After it: nothing is unsent, and nothing is offered
    writer.saved()
    draft = writer.page.url
    writer.lose(loss)
    writer.come_back(draft)
    assert writer.page.input_value(f"{FORM} [name=hypothesis]") == WORDS
    assert not writer.page.locator(".restore").count()
    # While typing on
    writer.lose(loss if loss != "tab" else "net")
    writer.type(MORE)
    if loss == "tab":
        writer.lose("tab")
    writer.come_back(draft)
    writer.is_offered(MORE)
    # At sending
    if loss != "tab":
        writer.lose(loss)
        writer.type(f"{MORE} Slut.")
        writer.send()
        writer.come_back(draft)
        writer.is_offered(f"{MORE} Slut.")
    with writer.page.expect_navigation():
        writer.page.click(f"{FORM} button[name=draft]")
    # What was sent is let go, under its old name as well
    assert "plan:" not in writer.page.evaluate(STORED)
    writer.page.goto("/experiments/new")
    assert not writer.page.locator(".restore").count()


@pytest.mark.thorough(
    short="browser/test_nothing_lost.py"
    "::test_a_plan_survives_the_end_of_the_session_at_each_point"
)
def test_a_reply_survives_the_session_and_the_net(visitor):
    """A reply stands in a form that is loaded into the page; a comment is sent without one."""
    writer = Writer(visitor)
    page = writer.page
    page.goto("/experiments/1#comments")
    page.locator("a[data-behaviour~=opens-draft]").first.click()
    form = page.locator(
        "form[data-draft-key^='comment:1:']:not([data-draft-key*=':0:'])"
    )
    form.locator("textarea").fill(WORDS)
    writer.context.clock.run_for(300)
    # The net is lost: it stays where it stands, and says so
    writer.lose("net")
    form.locator("button.primary").click()
    page.locator(".not-sent").wait_for()
    assert form.locator("textarea").input_value() == WORDS
    writer.context.set_offline(False)
    # The session is lost: it leads to sign-in, and back to where it is offered
    writer.lose("session")
    form.locator("button.primary").click()
    page.locator("input[name=password]").wait_for()
    writer.come_back("/experiments/1")
    page.locator(".restore button").first.click()
    assert form.locator("textarea").input_value() == WORDS
    form.locator("button.primary").click()
    expect(page.locator(".comment", has_text=WORDS)).to_have_count(1)
    page.reload()
    assert not page.locator(".restore").count()


@pytest.mark.thorough(
    short="browser/test_nothing_lost.py"
    "::test_a_plan_survives_the_end_of_the_session_at_each_point"
)
def test_what_is_offered_is_not_lost_to_what_is_typed_meanwhile(visitor):
    writer = Writer(visitor)
    for words in (WORDS, MORE):
        writer.begin()
        writer.lose("net")  # or it would save itself
        writer.type(words)
        writer.lose("tab")
        writer.context.set_offline(False)
    writer.begin()
    expect(writer.page.locator(".restore")).to_have_count(2)
    writer.page.locator(".restore").nth(0).locator("button").first.click()
    first = writer.page.input_value(f"{FORM} [name=hypothesis]")
    writer.page.locator(".restore").nth(0).locator("button").first.click()
    second = writer.page.input_value(f"{FORM} [name=hypothesis]")
    assert {first, second} == {WORDS, MORE}


def test_where_nothing_can_be_sealed_nothing_is_kept_and_the_page_says_so(visitor):
    """As over plain http beyond this machine: such a page has no `crypto.subtle`."""
    writer = Writer(visitor)
    writer.context.add_init_script(
        "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })"
    )
    writer.begin()
    writer.type(WORDS)
    writer.lose("net")
    writer.context.clock.run_for(4000)
    expect(writer.page.locator("[data-save-status]")).to_contain_text(
        "intet andet sted"
    )
    assert "plan:" not in writer.page.evaluate(STORED)


def test_back_then_share_makes_no_second_attempt(visitor):
    goes_back_and_shares(Writer(visitor), MORE)


@pytest.mark.thorough(
    short="browser/test_nothing_lost.py::test_back_then_share_makes_no_second_attempt"
)
def test_back_then_share_the_same_makes_no_second_attempt(visitor):
    goes_back_and_shares(Writer(visitor), WORDS)


def goes_back_and_shares(writer: Writer, words: str) -> None:
    writer.begin()
    page = writer.page
    page.fill(f"{FORM} [name=hypothesis]", f"{WORDS} {words}")
    page.select_option(f"{FORM} [name=platform]", index=1)
    with page.expect_navigation():
        page.click(f"{FORM} button[name=publish]")
    made = page.url
    go_back(page)
    field = page.locator(f"{FORM} [name=hypothesis]")
    assert field.input_value() == f"{WORDS} {words}", "the browser fills it in again"
    if words == MORE:
        field.fill(f"{WORDS} og mere")
    with page.expect_navigation():
        page.click(f"{FORM} button[name=publish]")
    if words == MORE:
        assert page.input_value(f"{FORM} [name=hypothesis]") == f"{WORDS} og mere"
        with page.expect_navigation():
            page.click(f"{FORM} .actions button.primary")
    assert page.url == made


@pytest.mark.thorough(
    short="browser/test_nothing_lost.py"
    "::test_a_plan_survives_the_end_of_the_session_at_each_point"
)
def test_a_learning_card_survives_the_session_at_sending(visitor):
    """Every other long form: kept under one key, sent whole."""
    writer = Writer(visitor)
    page = writer.page
    page.goto("/me")
    address = page.locator("main a[href$='/conclusion']").first.get_attribute("href")
    page.goto(address)
    form = page.locator("form[data-draft-key^=conclusion]")
    form.locator("[name=surprise]").evaluate(TYPED, WORDS)  # on a later step
    writer.context.clock.run_for(300)
    writer.lose("session")
    form.evaluate("form => form.requestSubmit()")
    page.locator("input[name=password]").wait_for()
    writer.come_back(address)
    page.locator(".restore button").first.click()
    assert form.locator("[name=surprise]").input_value() == WORDS


@pytest.mark.thorough(
    short="browser/test_nothing_lost.py"
    "::test_a_plan_survives_the_end_of_the_session_at_each_point"
)
def test_what_is_kept_in_a_closed_fold_is_offered_where_it_is_seen(visitor):
    writer = Writer(visitor)
    writer.page.goto("/lessons/1")
    note = "form[data-draft-key^='evidence:'] [name=note]"
    writer.page.locator(note).evaluate(TYPED, WORDS)
    writer.context.clock.run_for(300)
    writer.page.wait_for_timeout(50)  # it is being sealed
    writer.lose("tab")
    writer.page.goto("/lessons/1")
    writer.page.locator(".restore button").first.click()
    assert writer.page.input_value(note) == WORDS


@pytest.mark.thorough(
    short="browser/test_kept.py"
    "::test_the_next_one_at_a_shared_computer_reads_nothing_and_the_same_person_gets_it_back"
)
def test_what_was_refused_is_kept_though_a_word_is_typed_and_taken_back(visitor):
    """The page that says what is wrong holds what is saved nowhere."""
    leader = visitor("leader@example.org")
    page = leader.page
    page.goto("/commitments/new?experiment=1")
    field = "form[data-draft-key^='promise:'] [name=text]"
    page.fill(field, WORDS)
    with page.expect_navigation():
        page.press("form[data-draft-key^='promise:'] [name=due_on]", "Enter")
    page.locator(".problems").wait_for()
    for text in (MORE, WORDS):
        page.fill(field, text)
        page.wait_for_timeout(400)  # longer than the device waits
    page.close()
    page = leader.context.new_page()
    page.goto("/commitments/new?experiment=1")
    page.locator(".restore button").first.click()
    assert page.input_value(field) == WORDS
