"""Numbers as people write them, and differences word by word."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.examples import for_each_case
from tracker.core.imports.number import parse_number
from tracker.core.text_diff import differences


@for_each_case(
    ("text", "mark", "value"),
    [
        ("57", ",", 57),
        ("12,5", ",", 12.5),
        ("12.5", ",", 12.5),
        ("1.250", ",", 1250),
        ("1.250,75", ",", 1250.75),
        ("12 000", ",", 12000),
        ("1,250", ".", 1250),
        ("12,5", ".", 12.5),
        ("-3", ",", -3),
        ("−3", ".", -3),
        (".5", ".", 0.5),
        ("1.250.000", ",", 1250000),
    ],
)
def test_numbers_as_they_are_written(text, mark, value):
    assert parse_number(text, mark) == (value, "")


@for_each_case(
    "text",
    ["tolv", "1,2,3", "1.2.3", "inf", "--1", "٣", "9" * 41, "1_000", ","],
)
def test_what_is_no_number(text):
    with pytest.raises(ValueError):
        parse_number(text, ",")


@given(some.text(), some.sampled_from(",."))
def test_any_text_is_a_number_or_refused(text, mark):
    with contextlib.suppress(ValueError):
        parse_number(text, mark)


@given(some.text(max_size=300), some.text(max_size=300))
def test_differences_hold_both_texts_whole(before, after):
    pieces = differences(before, after)
    assert "".join(text for kind, text in pieces if kind != "new") == before
    assert "".join(text for kind, text in pieces if kind != "gone") == after


def test_differences_are_told_by_words():
    told = differences("falder fra 58 til under 45", "falder fra 58 til under 50")
    assert told == [
        ("same", "falder fra 58 til under"),
        ("same", " "),
        ("gone", "45"),
        ("new", "50"),
    ]


def test_a_very_long_text_is_told_whole():
    assert [kind for kind, _ in differences("a " * 4000, "b " * 4000)] == [
        "gone",
        "new",
    ]
