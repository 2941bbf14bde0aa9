"""More ways in which lists write days, periods, moments and numbers."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.examples import for_each
from tracker.core.imports import Unreadable
from tracker.core.imports.day import (
    DAY_FIRST,
    MONTH_FIRST,
    OTHER_WEEKDAY,
    is_doubtful,
    orders_of,
    parse_period,
)
from tracker.core.imports.decimal_mark import mark_of
from tracker.core.imports.number import IN_SECONDS, READ_AS, parse_number
from tracker.core.imports.period import ABOUT as NOT_EXACT

ON = dt.date(2026, 11, 29)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")

# What is written, by the last day that is meant
PERIODS = {
    "2024-05-17": "pr. 17. maj 2024|Dato: 17.5.2024|\u202d2024-05-17\u202c",
    "2024-05-19": "uge 19/20 2024|uge 18, 19 og 20 2024|uge 19+20, 2024"
    "|ugenummer 20 2024|i uge 20 2024",
    "2024-05-31": "2024M05|2024-M05|M05 2024|måned 5 2024|i maj 2024|hele maj 2024"
    "|1st to 31st May 2024|20240501-20240531",
    "2024-12-31": "i 2024|hele 2024|2H 2024|2023/2024",
    "2024-01-31": "2024-01-01 → 2024-01-31|2024-01-01 -> 2024-01-31",
}
ABOUT = "17. maj 2024?|fra 17. maj 2024|siden 17. maj 2024|ca. 17. maj 2024"
MOMENTS = (
    "2024-05-17 22:45:00 +0000 UTC|2024-05-17 22:45 Etc/UTC"
    "|2024-05-18 00:45 Europe/Copenhagen|2024-05-17 17:45 America/Chicago"
    "|2024-05-18T00:45:00+02:00[Europe/Copenhagen]"
)
NUMBERS = {
    7250: "7.250,--|7.250:-|=7.250|7.250 SEK|SEK 7.250",
    12.5: "12½ %|12 1/2|12,5",
    -12.5: "12,5-|-kr. 12,50|minus 12,5|−12,5",
}
SECONDS = {
    43200: "12 h|12 timer",
    95: "1:35 min.|1:35 minutter|1’35”",
    5400: "1h30|1½ time|1:30 timer",
}


def test_periods():
    found = {
        text: str(parse_period(text, on=ON).last)
        for texts in PERIODS.values()
        for text in texts.split("|")
    }
    assert found == {
        text: day for day, texts in PERIODS.items() for text in texts.split("|")
    }


def test_a_day_that_is_not_exact_is_told():
    for text in ABOUT.split("|"):
        found = parse_period(text, on=ON)
        assert found.last == dt.date(2024, 5, 17) and found.note, text


def test_jul_is_july_and_told_for_it_is_christmas_too():
    found = parse_period("jul 2024")
    assert found.last == dt.date(2024, 7, 31) and found.note


def test_moments_with_the_name_of_a_zone():
    for text in MOMENTS.split("|"):
        found = parse_period(text, zone=COPENHAGEN)
        assert found[:3] == (dt.date(2024, 5, 18), dt.date(2024, 5, 18), ""), text


def test_what_runs_on_is_no_moment():
    """A dash is no separator between a day and a time."""
    for text in ("2024-05-17-04", "20240517-0430", "2024-05-17 22:45 Europe/Nowhere"):
        with pytest.raises(Unreadable):
            parse_period(text)


def test_an_iso_day_shows_no_order_and_a_dash_before_the_year_is_danish():
    assert orders_of(["2024-05-17"]) == {}
    assert not is_doubtful(["3/9-2024", "4/9-2024"]) and is_doubtful(["3/9/2024"])


def test_numbers():
    for value, texts in NUMBERS.items():
        for text in texts.split("|"):
            assert parse_number(text, ",") == (value, ""), text


def test_lengths_of_time():
    for value, texts in SECONDS.items():
        for text in texts.split("|"):
            assert parse_number(text, ",") == (value, IN_SECONDS), text


def test_the_day_of_a_month_and_the_number_of_a_thing_are_no_numbers():
    for text in ("3. september", "nr. 5", "No. 5"):
        with pytest.raises(Unreadable):
            parse_number(text, ",")
    assert parse_number("3 marker", ",") == (3, READ_AS)


@for_each(
    ["1.250,-", "1.250 kr.", "kr. 1.250", "1.250 DKK", "DKK 1.250", "1.250\u00a0kr"]
)
def test_crowns_have_no_thousandths_in_any_file(cell):
    mark = mark_of([cell, "300"], ",")
    assert mark.decimal == ","
    assert parse_number(cell, mark) == (1250.0, "")


def test_other_words_beside_a_number_show_no_decimal_mark():
    assert mark_of(["1.250 likes", "ca. 1.250"], ",").decimal is None


@for_each(
    [
        ("tkr. 15|TDKK 15|t.kr. 15|T.DKK 15|15 (tusind)|15 i tusinder", 15_000),
        ("mio. kr. 1,5|mio 1,5|DKK mio. 1,5|kr. mio. 1,5|DKKm 1,5", 1_500_000),
        ("1,5 mln|1,5mn|EUR 1,5 mn|€ mio. 1,5", 1_500_000),
        ("-1.500 tkr.|tkr. -1.500", -1_500_000),
    ]
)
def test_what_multiplies_a_number_counts_on_either_side(case):
    cells, value = case
    for cell in cells.split("|"):
        assert parse_number(cell, ",") == (value, ""), cell


@for_each(["15.000.-", "15.000,-", "15 000,-", "kr. 15.000.-"])
def test_a_price_without_decimals_is_whole_crowns(cell):
    assert parse_number(cell) == (15_000.0, "")


def test_a_month_with_the_word_month_beside_it():
    assert parse_period("september måned 2026") == parse_period("september 2026")


@for_each(["w/c 31 August 2026", "Week of Aug 31, 2026", "ugen fra 31/8 2026"])
def test_a_week_by_its_first_day(text):
    found = parse_period(text)
    assert (found.first, found.last) == (dt.date(2026, 8, 31), dt.date(2026, 9, 6))
    assert found.note == ""


def test_a_week_that_begins_on_another_day_than_monday_is_told():
    found = parse_period("week of September 2, 2026")
    assert (found.first, found.last) == (dt.date(2026, 9, 2), dt.date(2026, 9, 8))
    assert found.note == NOT_EXACT


@pytest.mark.parametrize(
    "day", ["3. september 2026", "03-09-2026", "2026-09-03", "tors. d. 3/9-2026"]
)
@pytest.mark.parametrize(
    "hours",
    [
        "kl. 19-21",
        "kl. 10-12",
        "19:00-21:00",
        "19:00 - 21:00",
        "10:00–12:00",
        "fra kl. 19.30 til 21",
        "kl. 19-21 (lokale 2)",
    ],
)
def test_from_one_hour_to_another_is_the_same_day_not_a_zone(day, hours):
    found = parse_period(f"{day} {hours}", zone=COPENHAGEN)
    assert found[:2] == (dt.date(2026, 9, 3), dt.date(2026, 9, 3))


def test_zones_in_the_west_stay_zones():
    for text in ("2026-09-02T22:30:00-11:00", "2. september 2026 18:30 -0500"):
        found = parse_period(text, zone=COPENHAGEN)
        assert found[:3] == (dt.date(2026, 9, 3), dt.date(2026, 9, 3), "")


@for_each(["maj 2025/2026", "3. kvartal 2025/2026"])
def test_a_part_of_a_season_is_in_either_of_its_years(text):
    with pytest.raises(Unreadable):
        parse_period(text)


def test_a_range_of_nearly_a_year_may_be_a_slip_and_is_told():
    assert parse_period("5/9 - 3/9 2026").note == NOT_EXACT
    assert not parse_period("30/12 - 2/1 2027").note


@for_each(
    [
        ("ultimo 3. kvartal 2026", "2026-09-30", NOT_EXACT),
        ("primo Q3 2026", "2026-07-01", NOT_EXACT),
        ("medio Q3 2026", "2026-08-15", NOT_EXACT),
        ("ult. september 2026", "2026-09-30", NOT_EXACT),
        ("senest d. 3/9-2026", "2026-09-03", NOT_EXACT),
        ("Deadline: 3. sept. 2026", "2026-09-03", NOT_EXACT),
        ("fra 3/9-2026 og frem", "2026-09-03", NOT_EXACT),
        ("den 1.-3. september 2026", "2026-09-03", ""),
        ("01-09-2026 til og med 03-09-2026", "2026-09-03", ""),
        ("torsd. 3/9-2026", "2026-09-03", ""),
        ("Tir. 1. sep. 2026", "2026-09-01", ""),
        ("2. halvdel af 2026", "2026-12-31", ""),
        ("start september 2026", "2026-09-01", NOT_EXACT),
    ]
)
def test_days_as_offices_write_them(case):
    text, day, note = case
    found = parse_period(text, on=ON)
    assert (found.last.isoformat(), found.note) == (day, note)


def test_danish_minus_and_grouped_lengths_of_time():
    assert parse_number("÷ 1.250 kr.", ",") == (-1250, "")
    assert parse_number("1.250 min.", ",") == (75_000, IN_SECONDS)
    assert parse_number("1,250 sec", ".") == (1250, IN_SECONDS)
    assert parse_number("1,5 timer", ",") == (5400, IN_SECONDS)
    with pytest.raises(Unreadable):
        parse_number("12 ÷ 3", ",")


@for_each(
    [
        "3. september 2026 14-16",
        "kl. 8 3. september 2026",
        "08:15 03-09-2026",
        "1. september 2026, torsdag",
    ]
)
def test_hours_and_a_weekday_on_either_side(text):
    found = parse_period(text, on=ON)
    assert found.first == found.last and found.first.month == 9


def test_a_weekday_behind_a_week_or_a_day_counts():
    friday = dt.date(2026, 9, 4)
    assert parse_period("uge 36 2026, fredag")[:3] == (friday, friday, "")
    assert parse_period("3. september 2026 (tirsdag)").note == OTHER_WEEKDAY


@for_each(["08:15 3/9/2026", "3/9/2026 kl. 23:30", "3/9/2026 08:15"])
def test_only_as_american_programs_write_it_the_month_is_first(text):
    found = parse_period(text)
    assert (found.first, found.note) == (dt.date(2026, 9, 3), DAY_FIRST)
    assert parse_period("3/9/2026 8:15").note == MONTH_FIRST
    assert parse_period("3/9/2026 8:15 PM").note == MONTH_FIRST


@for_each(["3. september 2026 om aftenen", "3/9-2026, formiddag", "3/9-26 dansk tid"])
def test_a_time_of_day_in_words_is_told(text):
    found = parse_period(text)
    assert found.last == dt.date(2026, 9, 3) and found.note


@for_each(
    [
        ("36/2026", "2026-09-06"),
        ("3/9 '26", "2026-09-03"),
        ("okt. 26", "2026-10-31"),
        ("2026 medio september", "2026-09-15"),
        ("ultimo uge 36 2026", "2026-09-06"),
    ]
)
def test_notations_that_are_told(case):
    text, day = case
    found = parse_period(text, on=ON)
    assert found.last.isoformat() == day and found.note


@for_each(
    [
        ("faldt 12 %", -12),
        ("fald på 12 pct.", -12),
        ("12 % færre", -12),
        ("12 færre end i fjor", -12),
        ("ned med 12", -12),
        ("faldt -12 %", -12),
        # These say where it is, not how far it went
        ("faldt til 12 %", 12),
        ("færre end 12", 12),
        ("12 (ned fra 15)", 12),
        ("12 % flere", 12),
        ("12 € inkl. moms", 12),
        ("12/dag", 12),
        ("12K+", 12_000),
    ]
)
def test_words_that_say_where_a_number_went_count_and_are_told(case):
    text, value = case
    assert parse_number(text, ",") == (value, READ_AS)


def test_m_beside_money_is_a_million_and_alone_a_metre():
    for text in ("5 m. kr.", "5 m kr", "5 m DKK", "kr. 5 m"):
        assert parse_number(text, ",") == (5_000_000, ""), text
    assert parse_number("5 m", ",") == (5, READ_AS)
    assert parse_number("1.250 kr.-", ",") == (1250, "")


def test_the_number_of_an_error_is_no_number():
    with pytest.raises(Unreadable):
        parse_number("Fejl:502", ",")
