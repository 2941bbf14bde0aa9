"""A clause: one thing that one may do, had better do, should ask about first, or should leave."""

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
from tracker.guidelines.models.enums import ClauseKind, Touches

if TYPE_CHECKING:
    from tracker.guidelines.models.guideline import Guideline

LONGEST_WAIT = 720  # hours: thirty days
OWN = ("text", "reason", "examples", "words", "whom")
TEXTS = tuple(name for own in OWN for name in (own, own + "_en"))
FIELDS = ("kind", "touches", "within_hours", *TEXTS)


class Clause(Bilingual, Versioned, BaseModel):
    """One sentence of a guideline, with its reason, examples, and words that one may
    use.

    What is to be asked first names whom, and within how long there is an answer; where
    those who are in it answer for themselves, nobody can promise when. `key` tells one
    that came ready; `retired_at` keeps one that no longer holds, for the history and
    for what was done under it.
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
    is_draft = peewee.BooleanField(default=False)  # as it came ready: to be adapted
    made_at = UTCDateTimeField()
    retired_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)

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
        """Add a clause to a guideline, below the others of its kind.

        Args:
            card: Fields of the clause by their names.
            anew: Whether those who have read the guideline should read it again.

        Raises:
            ValidationFailed: There is no text; or it is to be asked first, and nobody is named.
        """
        card = fitted(card)
        raise_if_errors(*clause_problems(card))
        with cls._meta.database.atomic():
            place = cls.select().where(cls.guideline == guideline).count()
            clause = cls.create(guideline=guideline, position=place, made_at=at, **card)
            if anew:
                guideline.renew(by=by, at=at)
            guideline.log_change(
                by,
                at,
                "added",
                {name: ["", text] for name, text in clause.as_dict().items() if text},
                clause,
            )
        return clause

    # Verbs

    def amend(
        self, *, version: int, by: Person, at: dt.datetime, anew: bool = False, **card
    ) -> None:
        """Say it differently; the history keeps what it said before.

        Raises:
            ValidationFailed: A rule of the clause is broken.
            EditConflict: Somebody else saved first; nothing was written.
        """
        card = fitted(card)
        raise_if_errors(*clause_problems({**self.card(), **card}))
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
        """It no longer holds. What was done under it still says so."""
        with self._meta.database.atomic():
            if (
                Clause.update(retired_at=at)
                .where(Clause.id == self.id, Clause.retired_at.is_null())
                .execute()
            ):
                self.guideline.log_change(by, at, "retired", {}, self)

    def restore(self, *, by: Person, at: dt.datetime) -> None:
        """It holds again."""
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
        """What it says as plain words, as the history tells them."""
        return {
            name: "" if value is None else str(value)
            for name, value in self.card().items()
        }

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def stops(self) -> bool:
        """Whether somebody has to wait, or to leave it."""
        return self.kind in (ClauseKind.ask, ClauseKind.dont)

    # Permissions

    @staticmethod
    def editable_by(person: Person) -> bool:
        return person.facilitates


def fitted(card: dict) -> dict:
    """Only what is to be asked first names whom and how long."""
    if card.get("kind", ClauseKind.ask) is ClauseKind.ask:
        return card
    return card | {"whom": "", "whom_en": "", "within_hours": None}


def clause_problems(card: dict) -> list[FieldError]:
    """Everything that a clause demands."""
    asks = card.get("kind") is ClauseKind.ask
    hours = card.get("within_hours")
    waits = hours is None or 1 <= hours <= LONGEST_WAIT
    return [
        *required(card, ["kind", "text", *(("whom",) if asks else ())]),
        *length_errors(card, Clause),
        *(
            []
            if waits
            else [FieldError("within_hours", N_("Between one hour and thirty days."))]
        ),
    ]
