"""Forms of proposals and of what came of them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SubmitField

from tracker.core.validation import FieldError
from tracker.guidelines.models import (
    Clause,
    ClauseKind,
    Proposal,
    ProposalDecision,
    ProposalKind,
)
from tracker.guidelines.models.decision import decision_problems
from tracker.guidelines.models.proposal import proposal_problems
from tracker.web.fields import RadioCards
from tracker.web.forms import CprWarning, DoubleSubmitGuard, Form, long


class ProposalKindCards(RadioCards):
    """What may happen to a clause that is there; nothing is lifted that stops nobody."""

    stops = True

    def iter_choices(self):
        left_out = {
            ProposalKind.new.value,
            *([] if self.stops else [ProposalKind.lift.value]),
        }
        return (
            choice for choice in super().iter_choices() if choice[0] not in left_out
        )


class ProposalForm(CprWarning, DoubleSubmitGuard, Form):
    """What a guideline should say instead."""

    kind = ProposalKindCards(
        _l("What should happen to it?"), words=ProposalKind, default=ProposalKind.change
    )
    clause_kind = RadioCards(_l("What kind of clause is it?"), words=ClauseKind)
    text = long(Proposal.text, _l("What should it say?"))
    why = long(
        Proposal.why,
        _l("Why? What does it stop today, or what would it make possible?"),
    )
    named = BooleanField(_l("Show my name beside it"))
    clause = HiddenField()
    guideline = HiddenField()

    @classmethod
    def about(cls, clause: Clause | None, **kwargs) -> ProposalForm:
        """The form about one clause, or about a new one."""
        form = cls(**kwargs)
        form.about_clause = clause
        form.kind.stops = clause is not None and clause.stops
        return form

    def rules(self) -> list[FieldError]:
        return proposal_problems(self.said(), self.about_clause)

    def said(self) -> dict:
        """As `Proposal.add` takes them."""
        kind = (
            (self.kind.data if self.kind.stops else ProposalKind.change)
            if self.about_clause
            else ProposalKind.new
        )
        text = "" if kind is ProposalKind.lift else self.text.data
        clause_kind = None if self.about_clause else self.clause_kind.data
        return {
            "kind": kind,
            "text": text,
            "why": self.why.data,
            "clause_kind": clause_kind,
        }


class DecisionForm(Form):
    """What comes of it, and why."""

    reason = long(ProposalDecision.reason, _l("Why?"))
    accept = SubmitField()
    decline = SubmitField()

    def rules(self) -> list[FieldError]:
        return decision_problems(self.reason.data)
