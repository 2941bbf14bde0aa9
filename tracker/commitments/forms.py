"""The forms of a commitment: create, change and settle it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.commitments.models import (
    Commitment,
    CommitmentChange,
    Settled,
    Settlement,
    commitment_problems,
)
from tracker.commitments.models.settlement import settlement_problems
from tracker.core.validation import FieldError
from tracker.web.clock import today
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import DayField, RadioCards
from tracker.web.forms import CprWarning, DoubleSubmitGuard, Form, label_of, long
from tracker.web.history import FieldTexts, described_fields


class CommitmentForm(CprWarning, DoubleSubmitGuard, Form):
    """A new commitment and its day."""

    text = long(Commitment.text)
    due_on = DayField(label_of(Commitment.due_on))

    def rules(self) -> list[FieldError]:
        return commitment_problems(
            {"text": self.text.data, "due_on": self.due_on.data}, on=today()
        )


class AmendmentForm(CprWarning, ConflictAware, Form):
    """A change of the text or the day of a commitment."""

    text = long(Commitment.text)
    due_on = DayField(label_of(Commitment.due_on))
    why = long(CommitmentChange.why, _l("Why is the day moved?"))
    version = HiddenField()

    @classmethod
    def of(cls, promise: Commitment) -> AmendmentForm:
        """The form, filled in from the commitment or as it was sent."""
        form = cls(
            data={
                "text": promise.text,
                "due_on": promise.due_on,
                "version": promise.version,
            }
        )
        form.was = promise.due_on
        if not form.is_submitted():
            form.remember(promise.as_dict())
        return form

    def rules(self) -> list[FieldError]:
        return commitment_problems(self.cleaned_data(), on=today(), was=self.was)

    def cleaned_data(self) -> dict:
        return {name: self[name].data for name in ("text", "due_on", "why")}

    def as_dict(self) -> dict[str, str]:
        due_on = ""
        if self.due_on.data:
            due_on = self.due_on.data.isoformat()
        return {"text": self.text.data or "", "due_on": due_on}


class SettlementForm(CprWarning, Form):
    """Whether a commitment was kept, and a word on why."""

    settled = RadioCards(label_of(Settlement.settled), words=Settled)
    word = long(Settlement.word)

    def rules(self) -> list[FieldError]:
        return settlement_problems(self.cleaned_data())

    def cleaned_data(self) -> dict:
        return {"settled": self.settled.data, "word": self.word.data}


TEXTS = FieldTexts(described_fields(Commitment, Settlement))
