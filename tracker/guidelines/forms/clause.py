"""Forms for the facilitators: the stance of a platform, the values, and a clause."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from tracker.core.enums import LabelledEnum
from tracker.core.validation import FieldError, required
from tracker.guidelines.forms.history import TEXTS
from tracker.guidelines.models import (
    AppliesTo,
    Asks,
    Clause,
    ClauseKind,
    Guideline,
    Stance,
    Touches,
)
from tracker.guidelines.models.clause import FIELDS, clause_problems, fitted
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import DayField, NumberField, RadioCards
from tracker.web.forms import CprWarning, EnumSelectField, Form, formatted, long, short


class GuidelineTextForm(CprWarning, ConflictAware, Form):
    """Base of forms that several people may edit at once; knows its version."""

    version = HiddenField()
    anew = BooleanField(_l("Those who have read it should read it again"))

    def as_dict(self) -> dict[str, str]:
        texts = dict.fromkeys(self.TOLD, "")
        for name in self.TOLD:
            if name in self._fields:
                texts[name] = _plain(self._fields[name].data)
        return texts

    def label_of(self, name: str) -> str:
        return TEXTS.label(name)

    def text_of(self, name: str, text: str) -> str:
        return TEXTS.text(name, text)

    def cleaned_data(self) -> dict:
        return {
            name: field.data
            for name, field in self._fields.items()
            if name in self.TOLD or name == "anew"
        }

    @classmethod
    def of(cls, row):
        """The form with the saved values."""
        data = {name: getattr(row, name) for name in cls.TOLD}
        form = cls(data=data | {"version": row.version})
        form.remember(row.as_dict())
        return form


class StanceForm(GuidelineTextForm):
    """The stance on a platform, its reason, and who decided it."""

    TOLD = ("stance", "why", "why_en", "decided_by", "decided_on")

    stance = RadioCards(_l("Where do we stand?"), words=Stance)
    why = formatted(Guideline.why, _l("Why?"))
    decided_by = short(Guideline.decided_by, _l("Decided by"))
    decided_on = DayField(_l("Decided on"))
    why_en = formatted(Guideline.why_en, _l("In English"))

    def rules(self) -> list[FieldError]:
        return required(self.data, ["stance", "why"])


class StandByForm(CprWarning, Form):
    """Who has decided that a guideline holds as it stands."""

    decided_by = short(Guideline.decided_by, _l("Who has decided it?"))


class ValuesForm(GuidelineTextForm):
    """The organisation's values, which hold everywhere."""

    TOLD = StanceForm.TOLD

    why = long(Guideline.why, _l("Our values"))
    decided_by = short(Guideline.decided_by, _l("Decided by"))
    decided_on = DayField(_l("Decided on"))
    why_en = long(Guideline.why_en, _l("In English"))

    def rules(self) -> list[FieldError]:
        return required(self.data, ["why"])


class ClauseForm(GuidelineTextForm):
    """One clause in the organisation's language and in English."""

    TOLD = FIELDS

    kind = RadioCards(_l("What does it say?"), words=ClauseKind)
    applies_to = RadioCards(_l("Whom does it hold for?"), words=AppliesTo)
    text = long(Clause.text, _l("It goes on"))
    whom = short(Clause.whom, _l("Ask whom?"))
    asks = EnumSelectField(
        _l("Whose yes is needed?"), words=Asks, blank=_l("That of somebody here")
    )
    within_hours = NumberField(_l("Answer within"), whole=True)
    reason = formatted(Clause.reason, _l("The reason"))
    examples = long(Clause.examples, _l("Examples"))
    words = long(Clause.words, _l("Words to use"))
    touches = EnumSelectField(
        _l("What is it about?"), words=Touches, blank=_l("Anything")
    )
    text_en = long(Clause.text_en, _l("In English"))
    whom_en = short(Clause.whom_en, _l("Ask whom, in English"))
    reason_en = formatted(Clause.reason_en, _l("The reason, in English"))
    examples_en = long(Clause.examples_en, _l("Examples, in English"))
    words_en = long(Clause.words_en, _l("Words to use, in English"))

    def rules(self) -> list[FieldError]:
        return clause_problems(
            fitted({name: self._fields[name].data for name in FIELDS})
        )


def _plain(value) -> str:
    if isinstance(value, LabelledEnum):
        return value.value
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)
