"""The text of an INSERT of one row, whose beginning is built once for each set of columns.

Peewee looks up, sorts and quotes the columns anew for each row: 38 of them take longer
than SQLite takes to write the row.
"""

from __future__ import annotations

import datetime as dt

import peewee

# What needs no look before it is sent: all but JSON, mostly
PLAIN = frozenset((str, int, float, bool, bytes, type(None), dt.date, dt.datetime))
# Model and columns to the beginning of the text, and the columns in their order
_beginnings: dict[tuple, tuple[str, list[peewee.Field]]] = {}


class PreparedInsert(peewee.ModelInsert):
    """An INSERT, to the letter as Peewee writes it."""

    def __sql__(self, ctx: peewee.Context) -> peewee.Context:
        if not self._is_plain(ctx):
            return super().__sql__(ctx)
        beginning, fields = self._beginning()
        place = ctx.state.param or "?"
        with ctx.scope_values(subquery=True):
            for field in fields:
                value = field.db_value(self._insert[field])
                if type(value) in PLAIN:
                    ctx.literal(beginning).literal(place)
                    ctx._values.append(value)
                else:
                    ctx.literal(beginning).value(value, converter=False)
                beginning = ", "
            ctx.literal(")")
        with ctx.scope_values():
            self._set_table_alias(ctx)  # else what it returns is that of a "t1"
            return self.apply_returning(ctx)

    def _is_plain(self, ctx: peewee.Context) -> bool:
        """Whether it is a statement of its own, of one row of nothing but values."""
        row = self._insert
        if not row or not isinstance(row, dict) or ctx._sql or self._cte_list:
            return False
        if self._columns or self._on_conflict:
            return False
        return (
            all(isinstance(field, peewee.Field) for field in row)
            and not any(isinstance(value, peewee.Node) for value in row.values())
            and row.keys() >= self.get_default_data().keys()
        )

    def _beginning(self) -> tuple[str, list[peewee.Field]]:
        # A field is equal to whatever has its hash, so by what each of them is
        place = (self.model, *map(id, self._insert))
        known = _beginnings.get(place)
        if known is None:
            fields = sorted(self._insert, key=lambda field: field._sort_key)
            columns = ", ".join(f'"{field.column_name}"' for field in fields)
            table = self.model._meta.table_name
            known = (f'INSERT INTO "{table}" ({columns}) VALUES (', fields)
            _beginnings[place] = known
        return known


class PreparedInserts:
    """Mixin of models whose rows are inserted so."""

    @classmethod
    def insert(cls, row: dict | None = None, /, **columns) -> peewee.ModelInsert:
        """An INSERT of one row, as `peewee.Model.insert`."""
        return PreparedInsert(cls, cls._normalize_data(row, columns))
