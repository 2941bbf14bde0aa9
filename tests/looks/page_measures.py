"""What is measured on a page as it stands in a browser; each measure gives its findings."""

from __future__ import annotations

import gzip

from playwright.sync_api import Page

MOST_TAB_STOPS = 25
MOST_BYTES = 60_000
MOST_HEIGHT = 12_000  # pixels
# WCAG 1.4.12: text may be set so far apart by the reader
SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""
TAB_STOPS = """
() => {
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
  const content = document.querySelector("main h1");
  return stops.filter(one =>
    content && one.compareDocumentPosition(content) & Node.DOCUMENT_POSITION_FOLLOWING).length;
}
"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Words that are cut off, though nothing says that there is more of them
CUT = """
() => [...document.querySelectorAll("main button, main .button, main h1, main h2, main label")]
  .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).overflowX === "hidden"
    && getComputedStyle(one).textOverflow !== "ellipsis"
    && !one.matches(".visually-hidden"))
  .map(one => one.textContent.trim().slice(0, 40))
"""
# A button without a border is not seen where colours are forced
BORDERLESS = """
() => [...document.querySelectorAll("main .button:not(.subtle, .link-button)")]
  .filter(one => one.checkVisibility() && parseFloat(getComputedStyle(one).borderTopWidth) === 0)
  .map(one => one.textContent.trim().slice(0, 40))
"""


def tab_stops(page: Page) -> list[str]:
    """Whether the content is reached with few steps of the Tab key."""
    stops = page.evaluate(TAB_STOPS)
    if stops > MOST_TAB_STOPS:
        return [f"{stops} tab stops before the content"]
    return []


def height(page: Page) -> list[str]:
    """Whether the page ends."""
    pixels = page.evaluate("document.documentElement.scrollHeight")
    if pixels > MOST_HEIGHT:
        return [f"{pixels} pixels high"]
    return []


def weight(page: Page) -> list[str]:
    """Whether page, styles and scripts are light; charts are counted apart."""
    parts = [page.content()]
    for path in page.evaluate(
        "[...document.querySelectorAll('link[rel=stylesheet], script[src]')]"
        ".map(one => one.href || one.src)"
    ):
        if "/charts-" not in path:
            parts.append(page.request.get(path).text())
    sent = sum(len(gzip.compress(part.encode(), 6)) for part in parts)
    if sent > MOST_BYTES:
        return [f"{sent:,} bytes, compressed"]
    return []


def narrow(page: Page) -> list[str]:
    """Whether it stands on 320 pixels."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    sideways = page.evaluate(SIDEWAYS)
    page.set_viewport_size(before)
    if sideways > 1:
        return [f"scrolls sideways by {sideways} at 320 pixels"]
    return []


def text_spacing(page: Page) -> list[str]:
    """Whether all words are there when the reader sets them apart."""
    # Not as a style element: the policy of the page forbids those
    page.evaluate(
        "text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);"
        " document.adoptedStyleSheets = [sheet]; }",
        SPACED,
    )
    found = [f"cut off when set apart: {words}" for words in page.evaluate(CUT)]
    sideways = page.evaluate(SIDEWAYS)
    page.evaluate("document.adoptedStyleSheets = []")
    if sideways > 1:
        found.append(f"scrolls sideways by {sideways} when set apart")
    return found


def forced_colours(page: Page) -> list[str]:
    """Whether buttons can be told from text where the system forces its colours."""
    page.emulate_media(forced_colors="active")
    found = [f"no border: {words}" for words in page.evaluate(BORDERLESS)]
    page.emulate_media(forced_colors="none")
    return found


MEASURES = (tab_stops, height, weight, narrow, text_spacing, forced_colours)
