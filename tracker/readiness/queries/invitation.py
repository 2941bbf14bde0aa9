"""Whether somebody may answer; asked only of whoever is reading, and shown to nobody else."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.readiness.models import Invitation, Pulse


def round_for(person: Person, on: dt.date) -> Pulse | None:
    """The round that waits for this person's answers, if one does."""
    mine = Invitation.select(Invitation.person).where(Invitation.person == person)
    return Pulse.get_or_none(Pulse.is_open, Pulse.closes_on >= on, person.id == mine)
