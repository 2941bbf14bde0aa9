"""How far `tracker move` is, kept in the database that it moves into."""

from __future__ import annotations

import peewee

from tracker.migrations import UNFINISHED_MOVE

# The row that says from where, and whether the tables stand
BEGUN = "begun"


class Progress:
    """How far a move is, in a table of the target that is dropped at its end."""

    def __init__(self, db: peewee.Database):
        self.db = db

    def exists(self) -> bool:
        return self.db.table_exists(UNFINISHED_MOVE)

    def begin(self, origin: str) -> None:
        self.db.execute_sql(
            f"CREATE TABLE {UNFINISHED_MOVE}"
            " (name TEXT NOT NULL, done INTEGER NOT NULL, statement TEXT NOT NULL)"
        )
        self.add(BEGUN, origin)

    def add(self, name: str, statement: str = "") -> None:
        places = ", ".join([self.db.param] * 2)
        self.db.execute_sql(
            f"INSERT INTO {UNFINISHED_MOVE} (name, done, statement)"
            f" VALUES ({places.replace(',', ', 0,')})",
            (name, statement),
        )

    def done(self, name: str) -> int:
        """How many rows of a table were copied."""
        return self._row(name)[0]

    def origin(self) -> str:
        """Where the rows come from."""
        return self._row(BEGUN)[1]

    def note(self, name: str, more: int) -> None:
        self.db.execute_sql(
            f"UPDATE {UNFINISHED_MOVE} SET done = done + {int(more)}"
            f" WHERE name = {self.db.param}",
            (name,),
        )

    def put_back(self) -> list[str]:
        """The statements that put back what was taken away."""
        rows = self.db.execute_sql(
            f"SELECT statement FROM {UNFINISHED_MOVE} WHERE name = ''"
        )
        return [statement for (statement,) in rows.fetchall()]

    def _row(self, name: str) -> tuple[int, str]:
        return self.db.execute_sql(
            f"SELECT done, statement FROM {UNFINISHED_MOVE} WHERE name = {self.db.param}",
            (name,),
        ).fetchone()
