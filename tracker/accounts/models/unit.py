"""Units: the parts of the organisation that people belong to."""

from __future__ import annotations

import peewee

from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import (
    N_,
    ErrorList,
    FieldError,
    ValidationFailed,
    length_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField
from tracker.plaintext import folded, one_line
from tracker.small_groups import MIN_GROUP_SIZE


class Unit(BaseModel):
    """A part of the organisation. Units stand in alphabetical order, never sorted by a figure."""

    name = CheckedCharField(120, unique=True)
    parent = peewee.ForeignKeyField(
        "self", null=True, backref="children", on_delete="RESTRICT"
    )

    @classmethod
    def named(cls, name: str, parent: Unit | None = None) -> Unit:
        """The unit of this name, however it is written; made if there is none.

        Raises:
            ValidationFailed: The name is blank or too long.
        """
        name = one_line(name)
        cls._check_name(name)
        with cls._meta.database.atomic():
            unit = cls.called(name)
            if unit is None:
                unit, made = cls.get_or_create(name=name, defaults={"parent": parent})
                if made:
                    AuditEvent.record(EventType.unit_made, on=unit)
        return unit

    @classmethod
    def called(cls, name: str) -> Unit | None:
        """The unit of this name, whatever its case and composition; None if there is none."""
        exact = cls.get_or_none(cls.name == one_line(name))
        if exact:
            return exact
        wanted = folded(name)
        for unit in cls.select().order_by(cls.id):
            if folded(unit.name) == wanted:
                return unit
        return None

    @classmethod
    def plant(cls, text: str) -> tuple[int, int]:
        """Make several units: one to a line; an indented one stands below the one above
        it, as does the last of "Parent > Child".

        Returns:
            How many were made, and how many were there already.

        Raises:
            ValidationFailed: A name is too long; nothing was made.
        """
        before = cls.select().count()
        named = set()
        above = []
        with cls._meta.database.atomic():
            for line in filter(str.strip, text.expandtabs(4).splitlines()):
                depth = len(line) - len(line.lstrip())
                above = [(at, unit) for at, unit in above if at < depth]
                unit = None
                if above:
                    unit = above[-1][1]
                for name in filter(str.strip, line.split(">")):
                    unit = cls.named(name, unit)
                    named.add(unit.id)
                above.append((depth, unit))
        made = cls.select().count() - before
        return made, len(named) - made

    def rename(self, name: str, parent: Unit | None) -> None:
        """Give the unit another name or place in the tree.

        Raises:
            ValidationFailed: Another unit has the name, or the unit would stand below itself.
        """
        self._check_parent(parent)
        old_name = self.name
        old_parent = self.parent_id
        self.name = one_line(name)
        self.parent = parent
        self._check_name(self.name)
        try:
            with self._meta.database.atomic():
                self.save()
                if self.name != old_name:
                    AuditEvent.record(EventType.unit_renamed, on=self)
                if self.parent_id != old_parent:
                    detail = f"{old_parent or '–'} → {self.parent_id or '–'}"
                    AuditEvent.record(EventType.unit_moved, on=self, detail=detail)
        except peewee.IntegrityError as error:
            raise ValidationFailed(
                FieldError("name", N_("There is already a unit of that name."))
            ) from error

    def _check_parent(self, parent: Unit | None) -> None:
        seen = set()
        above = parent
        while above and above.id not in seen:
            if above.id == self.id:
                message = N_("A unit cannot stand below itself.")
                raise ValidationFailed(FieldError("parent", message))
            seen.add(above.id)
            above = above.parent

    @staticmethod
    def _check_name(name: str) -> None:
        answers = {"name": name}
        errors = required(answers, ["name"]) + length_errors(answers, Unit)
        ErrorList(errors).raise_if_any()

    @property
    def hides_one(self) -> bool:
        """Whether it has so many active people that a single one stays anonymous among them."""
        return self.people.filter(disabled_at__is=None).count() >= MIN_GROUP_SIZE

    def __str__(self) -> str:
        return self.name
