"""Makes what a query gives, rows of models or tuples, from the rows of the database.

Peewee works out for each answer which column belongs to which field of which model, and
sets every field on its own. Of a query that is asked over and over that is known after
its first answer.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

import peewee
from playhouse.fields import EnumFieldMixin

Row = tuple
Convert = Callable[[Any], Any]
Reader = Convert
# What a database gives for these fields is the value that Peewee would make of it
PLAIN = (
    peewee.IntegerField.adapt,
    peewee.FloatField.adapt,
    peewee.CharField.adapt,
)


# PostgreSQL's type of a column to what reads its JSON, where each broken number is a
# Decimal: nothing for truths, whole numbers and texts, which are what its driver gives. A
# query with a type that is not here is not read.
READERS: dict[int, Reader | None] = {
    **dict.fromkeys((16, 20, 21, 23, 25, 705, 1042, 1043), None),
    **dict.fromkeys((700, 701), float),
    1082: dt.date.fromisoformat,
    1114: dt.datetime.fromisoformat,
    1700: Decimal,
    **dict.fromkeys(
        (114, 3802), lambda value: json.loads(json.dumps(value, default=float))
    ),
}


class Described:
    """Stands for a cursor of which only the names of the columns are asked."""

    def __init__(self, description: Sequence):
        self.description = description


def readers_of(description: Sequence) -> list[Reader | None] | None:
    """What reads the columns of a query out of JSON; None if that cannot be done.

    SQLite names no types by numbers, and gives nothing that JSON would not give alike: we
    have no column of bytes.
    """
    types = [column[1] for column in description]
    numbered = {type for type in types if isinstance(type, int)}
    if not numbered <= READERS.keys():
        return None
    return [READERS.get(type) for type in types]


def row_maker(query: peewee.Query, description: Sequence) -> Callable[[Row], Any]:
    """The function that makes of a row of the database what the query gives.

    Args:
        description: The columns, as a cursor of the query described them.
    """
    wrapper = query._get_cursor_wrapper(Described(description))
    wrapper.initialize()
    if type(wrapper) is peewee.ModelTupleCursorWrapper:
        return _tuple_maker(wrapper)
    if type(wrapper) is peewee.ModelObjectCursorWrapper and wrapper.is_model:
        columns = [(n, name) for n, name in enumerate(wrapper.unique_columns)]
        return _Source(wrapper.constructor, columns, wrapper.converters).alone
    if type(wrapper) is peewee.ModelCursorWrapper and all(
        is_model for _, _, is_model in wrapper._constructor_list
    ):
        return _JoinedModels(wrapper).made
    return wrapper.process_row


def _tuple_maker(wrapper: peewee.ModelTupleCursorWrapper) -> Callable[[Row], Any]:
    converters = _quick_ones(enumerate(wrapper.converters))
    if not converters:
        return tuple

    def made(row: Row) -> tuple:
        values = list(row)
        for n, convert in converters:
            values[n] = convert(values[n])
        return tuple(values)

    return made


class _Source:
    """Makes the rows of one model from its columns.

    Attributes:
        fields: Names of the columns that are fields of the model.
        others: Places and names of what a query gives beside them, such as a number.
    """

    def __init__(self, model, columns: list[tuple[int, str]], converters: list):
        self.model = model
        known = model._meta.fields
        places = [n for n, name in columns if name in known]
        self.fields = [name for _, name in columns if name in known]
        self.take = _taker(places)
        self.converters = _quick_ones(
            (name, converters[n]) for n, name in columns if name in known
        )
        self.others = [
            (n, name, _quick(converters[n]) or _same)
            for n, name in columns
            if name not in known
        ]

    def alone(self, row: Row) -> peewee.Model:
        """The model's row, without saying whether it holds anything."""
        return self.made(row)[0]

    def made(self, row: Row) -> tuple[peewee.Model, bool]:
        """The model's row, and whether any of its columns holds something."""
        values = self.take(row)
        data = dict(zip(self.fields, values, strict=True))
        for name, convert in self.converters:
            data[name] = convert(data[name])
        made = self.model.__new__(self.model)
        vars(made).update(__data__=data, _dirty=set(), __rel__={})
        holds = values.count(None) < len(values)
        for n, name, convert in self.others:
            holds = holds or row[n] is not None
            setattr(made, name, convert(row[n]))
        if self.others:
            made._dirty.clear()
        return made, holds


