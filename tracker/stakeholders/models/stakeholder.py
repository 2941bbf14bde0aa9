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

    Put away rather than deleted once attempts hang on it.
    """

    name = described(
        importable(
            CheckedCharField(120, unique=True),
            "navn stakeholder interessent gruppe group organisation",
            required=True,
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
            CheckedCharField(1000, default=""), "bekymring worries concern bekymringer"
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
    # Which of those that come ready it was made from
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
        """Put somebody on the map.

        Args:
            by: Who does it, for the history.
            platforms: Where they are.
            card: name, interest, influence; worry, owner, next_contact, typical.

        Raises:
            ValidationFailed: A rule of the card is broken, or the name is taken.
        """
        card = {**card, "name": one_line(card.get("name"))}
        raise_if_errors(*stakeholder_problems(card), *cls._is_taken(card["name"]))
        with cls._meta.database.atomic():
            stakeholder = _once(lambda: cls.create(changed_at=at, **card))
            StakeholderPlatform.replace_all(stakeholder, platforms)
            stakeholder.log_change("added", by=by, at=at)
        return stakeholder

    @classmethod
    def by_name(cls, name: str) -> Stakeholder | None:
        """Whoever has this name; in other letters it is the same.

        SQLite folds no æ, ø or å, so Python compares some dozens.
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
        """Change what is written about them; what it said before stays in the history.

        Args:
            version: The version that the change was made from.
            by: Who does it, for the history.
            platforms: The whole new list of where they are, or None to leave it.

        Raises:
            ValidationFailed: A rule of the card is broken, or the name is taken.
            EditConflict: Somebody saved first; nothing was written.
        """
        card = {**card, "name": one_line(card.get("name", self.name))}
        raise_if_errors(
            *stakeholder_problems({**self.card(), **card}),
            *self._is_taken(card["name"], but=self.id),
        )
        before = self.as_dict()
        with self._meta.database.atomic():
            for name, value in {**card, "changed_at": at}.items():
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
        """Move them on the map.

        Raises:
            ValidationFailed: A number is not from 1 to 5.
            EditConflict: Somebody saved first.
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
        """Write into the history.

        Args:
            place: The touchpoint it is about.
            changes: Field to what it said before and says after.
        """
        StakeholderChange.create(
            stakeholder=self, by=by, at=at, act=act, place=place, changes=changes or {}
        )

    def unarchive(self, at: dt.datetime, by: Person | None = None) -> None:
        """Put them on the map again."""
        with self._meta.database.atomic():
            Stakeholder.update(archived_at=None, version=Stakeholder.version + 1).where(
                Stakeholder.id == self.id
            ).execute()
            self.log_change("brought_back", by=by, at=at)

    # Predicates

    @property
    def priority(self) -> int:
        """From 1 to 25."""
        return self.interest * self.influence

    @property
    def is_high(self) -> bool:
        """Whether they matter so much that a touchpoint is missed."""
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
        """What is written about them: field to value."""
        return {
            name: getattr(self, name)
            for name in ("name", "interest", "influence", "worry", "next_contact")
        }

    def as_dict(self) -> dict[str, str]:
        """Everything that is written about them as plain words, to hold two texts
        against each other.
        """
        told = {
            name: "" if value is None else str(value)
            for name, value in self.card().items()
        }
        slugs = [
            presence.platform.slug
            for presence in self.presences.order_by(StakeholderPlatform.id)
        ]
        return {
            **told,
            "owner": str(self.owner_id or ""),
            "platforms": ", ".join(sorted(slugs)),
        }

    # Permissions

    def changeable_by(self, person) -> bool:
        """A facilitator's to change, and its owner's."""
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
    """Everything that the card of a stakeholder demands."""
    return [
        *required(card, ("name", "interest", "influence")),
        *length_errors(card, Stakeholder),
        *[
            FieldError(name, N_("From 1 to 5."))
            for name in ("interest", "influence")
            if card.get(name) not in (None, *SCALE)
        ],
    ]


def _once(write):
    """What `write` gives; two people who add the same name at once are told so."""
    try:
        return write()
    except peewee.IntegrityError as error:
        raise ValidationFailed(FieldError("name", TAKEN)) from error
