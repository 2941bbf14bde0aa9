"""Merging one row into another: whatever refers to the one refers to the other."""

from __future__ import annotations

import peewee


def move_all(noun: type[peewee.Model], old: peewee.Model, new: peewee.Model) -> None:
    """Point every foreign key of every model from one row to another."""
    for field in noun._meta.backrefs:
        _move(field, old, new)


def _move(field: peewee.ForeignKeyField, old: peewee.Model, new: peewee.Model) -> None:
    noun = field.model
    if noun.is_pair:
        for names in _unique_with(field):
            others = [noun._meta.fields[name] for name in names if name != field.name]
            _remove_twins(field, others, old, new)
    noun.update({field: new}).where(field == old).execute()


def _unique_with(field: peewee.ForeignKeyField) -> list[tuple[str, ...]]:
    """The unique indexes that contain a field, each as the names of its fields."""
    indexes = [index for index in field.model._meta.indexes if isinstance(index, tuple)]
    return [names for names, unique in indexes if unique and field.name in names]


def _remove_twins(
    field: peewee.ForeignKeyField,
    others: list[peewee.Field],
    old: peewee.Model,
    new: peewee.Model,
) -> None:
    """Delete the rows of the old row that the new row has as well."""
    twin = field.model.alias()
    there = twin.select(peewee.Value(1)).where(getattr(twin, field.name) == new)
    for other in others:
        there = there.where(getattr(twin, other.name) == other)
    field.model.delete().where(field == old, peewee.fn.EXISTS(there)).execute()
