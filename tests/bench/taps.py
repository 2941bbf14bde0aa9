"""What the optional taps of fears and guesses cost on a phone, in Danish.

    python -m tests.bench.taps [--url http://127.0.0.1:8000]

Walks a demo in Chromium, 360 px wide: plans, starts and concludes an attempt, and guesses
of another. Prints for each question how many taps it takes, and how long: the time of
each tap from the touch-level model (Rice and Lartigue 2014: 0.31 s a tap, and 1.1 s to
point at what one taps), and what the page itself takes until it has answered. Exit 1 if
one takes more than two seconds, or if the plan asks for more than three fields.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Locator, Page

from tests.browser.demo_server import PASSWORD, open_chromium, serve_demo

TAP = 0.31
POINT = 1.1
MOST = 2.0
PHONE = {"width": 360, "height": 800}
TYPED = (
    "textarea:visible, select:visible, input:not([type]):visible, [type=text]:visible"
)


@dataclass
class Cost:
    """What one question took.

    Attributes:
        taps: How many taps the answer is; the fold that it stands in is told apart.
        fold: How many taps open it.
        waits: Seconds until the page had answered.
    """

    question: str
    taps: int
    fold: int
    waits: float

    @property
    def seconds(self) -> float:
        """The taps of the answer. Who opens the fold has chosen to look."""
        return self.taps * (TAP + POINT) + self.waits


class Phone:
    """A person before a phone, who counts what each tap costs."""

    def __init__(self, page: Page):
        self.page = page
        self.costs: list[Cost] = []

    def sign_in(self, email: str) -> None:
        self.page.goto("/login")
        self.page.fill("[name=email]", email)
        self.page.fill("[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.press("[name=password]", "Enter")

    def tapped(self, question: str, what: Locator, fold: Locator | None = None) -> None:
        """Tap what answers a question; note taps and time."""
        opened = 0
        if fold is not None and not what.is_visible():
            fold.click()
            opened = 1
        waits = _timed(lambda: what.click(force=True))
        self.costs.append(Cost(question, 1, opened, waits))

    def planned(self) -> int:
        """Plan and share an attempt; how many fields had to be filled in."""
        page = self.page
        page.goto("/experiments/new")
        fields = page.locator("#plan").locator(TYPED)
        asked = [one.get_attribute("name") for one in fields.all()]
        print("fields of the plan:", ", ".join(asked))
        page.fill("[name=hypothesis]", "flere svarer, når vi spørger om noget")
        page.fill("[name=title]", f"Prøve {time.time_ns()}")
        page.select_option("[name=platform]", index=1)
        with page.expect_navigation():
            page.get_by_role("button", name="Del med").first.click()
        return len(asked)

    def started(self) -> None:
        page = self.page
        id = page.url.rsplit("/", 1)[1].split("?")[0].split("#")[0]
        page.goto(f"/experiments/{id}/start")
        page.fill("[name=criterion]", "mindst ti svarer")
        fold = page.locator("details", has=page.locator("#feared")).locator("summary")
        self.tapped("what could go wrong?", page.locator("#feared-angry"), fold)
        with page.expect_navigation():
            page.locator("button[name=begin]").click()
        page.goto(f"/experiments/{id}/conclusion")

    def told(self) -> None:
        answer = self.page.locator("#result-angry-no")
        self.page.evaluate(
            "id => { for (let e = document.getElementById(id); e; e = e.parentElement)"
            " e.hidden = false }",
            "result-angry-no",
        )
        self.tapped("did it happen?", answer)

    def guessed(self) -> None:
        page = self.page
        page.goto("/experiments?stage=running")
        links = page.locator("main a[href^='/experiments/']")
        hrefs = {one.get_attribute("href") for one in links.all()}
        for href in sorted(hrefs):
            if not href.rsplit("/", 1)[1].isdigit():
                continue
            page.goto(href)
            button = page.locator("#guesses button[value=supported]")
            if button.count():
                self.tapped("what do you think will happen?", button)
                return
        raise SystemExit("no attempt to guess of")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", help="a demo that runs; without it, one is started")
    options = parser.parse_args()
    if options.url:
        return walk(options.url)
    with TemporaryDirectory() as data, serve_demo(Path(data)) as address:
        return walk(address)


def walk(address: str) -> int:
    """Walk the demo, print what each question costs, and return the exit code."""
    with open_chromium() as browser:
        context = browser.new_context(base_url=address, viewport=PHONE, locale="da")
        phone = Phone(context.new_page())
        phone.sign_in("employee@example.org")
        fields = phone.planned()
        phone.started()
        phone.told()
        phone.guessed()
        context.close()
    for cost in phone.costs:
        print(
            f"{cost.question:32} {cost.taps} tap, {cost.fold} to unfold,"
            f" page {1000 * cost.waits:.0f} ms, {cost.seconds:.2f} s"
        )
    late = [cost for cost in phone.costs if cost.seconds > MOST]
    print(f"the plan asks for {fields} fields")
    return int(bool(late) or fields > 3)


def _timed(act: Callable[[], None]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
