"""What the search keeps in memory follows whatever is written, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import examples
from tests.cast import NOW, concluded, planned
from tests.committed_database import at_once
from tests.sql_counter import counted
from tracker import db
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.queries import word_index
from tracker.experiments.queries.relevance import FOR_LESSONS, ranked
from tracker.experiments.queries.word_index import WordIndex
from tracker.guidelines.models import Platform
from tracker.lessons.models import Lesson
from tracker.search import Query, rank
from tracker.table_revision import RequestTokens, request_tokens
from tracker.vocabulary import models as vocabulary
from tracker.vocabulary.models import IndexChange

on_both = pytest.mark.both_databases("per_database", "experiments.queries.word_index")

LATER = NOW + dt.timedelta(minutes=1)
TYPED = ("traktor ugle", "facebook biblioteket")


@pytest.fixture
def kept(product):
    """The index that this process keeps of a database that truly commits."""
    with db.database.connection_context():
        WordIndex._kept.clear()
        answers(product.cast)
        yield WordIndex.of_database()
    WordIndex._kept.clear()


def answers(cast) -> list:
    """What several people find."""
    first, second = map(Query.parse, TYPED)
    found = [ranked(cast.alma, first), ranked(cast.carla, first)]
    found += [ranked(cast.carla, second), ranked(cast.carla, first, FOR_LESSONS)]
    if examples.thorough:
        found.append(ranked(cast.alma, second))
    return found


def answers_read_anew(cast) -> list:
    kept = dict(WordIndex._kept)
    WordIndex._kept.clear()
    found = answers(cast)
    WordIndex._kept.clear()
    WordIndex._kept.update(kept)
    return found


def changed(experiment: Experiment, **values) -> None:
    Experiment.update(values).where(Experiment.id == experiment.id).execute()


@on_both
def test_it_follows_whatever_is_written(product, kept):
    """After each act the same is found as by a process that has kept nothing."""
    cast = product.cast
    made = []
    acts = (
        lambda: made.append(planned(cast.alma, cast.facebook, title="Uglen i masten")),
        lambda: made.append(concluded(cast.alma, cast.facebook, title="En ugle")),
        lambda: made[0].amend(
            version=made[0].version, by=cast.alma, at=LATER, title="Traktor og ugle"
        ),
        lambda: made[1].hide(LATER),
        lambda: changed(made[1], hidden_at=None),
        lambda: changed(made[0], visibility=Visibility.unit),
        lambda: changed(made[1], unit=cast.library),
        lambda: changed(made[1], platform=None, stage=Stage.draft),
        lambda: changed(made[1], platform=cast.facebook, stage=Stage.concluded),
        lambda: Lesson.delete().where(Lesson.experiment == made[1]).execute(),
        lambda: made[0].delete_instance(recursive=True),
    )
    before = answers(cast)
    for number, act in enumerate(acts):
        act()
        found = answers(cast)
        assert found == answers_read_anew(cast), number
        assert found != before, number
        before = found
    # Nothing was read anew in between: what was kept is what was asked
    assert WordIndex.of_database() is kept
    assert kept._time > 0


def test_a_search_that_was_made_before_reads_no_list_of_attempts(product, kept):
    """Nor the names of units, of which there may be a thousand."""
    query = Query.parse("ugle")
    token = request_tokens.set(RequestTokens())
    try:
        ranked(product.cast.bo, query)
        with counted() as sent:
            ranked(product.cast.bo, query, drafts=True)
    finally:
        request_tokens.reset(token)
    assert len(sent) == 1


def test_a_unit_that_was_renamed_is_found_by_its_name_at_once(product, kept):
    cast = product.cast
    carla = cast.browser(product, cast.carla)

    def found() -> bool:
        page = carla.get("/experiments?q=papegøjehuset").text
        return cast.passport.title in page

    assert not found()
    cast.passport.unit.rename("Papegøjehuset", None)
    assert found()


@on_both
def test_what_is_rolled_back_is_not_kept(product, kept):
    cast = product.cast
    before = answers(cast)
    with db.database.atomic() as transaction:
        planned(cast.alma, cast.facebook, title="Ugle og traktor")
        assert answers(cast) != before
        transaction.rollback()
    assert answers(cast) == before


def test_a_transaction_that_ends_after_a_later_one_is_seen(on_postgres, product, kept):
    """Numbers taken in turn would be passed by; on SQLite one transaction writes at a time."""
    cast = product.cast
    first = planned(cast.alma, cast.facebook, title="Sten")
    second = planned(cast.alma, cast.facebook, title="Sten")

    def slow():
        with db.database.connection_context(), db.database.atomic():
            changed(first, words=first.reload().words + " ßtugl")
            at_once([quick])

    def quick():
        with db.database.connection_context():
            changed(second, words=second.reload().words + " ßtugl")
            found.append(ranked(cast.carla, Query.parse("ugle")).best())

    found = []
    at_once([slow])
    assert found == [[second.id]]
    assert ranked(cast.carla, Query.parse("ugle")).best() == [second.id, first.id]


def test_after_more_than_is_remembered_all_is_read_anew(product, kept, monkeypatch):
    cast = product.cast
    monkeypatch.setattr(vocabulary, "MOST_CHANGES", 2)
    planned(cast.alma, cast.facebook, title="En ugle")
    for number in range(3):
        planned(cast.alma, cast.facebook, title=f"Sten {number}")
    IndexChange.prune()
    assert IndexChange.select().count() < 7
    assert answers(cast) == answers_read_anew(cast)
    monkeypatch.setattr(word_index, "MOST_CHANGES", 2)
    for number in range(3):
        planned(cast.alma, cast.facebook, title=f"Ugle {number}")
    assert answers(cast) == answers_read_anew(cast)


def test_sets_beyond_the_bound_are_dropped_and_read_again(product, kept, monkeypatch):
    cast = product.cast
    planned(cast.alma, cast.facebook, title="Ugle og traktor")
    before = answers(cast)
    monkeypatch.setattr(word_index, "MOST_BYTES", 100)
    for _ in range(2):
        assert answers(cast) == before
    assert len(kept._sets) < 20


def test_a_page_that_cannot_show_all_says_so(cast, visit, monkeypatch):
    monkeypatch.setattr(rank, "MOST", 3)
    made = [planned(cast.carla, cast.facebook, title="Ugle") for _ in range(5)]
    elsewhere = Platform.select().where(Platform.slug != "facebook").first()
    planned(cast.carla, elsewhere, title="En sten med en ugle i hånden")
    bo = visit(cast.bo)
    page = bo.get("/experiments?q=ugle").text
    assert "More than <strong>3</strong> experiments with “ugle”. The best:" in page
    # By another order, in a file and under a filter, all count
    assert "<strong>6</strong>" in bo.get("/experiments?q=ugle&sort=newest").text
    assert bo.get("/experiments/export.csv?q=ugle").text.count("Ugle") == len(made)
    filtered = bo.get(f"/experiments?q=ugle&platform={elsewhere.slug}").text
    assert "More than" not in filtered
    assert "En sten med en" in filtered
