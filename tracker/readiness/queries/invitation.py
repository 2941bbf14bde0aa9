"""The invitation of the current viewer; invitations of other people are never shown."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.prepared import Parameter, Prepared, Question
from tracker.readiness.models import Invitation, Pulse


def round_for(person: Person, on: dt.date) -> Pulse | None:
    """The open round to which this person is invited, if any."""
    pulse = _open_pulse.first(on=on)
    if pulse is None or not invitation_of(person):
        return None
    return pulse


def round_to_ask(on: dt.date) -> Question:
    """What `round_for` asks first."""
    return _open_pulse.question_first(on=on)


def invitation_of(person: Person) -> bool:
    """Whether somebody is invited to the open round, and has not answered yet."""
    return Invitation.select().where(Invitation.person == person).exists()


@Prepared
def _open_pulse() -> peewee.ModelSelect:
    return (
        Pulse.select()
        .where(Pulse.is_open, Pulse.closes_on >= Parameter("on"))
        .order_by(Pulse.id)
        .limit(1)
    )


def is_asked_as_leader(person: Person) -> bool:
    """Whether this person's invitation asks what only leaders are asked."""
    return (
        Invitation.select()
        .where(Invitation.person == person, Invitation.leads)
        .exists()
    )
