"""Days as people write them: the one parser of forms, imports and commands."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import for_each
from tracker.core.imports import Unreadable
from tracker.core.imports.day import (
    DAY_FIRST,
    DMY,
    MDY,
    MONTH_FIRST,
    NO_YEAR,
    OTHER_WEEKDAY,
    SHORT_YEAR,
    is_doubtful,
    orders_of,
    parse_day,
    parse_period,
)
from tracker.core.imports.period import ABOUT, MONTHS, SECONDS, SERIAL
from tracker.quarters import Quarter

ON = dt.date(2026, 11, 25)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def days_of(text, **more):
    """First and last day."""
    return parse_period(text, on=ON, **more)[:2]


DAYS = st.dates(dt.date(1901, 1, 8), dt.date(2198, 12, 1))


@given(DAYS)
def test_a_day_is_itself(day):
    for text in (
        day.isoformat(),
        f" {day} 14:30:00 ",
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert days_of(text) == (day, day)
    assert parse_day(day.isoformat()) == day


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
        assert days_of(text) == (monday, monday + dt.timedelta(days=6))


@given(st.integers(1900, 2199))
def test_a_year_is_its_days(year):
    for text in (str(year), f"{year}.0", f"{year}.00"):
        assert days_of(text) == (dt.date(year, 1, 1), dt.date(year, 12, 31))


@given(st.integers(1901, 2198), st.integers(0, 53))
def test_every_week_of_a_calendar_ends_in_its_year_or_the_first_days_of_the_next(
    year, week
):
    _, last = days_of(f"{year}{week:02}")
    assert dt.date(year, 1, 1) <= last <= dt.date(year + 1, 1, 3)


def test_weeks_that_iso_does_not_know():
    assert days_of("201400")[1] == dt.date(2014, 1, 5)
    assert days_of("201753")[1] == dt.date(2017, 12, 31)
    assert days_of("202053")[1] == dt.date(2021, 1, 3)


def test_a_month_ends_with_its_last_day():
    assert days_of("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


@given(DAYS, st.sampled_from(sorted(MONTHS)))
def test_a_written_day_reads_back(day, month):
    day = day.replace(month=MONTHS[month], day=min(day.day, 28))
    for text in (
        f"{day.day}. {month} {day.year}",
        f"d. {day.day}. {month.upper()} {day.year} kl. 14.30",
        f"{month} {day.day}, {day.year}",
        f"{day.day}/{day.month}-{day.year}",
        f"{day.year}/{day.month:02}/{day.day:02}",
        f"{day.day:02}-{day.month:02}-{day.year} 14:56",
        f"tirsdag den {day.day}. {month} {day.year}",
    ):
        assert days_of(text) == (day, day), text


@given(DAYS)
def test_a_spreadsheets_number_of_a_day_is_told(day):
    serial = (day - dt.date(1899, 12, 30)).days
    if 30_000 <= serial < 80_000:
        found = parse_period(str(serial))
        assert found[:2] == (day, day) and found.params == {"day": day.isoformat()}


@given(st.integers(1900, 2199), st.integers(1, 4))
def test_a_quarter_is_three_months(year, quarter):
    first = dt.date(year, 3 * quarter - 2, 1)
    for text in (
        f"{year}-Q{quarter}",
        f"Q{quarter} {year}",
        f"{quarter}. kvartal {year}",
    ):
        found = days_of(text)
        assert found[0] == first and found[1].month == 3 * quarter


@for_each(["uge 36 2026", "W36 2026", "2026 uge 36", "Uge 36, 2026", "uge 36/2026"])
def test_a_week_in_words(text):
    assert days_of(text) == (dt.date(2026, 8, 31), dt.date(2026, 9, 6))


@for_each(
    [
        ("2. halvår 2025", dt.date(2025, 7, 1), dt.date(2025, 12, 31), ""),
        ("2025-9", dt.date(2025, 9, 1), dt.date(2025, 9, 30), ""),
        ("9/2025", dt.date(2025, 9, 1), dt.date(2025, 9, 30), ""),
        ("Sep-25", dt.date(2025, 9, 1), dt.date(2025, 9, 30), SHORT_YEAR),
        ("3-sep-25", dt.date(2025, 9, 3), dt.date(2025, 9, 3), SHORT_YEAR),
        ("03.09.25", dt.date(2025, 9, 3), dt.date(2025, 9, 3), SHORT_YEAR),
    ]
)
def test_other_periods_and_short_years(case):
    text, first, last, note = case
    assert parse_period(text)[:3] == (first, last, note)


def test_a_week_without_a_year_is_this_year_s_and_told():
    found = parse_period("uge 36", on=ON)
    assert found.last == dt.date(2026, 9, 6) and found.note == NO_YEAR
    with pytest.raises(Unreadable):
        parse_period("uge 36")


def test_day_and_month_are_told_where_they_could_be_swapped():
    assert parse_period("04/05/2026").note == DAY_FIRST
    assert parse_period("4/5/2026 6.00").note == DAY_FIRST
    assert parse_period("4/5/2026 6:00")[:3] == (
        dt.date(2026, 4, 5),
        dt.date(2026, 4, 5),
        MONTH_FIRST,
    )
    assert not parse_period("22/4/2026").note and not parse_period("4/22/2026").note
    assert not parse_period("04-05-2026").note and not parse_period("5/5/2026").note


def test_the_other_days_of_a_column_show_the_order():
    american = ["4/22/2018 6:00", "4/5/2018 6:00"]
    orders = orders_of(american)
    assert orders == {"/": MDY}
    april = dt.date(2018, 4, 5)
    assert parse_period(american[1], orders=orders)[:3] == (april, april, "")
    assert orders_of(["22/4/2018", "4/5/2018"]) == {"/": DMY}
    assert orders_of(["22/4/2018", "4/22/2018"]) == {}
    assert is_doubtful(["4/5/2018"]) and not is_doubtful(american)
    assert not is_doubtful(["4-5-2018", "5/5/2018"])


@for_each(
    [
        ("2026-03-31 22:30:00+00:00", dt.date(2026, 4, 1)),
        ("2024-12-31 23:10 +0000", dt.date(2025, 1, 1)),
        ("2026-06-30T18:30:00-04:00", dt.date(2026, 7, 1)),
        ("2026-06-30T22:30:00", dt.date(2026, 6, 30)),
        ("2026-06-30T21:30:00Z", dt.date(2026, 6, 30)),
    ]
)
def test_a_moment_falls_on_the_day_where_the_organisation_is(case):
    text, day = case
    assert days_of(text, zone=COPENHAGEN) == (day, day)


@for_each(
    [
        "17-05-2024 22:45 UTC",
        "17.5.2024 22:45 GMT",
        "17. maj 2024 kl. 22.45 UTC",
        "May 17, 2024 10:45 PM UTC",
        "Fri, 17 May 2024 22:45:00 +0000",
        "Fri May 17 22:45:00 +0000 2024",
        "2024-05-17 18:45 EDT",
        "2024/05/17 3:45:10 PM GMT-7",
        "20240517T224500Z",
        "2024-05-17T22:45:00.1234567Z",
        "2024-05-18 00:45 (CEST)",
    ]
)
def test_a_moment_in_any_notation_falls_on_the_day_of_the_organisation(text):
    day = dt.date(2024, 5, 18)
    assert parse_period(text, zone=COPENHAGEN)[:3] == (day, day, "")


@for_each(
    [
        "fre 17-05-2024",
        "fredag d. 17/5-2024",
        "Friday, May 17th, 2024",
        "17th of May, 2024",
        "2024 maj 17",
        "2024-May-17",
        "17/maj/2024",
        "17MAY2024",
        "17 05 2024",
        "17. 5. 2024",
        "17‑05‑2024",
        "'17-05-2024",
        "17.05.2024.",
        "kl. 9.30 den 17. maj 2024",
        "17. maj 2024 kl 9",
        "20240517093000",
        "2024-138",
        "17052024",
    ]
)
def test_other_notations_of_a_day(text):
    day = dt.date(2024, 5, 17)
    assert days_of(text) == (day, day)


@for_each(
    [
        ("6.-8. maj 2024", "2024-05-06", "2024-05-08"),
        ("6/5 - 8/5 2024", "2024-05-06", "2024-05-08"),
        ("6.5.-8.5.2024", "2024-05-06", "2024-05-08"),
        ("2024-05-06 – 2024-05-08", "2024-05-06", "2024-05-08"),
        ("fra 6. maj til 2. juni 2024", "2024-05-06", "2024-06-02"),
        ("uge 19-20 2024", "2024-05-06", "2024-05-19"),
        ("maj-juni 2024", "2024-05-01", "2024-06-30"),
        ("maj/juni 2024", "2024-05-01", "2024-06-30"),
        ("2024-05-06/2024-05-08", "2024-05-06", "2024-05-08"),
        ("1.-2. kvartal 2024", "2024-01-01", "2024-06-30"),
        ("2024-2025", "2024-01-01", "2025-12-31"),
    ]
)
def test_from_one_day_to_another(case):
    text, first, last = case
    found = parse_period(text, on=ON)
    assert [day.isoformat() for day in found[:2]] == [first, last]
    assert found.is_range and not found.note


@for_each(
    [
        ("2. kvartal", "2026-04-01", "2026-06-30"),
        ("Q2", "2026-04-01", "2026-06-30"),
        ("maj", "2026-05-01", "2026-05-31"),
        ("17/5", "2026-05-17", "2026-05-17"),
        ("17.5.", "2026-05-17", "2026-05-17"),
        ("uge nr. 20", "2026-05-11", "2026-05-17"),
    ]
)
def test_what_has_no_year_is_this_year_s_and_told(case):
    text, first, last = case
    found = parse_period(text, on=ON)
    assert [day.isoformat() for day in found[:2]] == [first, last]
    assert found.note == NO_YEAR


@for_each(
    ["2Q24", "Q2 '24", "kvartal 2 2024", "andet kvartal 2024", "2nd quarter of 2024"]
)
def test_other_notations_of_a_quarter(text):
    assert days_of(text) == (dt.date(2024, 4, 1), dt.date(2024, 6, 30))


@for_each(["H1 2024", "2024-H1", "første halvår 2024"])
def test_half_a_year(text):
    assert days_of(text) == (dt.date(2024, 1, 1), dt.date(2024, 6, 30))


@for_each(["36. uge 2026", "KW 36 2026", "uge 36 '26"])
def test_other_notations_of_a_week(text):
    assert days_of(text) == (dt.date(2026, 8, 31), dt.date(2026, 9, 6))


@for_each(
    [
        ("ca. 17. maj 2024", "2024-05-17", ABOUT),
        ("17. maj 2024 (udsat)", "2024-05-17", ABOUT),
        ("17. maj 24", "2024-05-17", SHORT_YEAR),
        ("2. kvt. 24", "2024-06-30", SHORT_YEAR),
        ("ultimo maj 2024", "2024-05-31", ABOUT),
        ("medio maj 2024", "2024-05-15", ABOUT),
        ("mandag d. 17. maj 2024", "2024-05-17", OTHER_WEEKDAY),
        ("1715985900", "2024-05-18", SECONDS),
        ("45.429", "2024-05-17", SERIAL),
    ]
)
def test_what_is_not_written_as_a_day_is_told(case):
    text, day, note = case
    found = parse_period(text, on=ON, zone=COPENHAGEN)
    assert (found.last.isoformat(), found.note) == (day, note)


def test_a_weekday_in_a_week_is_a_day():
    day = dt.date(2026, 9, 2)
    assert days_of("onsdag i uge 36 2026") == (day, day)


@given(
    DAYS,
    st.sampled_from(["da", "en", "en_GB"]),
    st.sampled_from(["medium", "long", "full"]),
)
def test_a_day_that_the_product_writes_is_read_as_itself(day, locale, style):
    assert days_of(format_date(day, style, locale=locale)) == (day, day)


@given(DAYS)
def test_a_quarter_that_the_product_writes_is_read_as_itself(day):
    quarter = Quarter.of(day)
    assert days_of(str(quarter)) == (quarter.first, quarter.last)


def test_what_an_import_would_tell_a_form_asks():
    for text in ("04/05/2026", "46268", "2026", "2026-W36", "03-09-26"):
        with pytest.raises(Unreadable):
            parse_day(text)
    assert parse_day("3. september 2026") == dt.date(2026, 9, 3)
    assert parse_day(" ") is None


@given(st.text(max_size=40))
def test_a_form_and_an_import_read_the_same_day(text):
    try:
        day = parse_day(text)
    except Unreadable:
        return
    found = parse_period(text)
    assert found is None if day is None else found[:3] == (day, day, "")


@for_each(["", " ", "NA", "n/a", "-", "null", "NaN"])
def test_nothing_is_no_day(text):
    assert parse_period(text) is None


@for_each(
    [
        "31-31-2024",
        "2024-54",
        "32. maj 2026",
        "2024-02-30",
        "202454",
        "20249",
        "2024/25",
        "9/26",
        "01/01/0001",
        "1. maj 2024 " * 50,
        "31/12/9999",
        "forår 2026",
        "44 uger",
        "3.9",
        "soon",
        "1234",
        "٢٠٢٤",
    ]
)
def test_other_days_are_unreadable(text):
    with pytest.raises(Unreadable):
        parse_period(text)
