"""The forms of a summary: draft, edit, sign and correct it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from tracker.core.fields import descriptions
from tracker.core.validation import N_, FieldError, length_errors, required
from tracker.quarters import Quarter
from tracker.summaries.models import TEXTS, Summary, SummarySignature
from tracker.summaries.models.signature import signature_problems
from tracker.web.conflicts import ConflictAware, VersionedForm
from tracker.web.forms import CprWarning, Form, formatted, label_of, long, row_id, short
from tracker.web.i18n import quarter

LABELS = {name: it.label for name, it in descriptions(Summary).items()}


class DraftForm(Form):
    """The quarter to draft."""

    quarter = SelectField(_l("Quarter"), validate_choice=False)

    def __init__(self, quarters=(), **kwargs):
        super().__init__(**kwargs)
        self.quarter.choices = [(str(one), quarter(one)) for one in quarters]

    @property
    def chosen(self) -> Quarter | None:
        return Quarter.parse(self.quarter.data or "")

    def rules(self) -> list[FieldError]:
        if self.chosen:
            return []
        return [FieldError("quarter", N_("Choose a quarter."))]


class SummaryForm(CprWarning, ConflictAware, Form):
    """The texts that a facilitator writes."""

    opening = formatted(Summary.opening)
    learnt = formatted(Summary.learnt)
    spent = formatted(Summary.spent)
    reused = formatted(Summary.reused)
    stopped = formatted(Summary.stopped)
    next_question = short(Summary.next_question)
    surprising = SelectField(
        label_of(Summary.surprising), coerce=row_id, validate_choice=False
    )
    version = HiddenField()

    def __init__(self, summary: Summary, candidates, **kwargs):
        super().__init__(**kwargs)
        self.lessons = {}
        if summary.surprising:
            self.lessons[summary.surprising_id] = summary.surprising
        for row in candidates:
            self.lessons[row.id] = row
        choices = [(str(row.id), row.statement) for row in self.lessons.values()]
        self.surprising.choices = [("", _l("None stood out"))] + choices
        self.waits = summary.offered_at is not None

    @classmethod
    def of(cls, summary: Summary, candidates) -> SummaryForm:
        """The form, filled in from the summary."""
        data = {name: getattr(summary, name) for name in TEXTS}
        data["surprising"] = summary.surprising_id
        data["version"] = summary.version
        form = cls(summary, candidates, data=data)
        form.remember(summary.as_dict())
        return form

    def rules(self) -> list[FieldError]:
        chosen = self.surprising.data
        errors = length_errors({name: self[name].data for name in TEXTS}, Summary)
        if chosen is not None and chosen not in self.lessons:
            errors.append(FieldError("surprising", N_("Choose one of the answers.")))
        if self.waits:
            question = {"next_question": self.next_question.data}
            errors += required(question, ["next_question"])
        return errors

    def cleaned_data(self) -> dict:
        data = {name: self[name].data for name in TEXTS}
        data["surprising"] = self.lessons.get(self.surprising.data)
        return data

    def as_dict(self) -> dict[str, str]:
        words = {name: self[name].data or "" for name in TEXTS}
        words["surprising"] = str(self.surprising.data or "")
        return words

    def load(self, row: Summary, name: str) -> None:
        """Fill a field with its saved value."""
        if name == "surprising":
            self.fill(name, row.surprising_id)
        else:
            self.fill(name, getattr(row, name))


class SignatureForm(CprWarning, VersionedForm, Form):
    """A personal word, and an own failed experiment or the reason why there is none."""

    word = formatted(SummarySignature.word, _l("A word of my own"))
    own_attempt = SelectField(
        _l("An attempt of my own that didn't hold"),
        coerce=row_id,
        validate_choice=False,
    )
    why_not = formatted(SummarySignature.why_not, _l("Or why there is none to tell of"))
    version = HiddenField()

    def __init__(self, own=(), **kwargs):
        super().__init__(**kwargs)
        self.own = {row.id: row for row in own}
        choices = [(str(row.id), row.title) for row in self.own.values()]
        self.own_attempt.choices = [("", _l("None"))] + choices

    def rules(self) -> list[FieldError]:
        chosen = self.own_attempt.data
        errors = signature_problems(
            {"word": self.word.data, "attempt": chosen, "why_not": self.why_not.data}
        )
        if chosen is not None and chosen not in self.own:
            errors.append(FieldError("own_attempt", N_("Choose one of the answers.")))
        return errors

    def cleaned_data(self) -> dict:
        return {
            "word": self.word.data,
            "attempt": self.own.get(self.own_attempt.data),
            "why_not": self.why_not.data or "",
        }


class CorrectionForm(CprWarning, Form):
    """The reason for a correction of a signed summary."""

    reason = long(Summary.reason, _l("What was wrong?"))

    def rules(self) -> list[FieldError]:
        return required({"reason": self.reason.data}, ["reason"])


class VersionForm(VersionedForm, Form):
    """An act on the version of the summary that the page showed."""

    version = HiddenField()
