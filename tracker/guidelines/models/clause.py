"""A clause of a guideline: something allowed, recommended, to be asked first, or forbidden."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import Versioned
from tracker.core.fields import described
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import (
    BaseModel,
    CheckedCharField,
    EnumCharField,
    LateForeignKey,
    UTCDateTimeField,
)
from tracker.guidelines.models.bilingual import Bilingual
from tracker.guidelines.models.enums import AppliesTo, Asks, ClauseKind, Touches

if TYPE_CHECKING:
    from tracker.guidelines.models.guideline import Guideline

LONGEST_WAIT = 720  # hours: thirty days
OWN = ("text", "reason", "examples", "words", "whom")
TEXTS = tuple(name for own in OWN for name in (own, own + "_en"))
FIELDS = ("kind", "applies_to", "touches", "asks", "within_hours") + TEXTS


class Clause(Bilingual, Versioned, BaseModel):
    """One sentence of a guideline, with its reason, its examples, and words to use.

    A clause of the kind "ask" says whom to ask and may promise an answer within some
    hours. `key` identifies a default clause. A retired clause keeps its row, for the
    history and for the experiments under it.
    """

    guideline = LateForeignKey("Guideline", backref="clauses", on_delete="RESTRICT")
    key = CheckedCharField(80, null=True, unique=True)
    position = peewee.IntegerField(default=0)
    kind = described(EnumCharField(ClauseKind), N_("What does it say?"))
    touches = described(EnumCharField(Touches, null=True), N_("What is it about?"))
    text = described(CheckedCharField(500), N_("It goes on"))
    text_en = described(CheckedCharField(500, default=""), N_("It goes on, in English"))
    reason = described(CheckedCharField(1000, default=""), N_("The reason"))
    reason_en = described(
        CheckedCharField(1000, default=""), N_("The reason, in English")
    )
    examples = described(CheckedCharField(2000, default=""), N_("Examples"))
    examples_en = described(
        CheckedCharField(2000, default=""), N_("Examples, in English")
    )
    words = described(CheckedCharField(2000, default=""), N_("Words to use"))
    words_en = described(
        CheckedCharField(2000, default=""), N_("Words to use, in English")
    )
    whom = described(CheckedCharField(200, default=""), N_("Ask whom?"))
    whom_en = described(CheckedCharField(200, default=""), N_("Ask whom, in English"))
    within_hours = described(
        peewee.IntegerField(null=True), N_("Answer within, in hours")
    )
    is_draft = peewee.BooleanField(default=False)  # a default that nobody adapted yet
    made_at = UTCDateTimeField()
    retired_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)
    applies_to = described(
        EnumCharField(
            AppliesTo,
            default=AppliesTo.work,
            constraints=[
                peewee.SQL("DEFAULT 'work'"),
                peewee.Check("applies_to <> 'private' OR kind IN ('may', 'recommend')"),
            ],
        ),
        N_("Whom does it hold for?"),
    )
    asks = described(
        EnumCharField(
            Asks, null=True, constraints=[peewee.Check("asks IS NULL OR kind = 'ask'")]
        ),
        N_("Whose yes is needed?"),
    )

    class Meta:
        constraints = [
            peewee.Check("text <> ''"),
            peewee.Check("kind = 'ask' OR (whom = '' AND within_hours IS NULL)"),
            peewee.Check("kind <> 'ask' OR whom <> ''"),
            peewee.Check("within_hours BETWEEN 1 AND 720"),
        ]

    # Making

    @classmethod
    def add(
        cls,
        guideline: Guideline,
        *,
        by: Person,
        at: dt.datetime,
        anew: bool = False,
        **card,
    ) -> Clause:
        """Add a clause at the end of a guideline.

        Args:
            card: Field name to value.
            anew: Whether the readers of the guideline must read it again.

        Raises:
            ValidationFailed: The text is missing, or a clause of the kind "ask" names
                nobody to ask.
        """
        card = fitted(card)
        raise_if_errors(clause_problems(card))
        with cls._meta.database.atomic():
            place = cls.select().where(cls.guideline == guideline).count()
            clause = cls.create(guideline=guideline, position=place, made_at=at, **card)
            if anew:
                guideline.renew(by=by, at=at)
            texts = clause.as_dict().items()
            changes = {name: ["", text] for name, text in texts if text}
            guideline.log_change(by, at, "added", changes, clause)
        return clause

    # Verbs

    def amend(
        self, *, version: int, by: Person, at: dt.datetime, anew: bool = False, **card
    ) -> None:
        """Change the clause; the history keeps the old texts.

        Raises:
            ValidationFailed: A field is invalid.
            EditConflict: Another person saved first; nothing was written.
        """
        card = fitted(card)
        raise_if_errors(clause_problems(self.card() | card))
        before = self.as_dict()
        for name, value in card.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        self.is_draft = False
        with self._meta.database.atomic():
            self.save_as_next(version)
            after = self.as_dict()
            if anew:
                self.guideline.renew(by=by, at=at)
            changes = {
                name: [before[name], after[name]]
                for name in after
                if before[name] != after[name]
            }
            self.guideline.log_change(by, at, "amended", changes, self)

    def retire(self, *, by: Person, at: dt.datetime) -> None:
        """Retire the clause; experiments and questions under it keep referring to it."""
        with self._meta.database.atomic():
            if (
                Clause.update(retired_at=at)
                .where(Clause.id == self.id, Clause.retired_at.is_null())
                .execute()
            ):
                self.guideline.log_change(by, at, "retired", {}, self)

    def restore(self, *, by: Person, at: dt.datetime) -> None:
        """Put a retired clause into force again."""
        with self._meta.database.atomic():
            if (
                Clause.update(retired_at=None)
                .where(Clause.id == self.id, Clause.retired_at.is_null(False))
                .execute()
            ):
                self.guideline.log_change(by, at, "restored", {}, self)

    # Predicates

    def card(self) -> dict:
        return {name: getattr(self, name) for name in FIELDS}

    def as_dict(self) -> dict[str, str]:
        """Field name to text, for the history and for comparing two versions."""
        return {name: _text(value) for name, value in self.card().items()}

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def stops(self) -> bool:
        """Whether the clause forbids something, or demands to ask first."""
        return self.kind in (ClauseKind.ask, ClauseKind.dont)

    # Permissions

    @staticmethod
    def editable_by(person: Person) -> bool:
        return person.facilitates


def fitted(card: dict) -> dict:
    """The card without whom to ask and the time, unless the kind is "ask". A clause
    that does not say to whom it applies applies to everybody at work.
    """
    if "applies_to" in card and card["applies_to"] is None:
        card = card | {"applies_to": AppliesTo.work}
    if card.get("kind", ClauseKind.ask) is ClauseKind.ask:
        return card
    return card | {"whom": "", "whom_en": "", "within_hours": None, "asks": None}


def clause_problems(card: dict) -> list[FieldError]:
    """The validation errors of a clause's fields."""
    kind = card.get("kind")
    needed = ["kind", "text"]
    if kind is ClauseKind.ask:
        needed.append("whom")
    errors = required(card, needed) + length_errors(card, Clause)
    hours = card.get("within_hours")
    if hours is not None and not 1 <= hours <= LONGEST_WAIT:
        message = N_("Between one hour and thirty days.")
        errors.append(FieldError("within_hours", message))
    limits = kind in (ClauseKind.ask, ClauseKind.dont)
    if limits and card.get("applies_to") is AppliesTo.private:
        message = N_("A guideline never limits what one says privately.")
        errors.append(FieldError("applies_to", message))
    return errors


def _text(value) -> str:
    if value is None:
        return ""
    return str(value)
