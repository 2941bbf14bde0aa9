"""The forms of the learning card, and of evidence, reuse and retirement of a lesson."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.core.fields import names
from tracker.core.history import plain
from tracker.core.validation import FieldError, required
from tracker.experiments.forms.experiment_field import AttemptsField
from tracker.experiments.models import Experiment
from tracker.lessons.enums import (
    Confidence,
    CriticalReaction,
    Decision,
    EvidenceDirection,
    Outcome,
)
from tracker.lessons.models import (
    Conclusion,
    Evidence,
    Lesson,
    Retirement,
    Reuse,
    card_problems,
)
from tracker.lessons.models.reuse import reuse_problems
from tracker.web.clock import today
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import DayField, NumberField, RadioCards, text_fields
from tracker.web.forms import (
    CprWarning,
    DoubleSubmitGuard,
    EnumSelectField,
    Form,
    long,
)


class CardFields(text_fields(Conclusion)):
    """Mixin: the fields of the learning card."""

    outcome = RadioCards(_l("How did it go?"), words=Outcome)
    lesson = long(Lesson.statement)
    context = long(Lesson.context)
    decision = RadioCards(_l("Therefore we will …"), words=Decision)
    result = NumberField(_l("Result"))
    measured_on = DayField(_l("Measured on"))
    confidence = RadioCards(_l("How sure are we?"), words=Confidence)
    pushback_shared = EnumSelectField(
        _l("May it be shown as an example of a good answer?"),
        words=CriticalReaction,
        blank=_l("No, it stays on this page"),
    )
    concluded_on = DayField(_l("Concluded on"))

    def folded_answers(self) -> list:
        """The fields of the folded part."""
        return [self[name] for name in names(Conclusion, "folded")]

    def card(self) -> dict:
        """The learning card, as `Conclusion.draw` takes it."""
        fields = list(names(Conclusion)) + ["lesson", "context"]
        return {name: self._fields[name].data for name in fields}


class ConclusionForm(CprWarning, DoubleSubmitGuard, ConflictAware, CardFields, Form):
    """The learning card: four questions, and more if it helps."""

    version = HiddenField()
    criterion = long(Experiment.criterion)

    def __init__(self, *args, imported: bool = False, **kwargs):
        self.imported = imported
        super().__init__(*args, **kwargs)

    @classmethod
    def of(cls, conclusion: Conclusion | None, outcome: str = "") -> ConclusionForm:
        """The form of a card; without a card it begins with the outcome that a link names."""
        if conclusion is None:
            if outcome not in Outcome._value2member_map_:
                return cls(outcome=None)
            return cls(outcome=Outcome(outcome))
        data = conclusion.card() | {"version": conclusion.version}
        if conclusion.lesson:
            data |= conclusion.lesson_texts()
        form = cls(imported=conclusion.imported, data=data)
        form.remember(conclusion.as_dict())
        return form

    def rules(self) -> list[FieldError]:
        return card_problems(self.card(), on=today(), imported=self.imported)

    def as_dict(self) -> dict[str, str]:
        """The card as plain words, named as the history names them."""
        return {name: plain(value) for name, value in self.card().items()}

    def merge(self, conclusion: Conclusion) -> dict[str, tuple[str, str]]:
        if self.concluded_on.data is None:
            self.load(conclusion, "concluded_on")
        return super().merge(conclusion)

    def load(self, conclusion: Conclusion, name: str) -> None:
        """Fill a field with its saved value."""
        saved = conclusion.card() | conclusion.lesson_texts()
        self.fill(name, saved[name])


class EvidenceForm(CprWarning, Form):
    """Does this attempt support or contradict the lesson?"""

    experiment = AttemptsField(_l("The attempt"))
    bearing = RadioCards(_l("What does it say?"), words=EvidenceDirection)
    note = long(Evidence.note, _l("In which way?"), id="evidence-note")
    next = HiddenField()

    def rules(self) -> list[FieldError]:
        return required({"bearing": self.bearing.data}, ["bearing"]) + self._one()

    @property
    def attempt_named(self) -> Experiment | None:
        """The one attempt that was named."""
        if len(self.experiment.data or []) == 1:
            return self.experiment.data[0]
        return None

    def _one(self) -> list[FieldError]:
        if self.attempt_named:
            return []
        return required({"experiment": None}, ["experiment"])


class ReuseForm(CprWarning, DoubleSubmitGuard, Form):
    """ "I used this", in one line."""

    note = long(Reuse.note, _l("What did you use it for?"), id="reuse-note")
    hours = NumberField(_l("Hours saved"))

    def rules(self) -> list[FieldError]:
        return reuse_problems({"note": self.note.data, "hours": self.hours.data})


class RetirementForm(CprWarning, Form):
    """It is no longer true, and why."""

    reason = long(Retirement.reason, _l("Why is it no longer true?"))

    def rules(self) -> list[FieldError]:
        return required({"reason": self.reason.data}, ["reason"])
