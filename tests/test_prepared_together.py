"""What is asked together is what would have been asked alone, value by value."""

import datetime as dt

import pytest
from peewee import fn

from tests.cast import NOW, TODAY
from tests.sql_counter import counted
from tests.test_prepared_rows import everything, queries
from tracker import cache
from tracker.comments.models import Comment
from tracker.db import database
from tracker.experiments.models import Experiment
from tracker.lessons.models import Lesson, Reuse
from tracker.prepared import Parameter, Prepared
from tracker.prepared_together import ask_together
from tracker.request_times import RequestTimes, request_times
from tracker.table_revision import RequestTokens, request_tokens

pytestmark = pytest.mark.both_databases("prepared_together")
TEXT = 'Æ "quoted" \\ back\nline \u2028 🦆 </script>'


@pytest.fixture
def page(product):
    """As while a page is made: the number of statements that some work sends."""
    cache.clear()

    def count(work) -> int:
        times = RequestTimes()
        inside = (request_times.set(times), request_tokens.set(RequestTokens()))
        database.obj.tokens()
        before = len(times.statements)
        try:
            work()
            return len(times.statements) - before
        finally:
            request_times.reset(inside[0])
            request_tokens.reset(inside[1])

    with database.connection_context():
        yield count
    cache.clear()


@pytest.fixture
def filled(product, page):
    """The cast, with rows whose values are not plain."""
    cast = product.cast
    draft = Experiment.create(by=cast.eva, at=NOW, title=TEXT, tags=["svar"])
    top = Comment.add(cast.passport, body=TEXT, by=cast.carla, at=NOW)
    Comment.add(cast.passport, body="Sådan", by=cast.eva, at=NOW, parent=top)
    lesson = Lesson.select().first()
    Reuse.add(lesson, note=TEXT, hours=0.1 + 0.2, by=cast.carla, at=NOW, on=TODAY)
    moment = dt.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC)
    extras = {"link": TEXT, "hours": 0.1 + 0.2, "n": [1, None, True]}
    plan = {
        "draft_extras": extras,
        "baseline": 5.0,
        "target": 1e15 + 0.5,
        "changed_at": moment,
    }
    Experiment.update(plan).where(Experiment.id == draft.id).execute()
    return cast


def some(cast) -> list[Prepared]:
    kept = queries(cast)
    del kept["sessions"]  # are asked each time
    all_kinds = [Prepared(lambda query=query: query) for query in kept.values()]
    sums = Experiment.select(
        fn.SUM(Experiment.baseline),
        fn.SUM(Experiment.id),
        fn.MAX(Experiment.changed_at),
    )
    squares = Experiment.id * Experiment.id
    thirds = Experiment.select(fn.AVG(squares)).where(Experiment.id < 4)
    none = Experiment.select().where(Experiment.title == "")
    return all_kinds + list(map(Prepared, (sums.tuples, thirds.tuples, none.clone)))


def test_the_rows_are_those_of_each_query_alone(filled, page):
    asked = some(filled)
    alone, together = [], []

    def look(found: list) -> None:
        for query in asked:
            found.append(everything((tuple(query.rows()), query.first())))

    page(lambda: look(alone))
    cache.clear()
    both = [query.question() for query in asked]
    both += [query.question_first() for query in asked]
    assert page(lambda: (ask_together(both), look(together))) == 1
    assert together == alone


def test_what_a_reader_does_to_a_list_stays_with_them(filled, page):
    query = Prepared(
        lambda: Experiment.select().where(Experiment.title == Parameter("title"))
    )
    seen = []
    page(lambda: query.first(title=TEXT).draft_extras["n"].append("mine"))
    page(lambda: seen.append(query.first(title=TEXT).draft_extras["n"]))
    assert seen == [[1, None, True]]


def test_what_is_kept_is_not_asked_again(filled, page):
    named = Prepared(
        lambda: Experiment.select().where(Experiment.title == Parameter("title"))
    )
    tops = Prepared(lambda: Comment.select().where(Comment.parent.is_null()))
    questions = [named.question(title=TEXT), tops.question()]
    page(lambda: (named.rows(title=TEXT), tops.rows()))
    assert page(lambda: ask_together(questions)) == 0
    cache.clear()
    page(lambda: named.rows(title=TEXT))
    # One alone is asked when somebody wants it
    assert page(lambda: ask_together(questions)) == 0
    Comment.add(filled.passport, body="Ny", by=filled.carla, at=NOW)
    Experiment.update(hours=3).where(Experiment.title == TEXT).execute()
    seen = []

    def look():
        ask_together(questions)
        seen.extend([named.rows(title=TEXT)[0].hours, tops.rows()[-1].body])

    assert page(look) == 1
    assert seen == [3, "Ny"]


def test_a_verb_and_a_job_ask_for_themselves(filled, page):
    asked = some(filled)
    page(lambda: [query.rows() for query in asked])
    cache.clear()
    questions = [query.question() for query in asked]
    with counted() as sent:
        ask_together(questions)
    assert sent == []

    def in_transaction():
        with database.atomic(), counted() as inside:
            ask_together(questions)
            assert inside == []

    page(in_transaction)


def test_what_is_taken_once_is_not_kept(filled, page):
    """Nor asked for by whoever takes it, if it was asked together with others."""
    named = Prepared(
        lambda: Experiment.select().where(Experiment.title == Parameter("title"))
    )
    tops = Prepared(lambda: Comment.select().where(Comment.parent.is_null()))
    questions = [named.question(title=TEXT), tops.question()]
    page(lambda: (named.rows(title=TEXT), tops.rows()))
    cache.clear()
    taken = []

    def take():
        taken.append(named.rows_once(title=TEXT)[0].title)

    assert page(lambda: (ask_together(questions), take())) == 1
    assert page(lambda: tops.rows()) == 0
    assert page(take) == 1
    assert taken == [TEXT, TEXT]
