"""What is measured on a page as it stands in a browser; each measure gives its findings."""

from __future__ import annotations

import gzip
import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

MOST_TAB_STOPS = 25
MOST_BYTES = 60_000
MOST_HEIGHT = 12_000  # pixels
# Six screens of a phone, before one opens something, for what leaders and the frame read
MOST_SCREENS = 6
SCREEN = 800  # pixels
PHONE_WIDTH = 400  # and narrower
FRAME = re.compile(
    r"/(dashboard(/\w+)?|leading|summaries.*|stakeholders.*|touchpoints.*|readiness.*"
    r"|guidelines.*|strategy.*|business-case.*|safe-conduct.*|commitments.*)?"
)
MOST_TAKEN = 0.4  # of the window, by what stays in place
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
# What is folded has tables and forms that have to stand on a narrow page, too
UNFOLD = """
() => document.querySelectorAll("main details:not(.info, .menu)").forEach(one => one.open = true)
"""
# What stays in place while one scrolls takes the window from what one reads
IN_THE_WAY = """
() => {
  scrollTo(0, document.body.scrollHeight / 2);
  const kept = [...document.querySelectorAll("body *")].filter(one => {
    const place = getComputedStyle(one).position;
    const box = one.getBoundingClientRect();
    const seen = one.checkVisibility() && box.bottom > 0 && box.top < innerHeight && box.height > 0;
    return (place === "fixed" || place === "sticky") && seen && box.width > innerWidth / 2;
  });
  const taken = kept.map(one => one.getBoundingClientRect())
    .reduce((sum, box) => sum + Math.min(box.bottom, innerHeight) - Math.max(box.top, 0), 0);
  scrollTo(0, 0);
  return taken / innerHeight;
}
"""
# What is drawn with a background alone, as a bar or a square of a key
REMEMBER_DRAWN = """
() => {
  const behind = one => {
    for (let up = one.parentElement; up; up = up.parentElement) {
      const colour = getComputedStyle(up).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "";
  };
  window.drawn = [...document.querySelectorAll("main *:empty:not(input, textarea, br, svg *, hr)")]
    .filter(one => {
      const box = one.getBoundingClientRect();
      const colour = getComputedStyle(one).backgroundColor;
      return one.checkVisibility() && box.width > 3 && box.height > 3
        && !/, 0\\)$/.test(colour) && colour !== behind(one);
    });
}
"""
LOST_DRAWN = """
() => window.drawn.filter(one => {
  const style = getComputedStyle(one);
  return style.forcedColorAdjust === "auto" && parseFloat(style.borderTopWidth) === 0
    && parseFloat(style.outlineWidth) === 0;
}).map(one => one.className || one.tagName)
"""
# Two series of a chart that are filled alike
ALIKE = """
() => [...document.querySelectorAll("main .chart-picture, main figure svg")].flatMap(chart => {
  const looks = new Map();
  for (const shape of chart.querySelectorAll("[class]:not(.point)")) {
    const name = shape.getAttribute("class").split(" ").find(word => /^s[0-9]$/.test(word));
    const style = getComputedStyle(shape);
    if (name) looks.set(name, [style.fill, style.stroke, style.strokeDasharray].join());
  }
  const all = [...looks.values()];
  return all.length === new Set(all).size ? [] : [[...looks.keys()].join(" and ")];
})
"""


def tab_stops(page: Page) -> list[str]:
    """Whether the content is reached with few steps of the Tab key."""
    stops = page.evaluate(TAB_STOPS)
    if stops > MOST_TAB_STOPS:
        return [f"{stops} tab stops before the content"]
    return []


def height(page: Page) -> list[str]:
    """Whether the page ends; on a phone, whether the frame's do after six screens."""
    pixels = page.evaluate("document.documentElement.scrollHeight")
    if pixels > most_height(page.url, page.viewport_size["width"]):
        return [f"{pixels} pixels high"]
    return []


def most_height(url: str, width: int) -> int:
    """The height that a page may have in a window of this width, nothing opened by address."""
    asked = urlsplit(url)
    opened = {"opener", "all"} & set(parse_qs(asked.query))
    if width <= PHONE_WIDTH and FRAME.fullmatch(asked.path) and not opened:
        return MOST_SCREENS * SCREEN
    return MOST_HEIGHT


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
    """Whether buttons, bars and series can be told apart where the system forces its
    colours.
    """
    page.evaluate(REMEMBER_DRAWN)
    page.emulate_media(forced_colors="active")
    found = [f"no border: {words}" for words in page.evaluate(BORDERLESS)]
    lost = set(page.evaluate(LOST_DRAWN))
    found += [f"not seen in forced colours: {name}" for name in sorted(lost)]
    found += [f"alike in forced colours: {names}" for names in page.evaluate(ALIKE)]
    page.emulate_media(forced_colors="none")
    return found


def zoomed(page: Page) -> list[str]:
    """Whether it can be read at 400 %, everything unfolded: 1280 by 1024 are 320 by 256."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 256})
    page.evaluate(UNFOLD)
    sideways = page.evaluate(SIDEWAYS)
    found = []
    if sideways > 1:
        found.append(f"scrolls sideways by {sideways} at 400 %, unfolded")
    taken = page.evaluate(IN_THE_WAY)
    if taken > MOST_TAKEN:
        found.append(f"{taken:.0%} of the window stay in place at 400 %")
    page.set_viewport_size(before)
    return found


MEASURES = (
    tab_stops,
    height,
    weight,
    narrow,
    text_spacing,
    forced_colours,
    zoomed,  # last, as it unfolds the page
)
