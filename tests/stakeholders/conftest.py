"""Stakeholders for the tests of this room."""

import pytest

from tests.cast import NOW
from tracker.stakeholders.models import Stakeholder


@pytest.fixture
def parents(cast) -> Stakeholder:
    """Forældre, priority 12; Leif keeps in touch with them."""
    return cast.parents()


@pytest.fixture
def press(cast) -> Stakeholder:
    """Journalister, priority 15, on Facebook; nobody keeps in touch."""
    return Stakeholder.add(
        name="Journalister",
        interest=3,
        influence=5,
        platforms=[cast.facebook],
        worry="Deadline?",
        at=NOW,
    )
