"""What a process has made from the database and keeps until a table behind it changes.

A value is kept under what it is, whom it is for, and the tokens of the tables that it
was made from (see `table_revision`), so no process can find it after a write. Whoever
keeps something names every table that it reads, and puts everything else that it
depends on into the key: the language, the day, and the reader, where it differs by
reader.
"""

from __future__ import annotations

import datetime as dt
import sys
import threading
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import chain
from types import NoneType
from typing import Any, NamedTuple, TypeVar

from cachetools import LRUCache
from markupsafe import Markup
from peewee import Model

from tracker.db import database
from tracker.table_read import REVISED, note_tables, noted_reads
from tracker.table_revision import ORIGIN, request_tokens

T = TypeVar("T")
MOST_BYTES = 14_000_000  # of a process
BYTES_OF_A_PLACE = 500
# What nobody can change, by the type itself: these are nearly all that is kept
UNCHANGING = frozenset(
    (str, int, float, bool, bytes, NoneType, dt.date, dt.datetime, dt.timedelta, Markup)
)


class Rows(tuple):
    """Rows as the database gives them, which hold nothing that could be changed."""

    __slots__ = ()


def size_of(value: Any) -> int:
    """About how many bytes a value takes, with what it holds."""
    size = sys.getsizeof(value)
    if type(value) is Rows:
        held = sum(map(sys.getsizeof, chain.from_iterable(value)))
        return size + sum(map(sys.getsizeof, value)) + held
    if type(value) in UNCHANGING:
        return size
    if isinstance(value, dict):
        # Keys are numbers, or names of fields, which there are once for all
        return size + _sizes_of(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return size + _sizes_of(value)
    if is_dataclass(value) or hasattr(value, "__data__"):
        return size + size_of(vars(value))
    return size


def _sizes_of(values: Collection) -> int:
    if UNCHANGING.issuperset(map(type, values)):
        return sum(map(sys.getsizeof, values))
    return sum(map(size_of, values))


class _Entry(NamedTuple):
    """A kept value, the bytes that it takes, and how each reader gets one of their own."""

    value: Any
    size: int
    copy: Callable[[Any], Any]


_kept: LRUCache = LRUCache(MOST_BYTES, getsizeof=lambda entry: entry.size)
_lock = threading.Lock()


def cached(
    key: tuple[Hashable, ...], tables: Iterable[str], make: Callable[[], T]
) -> T:
    """The value of a key, made anew if a table that it is made from has changed.

    Args:
        key: What the value is, and everything that it depends on beside the tables.
        tables: Names of the tables that `make` reads; all are in `REVISED`.
        make: Makes the value from what is committed. It must not depend on the reader
            unless the key does.
    """
    place = _place(key, tables)
    if place is None:
        return make()
    with _lock:
        entry = _kept.get(place)
    if entry is None:
        value = make()
        _keep(place, copied(value))
        return value
    return entry.copy(entry.value)


def cached_rows(
    key: tuple[Hashable, ...], tables: tuple[str, ...], ask: Callable[[], Rows]
) -> Rows:
    """The rows of a query, asked anew if one of its tables has changed.

    As `cached` outside a transaction, without a copy for each reader.

    Args:
        tables: Names of the tables that the query reads; all are in `REVISED`.
    """
    note_tables(tables)
    place = place_of_rows(key, tables)
    rows = kept_rows(place)
    if rows is None:
        rows = ask()
        keep_rows(place, rows)
    return rows


def place_of_rows(key: tuple[Hashable, ...], tables: tuple[str, ...]) -> tuple:
    """Where the rows of a query are kept, as its tables are now."""
    db = database.obj
    tokens = db.tokens()
    return (db.url, tokens.get(ORIGIN), key, tuple(map(tokens.get, tables)))


def kept_rows(place: tuple) -> Rows | None:
    """The rows that are kept at a place, if any are."""
    with _lock:
        entry = _kept.get(place)
    return entry and entry.value


def taken_rows(place: tuple) -> Rows | None:
    """As `kept_rows`, for one reader alone: they are not kept any longer."""
    with _lock:
        entry = _kept.pop(place, None)
    return entry and entry.value


def keep_rows(place: tuple, rows: Rows, size: int | None = None) -> None:
    """Keep rows that were asked for after their place was known.

    Args:
        size: About how many bytes they take, where somebody knows.
    """
    _keep(place, rows, _shallow, size)


def cached_by_reads(key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """The value of a key, made anew if a table that it was made from has changed.

    Which tables these are, what it reads while it is made tells; nothing is kept of what
    reads a table without a token. Outside a request, and in a transaction, it is made.

    Args:
        key: What the value is, and everything that it depends on beside the database.
    """
    db = database.obj
    if request_tokens.get() is None or db.is_in_transaction():
        return make()
    tokens = db.tokens()
    place = (db.url, tokens.get(ORIGIN), key)
    with _lock:
        entry = _kept.get(place)
    if entry is not None:
        value, made_from = entry.value
        if all(tokens.get(table) == token for table, token in made_from):
            note_tables(table for table, _ in made_from)
            return entry.copy(value)
    with noted_reads() as read:
        value = make()
    if read.is_sure:
        made_from = tuple((table, tokens.get(table)) for table in sorted(read.tables))
        _keep(place, (copied(value), made_from), _copier(value))
    return value


def cached_each(
    keys: Mapping[Any, tuple[Hashable, ...]],
    tables: Iterable[str],
    make: Callable[[list], Mapping[Any, T]],
    is_of_key: Callable[[Any], bool] = lambda thing: True,
) -> dict[Any, T]:
    """The values of several things, of which those that are missing are made at once.

    Args:
        keys: Each thing to the key of its value, as in `cached`.
        make: Makes the values of a list of things; it may leave some out.
        is_of_key: Whether the value just made of a thing is what its key says. A key that
            tells what was read before the value was made may be older than the value.
    """
    tables = tuple(tables)
    places = {thing: _place(key, tables) for thing, key in keys.items()}
    with _lock:
        found = {thing: _kept.get(place) for thing, place in places.items() if place}
    values = {thing: entry.copy(entry.value) for thing, entry in found.items() if entry}
    missing = [thing for thing in keys if thing not in values]
    if missing:
        for thing, value in make(missing).items():
            values[thing] = value
            if places[thing] and is_of_key(thing):
                _keep(places[thing], copied(value))
    return values


def copied(value: Any) -> Any:
    """A copy of a kept value for one reader, down to the rows of models in it.

    What a reader looks up through a row stays in the row, so each has their own; and
    what they change changes nothing for the next.
    """
    if type(value) in UNCHANGING or isinstance(value, Enum):
        return value
    if isinstance(value, Model):
        copy = type(value).__new__(type(value))
        vars(copy).update(_copied_dict(vars(value)))
        return copy
    if isinstance(value, dict):
        return type(value)(_copied_dict(value))
    if isinstance(value, (list, tuple, set, frozenset)):
        if UNCHANGING.issuperset(map(type, value)):
            return _shallow(value)
        return type(value)(map(copied, value))
    if is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        return type(value)(**_copied_dict(held))
    return value


def _copied_dict(held: Mapping) -> dict:
    """The same names with copies. What nobody can change is seen here already: a call
    for each field of each row would cost more than all else.
    """
    return {
        name: one if type(one) in UNCHANGING else copied(one)
        for name, one in held.items()
    }


def _shallow(value: Any) -> Any:
    """A copy of what holds only what nobody can change: itself, if nobody can change it."""
    if isinstance(value, (list, set, dict)):
        return type(value)(value)
    return value


def _copier(value: Any) -> Callable[[Any], Any]:
    """What copies a value as `copied` does, chosen once for all its readers: most of what
    is kept are rows of numbers and texts, of which only the list is each reader's own.
    """
    held = value.values() if isinstance(value, dict) else value
    if _is_unchanging(value) or (
        isinstance(value, (list, set, dict)) and all(map(_is_unchanging, held))
    ):
        return _shallow
    return copied


def _is_unchanging(value: Any) -> bool:
    """Whether nobody can change a value or what it holds."""
    if isinstance(value, (tuple, frozenset)):
        return all(map(_is_unchanging, value))
    return type(value) in UNCHANGING or isinstance(value, Enum)


def clear() -> None:
    """Make everything anew the next time, in this process."""
    with _lock:
        _kept.clear()


def _place(key: tuple[Hashable, ...], tables: Iterable[str]) -> tuple | None:
    """Where a value is kept; None in a transaction that has written what it is made from.

    Raises:
        LookupError: A table gets no tokens, so nobody would notice that it changed.
    """
    tables = tuple(tables)
    if not REVISED.issuperset(tables):
        raise LookupError(f"not revised: {sorted(set(tables) - REVISED)}")
    note_tables(tables)
    db = database.obj
    if not db.written.tables.isdisjoint(tables):
        return None
    tokens = db.tokens()
    return (
        db.url,
        tokens.get(ORIGIN),
        key,
        tuple(tokens.get(table) for table in tables),
    )


def _keep(
    place: tuple,
    value: Any,
    copy: Callable[[Any], Any] | None = None,
    size: int | None = None,
) -> None:
    if size is None:
        size = size_of(value)
    # Nearly all that a place holds is shared, but for the values in its key
    size += BYTES_OF_A_PLACE + sum(map(sys.getsizeof, place[2]))
    entry = _Entry(value, size, copy or _copier(value))
    with _lock:
        # A single value that is larger than everything allowed is not kept
        if size <= MOST_BYTES // 4:
            _kept[place] = entry
