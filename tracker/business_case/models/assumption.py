"""An assumption of the business case: a claim that must be true, and its amount."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.business_case.enums import AssumptionKind
from tracker.business_case.models.case import BusinessCase, amount_problems
from tracker.core.conflicts import Versioned
from tracker.core.fields import described, names
from tracker.core.history import plain
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField

RANGE = ("low", "expected", "high")


class Assumption(Versioned, BaseModel):
    """One assumption, and its lowest, expected and highest amount in DKK.

    The amounts are for the whole period. A benefit adds to the value; a running cost
    and a risk are subtracted. Without an expected amount it counts as zero. A removed
    assumption keeps its row, so that signed versions can be understood.
    """

    case = peewee.ForeignKeyField(
        BusinessCase, backref="assumptions", on_delete="CASCADE"
    )
    kind = described(EnumCharField(AssumptionKind), N_("What is it about?"))
    text = described(CheckedCharField(400), N_("The words"))
    basis = described(
        CheckedCharField(1000, default=""), N_("How did we get to the amount?")
    )
    low = described(peewee.IntegerField(null=True), N_("At the least"))
    expected = described(peewee.IntegerField(null=True), N_("Expected"))
    high = described(peewee.IntegerField(null=True), N_("At the most"))
    made_at = UTCDateTimeField()
    removed_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)

    class Meta:
        constraints = [
            peewee.Check("text <> ''"),
            peewee.Check("low >= 0 AND expected >= 0 AND high >= 0"),
            peewee.Check("low <= expected AND expected <= high"),
            peewee.Check("expected IS NOT NULL OR (low IS NULL AND high IS NULL)"),
        ]

    # Making

    @classmethod
    def add(
        cls,
        case: BusinessCase,
        *,
        at: dt.datetime,
        by: Person,
        submission: str = "",
        **assumption,
    ) -> Assumption:
        """Add an assumption.

        Args:
            assumption: kind, text, basis, low, expected, high. Low and high are the
                expected amount if they are not given.
            submission: The hidden key of the form that was sent.

        Raises:
            ValidationFailed: It has no text or kind, or its amounts cannot be.
        """
        raise_if_errors(assumption_problems(assumption))

        def make() -> Assumption:
            return cls.create(case=case, made_at=at, **_ranged(assumption))

        form = f"assumption of {case.id}"
        return FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)

    # Verbs

    def amend(self, *, version: int, **assumption) -> None:
        """Change the text or the amounts.

        Raises:
            ValidationFailed: It has no text or kind, or its amounts cannot be.
            EditConflict: Somebody saved first; nothing was written.
        """
        raise_if_errors(assumption_problems(self.card() | assumption))
        for name, value in _ranged(assumption).items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        self.save_as_next(version)

    def remove(self, at: dt.datetime) -> None:
        """Remove it from the business case; a second call changes nothing."""
        Assumption.update(removed_at=at).where(
            Assumption.id == self.id, Assumption.removed_at.is_null()
        ).execute()

    # Predicates

    def card(self) -> dict:
        """The fields and their values."""
        return {name: getattr(self, name) for name in names(type(self))}

    def as_dict(self) -> dict[str, str]:
        """The fields as plain text, to compare two versions."""
        return {name: plain(value) for name, value in self.card().items()}


def assumption_problems(assumption: dict) -> list[FieldError]:
    """The errors of an assumption: it needs a kind, a text, and amounts in order."""
    low, expected, high = (assumption.get(name) for name in RANGE)
    errors = required(assumption, ["kind", "text"])
    errors += length_errors(assumption, Assumption)
    errors += amount_problems(assumption, RANGE)
    if expected is None and (low is not None or high is not None):
        alone = N_("Give the amount that you expect, too.")
        errors.append(FieldError("expected", alone))
    if _is_more(low, expected):
        too_high = N_("At the least cannot be more than expected.")
        errors.append(FieldError("low", too_high))
    if _is_more(expected, high):
        too_low = N_("At the most cannot be less than expected.")
        errors.append(FieldError("high", too_low))
    return errors


def _is_more(lower: int | None, upper: int | None) -> bool:
    return lower is not None and upper is not None and lower > upper


def _ranged(assumption: dict) -> dict:
    """The assumption with low and high filled in from the expected amount, if missing."""
    ranged = dict(assumption)
    expected = assumption.get("expected")
    for name in ("low", "high"):
        if expected is not None and assumption.get(name) is None:
            ranged[name] = expected
    return ranged
