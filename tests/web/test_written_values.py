"""Whatever day or number the product writes, it reads back as itself."""

import datetime as dt

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import tries
from tracker.core.imports.day import parse_period
from tracker.core.imports.number import parse_number
from tracker.quarters import Quarter
from tracker.web import i18n

LANGUAGES = {"da": ",", "en": "."}
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1))
FEW = tries(15, 40)


@pytest.fixture(params=LANGUAGES)
def language(request, app):
    with app.test_request_context(), force_locale(request.param):
        yield request.param


@FEW
@given(day=DAYS, hour=st.integers(0, 23))
def test_a_day_and_a_moment(language, day, hour):
    noon = dt.datetime.combine(day, dt.time(12, hour), dt.UTC)
    for text in (i18n.date(day), i18n.day(day), i18n.moment(noon), day.isoformat()):
        found = parse_period(text)
        assert (found.first, found.last, found.note) == (day, day, ""), text


@FEW
@given(day=DAYS)
def test_a_quarter(language, day):
    quarter = Quarter.of(day)
    for text in (i18n.quarter(quarter), str(quarter)):
        found = parse_period(text)
        assert (found.first, found.last, found.note) == (
            quarter.first,
            quarter.last,
            "",
        ), text


@FEW
@given(value=st.floats(-1e9, 1e9), share=st.integers(0, 400))
def test_a_number_money_and_a_share(language, value, share):
    mark = LANGUAGES[language]
    for written, expected in (
        (i18n.number(value), round(value, 4)),
        (i18n.dkk(round(value)), round(value)),
        (i18n.share(share, 400), round(share / 4)),
    ):
        assert parse_number(written, mark) == (pytest.approx(expected, abs=0.5), "")
    assert parse_number(i18n.number(value), mark).value == round(value, 4)
