"""Reports that the safe conduct was broken; only the contact reads them."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import length_errors, raise_if_errors, required
from tracker.db import BaseModel, CheckedCharField, EnumCharField
from tracker.safe_conduct.enums import Finding
from tracker.safe_conduct.models.safe_conduct import SafeConduct


class BreachReport(BaseModel):
    """One report, to the person who was the contact when it was written.

    It holds a day and no time, and the reporter only who wishes to be answered, so that
    no log of requests tells who wrote it.
    """

    conduct = peewee.ForeignKeyField(
        SafeConduct, backref="reports", on_delete="RESTRICT"
    )
    contact = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    reporter = peewee.ForeignKeyField(
        Person, backref="+", null=True, on_delete="SET NULL"
    )
    text = CheckedCharField(2000)
    reported_on = peewee.DateField()
    finding = EnumCharField(Finding, null=True)

    class Meta:
        constraints = [peewee.Check("text <> ''")]

    # Making

    @classmethod
    def add(
        cls, conduct: SafeConduct, *, text: str, by: Person | None, on: dt.date
    ) -> BreachReport:
        """Send a report to the contact, for whom it then waits as a duty. It leaves no
        job and no notice, whose times would tell when it was written.

        Args:
            by: The reporter, who then can be answered; None for nobody's name.

        Raises:
            ValidationFailed: There is no text, or it is too long.
        """
        raise_if_errors(
            required({"text": text}, ["text"]) + length_errors({"text": text}, cls)
        )
        return cls.create(
            conduct=conduct,
            contact=conduct.contact_id,
            reporter=by,
            text=text.strip(),
            reported_on=on,
        )

    # Verbs

    def find(self, finding: Finding) -> None:
        """Record what the contact found out; the contact may change it."""
        self.finding = finding
        self.save(only=[BreachReport.finding])

    # Permissions

    def readable_by(self, person: Person) -> bool:
        return person.id == self.contact_id
