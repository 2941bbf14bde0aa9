"""Forms: answering the pulse, opening a round, and actions about fears."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.validators import InputRequired

from tracker.core.validation import FieldError
from tracker.guidelines.forms.clause_text import sentence
from tracker.readiness.enums import HIGHEST, LOWEST, Fear, Item, LeaderFear
from tracker.readiness.models import FearAction, OpenFreeText
from tracker.readiness.models.anonymous_response import ASKED
from tracker.readiness.models.fear_action import fear_action_problems
from tracker.readiness.models.pulse import round_problems
from tracker.readiness.queries.fear import (
    attempts_to_link,
    clauses_to_link,
    promises_to_link,
)
from tracker.web.clock import today
from tracker.web.fields import DayField
from tracker.web.forms import (
    CprWarning,
    DoubleSubmitGuard,
    EnumSelectField,
    Form,
    formatted,
    row_id,
)
from tracker.web.i18n import named, translated_later

USUAL = dt.timedelta(14)
POINTS = [SelectChoice(str(n), str(n)) for n in range(LOWEST, HIGHEST + 1)]
SCALE = POINTS + [SelectChoice("", _l("I would rather not say"))]


class PointsField(RadioField):
    """A number from 1 to 7, or None; no choice is marked until somebody marks one."""

    def __init__(self, label=None, **kwargs):
        super().__init__(
            label,
            choices=SCALE,
            coerce=_points,
            default=None,
            validate_choice=False,
            **kwargs,
        )

    def process_data(self, value):
        self.data = value

    def iter_choices(self):
        marked = bool(self.raw_data)
        for choice in self.choices:
            checked = marked and _points(choice.value) == self.data
            yield Choice(choice.value, choice.label, checked, {})


class ChosenRow(SelectField):
    """One of some rows, or none; its data is the id of the row."""

    def __init__(self, label=None, **kwargs):
        super().__init__(label, coerce=row_id, choices=[], **kwargs)

    def offer(self, rows, called) -> None:
        """Set the choices to these rows, each with the shortened text of `called(row)`."""
        self.choices = [SelectChoice("", gettext("None"))]
        self.choices += [SelectChoice(row.id, shortened(called(row))) for row in rows]


class _Questions:
    """Mixin with a field for each sentence; the loop below adds them."""


for _asked in ASKED + tuple(LeaderFear):
    setattr(_Questions, _asked.value, PointsField(translated_later(_asked.label)))


class AnswerForm(CprWarning, _Questions, Form):
    """The pulse. The browser saves no draft of it, since others may use the device."""

    text = formatted(OpenFreeText.text, _l("Is there anything you would like to say?"))

    @property
    def items(self) -> list:
        return [self[item.value] for item in Item]

    @property
    def fears(self) -> list:
        return [self[fear.value] for fear in Fear]

    @property
    def leaders(self) -> list:
        return [self[fear.value] for fear in LeaderFear]

    def marked(self) -> dict[str, int | None]:
        """Points by sentence; what only leaders are asked counts for them alone."""
        asked = ASKED + tuple(LeaderFear)
        return {word.value: self[word.value].data for word in asked}


class RoundForm(Form):
    """A new round, of two weeks by default."""

    closes_on = DayField(_l("Last day to answer"), default=lambda: today() + USUAL)

    def rules(self) -> list[FieldError]:
        return round_problems(self.closes_on.data, today())


class FearActionForm(CprWarning, DoubleSubmitGuard, Form):
    """An action about a fear, with a link to the result."""

    fear = EnumSelectField(
        _l("Which fear"),
        Fear,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )
    words = formatted(FearAction.words, _l("You said, we did"))
    clause = ChosenRow(_l("A clause of the guidelines"))
    experiment = ChosenRow(_l("An attempt that dared"))
    commitment = ChosenRow(_l("A promise"))

    @classmethod
    def choosing(cls, fear: str = "") -> FearActionForm:
        """The form with the rows to link to; the URL may have chosen the fear."""
        form = cls(fear=Fear._value2member_map_.get(fear))
        form.clause.offer(
            clauses_to_link(), lambda row: f"{_place(row)}: {sentence(row)}"
        )
        form.experiment.offer(attempts_to_link(), lambda row: row.title)
        form.commitment.offer(promises_to_link(), lambda row: row.text)
        return form

    def rules(self) -> list[FieldError]:
        return fear_action_problems({"fear": self.fear.data, "words": self.words.data})

    def as_dict(self) -> dict:
        return self.cleaned_data() | {"submission": self.submission.data or ""}


def _place(clause) -> str:
    platform = clause.guideline.platform
    if platform:
        return named(platform)
    return gettext("Everywhere")


def _points(value: str | None) -> int | None:
    """A number of the scale; None for any other value."""
    if value and value in "1234567" and len(value) == 1:
        return int(value)
    return None


def shortened(text: str, most: int = 90) -> str:
    """A text in one line; a long one is cut after a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0] + " …"
