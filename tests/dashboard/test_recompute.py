"""The program that counts every measure again from the rows of a database alone."""

from tests.cast import NOW, TODAY, concluded
from tests.dashboard.comparison import Comparison
from tests.dashboard.random_histories import ZONE
from tests.dashboard.recompute import history_of, hold
from tests.dashboard.reference_measures import Slowly
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.dashboard.queries import Period
from tracker.dashboard.queries.measures import BY_NAME, Measures, measures
from tracker.quarters import Quarter

PERIOD = Period(Quarter.of(TODAY), TODAY, ZONE)


def test_it_finds_no_difference_and_every_one_that_there_is(cast):
    lesson = concluded(cast.carla, cast.facebook).lessons.get()
    Amplification.add(lesson, place=Place.meeting, word="", by=cast.alma, at=NOW)
    facts = history_of(TODAY)
    held = Comparison()
    hold(held, facts, PERIOD)
    assert held.counted > 200 and held.differences == []
    Amplification.get().bring(on=TODAY)
    hold(held, facts, PERIOD)
    [difference] = held.differences
    assert "carried: said (1, 1), counted (0, 1)" in difference


def test_every_measure_is_compared(cast):
    compared = set()

    class Noted(Measures):
        def __getitem__(self, name):
            compared.add(name)
            return super().__getitem__(name)

    told = Noted(PERIOD, measures(PERIOD).values)
    quarter = PERIOD.quarter
    slowly = Slowly(history_of(TODAY), quarter, None, None)
    Comparison().measures(told, quarter, slowly)
    assert compared == set(BY_NAME), "add it to tests/dashboard/comparison.py"
