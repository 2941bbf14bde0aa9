"""Types of columns: moments in UTC, checked texts, closed lists and public ids."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Iterator
from functools import reduce
from itertools import islice
from operator import and_

import peewee
from playhouse.fields import EnumField

FIRST_READ = 12  # rows of ids that are read at once, and more each time
MOST_READ = 10_000


class LateForeignKey(peewee.DeferredForeignKey):
    """A foreign key to a model of the same feature that is defined later.

    So a part (a history's row, a tag) is defined before the whole (an experiment), and
    the whole imports its parts and calls them by name.
    """

    def set_model(self, rel_model: type[peewee.Model]) -> None:
        """Become a foreign key, at the column's own place in the table."""
        field = peewee.ForeignKeyField(rel_model, **self.field_kwargs)
        field._order, field._sort_key = self._order, self._sort_key
        if hasattr(self, "description"):
            field.description = self.description
        self.model._meta.add_field(self.name, field)

    def __deepcopy__(self, memo=None):
        return LateForeignKey(self.rel_model_name, **self.field_kwargs)


class UTCDateTimeField(peewee.DateTimeField):
    """A moment: aware UTC in Python, naive UTC in both databases."""

    def db_value(self, value):
        if isinstance(value, dt.datetime):
            if value.tzinfo is None:
                raise ValueError("A moment without a time zone is ambiguous")
            value = value.astimezone(dt.UTC).replace(tzinfo=None)
        return super().db_value(value)

    def python_value(self, value):
        value = super().python_value(value)
        if isinstance(value, dt.datetime):
            return value.replace(tzinfo=dt.UTC)
        return value


# Of what is typed this much is looked for: more letters, or more runs, leave no fewer rows
LONGEST_RUN = 200
MOST_RUNS = 20


def may_contain(column: peewee.Field, text: str):
    """The condition that a text may contain a folded one, whatever its case.

    SQLite folds only ASCII, and PostgreSQL what its locale knows, so only ASCII letters
    are looked for (and no ss, which may be an ß), and not all of a long text, as SQLite
    refuses a pattern of 50,000 bytes and a condition of 1,000 parts: whoever asks compares
    in Python the few rows that are left.
    """
    runs = [run[:LONGEST_RUN] for run in re.split(r"ss|[^\x21-\x7e]+", text) if run]
    conditions = [column.contains(run) for run in runs[:MOST_RUNS]]
    return reduce(and_, conditions, peewee.SQL("1 = 1"))


def first_of_ids(rows: peewee.ModelSelect, ids: Iterator[int], most: int) -> list:
    """The first of some rows that are among these ids, of which there may be many.

    Args:
        ids: In the order of the rows.
    """
    id = rows.model.id
    found: list = []
    size = FIRST_READ
    while len(found) < most and (some := list(islice(ids, size))):
        found.extend(rows.where(id.in_(some)))
        size = min(4 * size, MOST_READ)
    return found[:most]


class CheckedCharField(peewee.CharField):
    """A text whose greatest length the database checks too.

    SQLite ignores the length of a VARCHAR, so there is a CHECK.
    """

    def __init__(self, max_length: int, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def bind(self, model, name, set_attribute=True):
        super().bind(model, name, set_attribute)
        _check(self, f'length("{self.column_name}") <= {self.max_length}')


class EnumCharField(EnumField):
    """One word of a closed list, kept to it by the database.

    Args:
        grows: The list gets new words now and then. The database does not hold it,
            since changing a CHECK means making the table anew on SQLite.
    """

    def __init__(self, words, max_length: int = 20, grows: bool = False, **kwargs):
        self.grows = grows
        super().__init__(words, max_length=max_length, **kwargs)

    def bind(self, model, name, set_attribute=True):
        super().bind(model, name, set_attribute)
        if self.grows:
            _check(self, f'length("{self.column_name}") <= {self.max_length}')
            return
        values = ", ".join(f"'{word.value}'" for word in self.enum_class)
        _check(self, f'"{self.column_name}" IN ({values})')


def _check(field: peewee.Field, condition: str) -> None:
    """Add a CHECK to a column, once: an inherited field is bound to each model anew."""
    check = peewee.Check(condition)
    constraints = list(field.constraints or ())
    if check.sql not in [constraint.sql for constraint in constraints]:
        field.constraints = constraints + [check]


# The largest whole number that a browser's scripts hold exactly
LARGEST_PUBLIC_ID = 2**53 - 1


class PublicId(peewee.BigIntegerField):
    """The random number that names a row in URLs and pages.

    Primary keys grow with time: an id between the ids of two dated rows would reveal
    when its row was made. So the primary keys of rows by anonymous authors are not shown.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("default", _random_public_id)
        super().__init__(unique=True, constraints=[peewee.SQL("DEFAULT 0")], **kwargs)

    def db_value(self, value):
        """The number; -1, which finds nothing, for one that no column can hold."""
        if isinstance(value, int) and not 0 <= value <= LARGEST_PUBLIC_ID:
            value = -1
        return super().db_value(value)


def _random_public_id() -> int:
    return secrets.randbelow(LARGEST_PUBLIC_ID) + 1
