"""Measures how every page looks and behaves: ``.venv/bin/python -m tests.looks``.

The demo as every role, in both languages and themes, on a desk and on a phone; minutes.
Names in the command limit it to the pages whose address has one of them. `LOOKS_URL`
names a demo that runs already; else one is made. Exit 1 if something was found.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import AXE_OPTIONS, DESK, PHONE, Visitor
from tests.browser.demo_server import open_chromium, serve_demo
from tests.browser.test_pages import PAGES, some_ids
from tests.looks import nu_checker
from tests.looks.layout_shift import (
    MOST_SHIFT,
    RECORD,
    shift_of_loading,
    shift_of_writing,
)
from tests.looks.page_measures import MEASURES
from tracker.quarters import Quarter

VARIANTS = (
    (DESK, "da", "light"),
    (DESK, "en", "dark"),
    (PHONE, "da", "dark"),
    (PHONE, "en", "light"),
)
PATIENCE = 60_000  # milliseconds: the machine may do other things beside it
AXE = Axe().axe_script
# Pages of the frame that the suite's walk leaves out
FRAME = {
    "employee@example.org": ["/stakeholders", "/leading", "/safe-conduct"],
    "facilitator@example.org": ["/", "/guidelines", "/summaries/{open}/edit"],
    "leader@example.org": [
        *("/", "/guidelines", "/leading", "/stakeholders", "/readiness/pulse"),
        *("/readiness/rounds/3", "/readiness/fear", "/summaries/{open}/signature"),
    ],
}


def main(wanted: list[str]) -> int:
    """Visit everything, print what was found, and return the exit code."""
    found: list[str] = []
    with (
        TemporaryDirectory() as kept,
        _demo() as address,
        open_chromium() as browser,
    ):
        for viewport, locale, theme in VARIANTS:
            for who in PAGES:
                visitor = _visitor(browser, address, who, (viewport, locale, theme))
                for path in _paths(visitor, who, wanted):
                    name = f"{who} {path} {viewport['width']} {locale} {theme}"
                    told = [f"{name}: {it}" for it in _findings(visitor.page, path)]
                    print(*told, sep="\n", flush=True)
                    found += told
                    _keep(visitor.page, Path(kept), name, path)
                visitor.context.close()
        reason = nu_checker.missing()
        if reason:
            print(f"NOT CHECKED by the Nu HTML checker: {reason}")
        else:
            found += [f"Nu: {it}" for it in nu_checker.findings(Path(kept))]
    print(*found, f"{len(found)} findings", sep="\n")
    return min(1, len(found))


@contextmanager
def _demo() -> Iterator[str]:
    """The address of a demo: the one that runs, or one of our own."""
    if address := os.environ.get("LOOKS_URL"):
        yield address
        return
    with TemporaryDirectory() as data, serve_demo(Path(data)) as address:
        yield address


def _visitor(browser: Browser, address: str, who: str | None, variant) -> Visitor:
    viewport, locale, theme = variant
    visitor = Visitor(browser, address, viewport=viewport, color_scheme=theme)
    visitor.context.add_init_script(RECORD)
    visitor.context.set_default_timeout(PATIENCE)
    if who:
        visitor.sign_in(who)
        visitor.stand_before(viewport, locale, theme)
    return visitor


def _paths(visitor: Visitor, who: str | None, wanted: list[str]) -> list[str]:
    ids = {}
    if who == "employee@example.org":
        ids = some_ids(visitor)
    ids["open"] = Quarter.of(dt.date.today()).previous
    paths = [path.format(**ids) for path in PAGES[who] + FRAME.get(who, [])]
    if wanted:
        return [path for path in paths if any(word in path for word in wanted)]
    return paths


def _findings(page: Page, path: str) -> list[str]:
    loading, moved = shift_of_loading(page, path)
    found = []
    if loading > MOST_SHIFT:
        found.append(f"moves by {loading} while it loads: {moved}")
    for measure in MEASURES:
        found += measure(page)
    page.evaluate(AXE)
    violations = page.evaluate(
        "options => axe.run(options).then(told => told.violations)", AXE_OPTIONS
    )
    found += [f"axe {one['id']}" for one in violations]
    if "new" in path or path.endswith(("/conclusion", "/edit")):
        page.reload()
        writing, moved = shift_of_writing(page)
        if writing > MOST_SHIFT:
            found.append(f"moves by {writing} while one writes: {moved}")
    return found


def _keep(page: Page, folder: Path, name: str, path: str) -> None:
    """Keep the page as it is sent, for the Nu HTML checker."""
    file = folder / (re.sub(r"\W+", "_", name) + ".html")
    file.write_text(page.request.get(path).text(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
