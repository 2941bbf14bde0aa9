"""The forms of a summary: draft, edit, sign and correct it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from tracker.core.fields import descriptions
from tracker.core.validation import N_, FieldError, length_errors, required
from tracker.lessons.models import Lesson
from tracker.quarters import Quarter
from tracker.summaries.models import CHOSEN, TEXTS, Summary, SummarySignature
from tracker.summaries.models.signature import signature_problems
from tracker.summaries.models.snapshot import meaning_of, reply_of
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


@dataclass(frozen=True)
class Candidates:
    """The lessons to choose from: the most surprising one, a quote, a rough thread."""

    surprising: list[Lesson]
    quotable: list[Lesson]
    well_met: list[Lesson]


class SummaryForm(CprWarning, ConflictAware, Form):
    """The texts that a facilitator writes."""

    answer = formatted(Summary.answer)
    opening = formatted(Summary.opening)
    learnt = formatted(Summary.learnt)
    spent = formatted(Summary.spent)
    reused = formatted(Summary.reused)
    stopped = formatted(Summary.stopped)
    next_question = short(Summary.next_question)
    surprising = SelectField(
        label_of(Summary.surprising), coerce=row_id, validate_choice=False
    )
    quote = SelectField(label_of(Summary.quote), coerce=row_id, validate_choice=False)
    rough = SelectField(label_of(Summary.rough), coerce=row_id, validate_choice=False)
    version = HiddenField()

    def __init__(self, summary: Summary, candidates: Candidates, **kwargs):
        super().__init__(**kwargs)
        self.offered = {
            "surprising": _by_id(summary.surprising, candidates.surprising),
            "quote": _by_id(summary.quote, candidates.quotable),
            "rough": _by_id(summary.rough, candidates.well_met),
        }
        self._offer("surprising", _l("None stood out"), lambda row: row.statement)
        self._offer("quote", _l("No quote"), meaning_of)
        self._offer("rough", _l("None to show"), reply_of)
        self.needed = []
        if summary.offered_at:
            self.needed = summary.needed()

    @classmethod
    def of(cls, summary: Summary, candidates: Candidates) -> SummaryForm:
        """The form, filled in from the summary."""
        data = {name: getattr(summary, name) for name in TEXTS}
        for name in CHOSEN:
            data[name] = summary.chosen_id(name)
        data["version"] = summary.version
        form = cls(summary, candidates, data=data)
        form.remember(summary.as_dict())
        return form

    def rules(self) -> list[FieldError]:
        errors = length_errors({name: self[name].data for name in TEXTS}, Summary)
        for name, offered in self.offered.items():
            chosen = self[name].data
            if chosen is not None and chosen not in offered:
                errors.append(FieldError(name, N_("Choose one of the answers.")))
        texts = {name: self[name].data for name in TEXTS}
        return errors + required(texts, self.needed)

    def cleaned_data(self) -> dict:
        data = {name: self[name].data for name in TEXTS}
        for name, offered in self.offered.items():
            data[name] = offered.get(self[name].data)
        return data

    def as_dict(self) -> dict[str, str]:
        words = {name: self[name].data or "" for name in TEXTS}
        for name in CHOSEN:
            words[name] = str(self[name].data or "")
        return words

    def load(self, row: Summary, name: str) -> None:
        """Fill a field with its saved value."""
        if name in CHOSEN:
            self.fill(name, row.chosen_id(name))
        else:
            self.fill(name, getattr(row, name))

    def _offer(self, name: str, none: str, words: Callable[[Lesson], str]) -> None:
        """Fill the choices of a lesson that stands out."""
        rows = self.offered[name].values()
        self[name].choices = [("", none)] + [(str(row.id), words(row)) for row in rows]


def _by_id(chosen: Lesson | None, offered: Iterable[Lesson]) -> dict[int, Lesson]:
    """The lessons to choose from, the chosen one first."""
    lessons = {}
    if chosen:
        lessons[chosen.id] = chosen
    for row in offered:
        lessons[row.id] = row
    return lessons


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
