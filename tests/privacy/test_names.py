"""A name in whatever spelling, and what may be somebody else's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import for_each
from tracker.privacy.names import REDACTED, NameSpellings, same_name

ANNA = NameSpellings("Anna Berg-Åskov", "anna@example.org")


@for_each(
    [
        ("Tak, Anna Berg-Åskov!", "Tak, …!"),
        ("ANNA BERG-ÅSKOVs idé", "…s idé"),
        ("anna\u00a0\u00a0berg åskov", "…"),
        ("Anna\nBerg\u2011Aaskov's bog", "…'s bog"),
        ("Berg-Åskov, Anna", "…"),
        ("Anna Berg-A\u030askov", "…"),
        ("An\u200bna Berg-Åskov", "…"),
        ("skriv til ANNA@example.org.", "skriv til …."),
        (
            "hanna@example.org og anna@example.organic",
            "hanna@example.org og anna@example.organic",
        ),
        ("Anna Berg-Åskovgaard er en anden", "Anna Berg-Åskovgaard er en anden"),
        ("Johanna Berg-Åskov", "Johanna Berg-Åskov"),
        ("Anna og Berg-Åskov", "Anna og Berg-Åskov"),
    ]
)
def test_redact(case):
    text, redacted = case
    assert ANNA.redact(text) == redacted


@for_each(
    [
        ("Spørg Annas chef", ["Anna"]),
        ("Berg-Åskov, ja", ["Berg-Åskov"]),
        ("Johanna", []),
        ("et bergværk", []),
        ("", []),
    ]
)
def test_a_part_alone_is_found_where_it_stands(case):
    text, words = case
    assert [
        text[start : start + length] for start, length in ANNA.possible_mentions(text)
    ] == words


def test_a_name_that_a_colleague_bears_too_is_not_replaced_but_found():
    shared = NameSpellings("Anna Berg-Åskov", "anna@example.org", shared=True)
    text = "Anna Berg-Åskov, anna@example.org"
    assert (
        shared.redact(text) == f"Anna Berg-Åskov, {REDACTED}"
        and len(shared.possible_mentions(text)) == 3
    )


@pytest.mark.parametrize("text", ["Bo Lindebæk", "Bo Lindebaek"])
@pytest.mark.parametrize("name", ["Bo Lindebæk", "Bo Lindebaek"])
def test_a_danish_letter_may_be_written_as_two(name, text):
    assert NameSpellings(name, "bo@example.org").redact(text) == REDACTED
    assert NameSpellings(name, "bo@example.org").search_parts == [
        "bo",
        "example",
        "lindeb",
    ]


def test_a_name_of_one_word_is_not_replaced():
    assert (
        NameSpellings("Bo", "bo@example.org").redact("Jeg vil bo her")
        == "Jeg vil bo her"
    )


spelled = st.builds(
    lambda case, between, hyphen, form: unicodedata.normalize(
        form, case(f"Anna{between}Berg{hyphen}Åskov")
    ),
    st.sampled_from([str.lower, str.upper, str.title, str]),
    st.sampled_from([" ", "  ", "\u00a0", "\t", "\n", " \u2009", "\u200b ", ". "]),
    st.sampled_from(["-", " ", "\u2010", "\u2011", "\u2013", " - "]),
    st.sampled_from(["NFC", "NFD"]),
)
AROUND = st.text(alphabet=' \n\u00a0!?()[]{}“”"*#%<>…😀/\\', max_size=8)


@given(spelled, AROUND, AROUND)
def test_no_spelling_is_left_and_nothing_else_is_touched(name, before, after):
    assert ANNA.redact(f"{before}{name}{after}") == f"{before}{REDACTED}{after}"
    assert same_name(name, ANNA.name)


@given(st.text(max_size=80))
def test_any_text_goes_through(text):
    redacted = ANNA.redact(text)
    assert redacted == text or REDACTED in redacted
    for start, length in ANNA.possible_mentions(text):
        assert 0 <= start < start + length <= len(text)
