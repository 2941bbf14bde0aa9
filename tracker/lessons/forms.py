"""The forms of the learning card, and of evidence, reuse and retirement of a lesson."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField

from tracker.core.fields import names
from tracker.core.history import plain
from tracker.core.validation import N_, FieldError, required
from tracker.experiments.forms.experiment_field import AttemptsField
from tracker.experiments.models import Experiment, MetricReading
from tracker.guidelines.models import Clause
from tracker.lessons.enums import (
    Confidence,
    CouldTell,
    CriticalReaction,
    Decision,
    EvidenceDirection,
    ImplementationState,
    Outcome,
)
from tracker.lessons.models import (
    Conclusion,
    Evidence,
    Implementation,
    Lesson,
    Retirement,
    Reuse,
    card_problems,
)
from tracker.lessons.models.implementation import implementation_problems
from tracker.lessons.models.reuse import reuse_problems
from tracker.web.clock import today
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import (
    DayField,
    NumberField,
    RadioCards,
    decimal_mark,
    text_fields,
)
from tracker.web.forms import (
    CprWarning,
    DoubleSubmitGuard,
    EnumSelectField,
    Form,
    formatted,
    long,
    row_id,
    short,
)


class CardFields(text_fields(Conclusion)):
    """Mixin: the fields of the learning card."""

    outcome = RadioCards(_l("How did it go?"), words=Outcome)
    could_tell = RadioCards(_l("Could the attempt tell?"), words=CouldTell)
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

    def load_card(self, texts: dict[str, str]) -> None:
        """Fill the fields from plain texts, as a draft or a card taken back keeps them."""
        for name, text in texts.items():
            if name in self._fields and text:
                if isinstance(self._fields[name], NumberField):
                    text = text.replace(".", decimal_mark())
                self._fields[name].process_formdata([text])

    def card(self) -> dict:
        """The learning card, as `Conclusion.draw` takes it."""
        fields = list(names(Conclusion)) + ["lesson", "context"]
        return {name: self._fields[name].data for name in fields}


class ConclusionForm(CprWarning, DoubleSubmitGuard, ConflictAware, CardFields, Form):
    """The learning card: four questions, and more if it helps."""

    version = HiddenField()
    criterion = formatted(Experiment.criterion)

    def __init__(self, *args, imported: bool = False, **kwargs):
        self.imported = imported
        super().__init__(*args, **kwargs)

    @classmethod
    def first(
        cls,
        outcome: str = "",
        reading: MetricReading | None = None,
        unfinished: dict | None = None,
    ) -> ConclusionForm:
        """The form of a card that is still to be written.

        Args:
            outcome: The outcome that a link names.
            reading: The last reading, offered as the result.
            unfinished: A card that was taken back: field to plain text.
        """
        data = {"outcome": None}
        if outcome in Outcome._value2member_map_:
            data["outcome"] = Outcome(outcome)
        if reading:
            data |= {"result": reading.value, "measured_on": reading.read_on}
        form = cls(data=data)
        form.load_card(unfinished or {})
        return form

    @classmethod
    def of(cls, conclusion: Conclusion) -> ConclusionForm:
        """The form of a card."""
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


class AttemptForm(CprWarning, Form):
    """A form that names one attempt."""

    experiment = AttemptsField(_l("The attempt"))

    def rules(self) -> list[FieldError]:
        if self.attempt_named:
            return []
        return required({"experiment": None}, ["experiment"])

    @property
    def attempt_named(self) -> Experiment | None:
        """The one attempt that was named."""
        if len(self.experiment.data or []) == 1:
            return self.experiment.data[0]
        return None

    @property
    def lesson_named(self) -> Lesson | None:
        """The lesson of the one attempt that was named."""
        attempt = self.attempt_named
        return attempt and attempt.lessons.first()


class EvidenceForm(AttemptForm):
    """Does this attempt support or contradict the lesson?"""

    bearing = RadioCards(_l("What does it say?"), words=EvidenceDirection)
    note = formatted(Evidence.note, _l("In which way?"), id="evidence-note")
    next = HiddenField()

    def rules(self) -> list[FieldError]:
        return required({"bearing": self.bearing.data}, ["bearing"]) + super().rules()


class JoinForm(AttemptForm):
    """Two lessons say one thing: the attempt that taught the other one."""

    def rules(self) -> list[FieldError]:
        if self.lesson_named:
            return []
        untaught = N_("Choose an attempt that has a lesson.")
        return [FieldError("experiment", untaught)]


class LocalResultForm(Form):
    """Did it hold with you? Two buttons; the second sends nothing."""

    held = BooleanField()


class ImplementationForm(CprWarning, Form):
    """What became of a decision: carried out, not yet, or dropped."""

    state = RadioCards(_l("Is it carried out?"), words=ImplementationState)
    clause = SelectField(
        _l("In which clause does it live now?"), coerce=row_id, validate_choice=False
    )
    place = short(Implementation.place, _l("Or where else?"))
    reason = long(Implementation.reason, _l("Why was it dropped?"))

    def __init__(self, *args, conclusion: Conclusion, among: list[Clause], **kwargs):
        super().__init__(*args, **kwargs)
        self.conclusion = conclusion
        self.rows = {row.id: row for row in among}

    def rules(self) -> list[FieldError]:
        return implementation_problems(self.conclusion, **self.cleaned_data())

    def cleaned_data(self) -> dict:
        return {
            "state": self.state.data,
            "clause": self.rows.get(self.clause.data),
            "place": self.place.data or "",
            "reason": self.reason.data or "",
        }


class OutsideForm(Form):
    """A file of lessons that another organisation has handed on."""

    file = FileField(_l("The file"))

    def rules(self) -> list[FieldError]:
        if self.file.data:
            return []
        return required({"file": None}, ["file"])


class ReuseForm(CprWarning, DoubleSubmitGuard, Form):
    """ "I used this", in one line."""

    note = formatted(Reuse.note, _l("What did you use it for?"), id="reuse-note")
    hours = NumberField(_l("Hours saved"))

    def rules(self) -> list[FieldError]:
        return reuse_problems({"note": self.note.data, "hours": self.hours.data})


class RetirementForm(CprWarning, Form):
    """It is no longer true, and why."""

    reason = formatted(Retirement.reason, _l("Why is it no longer true?"))

    def rules(self) -> list[FieldError]:
        return required({"reason": self.reason.data}, ["reason"])
