"""A real Chromium before the demo as `tracker demo` serves it, in a data folder of its own."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.demo_server import PASSWORD, open_chromium, serve_demo

AXE = Axe().axe_script
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
    "reporter": "no-passes",  # what is in order need not be described
    # Of the styles only the turning of a phone is judged, once is enough
    "preload": False,
}
# What takes axe three quarters of its time, and hangs on the kit alone: asked on a few pages
SLOW_RULES = {name: {"enabled": False} for name in ("color-contrast", "target-size")}
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}

# Address to the cookies of whoever came in by the form once
SIGNED_IN: dict[str, list] = {}


def go_back(page: Page) -> None:
    """Leave a page for the one before, as the browser's button does.

    `Page.go_back` asks the browser for its list of pages, which it refuses for a moment
    after a page has come: "Not attached to an active page".
    """
    with page.expect_navigation():
        page.evaluate("history.back()")


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory):
    """The folder of the demo's database and files."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="session")
def demo(demo_data, pytestconfig):
    """Address of the demo, a small one by default; its server ends with the session."""
    with serve_demo(demo_data, small=not pytestconfig.getoption("--faults")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session", autouse=True)
def _asked_of_axe(pytestconfig):
    Visitor.asks_axe = pytestconfig.getoption("--faults")


class Visitor:
    """Somebody before a browser, who notices what a person would stumble over.

    Attributes:
        asks_axe: Whether axe is asked wherever nothing else is said: it takes longer
            than all else that a story does, and test_pages.py asks it of each kind of
            page.
    """

    asks_axe = False

    def __init__(
        self,
        browser: Browser,
        base: str,
        left: dict[str, BrowserContext] | None = None,
        **options,
    ):
        options = {
            "viewport": PHONE,
            "locale": "da",
            "reduced_motion": "reduce",
            **options,
        }
        self.base = base
        self.kind = repr(sorted(options.items()))
        self.context = left.pop(self.kind, None) if left else None
        if not self.context:
            self.context = browser.new_context(base_url=base, **options)
            self.context.set_default_timeout(30_000)  # for a machine that is busy
        self.page: Page = self.context.new_page()
        self.noise: list[str] = []
        self.page.on(
            "console",
            lambda m: (
                self.noise.append(m.text) if m.type in ("error", "warning") else None
            ),
        )
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))

    def leave(self, left: dict[str, BrowserContext]) -> None:
        """Leave the browser to whoever comes next, who finds nothing there but what was
        fetched: a new one costs a second.
        """
        if self.kind in left:
            self.context.close()
            return
        open_pages = self.context.pages
        empty = self.context.new_page()
        for page in open_pages:  # first: a page that closes keeps what was typed in it
            page.close()
        talk = self.context.new_cdp_session(empty)
        kept = {"origin": self.base, "storageTypes": "local_storage"}
        talk.send("Storage.clearDataForOrigin", kept)
        empty.close()
        self.context.clear_cookies()
        left[self.kind] = self.context

    def sign_in(self, email: str) -> Page:
        if email in SIGNED_IN:
            self.context.add_cookies(SIGNED_IN[email])
            return self.page
        self.page.goto("/login")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.press("input[name=password]", "Enter")
        assert not self.page.locator("input[name=password]").count()
        SIGNED_IN[email] = [
            cookie for cookie in self.context.cookies() if cookie["name"] == "forsoeg"
        ]
        return self.page

    def stand_before(self, viewport: dict, locale: str, color_scheme: str) -> None:
        """Another screen, another language, another light."""
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(color_scheme=color_scheme, reduced_motion="reduce")
        if locale != "da":  # which everybody reads at first
            self.page.goto("/")
            self.set_locale(locale)

    def set_locale(self, locale: str) -> None:
        """Read the pages in another language, by the switch at the foot of the page."""
        if self.page.get_attribute("html", "lang") == locale:
            return
        with self.page.expect_navigation():
            self.page.click(f"button[name=locale][value={locale}]")
        assert self.page.get_attribute("html", "lang") == locale

    def stumbles(self, axe: bool | None = None, **options) -> list[str]:
        """What axe, the console and the width of the page say about the page as it stands."""
        asked = self.asks_axe if axe is None else axe
        found = self.findings_of_axe(options) if asked else []
        sideways = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        found += [f"scrolls sideways by {sideways}px"] if sideways > 1 else []
        found += [f"{n} h1"] if (n := self.page.locator("h1").count()) != 1 else []
        noise = self.noise
        self.noise = []
        return found + noise

    def findings_of_axe(self, options: dict) -> list[str]:
        # What has been scrolled below the menu that stays would be a target too small
        self.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        self.page.evaluate(AXE)
        return [
            f"axe {v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:120]}"
            for v in self.page.evaluate(
                "options => axe.run(options).then(told => told.violations)",
                {**AXE_OPTIONS, **options},
            )
        ]


@pytest.fixture(scope="session")
def left():
    """The browsers that were left, by their kind."""
    return {}


@pytest.fixture
def visitor(demo, chromium, left):
    """``visitor(email, viewport=…)`` makes a Visitor, signed in when an address is given;
    ``new=True`` gives one a browser that nobody used before or will after.
    """
    made: list[tuple[Visitor, bool]] = []

    def make(email: str | None = None, new: bool = False, **options) -> Visitor:
        one = Visitor(chromium, demo, left=None if new else left, **options)
        made.append((one, new))
        if email:
            one.sign_in(email)
        return one

    yield make
    for one, new in made:
        if new:
            one.context.close()
        else:
            one.leave(left)


@pytest.fixture
def present():
    """The machine's own time: the product runs in processes of its own here."""
