"""The decision on a proposal, public and with its reason."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.guidelines.models.proposal import Proposal
from tracker.jobs.models import Job


class ProposalDecision(BaseModel):
    """Whether a proposal was accepted, by whom, and why; everybody may read it."""

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
        """Accept or decline a proposal, with the reason, and notify its author.

        Raises:
            ValidationFailed: There is no reason, or it was decided already.
        """
        raise_if_errors(decision_problems(reason))
        decision = cls(
            proposal=proposal, accepted=accepted, reason=reason, by=by, at=at
        )
        try:
            with cls._meta.database.atomic():
                decision.save(force_insert=True)
                decision._notify_author()
        except peewee.IntegrityError as error:
            raise ValidationFailed(
                FieldError("", N_("It has been decided already."))
            ) from error
        return decision

    def _notify_author(self) -> None:
        Job.enqueue(
            "tell",
            at=self.at,
            what="answered",
            by=self.by_id,
            to=[self.proposal.by_id],
            path=f"/guidelines/proposals/{self.proposal_id}",
            event=f"answered:proposal={self.proposal_id}",
        )


def decision_problems(reason: str) -> list[FieldError]:
    """The validation errors of a decision."""
    values = {"reason": reason}
    return required(values, ["reason"]) + length_errors(values, ProposalDecision)
