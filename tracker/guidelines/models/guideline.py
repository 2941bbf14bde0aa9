"""A guideline: the organisation's stance on a platform, and its current edition."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.conflicts import Versioned
from tracker.core.fields import described
from tracker.core.validation import N_, length_errors, raise_if_errors, required
from tracker.db import (
    BaseModel,
    CheckedCharField,
    EnumCharField,
    LateForeignKey,
    UTCDateTimeField,
)
from tracker.guidelines.models.bilingual import Bilingual
from tracker.guidelines.models.clause import Clause
from tracker.guidelines.models.enums import Stance
from tracker.guidelines.models.history import Amendment
from tracker.guidelines.models.read_receipt import ReadReceipt
from tracker.jobs.models import Job

if TYPE_CHECKING:
    from tracker.guidelines.models.platform import Platform

EVERYWHERE = "everywhere"
A_YEAR = dt.timedelta(days=365)
TEXTS = ("why", "why_en", "decided_by")
AGREED_ON = {"stance", "why", "why_en"}  # what a leader says yes to


class Guideline(Bilingual, Versioned, BaseModel):
    """The stance on one platform; or, without a platform, the values for everywhere.

    Readers confirm one edition. A change begins a new edition only if its author says
    that the guideline must be read again.
    """

    slug = CheckedCharField(40, unique=True)
    platform = described(
        LateForeignKey(
            "Platform",
            backref="guidelines",
            null=True,
            unique=True,
            on_delete="RESTRICT",
        ),
        N_("Platform"),
    )
    stance = described(EnumCharField(Stance, null=True), N_("Where do we stand?"))
    # The reason for the stance; for everywhere, the organisation's values
    why = described(CheckedCharField(4000, default=""), N_("Why?"))
    why_en = described(CheckedCharField(4000, default=""), N_("Why, in English"))
    decided_by = described(CheckedCharField(200, default=""), N_("Decided by"))
    decided_on = described(peewee.DateField(null=True), N_("Decided on"))
    # A default that nobody has decided on or confirmed yet
    is_draft = peewee.BooleanField(default=True)
    edition = peewee.IntegerField(default=1)
    edition_at = UTCDateTimeField(null=True)  # None: the first one
    version = peewee.IntegerField(default=1)
    # The leader who said yes to the stance as it is, and when
    agreed_by = peewee.ForeignKeyField(
        Person, backref="+", null=True, on_delete="RESTRICT"
    )
    agreed_at = UTCDateTimeField(null=True)

    class Meta:
        constraints = [
            peewee.Check("(platform_id IS NULL) = (slug = 'everywhere')"),
            peewee.Check("(platform_id IS NULL) = (stance IS NULL)"),
            peewee.Check("edition >= 1"),
        ]

    # Making

    @classmethod
    def open(cls, platform: Platform | None) -> Guideline:
        """Get or create the guideline of a platform, or without one that of everywhere.

        The stance is listening until somebody decides on another.
        """
        slug = EVERYWHERE
        values = {}
        if platform:
            slug = platform.slug
            values = {"platform": platform, "stance": Stance.listening}
        guideline, _ = cls.get_or_create(slug=slug, defaults=values)
        return guideline

    # Verbs

    def decide(
        self,
        *,
        why: str,
        why_en: str = "",
        stance: Stance | None = None,
        decided_by: str = "",
        decided_on: dt.date | None = None,
        version: int,
        by: Person,
        at: dt.datetime,
        anew: bool = False,
    ) -> None:
        """Decide on the stance and its reason; for everywhere, on the values.

        Args:
            version: The version that the change was made from.
            anew: Whether the readers of the guideline must read it again.

        Raises:
            ValidationFailed: The reason or the stance is missing, or a text is too long.
            EditConflict: Another person saved first; nothing was written.
        """
        before = self.as_dict()
        needed = ["why"]
        values = {"why": why, "why_en": why_en}
        values |= {"decided_by": decided_by, "decided_on": decided_on}
        if not self.is_everywhere:
            needed.append("stance")
            values["stance"] = stance
        errors = required(values, needed) + length_errors(values, Guideline)
        raise_if_errors(errors)
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        self.is_draft = False
        changes = _differing(before, self.as_dict())
        if changes.keys() & AGREED_ON:
            self.agreed_by = None
            self.agreed_at = None
        with self._meta.database.atomic():
            self.save_as_next(version)
            self.log_change(by, at, "decided", changes)
            if anew:
                self.renew(by=by, at=at)

    def confirm(
        self, *, by: Person, at: dt.datetime, on: dt.date, decided_by: str = ""
    ) -> None:
        """Confirm the guideline as it is.

        Its default texts are no longer drafts, and the day of the decision becomes
        today.

        Args:
            on: Today in the time zone of the organisation.
            decided_by: Who has decided it; blank if it names somebody already.

        Raises:
            ValidationFailed: Nobody is named, or the name is too long.
        """
        before = self.as_dict()
        values = {"decided_by": decided_by.strip() or self.decided_by}
        raise_if_errors(
            required(values, ["decided_by"]) + length_errors(values, Guideline)
        )
        self.decided_by = values["decided_by"]
        self.decided_on = on
        changes = _differing(before, self.as_dict())
        with self._meta.database.atomic():
            Guideline.update(
                is_draft=False, decided_by=self.decided_by, decided_on=on
            ).where(Guideline.id == self.id).execute()
            Clause.update(is_draft=False).where(Clause.guideline == self).execute()
            self.log_change(by, at, "stood_by", changes)

    def agree(self, *, version: int, by: Person, at: dt.datetime) -> None:
        """Record a leader's yes to the stance; a change of it takes the yes away.

        Raises:
            EditConflict: It was changed since the leader read it; nothing was written.
        """
        self.agreed_by = by
        self.agreed_at = at
        with self._meta.database.atomic():
            self.save_as_next(version)
            self.log_change(by, at, "agreed", {})

    def renew(self, *, by: Person, at: dt.datetime) -> None:
        """Begin a new edition, and notify the readers of the last one.

        Nobody counts as a reader of the new edition yet.
        """
        with self._meta.database.atomic():
            Guideline.update(edition=Guideline.edition + 1, edition_at=at).where(
                Guideline.id == self.id
            ).execute()
            self.edition = self.reload().edition
            self.edition_at = at
            if readers := ReadReceipt.delete_all(self):
                path = f"/guidelines/{self.slug}"
                event = f"review_rules:guideline={self.id}:edition={self.edition}"
                Job.enqueue(
                    "tell",
                    at=at,
                    what="review_rules",
                    by=by.id,
                    to=readers,
                    path=path,
                    event=event,
                )

    def log_change(
        self, by: Person | None, at: dt.datetime, act: str, changes: dict, clause=None
    ) -> None:
        """Record a change in the history. `changes` maps a field to its old and new text."""
        if by is not None:
            AuditEvent.record(
                EventType.guideline_changed, on=self, by=by.id, detail=act
            )
        Amendment.create(
            guideline=self,
            clause=clause,
            by=by,
            at=at,
            act=act,
            edition=self.edition,
            changes=changes,
        )

    # Predicates

    @property
    def is_everywhere(self) -> bool:
        return self.slug == EVERYWHERE

    def is_old(self, on: dt.date) -> bool:
        """Whether it was decided more than a year ago and should be confirmed."""
        return self.decided_on is not None and self.decided_on < on - A_YEAR

    def as_dict(self) -> dict[str, str]:
        """Field name to text, for the history and for comparing two versions."""
        texts = {name: getattr(self, name) for name in TEXTS}
        texts["stance"] = ""
        if self.stance:
            texts["stance"] = self.stance.value
        texts["decided_on"] = ""
        if self.decided_on:
            texts["decided_on"] = self.decided_on.isoformat()
        return texts

    # Permissions

    @staticmethod
    def editable_by(person: Person) -> bool:
        return person.facilitates

    @staticmethod
    def agreeable_by(person: Person) -> bool:
        return person.leads


def _differing(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    return {
        name: [before[name], text]
        for name, text in after.items()
        if before[name] != text
    }
