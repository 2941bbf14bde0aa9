"""Which state each table is in, so that what was made from it can be kept until it changes.

A table that things are kept from has a random token. Whoever writes into it gives it
another one, in the same transaction. A process that keeps what it made under the tokens
that it read beforehand never finds it again after a write, on whichever machine that
was. Tokens are random, not counted, since a restored database would count again from
where it was.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterable
from contextvars import ContextVar
from functools import lru_cache
from itertools import chain

from tracker.table_read import REVISED, all_models, note_read

FOLLOWS = ("CASCADE", "SET NULL")  # what a foreign key does with a row that is deleted
ORIGIN = ""  # the row that says which database this is
WRITE = re.compile(
    r'\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?',
    re.IGNORECASE,
)

Tokens = dict[str, int]


class RequestTokens:
    """The tokens as a request read them, once.

    Attributes:
        notes: What was found out under these tokens and may be asked again.
    """

    def __init__(self) -> None:
        self.tokens: Tokens | None = None
        self.has_written = False
        self.notes: dict = {}


request_tokens: ContextVar[RequestTokens | None] = ContextVar(
    "request_tokens", default=None
)


class Written(threading.local):
    """The tables of `REVISED` that a thread's open transaction has written into."""

    def __init__(self) -> None:
        self.tables: set[str] = set()


class RevisedTables:
    """Mixin of a database: a write gives its table another token when it is committed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.written = Written()
        self.has_tokens = False

    def execute_sql(self, sql, params=None):
        """Execute a statement; one that writes into a revised table stands in a transaction."""
        table = written_table(sql)
        if table is None:
            note_read(sql)
            return super().execute_sql(sql, params)
        if not self._has_begun():
            with self.atomic():
                return self.execute_sql(sql, params)
        cursor = super().execute_sql(sql, params)
        if not _found_nothing(sql, cursor):
            self.written.tables.add(table)
            if sql.lstrip()[:6].upper() == "DELETE":
                self.written.tables |= emptied_with(table)
        return cursor

    def is_in_transaction(self) -> bool:
        """Whether this thread's connection is open, and in a transaction."""
        return not self.is_closed() and self._has_begun()

    def _has_begun(self) -> bool:
        """Whether a transaction is open, also one that was begun by hand."""
        connection = self.connection()
        if hasattr(connection, "in_transaction"):  # SQLite
            return connection.in_transaction
        return connection.info.transaction_status.name != "IDLE"

    def note_write(self, table: str) -> None:
        """Note a write that does not go through `execute_sql`, in the open transaction."""
        if table in REVISED:
            self.written.tables.add(table)

    def commit(self):
        if self.written.tables:
            self._renew(sorted(self.written.tables))
            self.written.tables.clear()
            if ours := request_tokens.get():
                ours.tokens = None
                ours.notes.clear()
                ours.has_written = True
        return super().commit()

    def rollback(self):
        self.written.tables.clear()
        return super().rollback()

    def close(self):
        self.written.tables.clear()  # what was not committed never happened
        return super().close()

    def _renew(self, tables: Iterable[str]) -> None:
        """Give tables another token, in one order: two who commit never wait in a ring."""
        # A migration may write before the table of tokens is there
        self.has_tokens = self.has_tokens or self.table_exists("table_revision")
        if not self.has_tokens:
            return
        values = [(table, secrets.randbits(62)) for table in tables]
        places = ", ".join([f"({self.param}, {self.param})"] * len(values))
        super().execute_sql(
            f"INSERT INTO table_revision (name, token) VALUES {places}"
            " ON CONFLICT (name) DO UPDATE SET token = excluded.token",
            list(chain.from_iterable(values)),
        )

    def tokens(self) -> Tokens:
        """Table to its token; in a request, as they were when it first asked."""
        ours = request_tokens.get()
        if ours is None:
            return self._read_tokens()
        if ours.tokens is None:
            ours.tokens = self._read_tokens()
        return ours.tokens

    def _read_tokens(self) -> Tokens:
        rows = super().execute_sql("SELECT name, token FROM table_revision")
        return dict(rows.fetchall())


@lru_cache
def emptied_with(table: str) -> frozenset[str]:
    """The revised tables that lose or change rows when rows of a table are deleted."""
    found: set[str] = set()
    waiting = [table]
    while waiting:
        above = waiting.pop()
        for below, action in _references().get(above, ()):
            if below not in found:
                found.add(below)
                if action == "CASCADE":
                    waiting.append(below)
    return frozenset(found & REVISED)


@lru_cache(maxsize=1)
def _references() -> dict[str, list[tuple[str, str]]]:
    """Table to the tables whose foreign keys follow it, and what they do then."""
    following: dict[str, list[tuple[str, str]]] = {}
    for model in all_models():
        for key in model._meta.refs:
            action = (key.on_delete or "").upper()
            if action in FOLLOWS:
                above = key.rel_model._meta.table_name
                here = (model._meta.table_name, action)
                following.setdefault(above, []).append(here)
    return following


def _found_nothing(sql: str, cursor) -> bool:
    """Whether a statement has changed and deleted no row, so that its table is as it was."""
    if " RETURNING " in sql.upper():
        return False  # SQLite counts its rows only while they are fetched
    return cursor.rowcount == 0


def written_table(sql: str) -> str | None:
    """The revised table that a statement writes into, if it does."""
    found = WRITE.match(sql)
    if found and found[1].lower() in REVISED:
        return found[1].lower()
    return None
