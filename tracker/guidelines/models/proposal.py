"""A proposal to change a guideline, which anybody may make and support."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person, Role
from tracker.core.validation import (
    N_,
    FieldError,
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
    """Somebody would like a clause to say something else, to be lifted, or to be there at all."""

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
        """Propose a change.

        The facilitators are told; where it asks to lift a don't, the leaders too.

        Args:
            text: What it should say; nothing where the clause is to be lifted.
            clause: The clause that it is about; None for a new one.
            named: Whether one's name stands beside it.
            submission: The hidden key of the form; sent twice, it proposes once.

        Raises:
            ValidationFailed: It lacks a reason or a wording, or the clause cannot be lifted.
        """
        said = {"kind": kind, "text": text, "why": why, "clause_kind": None}
        if clause is None:
            said |= {"kind": ProposalKind.new, "clause_kind": clause_kind}
        about = {"guideline": guideline, "clause": clause}

        def make() -> Proposal:
            raise_if_errors(*proposal_problems(said, clause))
            proposal = cls.create(by=by, named=named, at=at, **about, **said)
            proposal._notify(at)
            return proposal

        form = f"proposal to {guideline.id}"
        return FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)

    # Verbs

    def support(self, person: Person) -> None:
        """Stand behind it, too; said twice, it counts once."""
        ProposalSupport.insert(
            proposal=self, person=person
        ).on_conflict_ignore().execute()

    def withdraw_support(self, person: Person) -> None:
        """No longer stand behind it."""
        ProposalSupport.delete().where(
            ProposalSupport.proposal == self, ProposalSupport.person == person
        ).execute()

    def withdraw(self) -> None:
        """Take it back, with those who stood behind it.

        Raises:
            ValidationFailed: It was decided on, and stays with its reason.
        """
        with self._meta.database.atomic():
            raise_if_errors(
                *(
                    [FieldError("", N_("It has been decided already."))]
                    if self.verdicts.exists()
                    else []
                )
            )
            self.delete_instance()

    # Predicates

    @property
    def asks_to_lift_a_dont(self) -> bool:
        return self.kind is ProposalKind.lift and self.clause.kind is ClauseKind.dont

    @property
    def is_carried_out(self) -> bool:
        """Whether the guideline says today what was proposed."""
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
        """Nobody is told by whom: it stands beside the proposal where its maker wanted it."""
        leaders = Person.select(Person.id).where(
            Person.role == Role.leader, Person.disabled_at.is_null()
        )
        told = keepers_of_guidelines() | (
            {row.id for row in leaders} if self.asks_to_lift_a_dont else set()
        )
        around = {
            "path": f"/guidelines/proposals/{self.id}",
            "event": f"proposed:proposal={self.id}",
        }
        Job.enqueue(
            "tell",
            at=at,
            what="proposed",
            by=None,
            to=sorted(told - {self.by_id}),
            **around,
        )


class ProposalSupport(BaseModel):
    """Somebody stands behind a proposal, so that each is counted once. Told as a number alone."""

    proposal = peewee.ForeignKeyField(
        Proposal, backref="supports", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(
        Person, backref="proposals_supported", on_delete="CASCADE"
    )

    class Meta:
        indexes = ((("proposal", "person"), True),)


def proposal_problems(said: dict, clause: Clause | None) -> list[FieldError]:
    """Everything that a proposal demands."""
    lifts = said.get("kind") is ProposalKind.lift
    stuck = lifts and clause is not None and not clause.stops
    needed = (
        ["clause_kind", "text", "why"]
        if clause is None
        else ["kind", "why"]
        if lifts
        else ["kind", "text", "why"]
    )
    return [
        *required(said, needed),
        *length_errors(said, Proposal),
        *(
            [
                FieldError(
                    "kind", N_("This clause stops nobody; there is nothing to lift.")
                )
            ]
            if stuck
            else []
        ),
    ]
