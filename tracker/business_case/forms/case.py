"""The forms of the business case and of its assumptions."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from tracker.business_case.enums import AssumptionKind
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    assumption_problems,
    case_problems,
)
from tracker.business_case.queries.sponsors import leaders_to_choose
from tracker.core.fields import names
from tracker.core.history import plain
from tracker.core.validation import FieldError
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import DayField, NumberField, RadioCards
from tracker.web.forms import (
    CprWarning,
    DoubleSubmitGuard,
    Form,
    formatted,
    long,
    row_id,
)


class CardForm(ConflictAware):
    """Mixin: the form of a row that has a `card()`."""

    model: type

    def card(self) -> dict:
        """The fields and their values, as the verb takes them."""
        return {name: self._fields[name].data for name in names(self.model)}

    def as_dict(self) -> dict[str, str]:
        return {name: plain(value) for name, value in self.card().items()}

    def load(self, row, name: str) -> None:
        self.fill(name, row.card()[name])


class CaseForm(CprWarning, CardForm, Form):
    """The goal, benefit, sponsor, period and investment."""

    model = BusinessCase

    version = HiddenField()
    goal = long(BusinessCase.goal)
    benefit = formatted(BusinessCase.benefit)
    sponsor = SelectField(
        _l("Which leader answers for it?"), coerce=row_id, validate_choice=False
    )
    period_from = DayField(_l("From"))
    period_to = DayField(_l("Until"))
    hours = NumberField(_l("Hours that we put into it"), whole=True)
    rate = NumberField(_l("What an hour costs, in DKK"), whole=True)
    cost = NumberField(_l("Other expenses, in DKK"), whole=True)

    def __init__(self, *args, kept: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        leaders = [(row.id, row.name) for row in leaders_to_choose(kept)]
        self.sponsor.choices = [("", gettext("Nobody yet"))] + leaders
        if self.sponsor.data not in [
            value or None for value, _ in self.sponsor.choices
        ]:
            self.sponsor.data = None

    @classmethod
    def of(cls, case: BusinessCase | None) -> CaseForm:
        """The form, filled in from the business case."""
        if case is None:
            return cls()
        data = case.card() | {"version": case.version}
        form = cls(kept=case.sponsor_id, data=data)
        form.remember(case.as_dict())
        return form

    def rules(self) -> list[FieldError]:
        return case_problems(self.card())


class AssumptionForm(CprWarning, DoubleSubmitGuard, CardForm, Form):
    """An assumption and its amounts."""

    model = Assumption

    version = HiddenField()
    kind = RadioCards(_l("What is it about?"), words=AssumptionKind)
    text = long(Assumption.text, _l("We assume that …"))
    basis = formatted(Assumption.basis)
    low = NumberField(_l("At the least"), whole=True)
    expected = NumberField(_l("Expected"), whole=True)
    high = NumberField(_l("At the most"), whole=True)

    @classmethod
    def of(cls, assumption: Assumption) -> AssumptionForm:
        """The form, filled in from the assumption."""
        form = cls(data=assumption.card() | {"version": assumption.version})
        form.remember(assumption.as_dict())
        return form

    def rules(self) -> list[FieldError]:
        return assumption_problems(self.card())
