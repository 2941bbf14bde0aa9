"""Measures the states of pages that the tests draw: ``.venv/bin/python -m tests.looks.states``.

A demo shows what is there; the tests draw the rest: what is wrong, refused, empty, too
long or not shown. While they run, the pages that have an element where no page before had
one are kept; each of them is then drawn on a phone and on a desk, with all its folds open.
About twenty minutes. Exit 1 if something was found. `--danish` draws them in Danish: tests
that look for English words fail then, after their page was kept. Other words go to pytest.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from playwright.sync_api import Page, Route

from tests.browser.conftest import DESK, PHONE
from tests.browser.demo_server import open_chromium, serve_demo
from tests.looks.page_measures import SIDEWAYS, UNFOLD
from tracker.web import i18n

FOLDER = "STATES_FOLDER"
IN_DANISH = "STATES_IN_DANISH"
DANISH = "--danish"
LEFT_OUT = ("browser", "faults", "operations", "looks", "bench")
WITHOUT_END = frozenset(
    "br img input meta link hr path rect circle line use source wbr col".split()
)
# Words that stand on another's, outside the page, or on two lines though they are short
TEXTS = """
() => {
  const found = [];
  const hidden = one => {
    for (let up = one; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.clipPath !== "none" || style.position === "fixed" || style.position === "sticky")
        return true;
    }
    return false;
  };
  const name = one => `${one.tagName.toLowerCase()}.${one.className}`;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const holder = text.parentElement;
    if (!text.textContent.trim() || !holder.checkVisibility({ visibilityProperty: true })
      || holder.closest("svg, select, textarea, script, style, noscript, dialog")
      || holder.closest(".avatar, .skip")
      || hidden(holder)) continue;
    for (const match of text.textContent.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      const boxes = [...range.getClientRects()].filter(box => box.width > 0);
      if (!boxes.length) continue;
      const lines = new Set(boxes.map(box => Math.round(box.top / 4))).size;
      if (lines > 1 && /^\\p{L}{3,15}$/u.test(match[0])
        && getComputedStyle(holder).hyphens !== "auto")
        found.push(`"${match[0]}" is broken in ${name(holder)}`);
      if (boxes.some(box => box.left < -1 || box.right > document.documentElement.clientWidth + 1)
        && !holder.closest(".scroll-region, pre, [tabindex]"))
        found.push(`"${match[0]}" is outside the page, in ${name(holder)}`);
      const region = holder.closest(".scroll-region");
      if (region && boxes[0].right > region.getBoundingClientRect().right) continue;
      words.push({ box: boxes[0], holder, word: match[0] });
    }
  }
  words.sort((one, other) => one.box.top - other.box.top);
  words.forEach((one, at) => {
    for (const other of words.slice(at + 1)) {
      if (other.box.top > one.box.bottom - 6) break;
      const across = Math.min(one.box.right, other.box.right)
        - Math.max(one.box.left, other.box.left);
      if (across > 4 && one.holder !== other.holder)
        found.push(`"${one.word}" of ${name(one.holder)} is under "${other.word}"`);
    }
  });
  return [...new Set(found)].slice(0, 6);
}
"""


class _Shape(HTMLParser):
    """The elements of a page, each with the one around it."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, str]] = []
        self.pairs: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs) -> None:
        own = f"{tag}.{dict(attrs).get('class') or ''}"
        self.pairs.add((self.around[-1][1] if self.around else "", own))
        if tag not in WITHOUT_END:
            self.around.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        opened = [at for at, (name, _) in enumerate(self.around) if name == tag]
        if opened:
            del self.around[opened[-1] :]


def pytest_configure() -> None:
    """As a plugin of pytest: keep the pages that the tests are answered."""
    if IN_DANISH in os.environ:
        i18n.reader_locale = lambda: "da"
    folder = Path(os.environ[FOLDER])
    known: set[tuple[str, str]] = set()
    answer = FlaskClient.open

    def kept(client, *args, **kwargs):
        response = answer(client, *args, **kwargs)
        if response.mimetype == "text/html":
            text = response.get_data(as_text=True)
            if text.startswith("<!doctype html>"):
                shape = _Shape()
                shape.feed(text)
                if shape.pairs - known:
                    known.update(shape.pairs)
                    path = re.sub(r"\W+", "_", response.request.path)[:60]
                    number = sum(1 for _ in folder.iterdir())
                    name = f"{number:04} {response.status_code} {path}.html"
                    (folder / name).write_text(text, encoding="utf-8")
        return response

    FlaskClient.open = kept


def main(words: list[str]) -> int:
    """Keep the states, draw each, print what was found, and return the exit code."""
    found = 0
    with TemporaryDirectory() as kept, TemporaryDirectory() as data:
        _collect(Path(kept), words)
        with serve_demo(Path(data)) as address, open_chromium() as browser:
            for viewport in (PHONE, DESK):
                page = browser.new_page(viewport=viewport, reduced_motion="reduce")
                for file in sorted(Path(kept).iterdir()):
                    _open(page, address, file.read_text(encoding="utf-8"))
                    for finding in _findings(page):
                        print(f"{viewport['width']} {file.stem}: {finding}", flush=True)
                        found += 1
                page.close()
        print(f"{found} findings on {len(list(Path(kept).iterdir()))} states")
    return min(1, found)


def _collect(folder: Path, words: list[str]) -> None:
    ignored = [f"--ignore=tests/{name}" for name in LEFT_OUT]
    command = "-m pytest -q -n 0 --both -p tests.looks.states --tb=no -k".split()
    danish = {IN_DANISH: "1"} if DANISH in words else {}
    subprocess.run(
        [sys.executable, *command, "not postgres", *ignored]
        + [word for word in words if word != DANISH],
        env=os.environ | {FOLDER: str(folder)} | danish,
        check=not danish,
    )


def _open(page: Page, address: str, text: str) -> None:
    """Show a page that is kept, with the style sheets of a demo."""

    def answer(route: Route) -> None:
        if route.request.resource_type == "document":
            route.fulfill(content_type="text/html; charset=utf-8", body=text)
        elif match := re.search("/(assets|static)/.*", route.request.url):
            route.continue_(url=address + match[0])
        else:
            route.fulfill(status=204)

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(address)


def _findings(page: Page) -> Iterator[str]:
    yield from page.evaluate(TEXTS)
    page.evaluate(UNFOLD)
    if (over := page.evaluate(SIDEWAYS)) > 0:
        yield f"runs {over} pixels sideways"
    yield from page.evaluate(TEXTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
