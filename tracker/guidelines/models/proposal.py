"""A proposal to change a guideline; everybody may make and support one."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person, Role
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.guidelines.models.clause import Clause
from tracker.guidelines.models.enums import ClauseKind, ProposalKind
from tracker.guidelines.models.guideline import Guideline
from tracker.guidelines.models.question import keepers_of_guidelines
from tracker.jobs.models import Job


class Proposal(BaseModel):
    """A proposal to change a clause, to lift it, or to add one."""

    guideline = peewee.ForeignKeyField(
        Guideline, backref="proposals", on_delete="RESTRICT"
    )
    clause = peewee.ForeignKeyField(
        Clause, backref="proposals", null=True, on_delete="RESTRICT"
    )
    kind = EnumCharField(ProposalKind)
    clause_kind = EnumCharField(ClauseKind, null=True)
    text = CheckedCharField(500, default="")
    why = CheckedCharField(2000)
    by = peewee.ForeignKeyField(Person, backref="proposals_made", on_delete="RESTRICT")
    named = peewee.BooleanField(default=False)
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("at", "id"), False),)
        constraints = [
            peewee.Check("(kind = 'new') = (clause_id IS NULL)"),
            peewee.Check("(kind = 'new') = (clause_kind IS NOT NULL)"),
            peewee.Check("kind = 'lift' OR text <> ''"),
            peewee.Check("why <> ''"),
        ]

    # Making

    @classmethod
    def add(
        cls,
        guideline: Guideline,
        *,
        why: str,
        by: Person,
        at: dt.datetime,
        kind: ProposalKind | None,
        text: str = "",
        clause: Clause | None = None,
        clause_kind: ClauseKind | None = None,
        named: bool = False,
        submission: str = "",
    ) -> Proposal:
        """Propose a change, and notify the facilitators.

        A proposal to lift a "don't" notifies the leaders, too.

        Args:
            text: The proposed wording; "" if the clause is to be lifted.
            clause: The clause to change or lift; None for a new one.
            named: Whether to show the author's name.
            submission: The hidden key of the form; a form sent twice creates one proposal.

        Raises:
            ValidationFailed: The reason or the wording is missing, or the clause cannot
                be lifted.
        """
        card = {"kind": kind, "text": text, "why": why, "clause_kind": None}
        if clause is None:
            card |= {"kind": ProposalKind.new, "clause_kind": clause_kind}

        def make() -> Proposal:
            raise_if_errors(proposal_problems(card, clause))
            proposal = cls.create(
                guideline=guideline, clause=clause, by=by, named=named, at=at, **card
            )
            proposal._notify(at)
            return proposal

        form = f"proposal to {guideline.id}"
        return FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)

    # Verbs

    def support(self, person: Person) -> None:
        """Support the proposal; each person counts once."""
        ProposalSupport.insert(
            proposal=self, person=person
        ).on_conflict_ignore().execute()

    def withdraw_support(self, person: Person) -> None:
        """Stop supporting the proposal."""
        ProposalSupport.delete().where(
            ProposalSupport.proposal == self, ProposalSupport.person == person
        ).execute()

    def withdraw(self) -> None:
        """Delete the proposal and its supports.

        Raises:
            ValidationFailed: It was decided already.
        """
        with self._meta.database.atomic():
            if self.verdicts.exists():
                raise ValidationFailed(
                    FieldError("", N_("It has been decided already."))
                )
            self.delete_instance()

    # Predicates

    @property
    def asks_to_lift_a_dont(self) -> bool:
        return self.kind is ProposalKind.lift and self.clause.kind is ClauseKind.dont

    @property
    def is_carried_out(self) -> bool:
        """Whether the guideline contains the proposed change today."""
        if self.kind is ProposalKind.lift:
            return self.clause.is_retired or not self.clause.stops
        if self.kind is ProposalKind.change:
            return self.clause.text == self.text
        return self.guideline.clauses.where(
            Clause.text == self.text, Clause.retired_at.is_null()
        ).exists()

    # Permissions

    @staticmethod
    def decidable_by(person: Person) -> bool:
        return person.facilitates

    def supportable_by(self, person: Person) -> bool:
        return person.id != self.by_id

    def withdrawable_by(self, person: Person) -> bool:
        return person.id == self.by_id

    # Private

    def _notify(self, at: dt.datetime) -> None:
        """Notify the facilitators; the notice never names the author."""
        recipients = keepers_of_guidelines()
        if self.asks_to_lift_a_dont:
            leaders = Person.select(Person.id).where(
                Person.role == Role.leader, Person.disabled_at.is_null()
            )
            recipients |= {row.id for row in leaders}
        Job.enqueue(
            "tell",
            at=at,
            what="proposed",
            by=None,
            to=sorted(recipients - {self.by_id}),
            path=f"/guidelines/proposals/{self.id}",
            event=f"proposed:proposal={self.id}",
        )


class ProposalSupport(BaseModel):
    """A person's support of a proposal. Only the number of supports is shown."""

    proposal = peewee.ForeignKeyField(
        Proposal, backref="supports", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(
        Person, backref="proposals_supported", on_delete="CASCADE"
    )

    class Meta:
        indexes = ((("proposal", "person"), True),)


def proposal_problems(card: dict, clause: Clause | None) -> list[FieldError]:
    """The validation errors of a proposal's fields."""
    lifts = card.get("kind") is ProposalKind.lift
    if clause is None:
        needed = ["clause_kind", "text", "why"]
    elif lifts:
        needed = ["kind", "why"]
    else:
        needed = ["kind", "text", "why"]
    errors = required(card, needed) + length_errors(card, Proposal)
    if lifts and clause is not None and not clause.stops:
        message = N_("This clause stops nobody; there is nothing to lift.")
        errors.append(FieldError("kind", message))
    return errors
