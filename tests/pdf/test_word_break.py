"""A long word may break, and stays the same word."""

import io

import pytest
from pypdf import PdfReader

from tests.pdf.test_pdf import paper as paper
from tracker.pdf.word_break import HERE, breakable

WORD = "speciallægepraksisplanlægningsstabiliseringsperiode"
ADDRESS = "https://www.eksempel.dk/en/meget/lang/adresse?med=noget&mere=endnu#sted"


@pytest.mark.parametrize("text", ["Kort tekst.", WORD, "rødgrød med fløde"])
def test_a_word_of_a_language_is_left_to_its_hyphenation(text):
    assert breakable(text) == text


@pytest.mark.parametrize("text", [ADDRESS, "x" * 90, "0123456789" * 6])
def test_what_no_language_has_may_break_and_says_the_same(text):
    broken = breakable({"a": [text]})["a"][0]
    assert broken.replace(HERE, "") == text
    assert max(len(piece) for piece in broken.split(HERE)) <= 30


def test_the_place_that_a_link_leads_to_is_not_touched():
    assert breakable({"url": ADDRESS, "text": ADDRESS})["url"] == ADDRESS


@pytest.mark.parametrize("text", [WORD, ADDRESS, "x" * 90])
def test_nothing_stands_outside_its_column(paper, text):
    source = (
        '#import "/kit/paper.typ": *\n#show: paper\n'
        '#listed(none, ("a", "b"), ((data.text, "1"),), widths: (40mm, 1fr))'
    )
    page = PdfReader(io.BytesIO(paper(text, source))).pages[0]
    lines = [line for line in page.extract_text().splitlines() if line.strip()]
    assert max(len(line) for line in lines) <= 34, lines
