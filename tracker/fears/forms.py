"""Forms: what was feared, what became of it, and a guess."""

from __future__ import annotations

import datetime as dt

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from tracker.core.validation import N_, FieldError
from tracker.fears.enums import CircleChoice, DrawnBy, FearResult, TrialVariant
from tracker.fears.models import ExpectedFear
from tracker.fears.models.trial import trial_problems
from tracker.lessons.enums import Outcome
from tracker.lessons.models.learning_card import ANSWERS
from tracker.readiness.enums import Fear
from tracker.web.clock import today
from tracker.web.fields import DayField, NumberField, RadioCards
from tracker.web.forms import CprWarning, EnumSelectField, Form, short

NOTHING = "nothing"
USUAL_TRIAL = dt.timedelta(weeks=12)
USUAL_POINTS = 20


class FearResultForm(Form):
    """Did it happen? One tap."""

    result = RadioCards(_l("Did it happen?"), words=FearResult)

    def rules(self) -> list[FieldError]:
        if self.result.data is None:
            return [FieldError("result", N_("Choose one of the answers."))]
        return []


class HelpForm(CprWarning, Form):
    """What helped, and whether colleagues may see it."""

    help = short(ExpectedFear.help, _l("What helped?"))
    shared = BooleanField(
        _l("Show it on the map of fears, with a link to this attempt")
    )


class CircleForm(Form):
    """May the others see it?"""

    choice = RadioCards(_l("May the others see it?"), words=CircleChoice)

    def rules(self) -> list[FieldError]:
        if self.choice.data is None:
            return [FieldError("choice", N_("Choose one of the answers."))]
        return []


class GuessForm(Form):
    """What do you think will happen? One tap."""

    guess = EnumSelectField(_l("What do you think will happen?"), words=Outcome)

    def rules(self) -> list[FieldError]:
        if self.guess.data not in ANSWERS:
            return [FieldError("guess", N_("Choose one of the answers."))]
        return []


class TrialForm(Form):
    """A trial of the product's words; what it says of itself follows from the choices."""

    variant = EnumSelectField(
        _l("What is tried"),
        words=TrialVariant,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )
    drawn_by = RadioCards(
        _l("What is drawn by lot?"), words=DrawnBy, default=DrawnBy.draft
    )
    points = NumberField(
        _l("It counts from so many percentage points on"),
        whole=True,
        default=USUAL_POINTS,
    )
    ends_on = DayField(
        _l("From this day on no new draft takes part"),
        default=lambda: today() + USUAL_TRIAL,
    )

    def rules(self) -> list[FieldError]:
        errors = trial_problems(self.points.data, self.ends_on.data, today())
        if self.drawn_by.data is None:
            errors.append(FieldError("drawn_by", N_("Choose one of the answers.")))
        return errors


def chosen_fears(values: list[str]) -> list[Fear] | None:
    """The fears that were ticked; empty for "nothing", None where nothing was answered."""
    fears = [fear for fear in Fear if fear.value in values]
    if fears or NOTHING in values:
        return fears
    return None


def chosen_result(value: str | None) -> FearResult | None:
    """The answer to "did it happen?"; None where it was left out or is none of them."""
    return next((one for one in FearResult if one.value == value), None)
