"""How often the safe conduct was found broken, as its contact tells it."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import length_errors, raise_if_errors
from tracker.db import AppendOnly, BaseModel, CheckedCharField
from tracker.safe_conduct.enums import Finding
from tracker.safe_conduct.models.breach_report import BreachReport
from tracker.safe_conduct.models.safe_conduct import SafeConduct


class BreachCount(AppendOnly, BaseModel):
    """A figure that the contact told everybody, with a word if they like. It stays."""

    number = peewee.IntegerField()
    word = CheckedCharField(280, default="")
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    told_on = peewee.DateField()

    class Meta:
        constraints = [peewee.Check("number >= 0")]

    # Making

    @classmethod
    def tell(cls, *, word: str, by: Person, on: dt.date) -> BreachCount:
        """Tell everybody how many of the contact's reports were found to be breaches.

        Raises:
            ValidationFailed: The word is too long.
        """
        raise_if_errors(length_errors({"word": word}, cls))
        return cls.create(number=found_by(by), word=word, by=by, told_on=on)

    # Permissions

    @staticmethod
    def tellable_by(person: Person) -> bool:
        """Whether a person is the contact, or was told of a breach while they were."""
        newest = SafeConduct.newest()
        if newest is None:
            return False
        was_told = BreachReport.select().where(BreachReport.contact == person)
        return newest.contact_id == person.id or was_told.exists()


def found_by(person: Person) -> int:
    """How many of the reports to a person were found to be breaches."""
    return (
        BreachReport.select()
        .where(BreachReport.contact == person, BreachReport.finding == Finding.broken)
        .count()
    )
