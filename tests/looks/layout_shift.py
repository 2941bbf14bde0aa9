"""How far a page moves by itself while somebody writes and chooses on it."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_SHIFT = 0.02
SETTLES = 300  # milliseconds, in which what was loaded is laid out

# Every shift counts, those shortly after a key or a click too: they are the ones in
# which a hand slips. What moved is kept, to be told.
RECORD = """
window.shifts = [];
new PerformanceObserver(entries => {
  for (const entry of entries.getEntries())
    window.shifts.push([entry.value, entry.sources.slice(0, 2).map(({ node }) => {
      const of = node?.nodeType === 1 ? node : node?.parentElement;
      return of ? `${of.tagName.toLowerCase()}#${of.id}.${of.className}` : "?";
    })]);
}).observe({ type: "layout-shift", buffered: true });
"""
WORDS = "færre opkald hvis vi svarer på Facebook om aftenen"


def recorded(page: Page) -> tuple[float, list]:
    """The sum of the shifts since the page was opened, and those that count."""
    page.wait_for_timeout(SETTLES)
    shifts = page.evaluate("window.shifts")
    return round(sum(value for value, _ in shifts), 4), [
        s for s in shifts if s[0] > 0.002
    ]


def shift_of_loading(page: Page, path: str) -> tuple[float, list]:
    """The shift of a page while it is loaded."""
    page.goto(path)
    return recorded(page)


def shift_of_writing(page: Page, most: int = 99) -> tuple[float, list]:
    """The shift while texts are written and choices made in the first large form.

    Args:
        most: No more fields than these are filled.
    """
    page.evaluate("window.shifts.length = 0")
    form = page.locator("main form[method=post]").filter(
        has=page.locator("textarea, select")
    )
    if not form.count():
        return 0.0, []
    fields = form.first.locator("textarea, select, input[type=radio]").all()
    for field in [field for field in fields if field.is_visible()][:most]:
        kind = field.evaluate("field => field.type")
        if kind == "radio":
            field.check()
        elif kind == "textarea":
            field.press_sequentially(WORDS, delay=1)
        else:
            field.select_option(index=field.locator("option").count() - 1)
        page.wait_for_timeout(SETTLES)
    page.wait_for_timeout(2 * SETTLES)
    return recorded(page)
