"""An assumption: something that must be true for the business case to hold, with what
it is worth.
"""

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
    """One assumption, and what it comes to over the whole period, in DKK: at the least,
    as expected, at the most.

    A benefit adds to the value; a running cost and a risk take from it. Without an
    expected amount it is a belief that nobody has put a number on yet, and counts as
    nothing. What is taken out keeps its row, so that signed versions can be understood.
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
                expected amount where they are not given.
            submission: The hidden key of the form that was sent.

        Raises:
            ValidationFailed: It has no text or kind, or its amounts cannot be.
        """
        raise_if_errors(*assumption_problems(assumption))

        def make() -> Assumption:
            return cls.create(case=case, made_at=at, **_ranged(assumption))

        form = f"assumption of {case.id}"
        return FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)

    # Verbs

    def amend(self, *, version: int, **assumption) -> None:
        """Say it otherwise, or change what it comes to.

        Raises:
            ValidationFailed: It has no text or kind, or its amounts cannot be.
            EditConflict: Somebody saved first; nothing was written.
        """
        raise_if_errors(*assumption_problems({**self.card(), **assumption}))
        for name, value in _ranged(assumption).items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        self.save_as_next(version)

    def remove(self, at: dt.datetime) -> None:
        """Take it out of the business case; said twice, the first time stands."""
        Assumption.update(removed_at=at).where(
            Assumption.id == self.id, Assumption.removed_at.is_null()
        ).execute()

    # Predicates

    def card(self) -> dict:
        """Field to value."""
        return {name: getattr(self, name) for name in names(type(self))}

    def as_dict(self) -> dict[str, str]:
        """Field to plain text, to hold two versions against each other."""
        return {name: plain(value) for name, value in self.card().items()}


def assumption_problems(assumption: dict) -> list[FieldError]:
    """Everything an assumption demands: kind, text, and amounts in order, the expected
    one first.
    """
    low, expected, high = (assumption.get(name) for name in RANGE)
    alone = expected is None and (low is not None or high is not None)
    return [
        *required(assumption, ["kind", "text"]),
        *length_errors(assumption, Assumption),
        *amount_problems(assumption, RANGE),
        *(
            [FieldError("expected", N_("Give the amount that you expect, too."))]
            if alone
            else []
        ),
        *_order("low", low, expected, N_("At the least cannot be more than expected.")),
        *_order(
            "high", expected, high, N_("At the most cannot be less than expected.")
        ),
    ]


def _order(field: str, lower, upper, message: str) -> list[FieldError]:
    if lower is not None and upper is not None and lower > upper:
        return [FieldError(field, message)]
    return []


def _ranged(assumption: dict) -> dict:
    """With low and high where only the expected amount was given."""
    expected = assumption.get("expected")
    filled = {
        name: expected
        for name in ("low", "high")
        if expected is not None and assumption.get(name) is None
    }
    return {**assumption, **filled}
