"""What is remembered is what would be counted, whatever is changed, taken back, moved
or erased, by whatever way.
"""

from hypothesis import given, settings
from hypothesis import strategies as st
from peewee import IntegrityError

from tests.dashboard.histories import (
    QUARTERS,
    TODAY,
    ZONE,
    histories,
    later_days,
    moments,
    plant,
)
from tests.dashboard.test_random import QUIETLY
from tracker.accounts.models import Person, Role
from tracker.comments.models import Comment
from tracker.commitments.models import Commitment, Settled, Settlement
from tracker.dashboard.models import OTHERS, PILES, Stir
from tracker.dashboard.queries import Period, cache
from tracker.dashboard.queries.measures import measures
from tracker.db import is_sqlite
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.lessons.enums import Bearing, Outcome
from tracker.lessons.models import Conclusion, Evidence, Lesson, Retirement, Reuse
from tracker.lineage.models import Descent

which = st.integers(0, 30)
numbers = st.sampled_from([1, 2, 3])
CHANGES = {
    Experiment: {
        **{
            "author": numbers,
            "unit": numbers,
            "platform": numbers,
            "stage": st.sampled_from(Stage),
            "withheld": st.booleans(),
        },
        **{
            "published_at": moments,
            "started_on": later_days,
            "ends_on": later_days,
            "hours": which,
            "cost": which,
        },
        **{"metric": st.sampled_from(["", "Opkald"]), "baseline": which},
    },
    Conclusion: {
        "outcome": st.sampled_from(Outcome),
        "concluded_on": later_days,
        "result": which,
        "surprise": st.just("Hov."),
    },
    Lesson: {"stated_at": moments},
    Evidence: {"bearing": st.sampled_from(Bearing), "at": moments, "by": numbers},
    Reuse: {"used_on": later_days, "at": moments, "hours": which, "person": numbers},
    Retirement: {"at": moments},
    Descent: {"note": st.just("Et andet ord.")},
    CoAuthor: {"person": numbers},
    Comment: {"at": moments, "person": numbers, "by_leader": st.booleans()},
    Endorsement: {"at": moments, "person": numbers},
    Commitment: {"due_on": later_days},
    Settlement: {"settled": st.sampled_from(Settled)},
    Person: {
        "unit": numbers,
        "disabled_at": moments,
        "joined_at": moments,
        "role": st.sampled_from(Role),
    },
}
step = st.sampled_from(list(CHANGES)).flatmap(
    lambda noun: st.tuples(
        st.just(noun),
        which,
        st.one_of(st.none(), *(_one(*pair) for pair in CHANGES[noun].items())),
    )
)


def _one(name, values):
    return st.tuples(st.just(name), values)


def test_what_is_remembered_is_what_would_be_counted(rows, pytestconfig, monkeypatch):
    monkeypatch.setattr(cache, "MANY", 0)

    @given(
        histories,
        st.lists(step, min_size=1, max_size=6),
        st.sampled_from([None, None, 1]),
        st.sampled_from([None, None, 0]),
    )
    @settings(max_examples=500 if pytestconfig.getoption("--faults") else 4, **QUIETLY)
    def check(drawn, steps, unit, platform):
        cache.forget()
        with rows.atomic() as transaction:
            history = plant(drawn)
            unit = None if unit is None else history.units[unit].id
            platform = None if platform is None else history.platforms[platform].id
            period = Period(QUARTERS[-1], TODAY, ZONE, unit=unit, platform=platform)
            cache.recent_measures(period)
            for noun, nth, change in steps:
                before = take(rows, noun, nth, change)
                assert cache.recent_measures(period) == measures(period)
                if before:  # and back again
                    noun.insert(before).execute()
                    assert cache.recent_measures(period) == measures(period)
            transaction.rollback()

    check()
    cache.forget()


def take(rows, noun, nth, change) -> dict | None:
    """Change a row of a noun, or take it away; then it is answered with."""
    there = list(noun.select().order_by(noun.id).dicts())
    if not there:
        return None
    row = there[nth % len(there)]
    try:
        with rows.atomic():
            if change is None:
                noun.delete().where(noun.id == row["id"]).execute()
                return row
            noun.update({change[0]: change[1]}).where(noun.id == row["id"]).execute()
    except IntegrityError:  # what cannot be is no change
        pass
    return None


def test_a_change_stirs_its_own_pile_and_those_that_it_tells_of(cast):
    quiet = Stir.marks()
    Experiment.update(hours=3).where(Experiment.id == cast.passport.id).execute()
    assert stirred_since(quiet) == {cast.passport.id % PILES}
    Descent.create(child=cast.passport, parent=cast.quiz)
    quiet = Stir.marks()
    Experiment.update(hours=4).where(Experiment.id == cast.passport.id).execute()
    assert stirred_since(quiet) == {cast.passport.id % PILES, cast.quiz.id % PILES}
    quiet = Stir.marks()
    Person.update(name="Bo").where(Person.id == cast.bo.id).execute()
    assert stirred_since(quiet) == {OTHERS}
    Person.update(unit=cast.library).where(Person.id == cast.bo.id).execute()
    Person.update(unit=cast.service).where(Person.id == cast.bo.id).execute()
    assert stirred_since(quiet) == {*range(PILES), OTHERS}


def test_what_was_gathered_is_like_nothing_before(cast):
    for hours in (3, 4):
        Experiment.update(hours=hours).execute()
    before = Stir.marks()
    piles = len({row.pile for row in Stir.select()})
    Stir.gather()
    assert Stir.select().count() == piles
    assert not is_sqlite() or Stir.marks() == before, (
        "there was one row of each already"
    )
    quiet = Stir.marks()
    Experiment.update(hours=5).where(Experiment.id == cast.quiz.id).execute()
    assert stirred_since(quiet) == {cast.quiz.id % PILES}


def test_without_a_trigger_nothing_is_remembered(cast, monkeypatch):
    monkeypatch.setattr(cache, "MANY", 0)
    assert Stir.is_watching()
    Stir._meta.database.execute_sql(
        'DROP TRIGGER "stir_on_delete_of_reuse"'
        + ("" if is_sqlite() else ' ON "reuse"')
    )
    assert not Stir.is_watching()
    cache.forget()
    period = Period(QUARTERS[-1], TODAY, ZONE)
    assert cache.recent_measures(period) is not cache.recent_measures(period)


def stirred_since(marks: dict[int, tuple]) -> set[int]:
    now = Stir.marks()
    return {pile for pile, mark in now.items() if mark != marks[pile]}
