"""The invitation of the current viewer; invitations of other people are never shown."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.readiness.models import Invitation, Pulse


def round_for(person: Person, on: dt.date) -> Pulse | None:
    """The open round to which this person is invited, if any."""
    mine = Invitation.select(Invitation.person).where(Invitation.person == person)
    return Pulse.get_or_none(Pulse.is_open, Pulse.closes_on >= on, person.id == mine)


def is_asked_as_leader(person: Person) -> bool:
    """Whether this person's invitation asks what only leaders are asked."""
    return (
        Invitation.select()
        .where(Invitation.person == person, Invitation.leads)
        .exists()
    )
