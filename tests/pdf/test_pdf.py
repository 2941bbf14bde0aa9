"""Papers: what somebody wrote stays text, whatever it is; a PDF is tagged, titled, of a
language, and the same when made again.
"""

import datetime as dt
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.examples import tries
from tracker.pdf import PdfError, pdf
from tracker.pdf.blocks import blocks
from tracker.pdf.glyphs import drawable

AT = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
PAPER = """
#import "/kit/paper.typ": *
#show: paper.with(footer: "Aldersø", page-word: "side {n} af {all}")
#std.title()
= Det lærte vi
#words(data.blocks)
#lesson(data.text, from: "Borgerservice")
#bars("Hvordan gik det?", "3 holdt, 5 holdt ikke.",
  (("Holdt stik", 3, "3"), ("Holdt ikke stik", 5, "5")), ("Svar", "Forsøg"))
#trend("Læringsrate", "Fra 3 af 4 til 5 af 5.",
  (("Q1", 3, "3 af 4"), ("Q2", none, "–"), ("Q3", 5, "5 af 5")), ("Kvartal", "Andel"))
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """Sets a template of ours with a text."""
    from tracker.pdf.render import TEMPLATES

    folder = tmp_path_factory.mktemp("papers")
    (folder / "kit").mkdir()
    (folder / "kit/paper.typ").write_text((TEMPLATES / "kit/paper.typ").read_text())

    def made(text, source=PAPER, **more):
        (folder / "a.typ").write_text(source)
        return pdf(
            "a.typ",
            {"text": text, "blocks": blocks(text)},
            **{"language": "da", "title": "Kvartalet", "at": AT, **more},
            folder=folder,
        )

    return made


def test_a_paper_is_tagged_titled_of_a_language_and_read_in_order(paper):
    reader = PdfReader(io.BytesIO(paper("Vi så, at folk spørger om aftenen.")))
    root = reader.trailer["/Root"]
    text = reader.pages[0].extract_text()
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], reader.metadata.title) == (
        "da",
        True,
        "Kvartalet",
    )
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    order = [
        "Kvartalet",
        "Det lærte vi",
        "Vi så, at folk",
        "Holdt ikke stik 5",
        "Læringsrate",
        "Kvartal Andel",
        "side 1 af 1",
    ]
    assert [text.index(words) for words in order] == sorted(
        text.index(words) for words in order
    )
    assert "/Image" not in str(
        reader.pages[0].get("/Resources", {}).get("/XObject", {})
    ), "charts are drawn, not pictures"


def test_the_same_again_is_the_same_bytes(paper):
    assert paper("ens") == paper("ens") != paper("andet")


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")',
        '#read("/etc/passwd")',
        "*b* _i_ $x^2$ @ref <l> = H",
        "\\u{1F389} `raw` // no",
        '"]',
    ],
)
def test_what_somebody_wrote_is_never_code(paper, text):
    said = " ".join(PdfReader(io.BytesIO(paper(text))).pages[0].extract_text().split())
    assert " ".join(text.split()) in said


def test_a_text_is_set_as_its_markdown_means(paper):
    written = (
        "**fed** ~~væk~~ [linket](www.x.example)\n- et\n- to\n\n1. a\n2. b\n\n24. december"
        "\n---\n> citat `kode`\n\n# Overskrift\n\n```\nblok\n```"
    )
    source = '#import "/kit/paper.typ": *\n#show: paper\n#words(data.blocks)'
    page = PdfReader(io.BytesIO(paper(written, source))).pages[0]
    said = " ".join(page.extract_text().split())
    assert said.startswith("fed væk linket • et • to 1. a 2. b 24. december citat kode")
    assert "**" not in said and "Overskrift" in said and "blok" in said
    assert page["/Annots"][0].get_object()["/A"]["/URI"] == "https://www.x.example"


def test_a_sign_that_no_font_has_is_one_box(paper):
    said = (
        PdfReader(io.BytesIO(paper("Hurra 🎉🎉👩‍👩‍👧 for 中文!\x07\u200b")))
        .pages[0]
        .extract_text()
    )
    assert "Hurra □ for □!" in said


def test_letters_in_disguise_are_those_letters():
    assert drawable("𝗙𝗲𝘀𝘁 𝒊 ｂｙｅｎ 🎉") == "Fest i byen □"


@tries(5, 60)
@given(st.text(max_size=80))
def test_any_text_can_be_printed(paper, text):
    assert paper(
        text, '#import "/kit/paper.typ": *\n#show: paper\n#data.text'
    ).startswith(b"%PDF")


@pytest.mark.parametrize(
    "source", ['#read("../secret.txt")', '#read("/etc/passwd")', "#nothing"]
)
def test_a_mistake_is_one_clear_exception_and_nothing_outside_is_read(paper, source):
    with pytest.raises(PdfError, match=r"error"):
        paper("x", source)


def test_no_template_fetches_anything():
    from tracker.pdf.render import TEMPLATES

    for template in TEMPLATES.rglob("*.typ"):
        fetching = r"@preview|https?://|image\((?!bytes\()"
        assert not re.search(fetching, template.read_text()), template.name
