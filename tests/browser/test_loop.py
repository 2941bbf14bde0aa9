"""The whole loop, from an attempt of three fields to a decision that is carried out.

An empty installation, whose clock the test moves; each step is reached by following what
the product says: its links, its buttons, and the links in its mails.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.browser.conftest import PHONE, Visitor
from tests.browser.installation import ZONE, empty_installation
from tracker.accounts.models import Person, Role, Unit, hash_password
from tracker.web.clock import now

DESK = {"width": 1024, "height": 640}  # a small one is drawn sooner
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=ZONE)
PASSWORD = "en lang og god adgangskode"
ADA = "ada@example.org"
BO = "bo@example.org"
CARLA = "carla@example.org"
WHO = {
    ADA: ("Ada Holm", "Kommunikation"),
    BO: ("Bo Lund", "Borgerservice"),
    CARLA: ("Carla Dam", "Kultur"),
}
HYPOTHESIS = "færre ringer om ventetid, når vi skriver køens længde hver morgen"
TITLE = "Køens længde hver morgen"
LESSON = "Folk venter roligere, når de har set køen hjemmefra."
CRITERION = "Det ved vi ikke endnu, vi udforsker."
REASON = "Hos os ringede lige så mange som før."
# What a form wants to be filled in: fields that are in sight, without choices
ASKED = (
    "textarea:visible, select:visible, input:not([type]):visible, [type=text]:visible"
)
QUESTION = "er der nogen der har skrevet noget om vente tid på facebok??"


def later(days: int, hour: int = 9) -> dt.datetime:
    return (MONDAY + dt.timedelta(days)).replace(hour=hour)


@pytest.fixture
def installation(tmp_path):
    with empty_installation(tmp_path, MONDAY) as installation:
        yield installation


@pytest.fixture
def settled(tmp_path):
    """Everybody has been invited, and has a password."""
    with empty_installation(tmp_path, MONDAY, settle=welcome) as installation:
        yield installation


def welcome() -> None:
    password = hash_password(PASSWORD)
    for email, (name, unit) in WHO.items():
        person = Person.welcome(
            email=email, name=name, unit=Unit.named(unit), role=Role.employee, at=now()
        )
        person.password_hash = password
        person.save()


class Colleague(Visitor):
    """Somebody who finds the way by what the pages say."""

    def __init__(self, chromium, installation, email: str, viewport: dict):
        super().__init__(chromium, installation.address, viewport=viewport)
        self.email = email

    def open(self, url: str) -> None:
        """Open a link that came by mail; sign in where that is asked."""
        self.page.goto(url)
        self._sign_in_where_asked()

    def come_home(self) -> None:
        """Open the bookmark of the product."""
        self.open("/")

    def follow(self, *words: str, within: str = "body") -> None:
        """Click the first link that says this."""
        link = self.page.locator(within).get_by_role("link")
        with self.page.expect_navigation():
            link.filter(has_text=re.compile(".*".join(words))).first.click()

    def menu(self, words: str) -> None:
        self.page.locator("details.more summary").click()
        self.follow(f"^\\s*{words}\\s*$", within="details.more")

    def press(self, words: str, within: str = "main") -> None:
        """Press the first button that says this."""
        buttons = self.page.locator(within).get_by_role("button")
        with self.page.expect_navigation():
            buttons.filter(has_text=re.compile(words)).first.click()

    def reads(self, *words: str) -> None:
        text = self.page.locator("main").inner_text()
        for word in words:
            assert word in text, text

    def _sign_in_where_asked(self) -> None:
        if not self.page.locator("input[name=email]").count():
            return
        self.page.fill("input[name=email]", self.email)
        self.page.fill("input[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.press("input[name=password]", "Enter")


def test_the_loop_closes_by_itself(settled, chromium):
    """Between two: what one of them learns is found by the other, and carried out."""
    ada = Colleague(chromium, settled, ADA, DESK)
    bo = Colleague(chromium, settled, BO, PHONE)
    bo.come_home()
    begin_on_monday(bo)
    asked_on_the_day(settled, bo)
    conclude_with_the_plan_in_sight(bo)
    find(ada)
    carried_out(settled, bo)
    part(ada, bo)


@pytest.mark.thorough(
    short="notifications/test_recall.py::test_it_says_why_and_asks_whether_it_still_holds"
)
def test_what_was_reused_is_contradicted_and_recalled(installation, chromium):
    """The whole loop from the very first link, with a third one who uses the lesson."""
    ada = Colleague(chromium, installation, ADA, DESK)
    bo = Colleague(chromium, installation, BO, PHONE)
    carla = Colleague(chromium, installation, CARLA, DESK)
    settle(installation, ada, bo, carla)
    begin_on_monday(bo)
    asked_on_the_day(installation, bo)
    conclude_with_the_plan_in_sight(bo)
    find(carla)
    reuse(carla)
    contradict(installation, ada)
    recalled(installation, carla)
    carried_out(installation, bo)
    part(ada, bo, carla)


def part(*colleagues: Colleague) -> None:
    for somebody in colleagues:
        assert not somebody.stumbles()
        somebody.context.close()


def settle(installation, ada: Colleague, *invited: Colleague) -> None:
    """The first one follows the link that the server prints, and invites colleagues."""
    page = ada.page
    page.goto(installation.welcome)
    page.fill("[name=email]", ADA)
    page.fill("[name=name]", "Ada Holm")
    page.fill("[name=unit]", "Kommunikation")
    page.fill("[name=password]", PASSWORD)
    ada.press("Begynd")
    ada.menu("Enheder")
    page.fill("[name=names]", "Borgerservice\nKultur")
    ada.press("Tilføj")
    for somebody in invited:
        name, unit = WHO[somebody.email]
        ada.menu("Personer")
        ada.follow("Invitér")
        page.fill("[name=email]", somebody.email)
        page.fill("[name=name]", name)
        page.select_option("[name=unit]", label=unit)
        ada.press("Invitér|Send")
    installation.clock(later(0, hour=10))
    for somebody in invited:
        somebody.open(installation.link_to(somebody.email, "Forsøg"))
        somebody.page.fill("[name=password]", PASSWORD)
        somebody.press("Begynd")


def begin_on_monday(bo: Colleague) -> None:
    """Three fields and one tap."""
    page = bo.page
    bo.follow("Jeg vil prøve noget")
    asked = page.locator("#plan").locator(ASKED)
    names = [one.get_attribute("name") for one in asked.all()]
    assert names == ["hypothesis", "title", "platform"]
    assert not page.locator("[name=feared]").count(), "fears are asked at the start"
    page.fill("[name=hypothesis]", HYPOTHESIS)
    page.locator("[name=hypothesis]").blur()
    assert page.input_value("[name=title]"), "the title is offered from the hypothesis"
    page.select_option("[name=platform]", label="Facebook")
    page.fill("[name=title]", TITLE)
    bo.press("Del med")
    assert page.locator(".receipt").is_visible()
    assert page.evaluate("document.activeElement.id") == "receipt"
    bo.press("vi udforsker")
    bo.reads("Vi kigger på det 16. mar.")


def asked_on_the_day(installation, bo: Colleague) -> None:
    """Not on Sunday; on Monday at home, as a notice and by mail, which Tuesday's leaves out."""
    asked = f"“{TITLE}” mangler sin erfaring"
    installation.clock(later(13))
    bo.come_home()
    assert not bo.page.locator(".todo-list").count()
    assert not any(asked in text for text in installation.texts_to(BO))
    installation.clock(later(14))
    bo.come_home()
    bo.reads(f"Hvad lærte I af “{TITLE}”?")
    bo.page.click(".bell")
    bo.reads(asked)
    link = installation.link_to(BO, asked)
    installation.clock(later(15))
    assert sum(asked in text for text in installation.texts_to(BO)) == 1
    bo.open(link)


