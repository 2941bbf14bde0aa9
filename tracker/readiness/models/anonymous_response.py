"""Rows that do not reveal when or in which order they were written."""

from __future__ import annotations

import secrets

import peewee

from tracker.db import BaseModel, is_sqlite
from tracker.readiness.enums import HIGHEST, LOWEST, Fear, Item, LeaderFear


def random_key() -> str:
    """A random key."""
    return secrets.token_hex(16)


def with_random_keys(rows: list[dict]) -> list[dict]:
    """The rows with new random keys, sorted by them, so that their order in the database
    file reveals nothing.
    """
    keyed = [row | {"key": random_key()} for row in rows]
    return sorted(keyed, key=lambda row: row["key"])


class AnonymousModel(BaseModel):
    """Base of models whose rows must not reveal their order.

    On SQLite the tables have no row ids, which would count up. On PostgreSQL they have no
    statistics, since the catalogue would keep sample values after a table is emptied.
    """

    @classmethod
    def create_table(cls, safe=True, **options):
        database = cls._meta.database
        cls._meta.without_rowid = is_sqlite(database)
        super().create_table(safe, **options)
        if not is_sqlite(database):
            for column in cls._meta.columns:
                database.execute_sql(
                    f'ALTER TABLE "{cls._meta.table_name}" ALTER "{column}" SET STATISTICS 0'
                )


class AnonymousResponse(AnonymousModel):
    """One person's answers from 1 to 7; None if the person gave no answer."""


class AnonymousLeaderResponse(AnonymousModel):
    """A leader's answers to what only leaders are asked."""


ASKED = tuple(Item) + tuple(Fear)
for _model, _words in (
    (AnonymousResponse, ASKED),
    (AnonymousLeaderResponse, tuple(LeaderFear)),
):
    for _word in _words:
        _within = peewee.Check(f'"{_word.value}" BETWEEN {LOWEST} AND {HIGHEST}')
        _model._meta.add_field(
            _word.value, peewee.SmallIntegerField(null=True, constraints=[_within])
        )
