"""Queries whose SQL text is built once.

Peewee builds the text of a query anew each time, which takes longer than SQLite takes to
answer it. What differs from call to call is a `Parameter`.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

import peewee
from cachetools import LRUCache

from tracker.cache import Rows, cached_rows, kept_rows, place_of_rows, taken_rows
from tracker.db import database, is_sqlite
from tracker.prepared_rows import Reader, is_whole_number, readers_of, row_maker
from tracker.table_read import note_tables, tables_read
from tracker.table_revision import request_tokens

_shapes: LRUCache = LRUCache(500)  # shape to its query; those asked for most stay
_lock = threading.Lock()


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
        ctx._values.append(_Place(self.name, _as_json))
        return ctx


def _as_json(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))


class _Place:
    """A parameter in a text, with what turns a value into the database's."""

    def __init__(self, name: str, converter: Callable[[Any], Any] | None):
        self.name = name
        self.converter = converter
        self.is_whole = is_whole_number(converter)

    def fill(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        if self.converter is None or (self.is_whole and type(value) is int):
            return value
        return self.converter(value)


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
        self._build = build
        self._by_kind: dict[type, BuiltQuery] = {}

    def rows(self, **values: Any) -> list:
        """All rows for these values, as the query gives them: rows of models or tuples.

        Raises:
            KeyError: A parameter has no value.
        """
        return self._made(values, first=False)

    def first(self, **values: Any) -> Any:
        """The first row for these values, or None."""
        found = self._made(values, first=True)
        return found[0] if found else None

    def question(self, **values: Any) -> Question:
        """What `rows` asks for these values, to be asked with others at once."""
        return Question(self, values, first=False)

    def question_first(self, **values: Any) -> Question:
        """What `first` asks for these values, to be asked with others at once."""
        return Question(self, values, first=True)

    def rows_anew(self, **values: Any) -> list:
        """All rows for these values, asked and not kept: for whoever keeps what they
        make of them.
        """
        return self._perhaps_asked(values, kept_rows)

    def rows_once(self, **values: Any) -> list:
        """As `rows_anew`, of rows that take much room: what was asked together with
        others is let go of.
        """
        return self._perhaps_asked(values, taken_rows)

    def _perhaps_asked(
        self, values: dict[str, Any], found: Callable[[tuple], Rows | None]
    ) -> list:
        built = self.built(type(database.obj))
        filled = built.filled(values)
        rows = None
        if built.tables and _may_take_what_is_kept():
            rows = found(place_of_rows((self, False, *filled), built.tables))
            note_tables(built.tables)
        if rows is None:
            rows = built.asked(filled)
        return built.made(rows)

    def built(self, kind: type[peewee.Database]) -> BuiltQuery:
        found = self._by_kind.get(kind)
        if found is None:
            # One for all threads: it knows how to read the rows that any of them kept
            found = self._by_kind.setdefault(kind, BuiltQuery(self._build()))
        return found

    def raw_rows(self, **values: Any) -> Rows:
        """All rows for these values as the database gives them, asked and not kept: of
        many rows, what makes rows of models costs more than reading them.
        """
        built = self.built(type(database.obj))
        return built.asked(built.filled(values))

    def _made(self, values: dict[str, Any], first: bool) -> list:
        built = self.built(type(database.obj))
        return built.made(self._kept(built, built.filled(values), first))

    def _kept(self, built: BuiltQuery, filled: list, first: bool) -> Rows:
        if not built.tables or not _may_take_what_is_kept():
            return built.asked(filled, first)
        key = (self, first, *filled)
        return cached_rows(key, built.tables, lambda: built.asked(filled, first))


def _may_take_what_is_kept() -> bool:
    """Whether a request is answered, and no verb decides by what is there now."""
    return request_tokens.get() is not None and not database.obj.is_in_transaction()


class Question(NamedTuple):
    """A prepared query with its values: one of those that `ask_together` asks at once."""

    query: Prepared
    values: dict[str, Any]
    first: bool

    def rows(self) -> list:
        """What `Prepared.rows` finds for the values."""
        return self.query.rows(**self.values)


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


class BuiltQuery:
    """A query with its text and the places of its values.

    Attributes:
        tables: The tables that it reads; None if one of them has no token.
        make: Makes what the query gives of a row; None before it was first asked.
        readers: What reads each column out of JSON; None before it was first asked, or
            if that cannot be done.
    """

    def __init__(self, query: peewee.Query):
        self.query = query
        # SQLite plans a statement anew at each call if a bound value may decide whether a
        # partial index serves it, or how many rows are wanted: what no call varies stands
        # in the text
        context = query._database.get_sql_context(value_literals=is_sqlite())
        self.sql, places = context.sql(query).query()
        # The same parameter stands in many places, such as who asks, and is one of these
        known: dict[tuple, _Place] = {}
        self.places = [
            known.setdefault((one.name, one.converter), one)
            if type(one) is _Place
            else one
            for one in places
        ]
        self.parameters = tuple(known.values())
        tables = tables_read(self.sql)
        self.tables = tables and tuple(sorted(tables))
        self.make: Callable[[tuple], Any] | None = None
        self.readers: list[Reader | None] | None = None

    def filled(self, values: dict[str, Any]) -> list:
        """The values of all places, as the database takes them."""
        given = {place: place.fill(values) for place in self.parameters}
        return [given[one] if type(one) is _Place else one for one in self.places]

    def asked(self, filled: list, first: bool = False) -> Rows:
        """What the database answers for these values: its rows, or the first of them."""
        cursor = database.obj.execute_sql(self.sql, filled)
        if self.make is None:
            self.make = row_maker(self.query, cursor.description)
            # Last: whoever sees it keeps rows, which another thread then makes something of
            self.readers = readers_of(cursor.description)
        rows = cursor.fetchmany(1) if first else cursor.fetchall()
        cursor.close()
        return Rows(rows)

    def made(self, rows: Rows) -> list:
        """What the query gives of such rows."""
        return list(map(self.make, rows))
