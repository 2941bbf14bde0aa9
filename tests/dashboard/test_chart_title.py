"""The titles of charts: a difference between quarters is called one only where it is more
than chance.
"""

import pytest
from flask_babel import force_locale

from tests.examples import for_each_case
from tracker.dashboard.forms.chart_title import of_counts, of_shares
from tracker.dashboard.queries.chance import counts_differ
from tracker.dashboard.queries.result_types import Share
from tracker.quarters import Quarter

Q1, Q2, Q3 = (Quarter(2026, number) for number in (1, 2, 3))


@pytest.fixture(autouse=True)
def _english(app):
    with app.test_request_context(), force_locale("en"):
        yield


@for_each_case(
    ("more", "fewer", "differ"),
    [(6, 1, False), (6, 0, True), (24, 23, False), (24, 9, True), (0, 0, False)],
)
def test_two_counts_differ_where_one_in_twenty_would(more, fewer, differ):
    """By hand: 2 · ½⁶ = 0.031 for six and none, and 2 · 8 · ½⁷ = 0.125 for six and one."""
    assert counts_differ(more, fewer) is differ


def test_a_count_stands_out_only_where_it_is_no_chance():
    near = of_counts("Begun", {Q1: 24, Q2: 23, Q3: 20}, None)
    assert near == "Begun: no quarter differs by more than chance"
    assert of_counts("Begun", {Q1: 9, Q2: 24}, None) == "Begun: most in Q2 2026, 24"


def test_a_running_quarter_is_never_the_least():
    told = of_counts("Begun", {Q1: 24, Q2: 23, Q3: 1}, Q3)
    assert told == "Begun: no quarter differs by more than chance"
    told = of_counts("Begun", {Q1: 9, Q2: 8, Q3: 24}, Q3)
    assert told == "Begun: most in Q3 2026 so far, 24"


def test_a_share_stands_out_only_where_it_is_no_chance():
    near = of_shares("Rate", {Q1: Share(3, 4), Q2: Share(4, 4)}, None)
    assert near == "Rate: no quarter differs by more than chance"
    far = of_shares("Rate", {Q1: Share(2, 20), Q2: Share(18, 20)}, None)
    assert "highest in Q2 2026" in far and "lowest in Q1 2026" in far
