"""Reports that the safe conduct was broken, for their reader, and what was told of them."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.safe_conduct.models import BreachCount, BreachReport


def reports_to(contact: Person) -> peewee.ModelSelect:
    """Reports to one person, those that wait first; nobody else ever reads them."""
    return (
        BreachReport.select(BreachReport, Person)
        .join(Person, peewee.JOIN.LEFT_OUTER, on=BreachReport.reporter)
        .where(BreachReport.contact == contact)
        .order_by(BreachReport.finding.is_null(False), BreachReport.id.desc())
    )


def reports_to_settle(contact) -> peewee.ModelSelect:
    """Reports of which their reader has not said yet what was found."""
    return BreachReport.select().where(
        BreachReport.contact == contact, BreachReport.finding.is_null()
    )


def counts_told() -> list[BreachCount]:
    """How often it was found broken, as the contacts told it, the newest first."""
    rows = BreachCount.select(BreachCount, Person).join(Person)
    return list(rows.order_by(BreachCount.id.desc()))
