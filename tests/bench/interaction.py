"""How long a hand waits: endorsing, commenting, filtering and searching with scripts,
and the first paint of six pages on a slow phone.

    python -m tests.bench.interaction [--rounds 7] [--url http://127.0.0.1:8000]

Visits a demo of its own, or the one at ``--url``; prints medians in milliseconds. What a
person sees at once is told beside what the server has confirmed.
"""

from __future__ import annotations

import argparse
import secrets
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.demo_server import open_chromium, serve_demo

PERSON = "employee@example.org"
PAGES = ("/", "/experiments", "/experiments/new", "/lessons/1", "/me", "/guidelines")
# Chromium's "Slow 4G", with a processor a quarter as fast
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER_PROCESSOR = 4
PATIENCE = 60_000
WATCH = """
([selector, expression]) => new Promise(done => {
  const began = performance.now();
  const holds = new Function("return " + expression);
  document.querySelector(selector).click();
  const look = () => holds() ? done(performance.now() - began) : requestAnimationFrame(look);
  look();
})
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--url", default="")
    options = parser.parse_args()
    with _demo(options.url) as address, open_chromium() as browser:
        page = _signed_in(browser, address, DESK)
        for name, act in ACTS.items():
            took = [act(page, number) for number in range(options.rounds)]
            print(f"{name:34}{statistics.median(took):8.0f} ms", flush=True)
        page = _slow(_signed_in(browser, address, PHONE))
        for path in PAGES:
            took = [_first_paint(page, path) for _ in range(options.rounds)]
            print(
                f"{path + ', slow phone':34}{statistics.median(took):8.0f} ms",
                flush=True,
            )


def endorse(page: Page, number: int) -> float:
    """Until the button shows it."""
    page.goto("/experiments/2")
    return _shown(page, "#say-learned", _pressed_other(page))


def endorse_confirmed(page: Page, number: int) -> float:
    """Until the server's answer stands there."""
    page.goto("/experiments/2")
    with page.expect_response(lambda answer: "/endorsements" in answer.url) as told:
        took = _shown(page, "#say-learned", _pressed_other(page))
    told.value.finished()
    return max(took, told.value.request.timing["responseEnd"])


def comment(page: Page, number: int) -> float:
    """Until the words stand among the comments."""
    words = f"Set og brugt {secrets.token_hex(4)}."
    page.goto("/experiments/2")
    page.fill("textarea[name=body] >> nth=0", words)
    page.evaluate(
        "document.querySelector('textarea[name=body]').form"
        ".querySelector('button:not([type=button])').dataset.bench = ''"
    )
    listed = f"document.querySelector('#comments')?.innerText.includes({words!r})"
    return _shown(page, "[data-bench]", listed)


def filter_list(page: Page, number: int) -> float:
    """Until the list is the chosen one."""
    page.goto("/experiments")
    return _shown(page, "a.facet-option", "location.search.length > 1 && " + SETTLED)


def search(page: Page, number: int) -> float:
    """Until the results stand there."""
    page.goto("/experiments")
    page.fill("#finding input[name=q]", "svar")
    button = "#finding form:has(input[name=q]) button:not([type=button])"
    return _shown(page, button, "location.search.includes('q=svar') && " + SETTLED)


SETTLED = "!document.querySelector('#finding[aria-busy]')"
ACTS: dict[str, Callable[[Page, int], float]] = {
    "endorse, shown": endorse,
    "endorse, confirmed": endorse_confirmed,
    "comment": comment,
    "filter": filter_list,
    "search": search,
}


def _shown(page: Page, selector: str, expression: str) -> float:
    """Milliseconds from a click until an expression holds."""
    return page.evaluate(WATCH, [selector, expression])


def _pressed_other(page: Page) -> str:
    """The expression that the button shows its other state."""
    pressed = page.get_attribute("#say-learned", "aria-pressed")
    state = "document.querySelector('#say-learned').getAttribute('aria-pressed')"
    return f"{state} !== {pressed!r}"


def _first_paint(page: Page, path: str) -> float:
    page.goto(path)
    page.wait_for_timeout(50)
    return page.evaluate(PAINT)


def _slow(page: Page) -> Page:
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    return page


def _signed_in(browser: Browser, address: str, viewport: dict) -> Page:
    visitor = Visitor(browser, address, viewport=viewport)
    visitor.context.set_default_timeout(PATIENCE)
    return visitor.sign_in(PERSON)


@contextmanager
def _demo(url: str) -> Iterator[str]:
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as data, serve_demo(Path(data)) as address:
        yield address


if __name__ == "__main__":
    main()
