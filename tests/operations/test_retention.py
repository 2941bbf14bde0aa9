"""Which nightly backups are kept: one of each of seven days, then one of each of four
weeks; never the newest lost.
"""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tracker.operations.retention import kept, named, nights, rotate

DAY = dt.date(2026, 11, 20)


def test_a_year_of_nights_leaves_eleven(tmp_path):
    there = set()
    for night in range(365):
        named(tmp_path, day := DAY + dt.timedelta(night)).write_text("x")
        rotate(tmp_path)
        there = set(nights(tmp_path))
        assert day in there and len(there) <= 11
    newest = sorted(there, reverse=True)
    assert [newest[0] - day for day in newest[:7]] == [
        dt.timedelta(n) for n in range(7)
    ]
    assert len({day.isocalendar()[:2] for day in newest[7:]}) == 4 and newest[
        0
    ] - newest[-1] <= dt.timedelta(35)


def test_what_is_named_otherwise_is_left_alone(tmp_path):
    for name in (
        "forsoeg-2026-11-20.tar.gz.bak",
        "before-the-move.tar.gz",
        "forsoeg-2026-13-01.tar",
    ):
        (tmp_path / name).write_text("x")
    assert rotate(tmp_path) == [] and len(list(tmp_path.iterdir())) == 3


@given(st.sets(st.dates(dt.date(2024, 1, 1), dt.date(2027, 1, 1)), max_size=60))
def test_the_newest_seven_are_always_kept_and_keeping_twice_changes_nothing(days):
    once = kept(days)
    assert set(sorted(days)[-7:]) <= once <= days
    assert kept(once) == once
