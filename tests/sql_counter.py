"""Counting the statements that are sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tracker import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """``with counted() as sent``: the SQL that was sent in between."""
    sent = []
    execute = db.database.obj.execute_sql
    db.database.obj.execute_sql = lambda sql, *args, **kwargs: (
        sent.append(sql) or execute(sql, *args, **kwargs)
    )
    try:
        yield sent
    finally:
        del db.database.obj.execute_sql
