"""The database connection of a request.

A served product keeps one for each thread: opening one and setting its pragmas for
every request costs a tenth of a page. Whatever went wrong in a request closes it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import peewee
from flask import Flask, abort, g, request

from tracker import db
from tracker.db import WaitBudget, database, is_idle, is_sqlite, wait_budget
from tracker.disk import file_number
from tracker.table_revision import RequestTokens, request_tokens

WITHOUT_DATABASE = ("static", "assets", "home.healthz", "home.readyz", "home.metrics")


class KeptConnection(threading.local):
    """What a thread knows of the connection that it keeps between requests.

    Attributes:
        database: The database that it leads to; None if none is kept.
        file: Which file that was, on SQLite: a restore puts another in its place.
    """

    database: peewee.Database | None = None
    file: tuple[int, int] | None = None

    def keep(self) -> None:
        self.database = database.obj
        self.file = _file()

    def is_usable(self) -> bool:
        """Whether it still leads to the database, and nothing is left open on it."""
        return self.database is database.obj and is_idle() and self.file == _file()

    def close(self) -> None:
        if self.database is not None:
            self.database.close()
        self.database = None


kept = KeptConnection()


def init_app(app: Flask, fits: Callable[[], bool]) -> None:
    """Give each request a connection.

    One that was open already, as in a test, stays open. Connections are kept where
    `KEEPS_CONNECTIONS` is set, as by the server.

    Args:
        fits: Whether the schema is the one that this version writes.
    """
    app.config.setdefault("KEEPS_CONNECTIONS", False)

    @app.before_request
    def open_connection():
        if kept.database is not None and not _is_wanted():
            kept.close()
        if request.endpoint not in WITHOUT_DATABASE:
            was_kept = kept.database is not None
            g.opened = database.connect(reuse_if_open=True) or was_kept
            budget = WaitBudget(db.WAIT, reads=request.method in ("GET", "HEAD"))
            # The last request may have set another wait
            budget.changed = budget.changed or was_kept
            wait_budget.set(budget)
            request_tokens.set(RequestTokens())

    @app.before_request
    def stand_back():
        """An older version must not write into a newer schema.

        On SQLite the locks of the folder see to that.
        """
        if g.get("opened") and not is_sqlite() and not _asked(fits):
            abort(503)

    @app.after_request
    def remember_trouble(response):
        g.trouble = response.status_code >= 500
        return response

    @app.teardown_request
    def close_or_keep(error):
        wait_budget.set(None)
        request_tokens.set(None)
        if not g.pop("opened", False):
            return
        fine = error is None and not g.get("trouble", True)
        if app.config["KEEPS_CONNECTIONS"] and fine and is_idle():
            if kept.database is None:
                kept.keep()
            return
        kept.database = None
        database.close()


def _is_wanted() -> bool:
    """Whether the connection that is kept serves this request, too.

    Whether the database can be reached is told on a new one.
    """
    return request.endpoint not in WITHOUT_DATABASE and kept.is_usable()


def _asked(fits: Callable[[], bool]) -> bool:
    """What a query says; of a server that was started again, on a new connection."""
    try:
        return fits()
    except (peewee.OperationalError, peewee.InterfaceError):
        if kept.database is None:
            raise
    kept.close()
    database.connect()
    return fits()


def _file() -> tuple[int, int] | None:
    """Device and number of SQLite's file; None where there is none."""
    if not is_sqlite():
        return None
    return file_number(database.database)
