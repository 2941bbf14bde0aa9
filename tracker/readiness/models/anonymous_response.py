"""Rows that tell nothing of when they were written, or of what was written before or after them."""

from __future__ import annotations

import secrets

import peewee

from tracker.db import BaseModel, is_sqlite
from tracker.readiness.enums import HIGHEST, LOWEST, Fear, Item


def random_key() -> str:
    """A key by chance."""
    return secrets.token_hex(16)


def with_random_keys(rows: list[dict]) -> list[dict]:
    """The rows with fresh keys, in the order of these keys: so their order in the file
    says nothing that the keys don't.
    """
    return sorted(
        ({**row, "key": random_key()} for row in rows), key=lambda row: row["key"]
    )


class AnonymousModel(BaseModel):
    """The base of such rows.

    On SQLite without row numbers, which count. On PostgreSQL without statistics, since
    a sample of the values would stay in the catalogue when the table is emptied.
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
    """One person's answers, 1 to 7; None where the person would rather not say."""


ASKED = (*Item, *Fear)
for _word in ASKED:
    _within = peewee.Check(f'"{_word.value}" BETWEEN {LOWEST} AND {HIGHEST}')
    AnonymousResponse._meta.add_field(
        _word.value, peewee.SmallIntegerField(null=True, constraints=[_within])
    )
