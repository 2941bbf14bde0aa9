"""Queries whose SQL text is built once.

Peewee builds the text of a query anew each time, which takes longer than SQLite takes to
answer it. What differs from call to call is a `Parameter`.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import peewee
from cachetools import LRUCache

from tracker.cache import cached
from tracker.db import database
from tracker.table_read import tables_read
from tracker.table_revision import request_tokens

_shapes: LRUCache = LRUCache(500)  # shape to its query; those asked for most stay
_lock = threading.Lock()
T = TypeVar("T")


class Parameter(peewee.Node):
    """The place of a value that each call of a `Prepared` query gives."""

    def __init__(self, name: str):
        self.name = name

    def __sql__(self, ctx):
        ctx.literal(ctx.state.param or "?")
        ctx._values.append(_Place(self.name, ctx.state.converter))
        return ctx


class RowParameter(Parameter):
    """The place of a row's id, for a query that asks for the id of a row or for the row."""

    def __init__(self, name: str):
        super().__init__(name)
        self.id = self


class IdsParameter(Parameter):
    """The place of ids to stand after `IN`: one value, however many there are."""

    def __sql__(self, ctx):
        before, after = "(SELECT value FROM json_each(", "))"
        if ctx.state.param == "%s":  # PostgreSQL
            before = (
                "(SELECT CAST(value AS INTEGER) FROM json_array_elements_text(CAST("
            )
            after = " AS json)))"
        ctx.literal(before).literal(ctx.state.param or "?").literal(after)
        ctx._values.append(_Place(self.name, lambda ids: json.dumps(list(ids))))
        return ctx


class _Place:
    """A parameter in a text, with what turns a value into the database's."""

    def __init__(self, name: str, converter: Callable[[Any], Any] | None):
        self.name = name
        self.converter = converter

    def fill(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        if self.converter:
            return self.converter(value)
        return value


class Prepared:
    """A query with parameters, built at its first call for each kind of database.

    While a request is answered, and outside a transaction, what it finds is kept until a
    table that it reads is written, if each of them has a token. Text and values are all
    that it depends on, and the tables stand in the text.

    Example:
        ``named = Prepared(lambda: Unit.select().where(Unit.name == Parameter("name")))``,
        then ``named.first(name="Borgerservice")``.
    """

    def __init__(self, build: Callable[[], peewee.Query]):
        self._built = lru_cache(lambda kind: _built(build()))

    def rows(self, **values: Any) -> list:
        """All rows for these values, as the query gives them: rows of models or tuples.

        Raises:
            KeyError: A parameter has no value.
        """
        return self._kept(values, list)

    def first(self, **values: Any) -> Any:
        """The first row for these values, or None."""
        return self._kept(values, _first)

    def rows_anew(self, **values: Any) -> list:
        """All rows for these values, asked and not kept: for whoever keeps what they
        make of them.
        """
        built = self._built(type(database.obj))
        return list(built.asked([_filled(place, values) for place in built.places]))

    def raw_rows(self, **values: Any) -> list:
        """All rows for these values as the database gives them, asked and not kept: of
        many rows, what makes rows of models costs more than reading them.
        """
        built = self._built(type(database.obj))
        filled = [_filled(place, values) for place in built.places]
        return database.execute_sql(built.sql, filled).fetchall()

    def _kept(self, values: dict[str, Any], take: Callable[[Iterable], T]) -> T:
        built = self._built(type(database.obj))
        filled = [_filled(place, values) for place in built.places]

        def ask() -> T:
            return take(built.asked(filled))

        if not built.tables or request_tokens.get() is None:
            return ask()
        if database.obj.is_in_transaction():  # a verb decides by what is there now
            return ask()
        return cached((self, take, tuple(filled)), built.tables, ask)


def prepared(shape: Hashable, build: Callable[[], peewee.Query]) -> Prepared:
    """The prepared query of a shape, for queries that have many, such as a filtered list.

    Args:
        shape: What the query is, with everything that its text depends on.
        build: Builds the query of this shape.
    """
    place = (type(database.obj), shape)
    with _lock:
        if place not in _shapes:
            # At once: what the builder refers to may be another's at the next call
            query = build()
            _shapes[place] = Prepared(lambda: query)
        return _shapes[place]


@dataclass(frozen=True)
class _Built:
    """A query with its text and the places of its values.

    Attributes:
        tables: The tables that it reads; None if one of them has no token.
    """

    query: peewee.Query
    sql: str
    places: list
    tables: frozenset[str] | None

    def asked(self, filled: list) -> Iterable:
        """What the database answers for these values."""
        query = self.query.clone()
        query.prepared = (self.sql, filled)
        return query.execute(database)


def _built(query: peewee.Query) -> _Built:
    sql, places = query._database.get_sql_context().sql(query).query()
    return _Built(query, sql, places, tables_read(sql))


def _first(rows: Iterable) -> Any:
    return next(iter(rows), None)


def _filled(place: Any, values: dict[str, Any]) -> Any:
    if isinstance(place, _Place):
        return place.fill(values)
    return place
