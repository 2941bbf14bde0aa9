"""The erasure form; the mail address is typed, so that nobody is erased by mistake."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from tracker.accounts.forms.fields import email_field
from tracker.accounts.models import Person, Setting
from tracker.accounts.models.email_address import tidy_email
from tracker.core.validation import N_, FieldError
from tracker.privacy.models import NameBearer
from tracker.privacy.retention import NEVER, PERIODS
from tracker.web.forms import EnumSelectField, Form
from tracker.web.i18n import translated_later

MOST_DAYS = 3650


class ErasureForm(Form):
    email = email_field()

    def names(self, person: Person) -> bool:
        """Whether it is the person's address that was typed."""
        right = tidy_email(self.email.data or "") == person.email
        if not right:
            self.add_errors(
                FieldError("email", N_("This is not the address of the account."))
            )
        return right


class MentionForm(Form):
    """What a word that may be a name turned out to be."""

    bearer = EnumSelectField(
        _l("Who is it?"),
        NameBearer,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )


class PeriodsForm(Form):
    """One number of days for each period, under its setting's name."""

    def choose(self) -> None:
        """Keep every choice."""
        for period in PERIODS:
            Setting.choose(period.name, str(self[period.name].data))

    def rules(self) -> list[FieldError]:
        """Nothing below the least, but for what may be kept for ever."""
        short = [
            p
            for p in PERIODS
            if self[p.name].data is not None and not _long_enough(p, self[p.name].data)
        ]
        return [
            FieldError(p.name, N_("At least %(days)s days."), {"days": p.least})
            for p in short
        ]

    @classmethod
    def of_what_is_chosen(cls) -> PeriodsForm:
        """The form as it was last saved, or with what holds when nothing was."""
        return cls(data={period.name: period.chosen for period in PERIODS})


for _period in PERIODS:
    _days = IntegerField(
        translated_later(_period.what),
        validators=[
            InputRequired(_l("Please fill this in.")),
            NumberRange(0, MOST_DAYS),
        ],
    )
    setattr(PeriodsForm, _period.name, _days)


def _long_enough(period, days: int) -> bool:
    return days >= period.least or (days == NEVER and period.days == NEVER)
