"""Which of the two databases a test runs on.

By default a test that has a database runs on one of them: which one follows from its
name, so that about an eighth of each folder runs on PostgreSQL, where a test takes half
as long again, and a test always on the same. A test of what is written differently for
the two, or locks, runs on both: it says so by
``pytest.mark.both_databases("commitments.queries")``, with the modules of the product
that it is about; tests/test_databases.py finds what nobody says. With
``pytest.mark.sqlite_by_default`` it runs on SQLite, where it looks at more.
"""

from __future__ import annotations

from collections.abc import Collection
from zlib import crc32

import pytest

STORES = ("sqlite", "postgres")
# Fixtures of what is the same on both, or there on one only
ONLY = {"on_sqlite": "sqlite", "on_postgres": "postgres"}


def choose_stores(metafunc: pytest.Metafunc, both: bool) -> None:
    """Let a test have the databases that it runs on, before it is collected for each.

    Args:
        both: Whether each test runs on both.
    """
    test = metafunc.definition
    if "store" not in metafunc.fixturenames or both or _names_its_own(test):
        return
    marks = {mark.name for mark in test.iter_markers()}
    chosen = stores_for(test.nodeid, metafunc.fixturenames, marks)
    mark = pytest.mark.parametrize("store", chosen, indirect=True, scope="session")
    test.add_marker(mark, append=False)


def stores_for(
    nodeid: str, fixtures: Collection[str], marks: Collection[str]
) -> tuple[str, ...]:
    """The databases that a test runs on by default."""
    for fixture, only in ONLY.items():
        if fixture in fixtures:
            return (only,)
    if "both_databases" in marks:
        return STORES
    if "sqlite_by_default" in marks:
        return ("sqlite",)
    return ("sqlite" if crc32(nodeid.encode()) % 8 else "postgres",)


def place_of_store(item: pytest.Item) -> int:
    """SQLite first: each worker goes from one database to the other once."""
    store = getattr(getattr(item, "callspec", None), "params", {}).get("store")
    return STORES.index(store) if store else 0


def _names_its_own(test: pytest.Item) -> bool:
    return any("store" in mark.args[0] for mark in test.iter_markers("parametrize"))
