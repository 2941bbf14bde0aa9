"""Periods written as two ends, as lists of several, and with one end open."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.examples import for_each
from tracker.core.imports import Unreadable
from tracker.core.imports.day import parse_period
from tracker.core.imports.period import ABOUT, NO_YEAR, SHORT_YEAR

ON = dt.date(2026, 11, 29)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def read(text, on=ON):
    found = parse_period(text, on=on, zone=COPENHAGEN)
    return found.first.isoformat(), found.last.isoformat(), found.note


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("dec-jan", "2026-12-01", "2027-01-31"),
        ("uge 51-2", "2026-12-14", "2027-01-17"),
        ("20/12 - 5/1", "2026-12-20", "2027-01-05"),
        ("nov. til feb.", "2026-11-01", "2027-02-28"),
    ],
)
def test_from_one_year_into_the_next_without_either(text, first, last):
    assert read(text) == (first, last, NO_YEAR)
    assert parse_period(text, on=ON).params == {"year": "2026/2027"}
    in_spring = parse_period(text, on=dt.date(2027, 3, 1))
    assert in_spring.first == dt.date.fromisoformat(first)


def test_the_year_of_weeks_and_quarters_around_new_year_is_told():
    """Nobody knows which of the two a year behind them is of."""
    for text in ("uge 51-2 2026", "Q4-Q1 2026", "nov.-feb. 2026"):
        assert read(text)[2] == ABOUT, text
    for text in (
        "uge 1-3 2026",
        "uge 52/53 2026",
        "uge 51 2025 - uge 2 2026",
        "28/12 - 3/1 2027",
    ):
        assert read(text)[2] == "", text


@for_each(
    [
        ("1/9 2024 - 30/9", "2024-09-01", "2024-09-30"),
        ("3. sept. 2024 til 5. okt.", "2024-09-03", "2024-10-05"),
        ("uge 51 2024 - uge 2", "2024-12-16", "2025-01-12"),
        ("nov 2024 - jan", "2024-11-01", "2025-01-31"),
        ("2024 Q1-Q2", "2024-01-01", "2024-06-30"),
    ]
)
def test_the_first_end_says_the_year_of_the_second(case):
    text, first, last = case
    assert read(text) == (first, last, "")


@for_each(
    [
        "2026-09-03/04",
        "2026-09-03 - 09-04",
        "2026-09-03 til 04",
        "3.9.2026/4.9.2026",
        "3/9-2026 kl. 12 - 4/9-2026 kl. 9",
        "03.09.2026 - 04.09.2026 kl. 12",
        "3/9 kl. 12 - 4/9 2026 kl. 9",
        "torsdag den 3. - fredag den 4. september 2026",
    ]
)
def test_each_end_may_leave_out_or_add_something(text):
    assert read(text) == ("2026-09-03", "2026-09-04", "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3/9, 5/9 og 7/9 2026", "2026-09-03", "2026-09-07"),
        ("3., 5. og 7. september 2026", "2026-09-03", "2026-09-07"),
        ("aug, sep og okt 2026", "2026-08-01", "2026-10-31"),
    ],
)
def test_of_several_the_first_and_the_last_are_taken_and_told(text, first, last):
    assert read(text) == (first, last, ABOUT)


@pytest.mark.parametrize(
    "text", ["til 30/9-2026", "frem til 30. sept. 2026", "30-09-2026 ->"]
)
def test_one_end_alone_is_told(text):
    assert read(text) == ("2026-09-30", "2026-09-30", ABOUT)


@for_each(
    [
        ("W36-26", "2026-08-31", SHORT_YEAR),
        ("26-W36", "2026-08-31", SHORT_YEAR),
        ("uge 35-36", "2026-08-24", NO_YEAR),
        ("uge 24-26", "2026-06-08", NO_YEAR),
        ("26Q3", "2026-07-01", SHORT_YEAR),
    ]
)
def test_two_digits_behind_a_week_are_a_year_or_another_week(case):
    text, first, note = case
    assert (read(text)[0], read(text)[2]) == (first, note)


def test_a_season_and_what_is_no_range_stay_unreadable():
    for text in ("Q3 2025/26", "2026-09-03-04", "5/9, kl. 9 og 11"):
        with pytest.raises(Unreadable):
            read(text)


def test_a_day_is_not_parted_at_its_own_marks():
    """Else it begins on 7 September and ends with the week."""
    day = "2026-09-07"
    for text in ("07-09-2026 (uge 37)", "07.09.2026 (uge 37)", "7/9-2026 (uge 37)"):
        assert read(text) == (day, day, ABOUT), text
    assert read("07-09-2026-09-09-2026")[:2] == (day, "2026-09-09")
    assert read("01.10.2026-") == ("2026-10-01", "2026-10-01", ABOUT)
