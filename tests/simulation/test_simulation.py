"""A small simulated organisation: a measure moves with its cause, and stays without it.

The table over twenty seeds comes from ``python -m tests.simulation --seeds 20``.
"""

import pytest

from tests.simulation.attack import Attacker
from tests.simulation.behaviour import LOWERS, Behaviour, Cause
from tests.simulation.measures import effects, over_time
from tests.simulation.organisation import Organisation
from tracker.accounts.models import Person
from tracker.db import database
from tracker.experiments.models import Experiment
from tracker.fears.models import ExpectedFear, FearBatch
from tracker.fears.models.fear_batch import is_large
from tracker.readiness.models import OpenResponse

pytestmark = pytest.mark.usefixtures("on_sqlite")

PEOPLE = 80
UNITS = 5


def lived(off, seed=7) -> dict[Cause, float]:
    """The effects after two years of an organisation of its own."""
    Organisation(PEOPLE, UNITS, seed, Behaviour(frozenset(off))).live()
    return effects(over_time())


def test_two_years_leave_what_the_product_allows(rows):
    """And an attacker who reads every night finds no fewer than five."""
    organisation = Organisation(PEOPLE, UNITS, 7, Behaviour())
    attacker = Attacker(organisation)
    organisation.live(attacker.look)
    with_all = effects(over_time())
    assert Person.select().count() == PEOPLE
    assert Experiment.select().count() > PEOPLE
    assert not OpenResponse.select().exists(), "the rounds are closed"
    counted = FearBatch.select()
    assert counted.exists()
    told = list(ExpectedFear.select(ExpectedFear, Experiment).join(Experiment))
    assert is_large([row for row in told if row.counted])
    assert sum(row.counted for row in told) == sum(row.attempts for row in counted)
    for cause in LOWERS:
        assert with_all[cause] < -1
    assert with_all[Cause.seen_guesses] < -0.2
    assert with_all[Cause.kind_answers] > 0.1
    attacker.exchange()
    assert attacker.differences > 100
    assert attacker.smallest >= 5
    assert attacker.moved == 0


@pytest.mark.thorough(
    short="simulation/test_simulation.py::test_two_years_leave_what_the_product_allows"
)
def test_a_seed_is_lived_the_same_way_again(rows):
    lives = []
    for _ in range(2):
        with database.atomic() as life:
            organisation = Organisation(PEOPLE // 3, 2, 5, Behaviour())
            organisation.live()
            trial = organisation.trial.trial
            arms = [trial.arm_of(Person(id=one.id)) for one in organisation.workers]
            lives.append((arms, organisation.trial.result, over_time()))
            life.rollback()
    assert lives[0] == lives[1]


WITH_FAULTS = pytest.mark.thorough(
    short="simulation/test_simulation.py::test_without_its_cause_a_measure_stays"
)


@pytest.mark.parametrize(
    "off",
    [Cause.safe_conduct, pytest.param(Cause.seen_guesses, marks=WITH_FAULTS)],
)
def test_without_its_cause_a_measure_stays(rows, off):
    without = lived({off})
    assert abs(without[off]) < 0.2
    for cause in LOWERS:
        if cause is not off:
            assert without[cause] < -1
