"""Stakeholders: groups and organisations that matter, how much, and who keeps in touch
with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import Versioned
from tracker.core.fields import described
from tracker.core.history import differing
from tracker.core.imports import importable
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.guidelines.models import Platform
from tracker.plaintext import one_line
from tracker.stakeholders.models.archivable import Archivable
from tracker.stakeholders.models.bulk import BulkUpdate
from tracker.stakeholders.models.history import StakeholderChange
from tracker.stakeholders.models.stakeholder_platform import StakeholderPlatform

SCALE = range(1, 6)
HIGH = 12  # priority from which a missing touchpoint is a gap: 3 × 4
TAKEN = N_("There is already a stakeholder of that name.")


class Stakeholder(BulkUpdate, Archivable, Versioned, BaseModel):
    """A group or an organisation, never a private person.

    Archived rather than deleted once an experiment refers to it.
    """

    name = described(
        importable(
            CheckedCharField(120, unique=True),
            "navn stakeholder interessent gruppe group organisation",
            required=True,
            title=N_("Name"),
        ),
        N_("Name of the group or organisation"),
        personal=True,
    )
    interest = described(
        importable(peewee.SmallIntegerField(), "interesse"), N_("Interest")
    )
    influence = described(
        importable(peewee.SmallIntegerField(), "indflydelse power magt"),
        N_("Influence"),
    )
    worry = described(
        importable(
            CheckedCharField(1000, default=""),
            "bekymring worries concern bekymringer",
            title=N_("Worry"),
        ),
        N_("What worries them?"),
        personal=True,
    )
    owner = described(
        peewee.ForeignKeyField(
            Person, null=True, backref="stakeholders", on_delete="SET NULL"
        ),
        N_("Who keeps in touch?"),
    )
    next_contact = described(
        importable(peewee.DateField(null=True), "næste_kontakt"), N_("Next contact")
    )
    # Key of the default stakeholder that it was created from
    typical = CheckedCharField(40, null=True, unique=True)
    changed_at = UTCDateTimeField()
    archived_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)

    HINTS = ("stakeholder", "touchpoint")

    class Meta:
        constraints = [
            peewee.Check("interest BETWEEN 1 AND 5"),
            peewee.Check("influence BETWEEN 1 AND 5"),
            peewee.Check("name <> ''"),
        ]

    # Making

    @classmethod
    def add(
        cls,
        *,
        at: dt.datetime,
        by: Person | None = None,
        platforms: Iterable[Platform] = (),
        **card,
    ) -> Stakeholder:
        """Create a stakeholder.

        Args:
            by: The person to record in the history.
            platforms: The platforms where the group is.
            card: name, interest, influence; worry, owner, next_contact, typical.

        Raises:
            ValidationFailed: A field is invalid, or the name is taken.
        """
        card["name"] = one_line(card.get("name"))
        errors = stakeholder_problems(card) + cls._is_taken(card["name"])
        raise_if_errors(errors)
        with cls._meta.database.atomic():
            stakeholder = _once(lambda: cls.create(changed_at=at, **card))
            StakeholderPlatform.replace_all(stakeholder, platforms)
            stakeholder.log_change("added", by=by, at=at)
        return stakeholder

    @classmethod
    def by_name(cls, name: str) -> Stakeholder | None:
        """The stakeholder of this name, upper and lower case alike.

        SQLite does not fold æ, ø and å, so Python compares the few dozen names.
        """
        names = cls.select(cls.id, cls.name).tuples()
        alike = next(
            (id for id, other in names if other.casefold() == name.casefold()), None
        )
        return alike and cls.get_by_id(alike)

    # Verbs

    def change(
        self,
        *,
        version: int,
        at: dt.datetime,
        by: Person | None = None,
        platforms: Iterable[Platform] | None = None,
        **card,
    ) -> None:
        """Change the card; the history keeps the old values.

        Args:
            version: The version that the change was made from.
            by: The person to record in the history.
            platforms: The whole new list of platforms, or None to leave it.

        Raises:
            ValidationFailed: A field is invalid, or the name is taken.
            EditConflict: Another person saved first; nothing was written.
        """
        card["name"] = one_line(card.get("name", self.name))
        errors = stakeholder_problems(self.card() | card)
        errors += self._is_taken(card["name"], but=self.id)
        raise_if_errors(errors)
        before = self.as_dict()
        with self._meta.database.atomic():
            self.changed_at = at
            for name, value in card.items():
                setattr(self, name, value)
            _once(lambda: self.save_as_next(version))
            if platforms is not None:
                StakeholderPlatform.replace_all(self, platforms)
            if changes := differing(before, self.as_dict()):
                self.log_change("changed", by=by, at=at, changes=changes)

    def place(
        self,
        *,
        interest: int,
        influence: int,
        version: int,
        at: dt.datetime,
        by: Person | None = None,
    ) -> None:
        """Change interest and influence, which are the position on the map.

        Raises:
            ValidationFailed: A number is not from 1 to 5.
            EditConflict: Another person saved first.
        """
        self.change(
            interest=interest, influence=influence, version=version, at=at, by=by
        )

    def log_change(
        self,
        act: str,
        *,
        by: Person | None,
        at: dt.datetime,
        place: str = "",
        changes: dict | None = None,
    ) -> None:
        """Record a change in the history.

        Args:
            place: The touchpoint that was changed; "" for the stakeholder itself.
            changes: Field name to old and new text.
        """
        StakeholderChange.create(
            stakeholder=self, by=by, at=at, act=act, place=place, changes=changes or {}
        )

    def unarchive(self, at: dt.datetime, by: Person | None = None) -> None:
        """Show an archived stakeholder on the map again."""
        with self._meta.database.atomic():
            Stakeholder.update(archived_at=None, version=Stakeholder.version + 1).where(
                Stakeholder.id == self.id
            ).execute()
            self.log_change("brought_back", by=by, at=at)

    # Predicates

    @property
    def priority(self) -> int:
        """Interest times influence, from 1 to 25."""
        return self.interest * self.influence

    @property
    def is_high(self) -> bool:
        """Whether the priority is so high that a missing touchpoint is a gap."""
        return self.priority >= HIGH

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    def is_due(self, on: dt.date) -> bool:
        """Whether the day to contact them has come."""
        return (
            self.next_contact is not None
            and self.next_contact <= on
            and not self.is_archived
        )

    def card(self) -> dict:
        """Field name to value, without owner and platforms."""
        return {
            name: getattr(self, name)
            for name in ("name", "interest", "influence", "worry", "next_contact")
        }

    def as_dict(self) -> dict[str, str]:
        """Field name to text, for comparing two versions."""
        slugs = [
            presence.platform.slug
            for presence in self.presences.order_by(StakeholderPlatform.id)
        ]
        texts = {name: _text(value) for name, value in self.card().items()}
        texts["owner"] = _text(self.owner_id)
        texts["platforms"] = ", ".join(sorted(slugs))
        return texts

    # Permissions

    def changeable_by(self, person) -> bool:
        """Whether this person is a facilitator or its owner."""
        return person.facilitates or self.owner_id == person.id

    # Private

    @classmethod
    def _is_taken(cls, name: str, but: int | None = None) -> list[FieldError]:
        other = cls.by_name(name)
        if other and other.id != but:
            return [FieldError("name", TAKEN)]
        return []

    def __str__(self) -> str:
        return self.name


def stakeholder_problems(card: dict) -> list[FieldError]:
    """The validation errors of a stakeholder's fields."""
    errors = required(card, ("name", "interest", "influence"))
    errors += length_errors(card, Stakeholder)
    for name in ("interest", "influence"):
        value = card.get(name)
        if value is not None and value not in SCALE:
            errors.append(FieldError(name, N_("From 1 to 5.")))
    return errors


def _text(value) -> str:
    if value is None:
        return ""
    return str(value)


def _once(write):
    """The result of `write`; a name that is taken already is a validation error."""
    try:
        return write()
    except peewee.IntegrityError as error:
        raise ValidationFailed(FieldError("name", TAKEN)) from error
