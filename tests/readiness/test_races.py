"""Answering and closing at once: every answer that was taken is counted, and nobody
answers twice.
"""

import pytest

from tests.cast import NOW
from tests.committed_database import at_once
from tests.readiness.pulse_factories import crowd, opened, own_answers
from tracker.accounts.models import Unit
from tracker.core.validation import ValidationFailed
from tracker.db import database
from tracker.readiness.models import Invitation, OpenResponse, Pulse
from tracker.readiness.queries import results

pytestmark = pytest.mark.both_databases("readiness.models.open_response")


@pytest.fixture
def crew(product):
    with database.connection_context():
        people = crowd(Unit.named("Havnen"), 9)
        opened(product.cast.frida)
    return people


def answering(person, number: int):
    """An act for a thread: whether the answers were taken."""

    def act():
        with database.connection_context():
            try:
                OpenResponse.submit(person, own_answers(number))
            except ValidationFailed:
                return False
            return True

    return act


def closing():
    with database.connection_context():
        pulse = Pulse.current()
        return "closed" if pulse and pulse.close(at=NOW) else "late"


def test_what_is_taken_while_the_round_closes_is_counted(product, crew):
    given = [answering(one, number)() for number, one in enumerate(crew[:5])]
    given += at_once(
        [
            *(answering(one, number) for number, one in enumerate(crew[5:], 5)),
            closing,
            closing,
        ]
    )
    assert sorted(word for word in given if isinstance(word, str)) == ["closed", "late"]
    with database.connection_context():
        [result] = results(Pulse.select())
        assert result.answers == given.count(True)
        assert not OpenResponse.select().exists() and not Invitation.select().exists()


def test_of_two_who_open_a_round_one_does_and_of_eight_clicks_one_counts(product):
    def opening():
        with database.connection_context():
            try:
                return bool(opened(product.cast.frida))
            except ValidationFailed:
                return False

    assert sorted(at_once([opening, opening])) == [False, True]
    assert sorted(
        at_once([answering(product.cast.alma, number) for number in range(8)])
    ) == [False] * 7 + [True]
    with database.connection_context():
        assert (Pulse.select().count(), OpenResponse.select().count()) == (1, 1)
