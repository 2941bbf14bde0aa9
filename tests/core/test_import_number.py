"""Numbers as people write them: the one parser of forms, imports and commands."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import for_each
from tracker.core.imports import Unreadable
from tracker.core.imports.day import DMY, MDY
from tracker.core.imports.number import (
    IN_SECONDS,
    READ_AS,
    SHEET_ERROR,
    Mark,
    mark_of,
    parse_number,
)
from tracker.core.imports.reader import with_shared_mark, with_shared_orders
from tracker.tables import NumberText


@given(st.integers(-(10**12), 10**12), st.integers(0, 99), st.sampled_from(",."))
def test_a_written_number_reads_back(whole, cents, mark):
    group = "." if mark == "," else ","
    value = float(f"{whole}.{cents:02}")
    grouped = f"{whole:,}".replace(",", group)
    for text in (
        f"{grouped}{mark}{cents:02}",
        f"{grouped}{mark}{cents:02} kr.",
        f"kr. {grouped}{mark}{cents:02}",
        f"{whole}{mark}{cents:02} %",
        f"{whole:,}".replace(",", "\u00a0") + f"{mark}{cents:02}",
    ):
        assert parse_number(text, mark) == (value, ""), text
    assert parse_number(grouped, mark) == (whole, "")


@given(st.text(max_size=20), st.sampled_from(",."))
def test_a_form_and_an_import_read_the_same_number(text, mark):
    """An import that has learnt the mark of a column reads as a form in that language."""
    try:
        form = parse_number(text, mark)
    except Unreadable:
        with pytest.raises(Unreadable):
            parse_number(text, Mark(mark))
    else:
        assert form == parse_number(text, Mark(mark))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_by_a_machine_is_itself(number):
    assert parse_number(repr(number)).value == number


@for_each(
    [
        *(
            ("0,23", 0.23),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1 234", 1234),
            ("1.234.567", 1234567),
            ("12 %", 12),
        ),
        *(
            ("−4", -4),
            ("5e-05", 5e-05),
            ("1\u00a0000", 1000),
            (".5", 0.5),
            ("1'000'000", 1000000),
        ),
    ]
)
def test_numbers_as_people_write_them(case):
    text, number = case
    assert parse_number(text) == (number, "")


def test_a_number_that_can_be_meant_otherwise_is_told():
    assert parse_number("1,234") == (1.234, READ_AS)
    assert parse_number("0,234") == (0.234, "")


@for_each(
    [
        "0x10",
        "1e999",
        "inf",
        "12-13",
        "0x1f",
        "٥",
        "1,2,3",
        "A4",
        "COVID19",
        "uge 12",
        "Err:502",
        "7 ud af 9",
        "7/9",
        "2:05",
        "3 til 4",
    ]
)
def test_what_is_no_number_is_unreadable(text):
    with pytest.raises(Unreadable):
        parse_number(text)


@for_each(
    [
        ("2.340 kr.", 2340),
        ("kr. 2.340", 2340),
        ("Kr.2.340", 2340),
        ("DKK 2.340,50", 2340.5),
        ("€ 7", 7),
        ("7 EUR", 7),
        ("2.340,-", 2340),
        ("15 stk.", 15),
        ("4,7 mio.", 4_700_000),
        ("4,7 mio. kr.", 4_700_000),
        ("3,3K", 3300),
        ("1,5 tusind", 1500),
        ("2,2E+03", 2200),
        ("7,5 pct.", 7.5),
        ("2.340 d.kr.", 2340),
        ("US$ 7", 7),
        ("120 t.kr.", 120_000),
        ("120 t. kr.", 120_000),
        ("2,7 mio.kr.", 2_700_000),
        ("DKK 2,7m", 2_700_000),
        ("4 MDKK", 4_000_000),
        ("–7", -7),
        ("1½", 1.5),
        ("¾", 0.75),
        ("'2.340", 2340),
    ]
)
def test_a_number_with_its_currency_or_unit(case):
    text, value = case
    assert parse_number(text, ",") == (value, "")


@for_each(
    [
        ("ca. 450", 450),
        (">90", 90),
        ("~12", 12),
        ("200*", 200),
        ("(7)", -7),
        ("34 likes", 34),
        ("about 5", 5),
        ("80+", 80),
        ("op til 450", 450),
        ("i alt 450", 450),
        ("450?", 450),
        ("450 (skøn)", 450),
        ("450 [2]", 450),
        ("450 ± 20", 450),
        ("450 (n=90)", 450),
        ("(ca. 450)", 450),
        ("antal: 450", 450),
        ("n=450", 450),
    ]
)
def test_a_number_with_other_words_is_told(case):
    text, value = case
    assert parse_number(text, ",") == (value, READ_AS)


@for_each(
    [
        ("0:02:05", 125),
        ("01:00:00", 3600),
        ("0:02:05,5", 125.5),
        ("2t 5m", 7500),
        ("2m 5s", 125),
        ("2 min. og 5 sek.", 125),
        ("2 minutter og 5 sekunder", 125),
        ("1 t 2 min 3 sek", 3723),
        ("PT2M5S", 125),
        ("2' 5\"", 125),
        ("1,5 timer", 5400),
        ("125 sek.", 125),
    ]
)
def test_a_length_of_time_is_told_in_seconds(case):
    text, seconds = case
    assert parse_number(text) == (seconds, IN_SECONDS)


@for_each(["#I/T", "#REFERENCE!", "#VÆRDI!", "#NAVN?", "#DIV/0!", "#REF!"])
def test_the_error_of_a_formula_is_no_value(text):
    assert parse_number(text) == (None, SHEET_ERROR)


@for_each(["", " ", "NA", "n/a", "-", "null", "NaN", "#N/A"])
def test_nothing_is_no_number(text):
    assert parse_number(text) == (None, "")


def test_what_cannot_be_read_is_quoted_as_it_was_written():
    with pytest.raises(Unreadable) as error:
        parse_number("3,4 ud af 1.250,50", ",")
    assert error.value.params == {"text": "3,4 ud af 1.250,50"}


@for_each(
    [
        (["1.234", "12"], ";", Mark(",")),
        (["1.234", "12,5"], ",", Mark(",")),
        (["1.234.567"], ",", Mark(",")),
        (["1,234", "12.5"], ",", Mark(".")),
        (["1,234,567"], ",", Mark(".")),
        (["1.234", "12"], ",", Mark()),
        (["1.234", "12.5"], ";", Mark(",", certain=False)),
        ([NumberText("12.5"), "1.234"], None, Mark()),
    ]
)
def test_a_column_shows_its_decimal_mark(case):
    cells, delimiter, mark = case
    assert mark_of(cells, delimiter) == mark


def test_three_digits_after_a_mark_are_a_group_or_told():
    assert parse_number("1.234", Mark(",")) == (1234, "")
    assert parse_number("1.234", Mark(".")) == (1.234, "")
    assert parse_number("1.234", Mark()) == (1.234, READ_AS)
    assert parse_number("1.234", Mark(",", certain=False)) == (1234, READ_AS)
    assert parse_number("0.234", Mark(",")) == (0.234, "")


def test_the_number_of_a_spreadsheet_has_a_decimal_point():
    assert parse_number(NumberText("1.234"), Mark(",")) == (1.234, "")
    assert parse_number(NumberText("12.5%"), Mark(",")) == (12.5, "")


@given(
    st.floats(-1e12, 1e12).map(lambda value: round(value, 3)),
    st.sampled_from([("da", ","), ("en", ".")]),
)
def test_a_number_that_the_product_writes_is_read_as_itself(value, language):
    locale, mark = language
    text = format_decimal(value, locale=locale)
    assert parse_number(text, mark).value == value
    assert parse_number(f"{value:.15g}".replace(".", mark), mark).value == value


def test_a_column_without_a_mark_takes_that_of_the_others():
    marks = {"result": Mark(), "target": Mark(",", certain=False)}
    assert with_shared_mark(marks)["result"] == Mark(",")
    opposite = {"result": Mark("."), "target": Mark(","), "baseline": Mark()}
    assert with_shared_mark(opposite) == opposite


def test_a_column_without_an_order_takes_that_of_the_others():
    orders = {"starts_on": {}, "ends_on": {"/": MDY}}
    assert with_shared_orders(orders)["starts_on"] == {"/": MDY}
    opposite = {"starts_on": {"/": DMY}, "ends_on": {"/": MDY}}
    assert with_shared_orders(opposite) == opposite
