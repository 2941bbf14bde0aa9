"""Keyset pagination: a page begins after a row, so new rows do not shift it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import peewee

from tracker.db import LARGEST_PUBLIC_ID, PublicId
from tracker.web.access import LARGEST_ID

PER_PAGE = 20
_MOMENT = "%Y%m%dT%H%M%S.%f"
_MOMENT_TEXT = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}")
_WHOLE_TEXT = re.compile(r"-?[0-9]{1,10}")
_PUBLIC_TEXT = re.compile(r"[0-9]{1,16}")


@dataclass(frozen=True)
class Page:
    """Rows of one page, and the mark that the next one begins after.

    Attributes:
        begins_with_best: Whether it is the first page of a search, best match first.
    """

    rows: list
    after: str | None
    begins_with_best: bool = False

    def __iter__(self):
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


def paged(
    rows: peewee.ModelSelect,
    keys: list[tuple],
    after: str | None,
    per_page: int = PER_PAGE,
) -> Page:
    """One page of rows in descending order of the keys.

    Args:
        keys: What it is ordered by, the largest first and the unique id last: the
            database's expression, the name of the same value on a row, and its kind
            (int or datetime; PublicId for an id that no mark may tell; None for what no
            mark may tell at all, which is asked of the row that the id names). No value
            may be NULL: the databases disagree on where NULL stands.
        after: The mark of an earlier page, as a reader sent it; one that makes no sense
            shows the first page.
    """
    if values := _read(after, keys):
        rows = rows.where(_beyond([expression for expression, _, _ in keys], values))
    return page_of(list(first_page(rows, keys, per_page)), keys, per_page)


def first_page(
    rows: peewee.ModelSelect, keys: list[tuple], per_page: int = PER_PAGE
) -> peewee.ModelSelect:
    """The query of the rows of a first page, in the order of the keys, and of one more."""
    order = [expression.desc() for expression, _, _ in keys]
    return rows.order_by(*order).limit(per_page + 1)


def page_of(found: list, keys: list[tuple], per_page: int = PER_PAGE) -> Page:
    """The page from the rows that were found, which are one more if another page follows."""
    page = found[:per_page]
    if len(found) <= per_page:
        return Page(page, None)
    values = [_marked(page[-1], name, kind) for _, name, kind in _told(keys)]
    return Page(page, "~".join(map(_written, values)))


def paged_by_score(
    ids: Iterable[int],
    scores: Mapping[int, float],
    after: str | None,
    per_page: int = PER_PAGE,
) -> Page:
    """One page of ids, the highest score first; of equal ones the largest id.

    Args:
        after: The mark of an earlier page, as a reader sent it.
    """
    ordered = sorted(((_whole(scores[id]), id) for id in ids), reverse=True)
    values = _whole_texts(after)
    if values:
        ordered = [key for key in ordered if key < values]
    page = ordered[:per_page]
    mark = None
    if len(ordered) > per_page:
        mark = "~".join(map(str, page[-1]))
    return Page([id for _, id in page], mark, begins_with_best=values is None)


def _whole(score: float) -> int:
    """A score as a mark can hold it; what differs by less is equal."""
    return round(score * 10_000)


def _whole_texts(after: str | None) -> tuple[int, ...] | None:
    texts = (after or "").split("~")
    if len(texts) == 2 and all(map(_WHOLE_TEXT.fullmatch, texts)):
        return tuple(map(int, texts))
    return None


def _marked(row, name: str, kind: type):
    """The value of one key of a row, as the page mark holds it."""
    if kind is PublicId:
        return row.public_id
    return getattr(row, name)


def _written(value: dt.datetime | int) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime(_MOMENT)
    return str(int(value))


def _told(keys: list[tuple]) -> list[tuple]:
    return [key for key in keys if key[2] is not None]


def _read(after: str | None, keys: list[tuple]) -> list[peewee.Value] | None:
    texts = (after or "").split("~")
    told = _told(keys)
    if len(texts) != len(told):
        return None
    try:
        values = [
            _value(text, kind, key)
            for text, (key, _, kind) in zip(texts, told, strict=True)
        ]
        if len(told) == len(keys):
            return values
        return _values_of_row(keys, values[-1])
    except ValueError:
        return None


def _values_of_row(keys: list[tuple], id: peewee.Value) -> list[peewee.Value]:
    """The values of all keys, of the row with an id."""
    model = keys[-1][0].model
    row = model.select(*(key for key, _, _ in keys)).where(model.id == id).first()
    if row is None:
        raise ValueError("no such row")
    return [peewee.Value(getattr(row, name)) for _, name, _ in keys]


def _value(text: str, kind: type, key) -> peewee.Value:
    """A value as the database compares it: moments in naive UTC, whole numbers no
    larger than its integers.
    """
    if kind is dt.datetime and _MOMENT_TEXT.fullmatch(text):
        return peewee.Value(
            dt.datetime.strptime(text, _MOMENT), converter=lambda moment: moment
        )
    if kind is int and _WHOLE_TEXT.fullmatch(text) and abs(int(text)) <= LARGEST_ID:
        return peewee.Value(int(text))
    if (
        kind is PublicId
        and _PUBLIC_TEXT.fullmatch(text)
        and int(text) <= LARGEST_PUBLIC_ID
    ):
        row = key.model.get_or_none(key.model.public_id == int(text))
        if row is not None:
            return peewee.Value(row.id)
    raise ValueError(text)


def _beyond(expressions: list, values: list):
    """(a, b, c) < (x, y, z), written so that both databases begin at `a` in their index."""
    condition = expressions[-1] < values[-1]
    for expression, value in list(zip(expressions, values, strict=True))[-2::-1]:
        condition = (expression <= value) & ((expression < value) | condition)
    return condition
