"""One connection, lent to test after test: a new one costs a process of PostgreSQL, or a
dozen settings of SQLite, and more time than many tests take.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tests import installed_postgres
from tracker import db

_lent: dict[str, object] = {}  # URL to a connection that nobody is using


@contextmanager
def connected() -> Iterator[None]:
    """An open connection of this thread's to the database that every noun points at."""
    database = db.database.obj
    if database.url in _lent:
        database._state.set_connection(_lent.pop(database.url))
    else:
        let_go()
        database.connect()
    context = database.connection_context()
    # A command's own context, within this one, is not the last and closes nothing
    database._state.ctx.append(context)
    try:
        yield
    finally:
        if db.is_idle(database):
            _lent[database.url] = database.connection()
            database._state.reset()
        else:
            database.close()


def let_go() -> None:
    """Close what is kept: a database that somebody is connected to can neither be
    copied nor stopped in peace.
    """
    while _lent:
        _lent.popitem()[1].close()


def use_tools_of_the_server(monkeypatch) -> None:
    """Let PostgreSQL's own tools be of the version that the tests' server has."""
    bin = installed_postgres.chosen or installed_postgres.of_the_wheel()
    monkeypatch.setenv("PATH", f"{bin}{os.pathsep}{os.environ['PATH']}")
