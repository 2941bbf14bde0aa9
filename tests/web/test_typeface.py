"""The serif of people's words: light, under our name, and named in the style sheet."""

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tracker.web import typeface
from tracker.web.typeface import CHARACTERS, FILE, SOURCES, USE_MY_METRICS, cut

MOST_BYTES = 45_000
STYLES = Path(__file__).parents[2] / "static/css/10_tokens.css"


@pytest.fixture(scope="module")
def semibold():
    """The heaviest of the fonts as it is sent."""
    return cut(SOURCES["600"])


def test_the_fonts_are_light_and_have_all_that_is_written_with_them(semibold):
    assert len(semibold) * len(SOURCES) < MOST_BYTES
    assert semibold[:4] == b"wOF2"
    assert {ord(sign) for sign in CHARACTERS} == TTFont(
        io.BytesIO(semibold)
    ).getBestCmap().keys()


def test_the_font_has_our_name_and_its_makers_licence(semibold):
    names = TTFont(io.BytesIO(semibold))["name"]
    assert "Source" not in str(names.getBestFamilyName())
    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)


def test_a_sign_is_as_wide_as_it_says(semibold):
    font = TTFont(io.BytesIO(semibold))
    parts = [
        part
        for name in font.getGlyphOrder()
        for part in getattr(font["glyf"][name], "components", [])
    ]
    assert parts and not any(part.flags & USE_MY_METRICS for part in parts)


def test_the_style_sheet_names_each_font_and_no_other():
    named = re.findall(r'url\("(.+?)"\)', STYLES.read_text())
    assert {FILE.fullmatch(name)[1] for name in named} == SOURCES.keys()


def test_a_font_is_sent_once_and_kept_for_good(app, visit, monkeypatch):
    """As it was cut, which takes a second: what is sent is one of four letters."""
    monkeypatch.setattr(typeface, "cut", lambda source: b"wOF2")
    kept = app.config["TRACKER"].data / "assets/words-600-1.woff2"
    kept.unlink(missing_ok=True)
    try:
        answer = visit().get("/assets/words-600-1.woff2", buffered=True)
    finally:
        kept.unlink()  # the app is shared
    assert answer.mimetype == "font/woff2" and answer.data == b"wOF2"
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert visit().get("/assets/words-700-1.woff2").status_code == 404
