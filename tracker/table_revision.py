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

# Tables that something is kept from. A write into any other costs nothing.
REVISED = frozenset(
    "builds_on clause co_author comment conclusion endorsement evidence experiment follow"
    " guideline lesson local_result open_question person picture platform question_asker"
    " retirement reuse setting shared_lesson stakeholder tag tagging touchpoint trial unit".split()
)
ORIGIN = ""  # the row that says which database this is
WRITE = re.compile(
    r'\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?',
    re.IGNORECASE,
)

Tokens = dict[str, int]


class RequestTokens:
    """The tokens as a request read them, once."""

    def __init__(self) -> None:
        self.tokens: Tokens | None = None


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
            return super().execute_sql(sql, params)
        if not self._has_begun():
            with self.atomic():
                return self.execute_sql(sql, params)
        self.written.tables.add(table)
        return super().execute_sql(sql, params)

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
        for table in tables:
            super().execute_sql(
                f"INSERT INTO table_revision (name, token) VALUES ({self.param}, {self.param})"
                " ON CONFLICT (name) DO UPDATE SET token = excluded.token",
                (table, secrets.randbits(62)),
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
        rows = self.execute_sql("SELECT name, token FROM table_revision")
        return dict(rows.fetchall())


def written_table(sql: str) -> str | None:
    """The revised table that a statement writes into, if it does."""
    found = WRITE.match(sql)
    if found and found[1].lower() in REVISED:
        return found[1].lower()
    return None
