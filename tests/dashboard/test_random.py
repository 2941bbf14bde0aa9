"""Every measure against a slow and obvious version of itself, over random histories:
borders of quarters, summer time, small units.
"""

import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dashboard.comparison import Comparison
from tests.dashboard.random_histories import QUARTERS, TODAY, ZONE, histories, plant
from tests.dashboard.recompute import history_of, hold
from tests.dashboard.reference_measures import Slowly
from tracker.accounts.models import Person
from tracker.dashboard.queries import Period
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.drilldown_rows import drilldown_rows
from tracker.dashboard.queries.measures import ROWS_BEHIND, measures

FIGURES = [Drilldown(measure, part) for measure, part in ROWS_BEHIND]
QUIETLY = {
    "deadline": None,
    "suppress_health_check": [
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
}


def test_every_measure_is_what_it_says(rows, pytestconfig):
    @given(
        histories,
        st.sampled_from([None, 0, 1, 2]),
        st.sampled_from([None, None, 0, 1]),
        st.sampled_from(FIGURES),
    )
    @settings(max_examples=1500 if pytestconfig.getoption("--faults") else 3, **QUIETLY)
    def check(drawn, unit, platform, asked):
        with rows.atomic() as step:
            history = plant(drawn)
            unit = None if unit is None else history.units[unit].id
            platform = None if platform is None else history.platforms[platform].id
            period = Period(QUARTERS[-1], TODAY, ZONE, unit=unit, platform=platform)
            told = measures(period)
            held = Comparison()
            for quarter in period.recent:
                held.measures(told, quarter, Slowly(history, quarter, unit, platform))
            # And from the rows alone, as a program would that knows only the formulas
            hold(held, history_of(TODAY), period)
            assert not held.differences
            add_up(told, asked)
            step.rollback(begin=False)

    check()


def add_up(told, asked):
    """The rows behind a figure are as many as it says: those that somebody sees, and the others."""
    period = told.period
    viewer = Person.get_by_id(1)
    behind = drilldown_rows(asked, period, viewer)
    ids = [row.id for row in behind.ids]
    assert behind.total == len(ids) + behind.unseen + behind.held
    figure = figures(told, period.quarter).get((asked.measure, asked.part))
    assert figure is None or figure == (
        behind.total if behind.amount is None else behind.amount
    )
    if behind.amount is not None:
        assert math.isclose(
            sum(behind.amounts(ids).values()) + behind.unseen_amount, behind.amount
        )
    for (home, away), n in list(told["matrix"].items())[:1]:
        assert (
            drilldown_rows(Drilldown("uses", "told", home, away), period, viewer).amount
            == n
        )


def figures(told, quarter) -> dict:
    """What the page says, by the measure and part that its link asks for."""
    balance = told["balance"][quarter]
    share = told["learning"][quarter]
    return {
        ("ended", ""): share.whole,
        ("ended", "learned"): share.part,
        ("ended", "untold"): share.whole - share.part,
        ("ended", "could-tell"): told["could_tell"][quarter].part,
        ("lessons", ""): told["leader_lessons"][quarter].whole,
        ("lessons", "leaders"): told["leader_lessons"][quarter].part,
        ("started", ""): told["velocity"][quarter].started,
        ("concluded", ""): told["velocity"][quarter].concluded,
        **{
            ("concluded", word.value): n
            for word, n in told["mix"][quarter].counted.items()
        },
        ("awaiting", ""): sum(late.n for late in told["awaiting"]),
        ("awaiting", "long"): sum(late.n for late in told["awaiting"] if late.is_long),
        **{("awaiting", str(late.shortest)): late.n for late in told["awaiting"]},
        ("ripe", ""): told["reuse"][quarter].whole,
        ("ripe", "used"): told["reuse"][quarter].part,
        ("uses", ""): told["across"][quarter].n,
        ("uses", "told"): told["across"][quarter].share.whole,
        ("uses", "across"): told["across"][quarter].share.part,
        ("carried", ""): told["carried"][quarter].whole,
        ("carried", "brought"): told["carried"][quarter].part,
        ("foundation", ""): told["foundation"][quarter].share.whole,
        ("foundation", "founded"): told["foundation"][quarter].share.part,
        ("shared", ""): told["answered"][quarter].whole,
        ("shared", "answered"): told["answered"][quarter].part,
        ("standing", ""): balance.lessons,
        **{("standing", word.value): n for word, n in balance.statuses.items()},
        ("spent", "hours"): balance.hours,
        ("spent", "cost"): balance.cost,
        ("saved", ""): balance.saved,
        ("enquiries", ""): balance.enquiries,
        ("stopped", ""): balance.stopped,
        ("decided", ""): balance.decided,
        ("carried_out", ""): balance.carried_out,
    }
