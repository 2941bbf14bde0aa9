"""Chance and change: Fisher's exact test, and the conditional test of two rates."""

from fractions import Fraction
from math import comb, isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import for_each_case
from tracker.dashboard.queries import Share
from tracker.dashboard.queries.chance import conditional, fisher, is_change
from tracker.dashboard.queries.result_types import Rate


@for_each_case(
    ("now", "before", "p"),
    [
        (Share(3, 4), Share(1, 4), 34 / 70),  # the lady tasting tea
        (Share(8, 10), Share(1, 6), 0.0349650),
        (Share(0, 5), Share(0, 5), 1.0),
        (Share(5, 5), Share(7, 7), 1.0),
    ],
)
def test_known_tables(now, before, p):
    assert isclose(fisher(now, before), p, rel_tol=1e-5)


wholes = st.integers(1, 12)


@settings(max_examples=60)
@given(wholes, wholes, st.data())
def test_it_is_fishers_test_in_exact_fractions(n, m, data):
    a = data.draw(st.integers(0, n))
    b = data.draw(st.integers(0, m))
    k = a + b
    odds = {
        x: Fraction(comb(n, x) * comb(m, k - x), comb(n + m, k))
        for x in range(max(0, k - m), min(n, k) + 1)
    }
    p = float(sum(odd for odd in odds.values() if odd <= odds[a]))
    assert isclose(fisher(Share(a, n), Share(b, m)), p, rel_tol=1e-6)
    assert isclose(fisher(Share(b, m), Share(a, n)), p, rel_tol=1e-6)


def test_rates_are_compared_by_what_they_were_counted_on():
    assert is_change(Rate(14.0, 140), Rate(7.0, 70))
    assert not is_change(Rate(9.1, 9), Rate(7.0, 7))
    assert isclose(conditional(Rate(7.0, 70), Rate(7.0, 70)), 1.0)
    # 9 of 10 events in half of the time: 22 of 1024 are as unlikely
    assert isclose(conditional(Rate(9.0, 9), Rate(1.0, 1)), 22 / 1024, rel_tol=1e-6)
    assert conditional(Rate(0.0, 0), Rate(7.0, 70)) == 1.0


def test_thousands_are_no_trouble():
    assert fisher(Share(9000, 18000), Share(8000, 18000)) < 1e-20
