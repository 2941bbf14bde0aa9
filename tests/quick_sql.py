"""Peewee writes SQL in fewer steps while tests run, and the same to the letter: see
`test_quick_sql.py`.

Half of what it takes to write a query goes into the names of columns, and tests send far
more queries that are not prepared than an installation does. With ``--faults`` Peewee is
as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import peewee

# What a column may belong to, and where each has the alias that it was given
ALIASES = {
    peewee.Table: "_alias",
    peewee.Select: "_alias",
    peewee.ModelSelect: "_alias",
    peewee.CompoundSelectQuery: "_alias",
    peewee.ModelCompoundSelectQuery: "_alias",
    peewee.ModelAlias: "alias",
}
OF_COLUMN = peewee.Column.__sql__
IS_EMPTY = peewee.Expression._is_rhs_empty


def _column(source, name: str, ctx: peewee.Context) -> peewee.Context:
    """A column under its name, which holds no quotes, and that of what it belongs to."""
    place = ALIASES.get(type(source))
    if place is None:
        return OF_COLUMN(peewee.Column(source, name), ctx)
    if ctx.state.scope == peewee.SCOPE_VALUES:
        return ctx.literal(f'"{name}"')
    aliases = ctx.alias_manager
    if alias := getattr(source, place):
        aliases[source] = alias
    return ctx.literal(f'"{aliases[source]}"."{name}"')


def _is_empty(expression, rhs, context) -> bool:
    """Whether nothing stands after IN: never where a query does, whose SQL Peewee would
    write just to see that, once more for each query around it.
    """
    return not isinstance(rhs, peewee.SelectBase) and IS_EMPTY(expression, rhs, context)


QUICK: dict[tuple[type, str], Callable] = {
    (peewee.Column, "__sql__"): lambda self, ctx: _column(self.source, self.name, ctx),
    (peewee.Field, "__sql__"): lambda self, ctx: _column(
        self.model._meta.table, self.column_name, ctx
    ),
    (peewee.FieldAlias, "__sql__"): lambda self, ctx: _column(
        self.source, self.field.column_name, ctx
    ),
    (peewee.Expression, "_is_rhs_empty"): _is_empty,
}
OF_PEEWEE = {(owner, name): getattr(owner, name) for owner, name in QUICK}


def write(quickly: bool) -> None:
    """Write SQL quickly, or as Peewee does, from now on."""
    for (owner, name), method in (QUICK if quickly else OF_PEEWEE).items():
        setattr(owner, name, method)


@contextmanager
def writing(quickly: bool) -> Iterator[None]:
    """Write SQL so within the block."""
    was_quick = peewee.Expression._is_rhs_empty is _is_empty
    write(quickly)
    try:
        yield
    finally:
        write(was_quick)
