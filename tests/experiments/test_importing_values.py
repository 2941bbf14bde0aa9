"""What a cell says."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tracker.experiments.imports.seen_ids import Seen

from tracker.experiments.imports import values
from tracker.experiments.models import Format
from tracker.lessons.enums import Outcome
from tracker.plaintext import one_line, plain_text

DAYS = st.dates(dt.date(1901, 1, 8), dt.date(2198, 12, 1))


@given(DAYS)
def test_a_day_is_itself(day):
    assert (
        values.period(day.isoformat())
        == values.period(f" {day} 14:30:00 ")
        == (day, day)
    )


@given(DAYS)
def test_a_week_is_its_seven_days(day):
    year, week, weekday = day.isocalendar()
    monday = day - dt.timedelta(days=weekday - 1)
    for text in (
        f"{year}{week:02}",
        f"{year}-W{week:02}",
        f"{year}W{week:02}",
        f"{year}{week:02}.0",
    ):
        assert values.period(text) == (monday, monday + dt.timedelta(days=6))


@given(st.integers(1900, 2199))
def test_a_year_is_its_days(year):
    for text in (str(year), f"{year}.0", f"{year}.00"):
        assert values.period(text) == (dt.date(year, 1, 1), dt.date(year, 12, 31))


@given(st.integers(1901, 2198), st.integers(0, 53))
def test_every_week_of_a_calendar_ends_in_its_year_or_the_first_days_of_the_next(
    year, week
):
    _, last = values.period(f"{year}{week:02}")
    assert dt.date(year, 1, 1) <= last <= dt.date(year + 1, 1, 3)


def test_weeks_that_iso_does_not_know():
    assert values.period("201400")[1] == dt.date(2014, 1, 5)
    assert values.period("201753")[1] == dt.date(2017, 12, 31)
    assert values.period("202053")[1] == dt.date(2021, 1, 3)


def test_a_month_ends_with_its_last_day():
    assert values.period("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


@pytest.mark.parametrize("text", ["", " ", "NA", "n/a", "-", "null", "NaN"])
def test_nothing_is_no_day_and_no_number(text):
    assert values.period(text) is None
    assert values.number(text) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "31-12-2024",
        "3/4/2024",
        "2024-13",
        "2024-02-30",
        "202454",
        "20249",
        "soon",
        "1234",
        "٢٠٢٤",
    ],
)
def test_other_days_are_unreadable(text):
    with pytest.raises(values.Unreadable):
        values.period(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_by_a_machine_is_itself(number):
    assert values.number(repr(number))[0] == number


@pytest.mark.parametrize(
    ("text", "number"),
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
    ],
)
def test_numbers_as_people_write_them(text, number):
    assert values.number(text) == (number, False)


def test_a_number_that_can_be_meant_otherwise_is_told():
    assert values.number("1,234") == (1.234, True)
    assert values.number("0,234") == (0.234, False)


@pytest.mark.parametrize(
    "text", ["about 5", "1e999", "inf", "12-13", "0x1f", "٥", "1,2,3"]
)
def test_what_is_no_number_is_unreadable(text):
    with pytest.raises(values.Unreadable):
        values.number(text)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("validated successful yes true Supported TRUE ja", Outcome.supported),
        ("invalidated failed no false refuted nej", Outcome.refuted),
        ("mixed Mixed blandet", Outcome.mixed),
        ("inconclusive", Outcome.inconclusive),
        ("stopped", Outcome.stopped),
    ],
)
def test_outcomes_and_their_synonyms(words, outcome):
    assert {values.outcome(word) for word in words.split()} == {(outcome, True)}


def test_outcomes_in_the_words_of_the_page():
    assert values.outcome("Holdt ikke stik") == (Outcome.refuted, True)
    assert values.outcome("Didn’t hold.") == (Outcome.refuted, True)


@given(
    st.text(min_size=1).filter(
        lambda text: (
            " ".join(text.split()).casefold() not in values.NOTHING and text.strip()
        )
    )
)
def test_any_other_outcome_is_inconclusive_and_told(text):
    outcome, known = values.outcome(text)
    assert known or outcome is Outcome.inconclusive


def test_no_outcome_is_none():
    assert values.outcome("  ") == (None, True)


def test_formats_in_danish():
    assert values.FORMAT_OF["annonce"] is Format.advert


@given(st.text(alphabet="ab \n-,æ", max_size=80), st.integers(3, 40))
def test_a_cut_text_fits_and_is_the_beginning_in_whole_words(text, cap):
    short = values.cut(text, cap)
    assert len(short) <= cap
    if len(text) <= cap:
        assert short == text
    else:
        assert short.endswith("…") and text.startswith(short[:-1])
        kept = short[:-1]
        rest = text[len(short) - 1 :]
        first = rest[:1]
        gap = rest.lstrip(" \n\t,-")[:1] != rest[:1]
        assert gap or not first or len(kept) > cap // 2 - 1


def test_what_nobody_sees_is_left_out():
    assert (
        one_line("Skrald\u200bespand\ufeff\nmed\r\n øjne\u202e")
        == "Skraldespand med øjne"
    )
    assert plain_text("a\r\nb\rc\u2028d\x00") == "a\nb\nc\nd"
    assert plain_text("👩\u200d💻 og a\u200db") == "👩\u200d💻 og ab"
    assert plain_text("e\u0301") == "é"


def test_html_is_plain_text():
    assert (
        one_line("<b>Ny</b> &amp; <script>x</script>")
        == "<b>Ny</b> &amp; <script>x</script>"
    )


@given(st.lists(st.text(max_size=3), max_size=2000))
def test_what_was_seen_is_remembered(texts):
    seen = Seen()
    exact = set()
    for text in texts:
        assert (text in seen) is (text in exact)
        seen.add(text)
        exact.add(text)
