"""Forms of proposals and of decisions on them."""

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
from tracker.web.forms import CprWarning, DoubleSubmitGuard, Form, formatted, long


class ProposalKindCards(RadioCards):
    """The kinds of proposals about a clause; only a clause that stops can be lifted."""

    stops = True

    def iter_choices(self):
        left_out = {ProposalKind.new.value}
        if not self.stops:
            left_out.add(ProposalKind.lift.value)
        return (
            choice for choice in super().iter_choices() if choice[0] not in left_out
        )


class ProposalForm(CprWarning, DoubleSubmitGuard, Form):
    """A proposal to change, lift or add a clause."""

    kind = ProposalKindCards(
        _l("What should happen to it?"), words=ProposalKind, default=ProposalKind.change
    )
    clause_kind = RadioCards(_l("What kind of clause is it?"), words=ClauseKind)
    text = long(Proposal.text, _l("What should it say?"))
    why = formatted(
        Proposal.why,
        _l("Why? What does it stop today, or what would it make possible?"),
    )
    named = BooleanField(_l("Show my name beside it"))
    clause = HiddenField()
    guideline = HiddenField()

    @classmethod
    def about(cls, clause: Clause | None, data: dict | None = None) -> ProposalForm:
        """The form about one clause, or about a new one."""
        form = cls(data=data)
        form.about_clause = clause
        form.kind.stops = clause is not None and clause.stops
        return form

    def rules(self) -> list[FieldError]:
        return proposal_problems(self.card(), self.about_clause)

    def card(self) -> dict:
        """The arguments of `Proposal.add` that the proposal consists of."""
        card = {"text": self.text.data, "why": self.why.data, "clause_kind": None}
        if self.about_clause is None:
            return card | {
                "kind": ProposalKind.new,
                "clause_kind": self.clause_kind.data,
            }
        card["kind"] = ProposalKind.change
        if self.kind.stops:
            card["kind"] = self.kind.data
        if card["kind"] is ProposalKind.lift:
            card["text"] = ""
        return card


class DecisionForm(CprWarning, Form):
    """The decision on a proposal, and its reason."""

    reason = formatted(ProposalDecision.reason, _l("Why?"))
    accept = SubmitField()
    decline = SubmitField()

    def rules(self) -> list[FieldError]:
        return decision_problems(self.reason.data)
