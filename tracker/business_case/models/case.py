"""The business case: its goal, benefit, sponsor, period and investment."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import Versioned
from tracker.core.fields import described, names
from tracker.core.history import plain
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField

MOST = 2_000_000_000  # what a whole number of DKK holds in both databases
AMOUNTS = ("hours", "rate", "cost")


class BusinessCase(Versioned, BaseModel):
    """The business case; the organisation has one. Signed versions are in CaseVersion.

    `hours` and `cost` (DKK) are the investment over the whole period; `rate` is what an
    hour costs, in DKK.
    """

    place = peewee.IntegerField(default=1, unique=True)
    goal = described(CheckedCharField(1000), N_("What do we want to reach?"))
    benefit = described(
        CheckedCharField(1000, default=""), N_("What will people notice when we do?")
    )
    sponsor = described(
        peewee.ForeignKeyField(
            Person, backref="sponsors", null=True, on_delete="RESTRICT"
        ),
        N_("Which leader answers for it?"),
    )
    period_from = described(peewee.DateField(null=True), N_("From"))
    period_to = described(peewee.DateField(null=True), N_("Until"))
    hours = described(peewee.IntegerField(null=True), N_("Hours that we put into it"))
    rate = described(peewee.IntegerField(null=True), N_("What an hour costs, in DKK"))
    cost = described(peewee.IntegerField(null=True), N_("Other expenses, in DKK"))
    begun_by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    begun_at = UTCDateTimeField()
    changed_at = UTCDateTimeField()
    version = peewee.IntegerField(default=1)

    class Meta:
        constraints = [
            peewee.Check("place = 1"),
            peewee.Check("goal <> ''"),
            peewee.Check("period_to >= period_from"),
            peewee.Check("hours >= 0 AND rate >= 0 AND cost >= 0"),
        ]

    # Making

    @classmethod
    def begin(cls, *, by: Person, at: dt.datetime, **case) -> BusinessCase:
        """Create the organisation's business case.

        Args:
            case: goal, benefit, sponsor, period_from, period_to, hours, rate, cost.

        Raises:
            ValidationFailed: There is no goal, a number or a day cannot be, or somebody
                has begun it already.
        """
        raise_if_errors(case_problems(case))
        try:
            with cls._meta.database.atomic():
                return cls.create(begun_by=by, begun_at=at, changed_at=at, **case)
        except peewee.IntegrityError as error:
            begun = N_(
                "A colleague has begun it already. Open it, and change it there."
            )
            raise ValidationFailed(FieldError("", begun)) from error

    # Verbs

    def amend(self, *, version: int, at: dt.datetime, **case) -> None:
        """Change the business case; signed versions stay as they were signed.

        Raises:
            ValidationFailed: There is no goal, or a number or a day cannot be.
            EditConflict: Somebody saved first; nothing was written.
        """
        raise_if_errors(case_problems(self.card() | case))
        for name, value in case.items():
            if self.__data__.get(name) != getattr(value, "id", value):
                setattr(self, name, value)
        self.changed_at = at
        self.save_as_next(version)

    # Predicates

    @classmethod
    def current(cls) -> BusinessCase | None:
        """The business case, joined with its sponsor; None if there is none."""
        return (
            cls.select(cls, Person)
            .join(Person, peewee.JOIN.LEFT_OUTER, on=cls.sponsor)
            .first()
        )

    def card(self) -> dict:
        """The fields and their values, the sponsor as an id."""
        return {name: self.__data__.get(name) for name in names(type(self))}

    def as_dict(self) -> dict[str, str]:
        """The fields as plain text, to compare two versions."""
        return {name: plain(value) for name, value in self.card().items()}

    # Permissions

    @staticmethod
    def editable_by(person: Person) -> bool:
        return person.facilitates or person.leads

    @staticmethod
    def signable_by(person: Person) -> bool:
        return person.leads


def case_problems(case: dict) -> list[FieldError]:
    """The errors of a business case: it needs a goal, and possible numbers and days."""
    starts = case.get("period_from")
    ends = case.get("period_to")
    errors = required(case, ["goal"])
    errors += length_errors(case, BusinessCase)
    errors += amount_problems(case, AMOUNTS)
    if starts and ends and ends < starts:
        reversed_ = N_("It cannot end before it starts.")
        errors.append(FieldError("period_to", reversed_))
    return errors


def amount_problems(values: dict, names) -> list[FieldError]:
    """The errors of amounts: they must not be negative or too large."""
    given = {name: values[name] for name in names if values.get(name) is not None}
    negative = N_("This cannot be less than zero.")
    too_large = N_("This number is larger than what fits here.")
    errors = [FieldError(name, negative) for name in given if given[name] < 0]
    errors += [FieldError(name, too_large) for name in given if given[name] > MOST]
    return errors
