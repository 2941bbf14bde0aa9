"""The demo happens in the order of time, however it was planned."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tracker.demo.context import Context

NOW = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)


@pytest.fixture
def demo() -> Context:
    return Context(now=NOW, zone=ZoneInfo("Europe/Copenhagen"), files=Path("unused"))


def test_acts_happen_in_the_order_of_time_and_then_of_planning(demo):
    happened: list[str] = []
    demo.plan(demo.at(1), happened.append, "yesterday")
    demo.plan(demo.at(30), happened.append, "last month")
    demo.plan(demo.at(1), happened.append, "yesterday, too")
    demo.plan(NOW, happened.append, "now")
    demo.run()
    assert happened == ["last month", "yesterday", "yesterday, too", "now"]


def test_a_moment_is_the_same_each_time_and_never_lies_ahead(demo):
    assert demo.at(3) == demo.at(3) < demo.at(2) < NOW
    assert demo.at(0) <= NOW and demo.at(-5) == NOW
    assert demo.day(-5) == dt.date(2026, 3, 14) and demo.day_if(None) is None
