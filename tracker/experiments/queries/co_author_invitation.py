"""Invitations to co-authors: those of a person, and those of an experiment."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import CoAuthorInvitation, Experiment


def open_invitations(person: Person) -> peewee.ModelSelect:
    """The invitations that a person has not answered, joined with experiment and author.

    What is hidden because of personal data is left out until it is shown again.
    """
    return (
        CoAuthorInvitation.select(CoAuthorInvitation, Experiment, Person)
        .join_from(CoAuthorInvitation, Experiment)
        .join_from(Experiment, Person, on=Experiment.author)
        .where(
            CoAuthorInvitation.person == person,
            CoAuthorInvitation.declined_at.is_null(),
            Experiment.hidden_at.is_null(),
            ~Experiment.withheld,
            Experiment.discarded_at.is_null(),
        )
        .order_by(CoAuthorInvitation.at, CoAuthorInvitation.id)
    )


def invitations_of(experiment: Experiment) -> list[CoAuthorInvitation]:
    """Whom the authors of an experiment asked, joined with the person, by name."""
    return list(
        CoAuthorInvitation.select(CoAuthorInvitation, Person)
        .join(Person)
        .where(CoAuthorInvitation.experiment == experiment)
        .order_by(Person.name, CoAuthorInvitation.id)
    )
