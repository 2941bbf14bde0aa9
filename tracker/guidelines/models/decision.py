"""What came of a proposal: decided in the open, with the reason."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.guidelines.models.proposal import Proposal
from tracker.jobs.models import Job


class ProposalDecision(BaseModel):
    """What came of a proposal, by whom it was decided, and why; everybody may read it."""

    proposal = peewee.ForeignKeyField(
        Proposal, backref="verdicts", unique=True, on_delete="RESTRICT"
    )
    accepted = peewee.BooleanField()
    reason = CheckedCharField(1000)
    by = peewee.ForeignKeyField(Person, backref="verdicts_given", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        constraints = [peewee.Check("reason <> ''")]

    @classmethod
    def add(
        cls,
        proposal: Proposal,
        *,
        accepted: bool,
        reason: str,
        by: Person,
        at: dt.datetime,
    ) -> ProposalDecision:
        """Accept a proposal or decline it, with the reason. Whoever made it is told.

        Raises:
            ValidationFailed: There is no reason, or it was decided already.
        """
        raise_if_errors(*decision_problems(reason))
        try:
            with cls._meta.database.atomic():
                verdict = cls.create(
                    proposal=proposal, accepted=accepted, reason=reason, by=by, at=at
                )
                path = f"/guidelines/proposals/{proposal.id}"
                event = f"answered:proposal={proposal.id}"
                Job.enqueue(
                    "tell",
                    at=at,
                    what="answered",
                    by=by.id,
                    to=[proposal.by_id],
                    path=path,
                    event=event,
                )
        except peewee.IntegrityError:
            raise_if_errors(FieldError("", N_("It has been decided already.")))
        return verdict


def decision_problems(reason: str) -> list[FieldError]:
    """Everything that a decision demands."""
    return [
        *required({"reason": reason}, ["reason"]),
        *length_errors({"reason": reason}, ProposalDecision),
    ]
