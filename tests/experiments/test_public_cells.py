"""What is counted in memory is what the database counts, whatever was written since."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some
from peewee import fn

from tests import examples
from tests.cast import NOW, TODAY, concluded, planned, running
from tests.examples import tries
from tracker.accounts.models import Person
from tracker.db import database
from tracker.experiments.models import Experiment, Stage, Tag, Tagging, Visibility
from tracker.experiments.queries import public_cells
from tracker.experiments.queries.facets import counts_of_all, counts_of_public
from tracker.experiments.queries.public_cells import PublicCells
from tracker.experiments.queries.search import ExperimentSearch
from tracker.experiments.queries.visibility import (
    NO_UNIT,
    experiments_without_unit,
    is_for_everyone,
)
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson
from tracker.vocabulary.models import IndexChange

on_both = pytest.mark.both_databases(
    "experiments.queries.public_cells", "vocabulary.models"
)
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def told(product):
    """The database with a cast, and a connection to it."""
    PublicCells._kept.clear()
    with database.connection_context():
        yield product.cast
    PublicCells._kept.clear()


def in_memory() -> tuple[Counter, Counter]:
    public = PublicCells.of_database()
    cells: Counter = Counter()
    for cell, n in public.cells().items():
        late = cell.awaits(TOMORROW)
        group = (cell.platform, cell.unit, cell.stage, late, cell.outcome, cell.taught)
        cells[group] += n
    of_each = public.cells_of(range(1_000))
    alike = counts_of_public(public.cells(), ExperimentSearch(), TOMORROW)
    assert counts_of_all(of_each, TOMORROW) == alike
    assert Counter(of_each) == public.cells()
    assert public.tags(None) == public.tags(lambda cell: True)
    return +cells, +public.tags(None)


def in_database() -> tuple[Counter, Counter]:
    """The same, slowly."""
    lone = {id for (id,) in experiments_without_unit().tuples()}
    outcomes = dict(
        Conclusion.select(Conclusion.experiment, Conclusion.outcome).tuples()
    )
    teaching = {id for (id,) in Lesson.select(Lesson.experiment).tuples()}
    cells: Counter = Counter()
    for row in Experiment.select().where(is_for_everyone()):
        late = row.stage == Stage.running and bool(
            row.review_on and row.review_on < TOMORROW
        )
        unit = NO_UNIT if row.id in lone else row.unit_id
        outcome = outcomes.get(row.id) and outcomes[row.id].value
        group = (row.platform_id, unit, row.stage.value, late, outcome)
        cells[*group, row.id in teaching] += 1
    uses = Tagging.select(Tagging.tag, fn.COUNT(Tagging.id)).join(Experiment)
    return cells, Counter(
        dict(uses.where(is_for_everyone()).group_by(Tagging.tag).tuples())
    )


def some_experiment(n: int, *conditions) -> Experiment:
    """One of those that everybody may see, or of all that are published."""
    published = Experiment.select().where(Experiment.stage != Stage.draft)
    rows = list(published.where(is_for_everyone(), *conditions)) or list(published)
    assert rows, "nothing is left"
    return sorted(rows, key=lambda row: row.id)[n % len(rows)]


def tagged(n: int) -> Experiment:
    return some_experiment(n, Experiment.id.in_(Tagging.select(Tagging.experiment)))


def taught(n: int) -> Experiment:
    return some_experiment(n, Experiment.stage == Stage.concluded)


def set_columns(n: int, **columns) -> None:
    Experiment.update(**columns).where(Experiment.id == some_experiment(n).id).execute()


ACTS = {
    "plan": lambda cast, n: planned(
        cast.alma, cast.facebook, title=f"Nr. {n}", tags=["svar", f"m{n % 3}"]
    ),
    "draft": lambda cast, n: Experiment.create(by=cast.bo, at=NOW, tags=["svar"]),
    "start": lambda cast, n: running(cast.alma, cast.facebook, TODAY),
    "conclude": lambda cast, n: concluded(cast.carla, cast.facebook, tags=["svar"]),
    "hide": lambda cast, n: some_experiment(n).hide(NOW),
    "show": lambda cast, n: [row.show() for row in Experiment.select()],
    "keep to the unit": lambda cast, n: set_columns(n, visibility=Visibility.unit),
    "open to all": lambda cast, n: Experiment.update(
        visibility=Visibility.everyone
    ).execute(),
    "another unit": lambda cast, n: set_columns(n, unit=cast.library),
    "another platform": lambda cast, n: set_columns(
        n, platform=Platform.get(Platform.slug == "x")
    ),
    "another review day": lambda cast, n: (
        Experiment.update(review_on=TODAY + dt.timedelta(days=2 * (n % 2)))
        .where(Experiment.id == some_experiment(n, Experiment.stage == Stage.running))
        .execute()
    ),
    "another outcome": lambda cast, n: Conclusion.update(
        outcome=list(Outcome)[n % len(Outcome)]
    ).execute(),
    "lose a card": lambda cast, n: (
        Conclusion.delete().where(Conclusion.experiment == taught(n)).execute()
    ),
    "lose a lesson": lambda cast, n: (
        Lesson.delete().where(Lesson.experiment == taught(n)).execute()
    ),
    "tag": lambda cast, n: (
        Tagging.insert(
            experiment=some_experiment(n), tag=Tag.get_or_create(name="nyt")[0]
        )
        .on_conflict_ignore()
        .execute()
    ),
    "untag": lambda cast, n: (
        Tagging.delete().where(Tagging.experiment == tagged(n)).execute()
    ),
    "tag otherwise": lambda cast, n: (
        Tagging.update(tag=Tag.get_or_create(name=f"nr{n}")[0])
        .where(Tagging.experiment == tagged(n))
        .execute()
    ),
    "withhold": lambda cast, n: set_columns(n, withheld=True),
    "more people in the unit": lambda cast, n: [
        Person.welcome(
            email=f"{n}.{of_unit}.{one}@example.org",
            name="Ny",
            unit=of_unit,
            at=NOW,
        )
        for of_unit in {cast.alma.unit_id, cast.carla.unit_id}
        for one in range(5)
    ],
    "delete": lambda cast, n: (
        Experiment.delete().where(Experiment.id == some_experiment(n).id).execute()
    ),
}


@given(
    history=some.lists(
        some.tuples(some.sampled_from(sorted(ACTS)), some.integers(0, 30)),
        min_size=3,
        max_size=12,
    )
)
@tries(3, 60)
def test_what_was_written_is_counted_in_memory_as_in_the_database(told, history):
    for name, n in history:
        in_memory()
        try:
            ACTS[name](told, n)
        except Exception as refused:  # what others build on is not deleted
            assert type(refused).__name__ in REFUSALS, (name, refused)
        assert in_memory() == in_database(), name


NOT_COUNTED = ("draft",)
REFUSALS = ("ValidationFailed", "EditConflict", "IntegrityError", "AssertionError")


@on_both
def test_each_act_is_counted_at_once(told):
    """One after the other, a second time where the first changes nothing."""
    concluded(told.carla, told.facebook, tags=["svar"])
    running(told.alma, told.facebook, TODAY)
    planned(told.alma, told.facebook, title="Navnløs")
    set_columns(2, withheld=True)
    for name, act in ACTS.items():
        before = in_memory()
        found = []
        for n in range(2):
            try:
                act(told, n)
            except Exception as refused:
                assert type(refused).__name__ in REFUSALS, (name, refused)
            found.append(in_memory())
            assert found[-1] == in_database(), name
            if found[-1] != before and not examples.thorough:
                break
        assert (found.count(before) == 2) == (name in NOT_COUNTED), name


def test_only_what_was_written_is_read_again(told, monkeypatch):
    in_memory()
    monkeypatch.setattr(public_cells, "_cells", None)
    planned(told.alma, told.facebook, title="En mere", tags=["svar"])
    assert in_memory() == in_database()


def test_a_draft_leaves_what_was_counted(told):
    made = []

    def count():
        made.append(PublicCells.of_database().counted("all", dt.datetime.now))

    count()
    Experiment.create(by=told.alma, at=NOW, title="Kladde", tags=["svar"])
    count()
    planned(told.alma, told.facebook, title="En mere")
    count()
    assert made[0] == made[1] != made[2]


@on_both
def test_what_is_not_committed_is_counted_by_its_transaction_alone(told):
    before = in_memory()
    with database.atomic() as transaction:
        planned(told.alma, told.facebook, title="Fortrudt")
        assert in_memory() == in_database() != before
        transaction.rollback()
    assert in_memory() == in_database() == before


def test_all_are_read_anew_where_changes_are_no_longer_noted(told, monkeypatch):
    in_memory()
    planned(told.alma, told.facebook, title="En")
    planned(told.alma, told.facebook, title="To")
    newest = IndexChange.select(fn.MAX(IndexChange.number)).scalar()
    IndexChange.delete().where(IndexChange.number < newest).execute()
    assert in_memory() == in_database()
    monkeypatch.setattr(public_cells, "MOST_CHANGES", 0)
    planned(told.alma, told.facebook, title="Tre")
    assert in_memory() == in_database()
