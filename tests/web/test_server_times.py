"""A developer reads in the browser what a page spends its time on; nobody else does."""

import re

import pytest

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default


@pytest.fixture
def in_development(app, monkeypatch):
    monkeypatch.setattr(app, "debug", True)


def test_in_development_each_answer_tells_its_times(in_development, visit, cast):
    told = visit(cast.alma).get("/experiments").headers["Server-Timing"]
    statements, sql, rendering, total = (
        float(re.search(what, told)[1])
        for what in (
            r'desc="(\d+) statements"',
            r"sql;dur=([\d.]+)",
            r"rendering;dur=([\d.]+)",
            r"total;dur=([\d.]+)",
        )
    )
    assert statements > 3
    assert 0 < sql < total and 0 < rendering < total


def test_the_service_tells_strangers_nothing(visit, cast):
    assert "Server-Timing" not in visit(cast.alma).get("/experiments").headers
