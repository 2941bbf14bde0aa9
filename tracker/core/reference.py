"""Which foreign keys refer to a row at all, so that nothing is asked of an empty table.

A page shows what a dozen tables say of one row, and most of them say nothing of most rows.
One statement tells of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import peewee
from peewee import fn

from tracker.db import BaseModel, database
from tracker.prepared import Parameter, Prepared, Question
from tracker.table_read import REVISED
from tracker.table_revision import request_tokens


def may_be_referred_to(row: BaseModel, key: peewee.ForeignKeyField) -> bool:
    """Whether rows may refer to a row by a foreign key; False where certainly none does.

    While a page is made, one statement tells it of all keys. Anywhere else, and in a
    transaction, it is not known.
    """
    ours = request_tokens.get()
    if ours is None or database.obj.is_in_transaction():
        return True
    model = type(row)
    place = ("referring", model, row.id)
    if place not in ours.notes:
        ours.notes[place] = _referring(model).first(row=row.id)
    found = ours.notes[place]
    column = _columns(model).get(id(key))
    return found is None or column is None or bool(found[column])


def any_may_be_referred_to(
    rows: Sequence[BaseModel], key: peewee.ForeignKeyField
) -> bool:
    """As `may_be_referred_to`, of rows that stand for one thing: mostly one alone."""
    return len(rows) > 1 or any(may_be_referred_to(row, key) for row in rows)


def references_to(model: type[BaseModel], id: int) -> Question:
    """What `may_be_referred_to` asks about a row, to be asked with others at once."""
    return _referring(model).question_first(row=id)


def if_referred_to(
    row: BaseModel, key: peewee.ForeignKeyField, *questions: Question
) -> list[Question]:
    """The questions about a row, or none where nothing refers to it by a foreign key."""
    if may_be_referred_to(row, key):
        return list(questions)
    return []


def first_to_ask(row: BaseModel, key: peewee.ForeignKeyField) -> list[Question]:
    """What `first_referring` asks."""
    return if_referred_to(row, key, _oldest(key).question_first(row=row.id))


@lru_cache
def _keys_to(model: type[BaseModel]) -> list[peewee.ForeignKeyField]:
    """The foreign keys of other revised tables to a model that an index answers for."""
    return [
        key
        for key, referring in model._meta.backrefs.items()
        if referring is not model
        and referring._meta.table_name in REVISED
        and _is_indexed(key)
    ]


@lru_cache
def _columns(model: type[BaseModel]) -> dict[int, int]:
    """Which column of `_referring` tells of a key, which is named by its `id`: a page
    asks some forty times, and a field's own hash is slow.
    """
    return {id(key): n for n, key in enumerate(_keys_to(model))}


def _is_indexed(key: peewee.ForeignKeyField) -> bool:
    declared = key.model._meta.indexes
    leading = [index[0][0] for index in declared if isinstance(index, tuple)]
    return key.index or key.unique or key.primary_key or key.name in leading


@lru_cache
def _referring(model: type[BaseModel]) -> Prepared:
    """The query of a `row` of a model: for each foreign key, whether it is referred to."""

    def build() -> peewee.ModelSelect:
        columns = [
            fn.EXISTS(key.model.select(peewee.SQL("1")).where(key == Parameter("row")))
            for key in _keys_to(model)
        ]
        return model.select(*columns).where(model.id == Parameter("row")).tuples()

    return Prepared(build)


def first_referring(row: BaseModel, key: peewee.ForeignKeyField) -> BaseModel | None:
    """The oldest row that refers to a row by a foreign key, or None."""
    if not may_be_referred_to(row, key):
        return None
    return _oldest(key).first(row=row.id)


@lru_cache
def _oldest(key: peewee.ForeignKeyField) -> Prepared:
    """The query of the oldest row whose foreign key refers to a `row`."""
    rows = key.model.select().where(key == Parameter("row"))
    return Prepared(lambda: rows.order_by(key.model.id).limit(1))