@dataclass(frozen=True)
class _Link:
    """A join: the row that holds the other one, and under which name.

    Attributes:
        below: The sources that are joined to the other one.
    """

    holder: Any
    name: str
    other: Any
    is_outer: bool
    is_key: bool
    below: frozenset


class _JoinedModels:
    """Makes rows of models with those that are joined to them, as Peewee's wrapper does."""

    def __init__(self, wrapper: peewee.ModelCursorWrapper):
        self.first = wrapper.model
        named: dict[Any, list[tuple[int, str]]] = {
            key: [] for key, _, _ in wrapper._constructor_list
        }
        for n, key, name, _ in wrapper._row_spec:
            named.get(key, named[self.first]).append((n, name))
        self.sources = [
            (key, _Source(model, named[key], wrapper.converters))
            for key, model, _ in wrapper._constructor_list
        ]
        self.links = [
            _Link(
                holder,
                name,
                other,
                is_outer,
                is_key,
                wrapper._dest_reachable.get(other, frozenset()),
            )
            for holder, name, other, _, is_outer, is_key in wrapper.src_to_dest
        ]

    def made(self, row: Row) -> peewee.Model:
        """The row of the first model, with the others."""
        rows: dict[Any, peewee.Model] = {}
        holding = set()
        for key, source in self.sources:
            rows[key], holds = source.made(row)
            if holds:
                holding.add(key)
        for link in self.links:
            self._join(link, rows, holding)
        return rows[self.first]

    @staticmethod
    def _join(link: _Link, rows: dict[Any, peewee.Model], holding: set) -> None:
        other = rows.get(link.other)
        if link.other not in holding and holding.isdisjoint(link.below):
            if not link.is_outer:
                return
            other = None
        if link.is_outer and holding.isdisjoint((link.holder, link.other)):
            return
        holder = rows[link.holder]
        if link.is_key and other is None:
            holder.__rel__[link.name] = None
        else:
            setattr(holder, link.name, other)
            holder._dirty.clear()


def _taker(places: list[int]) -> Callable[[Row], tuple]:
    """A function that takes the values at some places of a row."""
    if not places:
        return lambda row: ()
    if places == list(range(places[0], places[-1] + 1)):
        return itemgetter(slice(places[0], places[-1] + 1))
    return lambda row: tuple([row[n] for n in places])


def _quick_ones(converters: Iterable[tuple[Any, Convert | None]]) -> list:
    """The converters that change anything, each with its place."""
    quick = [(place, _quick(convert)) for place, convert in converters]
    return [(place, convert) for place, convert in quick if convert]


def _quick(convert: Convert | None) -> Convert | None:
    """A converter that does what Peewee's does with fewer calls; None if that does nothing."""
    field = getattr(convert, "__self__", None)
    while isinstance(field, peewee.ForeignKeyField):
        field = field.rel_field
    if isinstance(field, EnumFieldMixin):
        words = {word.value: word for word in field.enum_class} | {None: None}
        return lambda value: words[value] if value in words else convert(value)
    if not isinstance(field, peewee.Field):
        return convert
    if isinstance(field, peewee.JSONField):
        return lambda value: _own(convert(value), value)
    if type(field).python_value is peewee.Field.python_value:
        if type(field).adapt in PLAIN:
            return None
        if type(field).adapt is bool:
            return _truth
    return convert


def _own(made: Any, kept: Any) -> Any:
    """What a reader may change: PostgreSQL's driver gives lists, not their text."""
    if made is kept:
        return deepcopy(kept)
    return made


def is_whole_number(convert: Convert | None) -> bool:
    """Whether what turns a value into the database's leaves whole numbers as they are."""
    field = getattr(convert, "__self__", None)
    while type(field) is peewee.ForeignKeyField:
        field = field.rel_field
    return (
        isinstance(field, peewee.IntegerField)
        and type(field).db_value is peewee.Field.db_value
        and type(field).adapt is peewee.IntegerField.adapt
    )


def _truth(value: Any) -> bool | None:
    if value is None:
        return None
    return bool(value)


def _same(value: Any) -> Any:
    return value
