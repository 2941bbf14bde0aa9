"""A lesson that has fallen is marked wherever it is quoted."""

import pytest

from tests.cast import NOW, TODAY
from tracker.lessons.models import Retirement, Reuse

MARK = '<span class="chip line fallen">Retired</span>'


@pytest.fixture
def fallen(cast):
    lesson = cast.passport.lessons.get()
    Reuse.add(lesson, note="Brugt", by=cast.carla, at=NOW, on=TODAY)
    Retirement.create(lesson=lesson, reason="Ikke mere", by=cast.alma, at=NOW)
    return lesson


QUOTED = (
    ("carla", "/units/{unit}"),
    ("alma", "/me"),
    ("carla", "/lessons/{lesson}/poster"),
    ("leif", "/commitments/new?lesson={lesson}"),
)


def test_it_is_marked(cast, visit, fallen):
    for who, where in QUOTED:
        page = where.format(unit=cast.passport.unit_id, lesson=fallen.id)
        answer = visit(getattr(cast, who)).get(page)
        assert answer.status_code == 200, where
        assert fallen.statement in answer.text, where
        assert MARK in answer.text, where
