"""Peewee writes a column in one step, not in ten, while tests run.

Half of what it takes to write a query goes into the names of columns, and tests send far
more queries that are not prepared than an installation does. What is written is the same
to the letter: see `test_quick_sql.py`.
"""

from __future__ import annotations

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
SLOWLY = (peewee.Column.__sql__, peewee.Field.__sql__, peewee.FieldAlias.__sql__)


def write_quickly() -> None:
    """Write columns in one step from now on."""
    peewee.Column.__sql__ = lambda self, ctx: _written(self.source, self.name, ctx)
    peewee.Field.__sql__ = lambda self, ctx: _written(
        self.model._meta.table, self.column_name, ctx
    )
    peewee.FieldAlias.__sql__ = lambda self, ctx: _written(
        self.source, self.field.column_name, ctx
    )


def write_slowly() -> None:
    """Write columns as Peewee does."""
    classes = (peewee.Column, peewee.Field, peewee.FieldAlias)
    for of_peewee, slowly in zip(classes, SLOWLY, strict=True):
        of_peewee.__sql__ = slowly


def _written(source, name: str, ctx: peewee.Context) -> peewee.Context:
    """A column under its name, which holds no quotes, and that of what it belongs to."""
    place = ALIASES.get(type(source))
    if place is None:
        return SLOWLY[0](peewee.Column(source, name), ctx)
    if ctx.state.scope == peewee.SCOPE_VALUES:
        return ctx.literal(f'"{name}"')
    aliases = ctx.alias_manager
    if alias := getattr(source, place):
        aliases[source] = alias
    return ctx.literal(f'"{aliases[source]}"."{name}"')