def conclude_with_the_plan_in_sight(bo: Colleague) -> None:
    page = bo.page
    believed = page.locator("aside.plan").inner_text()
    assert HYPOTHESIS in believed and CRITERION in believed
    page.check("[name=outcome][value=supported]", force=True)
    next_step(page)
    page.fill("[name=observation]", "Ni ringede om ventetid; ugen før var det 31.")
    next_step(page)
    page.fill("[name=lesson]", LESSON)
    next_step(page)
    page.check("[name=decision][value=adopt]", force=True)
    bo.press("Del")
    bo.reads(LESSON)


def find(colleague: Colleague) -> None:
    """A colleague asks clumsily, and finds it."""
    page = colleague.page
    colleague.come_home()
    page.fill("main input[name=q]", QUESTION)
    with page.expect_navigation():
        page.press("main input[name=q]", "Enter")
    assert page.locator("main ol.list mark").count()
    colleague.follow(TITLE, within="main ol.list")
    colleague.reads(LESSON)


def reuse(carla: Colleague) -> None:
    """Who found it says what came of using it."""
    page = carla.page
    carla.follow("Det har jeg brugt")
    carla.reads(LESSON)
    page.fill(
        "#reuses [name=note]", "Vi skriver køen til koncertbilletter på samme måde."
    )
    carla.press("Det har jeg brugt", within="#reuses")
    carla.reads("koncertbilletter")


def contradict(installation, ada: Colleague) -> None:
    """Another unit builds on it, and what it learns speaks against the lesson."""
    installation.clock(later(21))
    page = ada.page
    ada.come_home()
    ada.follow(TITLE)
    ada.follow("Byg videre")
    ada.reads(LESSON)
    page.fill(
        "[name=hypothesis]", "køens længde på skiltet i døren får færre til at ringe"
    )
    page.fill("[name=title]", "Køens længde på skiltet")
    page.select_option("[name=platform]", label="Facebook")
    ada.press("Del med")
    ada.press("vi udforsker")
    installation.clock(later(35))
    ada.come_home()
    ada.follow("Hvad lærte I af")
    page.check("[name=outcome][value=refuted]", force=True)
    page.fill("[name=observation]", "Lige så mange ringede som før.")
    page.fill("[name=lesson]", "Et skilt når kun dem, der allerede er kommet.")
    page.check("[name=decision][value=stop]", force=True)
    ada.press("Del")
    ada.reads(LESSON)
    page.fill("main [name=note]", REASON)
    ada.press("Taler imod")


def recalled(installation, carla: Colleague) -> None:
    """Whoever used the lesson is told, with the reason, and says what holds there."""
    installation.clock(later(36))
    carla.open(installation.link_to(CARLA, "omstridt"))
    carla.reads(LESSON, REASON)
    carla.press("holder stadig")
    carla.reads("Du har svaret, at det holder hos jer")


def carried_out(installation, bo: Colleague) -> None:
    """After ninety days the decision is asked about; it is done, and says where."""
    installation.clock(later(15 + 90))
    bo.come_home()
    bo.follow("Er det gjort|Blev det")
    page = bo.page
    page.check("[name=state][value=done]", force=True)
    page.fill("[name=place]", "Vagtplanen: den, der møder kl. 8, skriver køen.")
    bo.press("Gem")
    bo.reads("Vagtplanen: den, der møder kl. 8, skriver køen.")


def next_step(page):
    page.click(".wizard-buttons .button.primary")
