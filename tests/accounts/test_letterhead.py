"""What stands at the head of a PDF, and in the place of signs that no font has."""

import datetime as dt
import io

from PIL import Image
from pypdf import PdfReader

from tests.examples import for_each_case
from tracker.accounts.branding import replace_logo
from tracker.accounts.letterhead import printed, sign_names

AT = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
TEMPLATE = "strategy/strategy.typ"


@for_each_case(
    ("signs", "names"),
    [
        ("🎉🎉", "[party]"),
        ("👩👩👧", "[woman, girl]"),
        ("🦭", "[seal]"),
        ("中文", "[text in Chinese]"),
        ("𓀀", "[egyptian hieroglyph a001]"),
        ("🎉👍🔥💡🚀", "[party, thumbs up, fire, …]"),
        ("\ue000", "□"),
        ("🤷🏽♀", "[shrug]"),
        ("♀", "[female sign]"),
        ("🇩🇰", "[flag of Denmark]"),
    ],
)
def test_signs_without_a_font_are_named(app, signs, names):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert sign_names(signs) == names


@for_each_case(
    ("signs", "names"),
    [
        ("🎉", "[fest]"),
        ("🦭🧩", "[sæl, puslespilsbrik]"),
        ("🪷", "[tegnet “lotus”]"),
        ("中文", "[tekst på kinesisk]"),
        ("🇩🇰🇬🇱", "[flag: Danmark, flag: Grønland]"),
        ("🙋🏻♀", "[hånd i vejret]"),
    ],
)
def test_in_danish_they_have_danish_names_and_others_their_own(app, signs, names):
    with app.test_request_context(headers={"Accept-Language": "da"}):
        assert sign_names(signs) == names


def test_a_paper_has_the_organisation_the_day_and_the_logo(app, rows, store):
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "#1d6f6f").save(picture, "PNG")
    data = {
        "standing": "🎉",
        "text": [],
        "why": [],
        "signatures": [],
        "steps": [],
        "words": dict.fromkeys(
            ("why", "signatures", "steps", "name", "date", "check", "state"), "x"
        ),
    }
    with app.test_request_context(headers={"Accept-Language": "da"}):
        picture.seek(0)
        replace_logo(picture, app.config["TRACKER"].files)
        reader = PdfReader(io.BytesIO(printed(TEMPLATE, data, title="Vores", at=AT)))
    page = reader.pages[0]
    text = page.extract_text()
    assert app.config["TRACKER"].organisation in text
    assert "1. oktober 2026" in text and "[fest]" in text
    assert len(page.images) == 1
