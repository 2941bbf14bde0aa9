"""How many statements a page sends, and that those of the hottest pages look up their rows
in an index.
"""

import re
from contextvars import ContextVar

import pytest

from tests.cast import NOW, planned
from tracker import cache, db
from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.request_times import RequestTimes, request_times

pytestmark = pytest.mark.both_databases("table_revision")

# What grows with the organisation. The others hold some dozens of rows for good.
LARGE = (
    "change comment conclusion endorsement evidence experiment lesson notice person reuse"
    " session tagging"
).split()
ALIAS = re.compile(r'"(\w+)" AS "(t\d+)"')
SCAN_OF_ALIAS = re.compile(r"SCAN (\w+)(?! USING)\b")
SCAN = re.compile(rf"Seq Scan on ({'|'.join(LARGE)})\\b")
# Page to the statements that it sends: to a reader who was here before, to one who was not
# after somebody else was, and to one for whom nothing is kept yet.
FOR_WHOM = ({}, {"by": "leif", "before": "carla"}, {"kept": False})
MOST = {
    "/experiments": (2, 7, 8),
    "/experiments?q=spørgetime": (6, 8, 8),
    "/experiments/new": (2, 5, 8),
    "/experiments/{passport}": (2, 5, 8),
    "/lessons": (2, 7, 8),
    "/lessons/{lesson}": (2, 5, 8),
    "/": (2, 7, 8),
    "/dashboard": (2, 6, 41),
    "/dashboard/stalls": (5, 7, 16),
    "/leading": (2, 5, 7),
    "/readiness": (11, 12, 20),
}
HOTTEST = tuple(MOST)[:6]


@pytest.fixture
def sent(product):
    """What a page sends to the database, at the second visit."""
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

    def statements(
        path: str, by: str = "carla", kept: bool = True, before: str = ""
    ) -> list[tuple]:
        """What `by` sends, after `before` (or the same person) had the page."""
        browser = browsers[by]
        earlier = browsers[before or by]
        assert earlier.get(path.format(**places)).status_code == 200
        if not kept:
            cache.clear()
        times = RequestTimes()
        token = request_times.set(times)
        try:
            browser.get(path.format(**places))
        finally:
            request_times.reset(token)
        return times.statements

    return statements


def test_a_page_sends_few_statements(sent):
    # PostgreSQL is asked each time whether its schema is still the one of this version
    more = 0 if db.is_sqlite() else 1
    for place, asked in enumerate(FOR_WHOM):
        found = {path: len(sent(path, **asked)) - more for path in MOST}
        assert {path: n for path, n in found.items() if n > MOST[path][place]} == {}


@pytest.mark.parametrize("name", ["frida", "leif"])
def test_who_has_a_role_waits_no_longer(sent, name):
    more = 0 if db.is_sqlite() else 1
    assert len(sent("/", by=name)) - more <= 8


def test_the_hottest_look_up_their_rows_in_an_index(sent, monkeypatch):
    """Asked of the database itself, of each query alone: where several are asked at once,
    each has tables of the same short names. A plan of a small table reads all of it where
    it may, so PostgreSQL is told that it may not.
    """
    nothing = ContextVar("nothing", default=None)
    monkeypatch.setattr("tracker.prepared_together.request_tokens", nothing)
    asked = {}
    for path in HOTTEST:
        for sql, values in sent(path, kept=False):
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
