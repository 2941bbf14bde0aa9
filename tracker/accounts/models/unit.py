"""Units: the parts of the organisation that people belong to."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.audit.models import AuditEvent, EventType
from tracker.core.merge import move_all
from tracker.core.validation import (
    N_,
    ErrorList,
    FieldError,
    ValidationFailed,
    length_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField, for_update
from tracker.plaintext import folded, one_line
from tracker.revision import Revision
from tracker.small_groups import MIN_GROUP_SIZE

TAKEN = N_("There is already a unit of that name.")


class Unit(BaseModel):
    """A part of the organisation. Units stand in alphabetical order, never sorted by a figure."""

    name = CheckedCharField(120, unique=True)
    parent = peewee.ForeignKeyField(
        "self", null=True, backref="children", on_delete="RESTRICT"
    )
    # Nobody joins it any more, and nothing is begun there; what was tried stays
    closed_at = UTCDateTimeField(null=True)
    # Its name, number and address stand for the other unit from then on
    merged_into = peewee.ForeignKeyField(
        "self", null=True, backref="merged", on_delete="RESTRICT"
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
        """The unit of this name, whatever its case and composition; None if there is none.

        The name of one that was merged is that of the other.
        """
        found = cls.get_or_none(cls.name == one_line(name))
        if found is None:
            wanted = folded(name)
            units = cls.select().order_by(cls.id)
            found = next((row for row in units if folded(row.name) == wanted), None)
        return (found and found.merged_into) or found

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
            ValidationFailed: Another unit has the name, however it is written, or the unit
                would stand below itself.
        """
        self._check_parent(parent)
        old_name = self.name
        old_parent = self.parent_id
        self.name = one_line(name)
        self.parent = parent
        self._check_name(self.name)
        self._check_free()
        try:
            with self._meta.database.atomic():
                self.save()
                if self.name != old_name:
                    AuditEvent.record(EventType.unit_renamed, on=self)
                if self.parent_id != old_parent:
                    detail = f"{old_parent or '–'} → {self.parent_id or '–'}"
                    AuditEvent.record(EventType.unit_moved, on=self, detail=detail)
        except peewee.IntegrityError as error:
            raise ValidationFailed(FieldError("name", TAKEN)) from error

    def close(self, at: dt.datetime) -> None:
        """Let nobody join the unit any more; what was tried in it stays.

        Raises:
            ValidationFailed: People still belong to it, or units below it are open.
        """
        errors = ErrorList()
        working = self.people.filter(disabled_at__is=None).count()
        message = N_("%(n)s people belong to it. Move them first, or merge it.")
        errors.add_if(working, "", message, {"n": working})
        below = Unit.select().where(Unit.parent == self, Unit.closed_at.is_null())
        message = N_("Units stand below it. Move or close them first.")
        errors.add_if(below.exists(), "", message)
        errors.raise_if_any()
        with self._meta.database.atomic():
            self.closed_at = at
            self.save()
            AuditEvent.record(EventType.unit_closed, on=self)

    def reopen(self) -> None:
        """Let people join a closed unit again; not one that was merged."""
        if self.merged_into_id is None:
            with self._meta.database.atomic():
                self.closed_at = None
                self.save()
                AuditEvent.record(EventType.unit_reopened, on=self)

    def merge_problems(self, into: Unit) -> list[FieldError]:
        """The reasons why the unit cannot be merged into another."""
        errors = ErrorList()
        message = N_("A unit cannot be merged into itself.")
        errors.add_if(self.id == into.id, "into", message)
        gone = self.merged_into_id or into.merged_into_id or into.closed_at
        message = N_("One of them is merged or closed already. Please look again.")
        errors.add_if(gone, "into", message)
        return errors

    def merge(self, into: Unit, *, at: dt.datetime) -> None:
        """Merge the unit into another, all or nothing.

        People, experiments, followers and the units below move; the name and the address
        of this one stand for the other from then on.

        Raises:
            ValidationFailed: Both are the same, or one of them is merged or closed.
        """
        with self._meta.database.atomic():
            rows = Unit.select().where(Unit.id.in_([self.id, into.id]))
            there = {row.id: row for row in for_update(rows.order_by(Unit.id))}
            source, into = there[self.id], there[into.id]
            ErrorList(source.merge_problems(into)).raise_if_any()
            if source.id in {above.id for above in into.ancestors()}:
                Unit.update(parent=source.parent_id).where(Unit.id == into.id).execute()
            move_all(Unit, source, into)
            Unit.update(merged_into=into, closed_at=at).where(
                Unit.id == source.id
            ).execute()
            AuditEvent.record(
                EventType.unit_merged, on=source, detail=f"{source.id} → {into.id}"
            )
            Revision.advance()

    def ancestors(self) -> list[Unit]:
        """The units that it stands below, the nearest first."""
        above = []
        unit = self.parent
        while unit and unit not in above and unit.id != self.id:
            above.append(unit)
            unit = unit.parent
        return above

    def _check_parent(self, parent: Unit | None) -> None:
        seen = set()
        above = parent
        while above and above.id not in seen:
            if above.id == self.id:
                message = N_("A unit cannot stand below itself.")
                raise ValidationFailed(FieldError("parent", message))
            seen.add(above.id)
            above = above.parent

    def _check_free(self) -> None:
        others = Unit.select(Unit.name).where(Unit.id != self.id).tuples()
        if folded(self.name) in {folded(name) for (name,) in others}:
            raise ValidationFailed(FieldError("name", TAKEN))

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
