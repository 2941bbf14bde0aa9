"""Takes the screenshots of the README anew: ``.venv/bin/python -m tests.screenshots``.

The pictures come from the demo, in English, and replace those in static/img/readme/.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.demo_server import PASSWORD, open_chromium, serve_demo

FOLDER = Path(__file__).parent.parent / "static" / "img" / "readme"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 860}
# Few colours and no alpha: a page of text stays sharp in a third of the bytes
COLOURS = 128


def main() -> None:
    """Start the demo, and write one picture of a phone and one of a desk."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as data,
        serve_demo(Path(data)) as address,
        open_chromium() as browser,
    ):
        page = _sign_in(browser, address, "employee@example.org", PHONE)
        page.goto("/")
        _save(page, "phone.png")
        page = _sign_in(browser, address, "leader@example.org", DESK)
        page.goto("/dashboard")
        _save(page, "desk.png")


def _sign_in(browser: Browser, address: str, email: str, viewport: dict) -> Page:
    context = browser.new_context(
        base_url=address,
        viewport=viewport,
        locale="en",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/login")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    with page.expect_navigation():
        page.click("button[name=locale][value=en]")
    return page


def _save(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(FOLDER / name, optimize=True)
    print(f"{FOLDER / name}: {(FOLDER / name).stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
