"""How many statements a page sends, and that those of the hottest pages look up their rows
in an index.
"""

import operator
import re
from contextvars import ContextVar

import pytest

from tests.cast import NOW, planned
from tracker import cache, db
from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.request_times import RequestTimes, request_times

# What grows with the organisation. The others hold some dozens of rows for good.
LARGE = (
    "change comment conclusion endorsement evidence experiment lesson notice person reuse"
    " session tagging"
).split()
ALIAS = re.compile(r'"(\w+)" AS "(t\d+)"')
SCAN_OF_ALIAS = re.compile(r"SCAN (\w+)(?! USING)\b")
SCAN = re.compile(rf"Seq Scan on ({'|'.join(LARGE)})\\b")
# Page to the statements that it sends: to a reader who was here before, to one who was not
# after somebody else was, and to one for whom nothing is kept yet. Only it was opened since
# nothing was kept.
MOST = {
    "/experiments": (2, 6, 7),
    "/experiments?q=spørgetime": (3, 6, 8),
    "/experiments/new": (2, 5, 6),
    "/experiments/{passport}": (2, 6, 6),
    "/lessons": (2, 6, 8),
    "/lessons/{lesson}": (2, 6, 6),
    "/": (2, 6, 7),
    "/dashboard": (2, 10, 39),
    "/dashboard/stalls": (5, 8, 16),
    "/leading": (2, 8, 7),
    "/readiness": (11, 13, 20),
}
HOTTEST = tuple(MOST)[:6]


@pytest.fixture
def sent(product):
    """``sent(path, who)``: what a page sends to the database."""
    cast = product.cast
    with db.database.connection_context():
        for n in range(3):
            planned(cast.eva, cast.facebook, title=f"Nummer {n}", tags=["svar"])
            Comment.add(cast.passport, body=f"Svar {n}", by=cast.carla, at=NOW)
        kind = next(iter(EndorsementKind))
        Endorsement.add(cast.passport, by=cast.eva, kind=kind, at=NOW)
        browsers = {
            name: cast.browser(product, getattr(cast, name))
            for name in ("carla", "frida", "leif")
        }
        places = {
            "passport": cast.passport.id,
            "lesson": cast.passport.lessons.get().id,
        }

    def statements(path: str, who: str = "carla") -> list[tuple]:
        times = RequestTimes()
        token = request_times.set(times)
        try:
            assert browsers[who].get(path.format(**places)).status_code == 200
        finally:
            request_times.reset(token)
        return times.statements

    return statements


def few(statements: list[tuple]) -> int:
    """How many, but for what PostgreSQL is asked each time: whether its schema is still
    the one of this version.
    """
    return len(statements) - (0 if db.is_sqlite() else 1)


@pytest.mark.sqlite_by_default
def test_a_page_sends_few_statements(sent):
    for path, most in MOST.items():
        sent(path)  # what a process asks once
        cache.clear()
        anew = few(sent(path))
        found = (few(sent(path)), few(sent(path, "leif")), anew)
        assert all(map(operator.le, found, most)), (path, found)
    for name in ("frida", "leif"):
        sent("/", name)
        assert few(sent("/", name)) <= 8, f"{name}, who has a role, waits longer"


@pytest.mark.both_databases("table_revision")
def test_the_hottest_look_up_their_rows_in_an_index(sent, monkeypatch):
    """Asked of the database itself, of each query alone: where several are asked at once,
    each has tables of the same short names. A plan of a small table reads all of it where
    it may, so PostgreSQL is told that it may not.
    """
    nothing = ContextVar("nothing", default=None)
    monkeypatch.setattr("tracker.prepared_together.request_tokens", nothing)
    asked = {}
    sent("/experiments")  # what a process asks once
    for path in HOTTEST:
        cache.clear()
        for sql, values in sent(path):
            if sql.lstrip().startswith(("SELECT", "WITH")):
                asked.setdefault(sql, values)
    assert len(asked) > 20
    with db.database.connection_context():
        scans = {
            sql: found
            for sql, values in asked.items()
            if (found := scanned(sql, values))
        }
    assert scans == {}


def scanned(sql: str, values) -> list[str]:
    """The large tables that a query reads from end to end."""
    if db.is_sqlite():
        plan = db.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        named = {alias: table for table, alias in ALIAS.findall(sql)}
        read = [name for row in plan for name in SCAN_OF_ALIAS.findall(row[3])]
        return [
            named.get(name, name) for name in read if named.get(name, name) in LARGE
        ]
    db.database.execute_sql("SET enable_seqscan = off")
    plan = db.database.execute_sql(f"EXPLAIN {sql}", values)
    return [name for (row,) in plan for name in SCAN.findall(row)]
