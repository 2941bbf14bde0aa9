"""What refers to a row is known of all tables by one statement, while a page is made."""

import pytest

from tests.cast import NOW
from tracker.comments.models import Comment
from tracker.core.reference import first_referring, may_be_referred_to
from tracker.db import database
from tracker.experiments.models import Experiment, Link
from tracker.request_times import RequestTimes, request_times
from tracker.table_revision import RequestTokens, request_tokens


@pytest.fixture
def sent(product):
    """The statements of what is asked while a page is made."""
    times = RequestTimes()
    inside = (request_times.set(times), request_tokens.set(RequestTokens()))
    with database.connection_context():
        database.obj.tokens()
        times.statements.clear()
        yield times.statements
    request_times.reset(inside[0])
    request_tokens.reset(inside[1])


def test_one_statement_tells_of_all_tables(product, sent):
    passport = product.cast.passport
    assert not may_be_referred_to(passport, Link.experiment)
    assert not may_be_referred_to(passport, Comment.experiment)
    assert may_be_referred_to(passport, Experiment.lessons.field)
    assert first_referring(product.cast.quiz, Experiment.lessons.field) is None
    assert len(sent) == 2  # one for each row


def test_a_write_is_seen_at_once(product, sent):
    passport = product.cast.passport
    assert not may_be_referred_to(passport, Comment.experiment)
    Comment.add(passport, body="Hej", by=product.cast.bo, at=NOW)
    assert may_be_referred_to(passport, Comment.experiment)


def test_it_is_not_known_in_a_transaction_nor_outside_a_page(product, sent):
    passport = product.cast.passport
    with database.atomic():
        assert may_be_referred_to(passport, Comment.experiment)
    outside = request_tokens.set(None)
    assert may_be_referred_to(passport, Comment.experiment)
    request_tokens.reset(outside)


def test_the_first_that_refers_is_the_oldest(product, sent):
    passport = product.cast.passport
    first = first_referring(passport, Experiment.lessons.field)
    assert first == passport.lessons.get()
