"""Keyset paging: a page begins after a row, not after a count, so that it stays put while rows arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import peewee

PER_PAGE = 20


@dataclass(frozen=True)
class Page:
    """Rows of one page, and the mark that the next one begins after."""

    rows: list
    after: str | None

    def __iter__(self):
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


def paged(rows: peewee.ModelSelect, keys: list[tuple[Any, Any]], after: str | None, per_page: int = PER_PAGE) -> Page:
    """One page of rows in descending order of the keys.

    Args:
        keys: Pairs of a database expression and a function from row to its text; the last one is the unique id. Texts are
            cast back by the expression's own field.
        after: The mark of an earlier page, as a reader sent it; one that makes no sense shows the first page.
    """
    rows = rows.order_by(*[expression.desc() for expression, _ in keys]).limit(per_page + 1)
    marks = (after or "").split("~")
    if len(marks) == len(keys):
        try:
            values = [
                expression.adapt(mark) if hasattr(expression, "adapt") else mark
                for (expression, _), mark in zip(keys, marks, strict=True)
            ]
            rows = rows.where(_beyond([expression for expression, _ in keys], values))
        except (ValueError, TypeError):
            pass
    found = list(rows)
    last = found[per_page - 1] if len(found) > per_page else None
    return Page(found[:per_page], last and "~".join(str(text(last)) for _, text in keys))


def _beyond(expressions: list, values: list):
    """(a, b, c) < (x, y, z), written out so that both databases use their index."""
    condition = expressions[-1] < values[-1]
    for expression, value in list(zip(expressions, values, strict=True))[-2::-1]:
        condition = (expression < value) | ((expression == value) & condition)
    return condition
