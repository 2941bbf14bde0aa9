"""Fields that several forms of the accounts share."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField
from wtforms.fields.choices import Choice
from wtforms.validators import DataRequired, InputRequired

from tracker.accounts.models import Person, Unit
from tracker.accounts.queries import units_in_order
from tracker.numbers import whole_number
from tracker.web.forms import at_most, tidy_line


def required() -> DataRequired:
    return DataRequired(_l("Please fill this in."))


def choice_required() -> InputRequired:
    """Something must be chosen; when it is none of the choices, the field says that itself."""
    return InputRequired(_l("Please choose one."))


def email_field(label=None) -> EmailField:
    return EmailField(
        label or _l("Mail address"),
        filters=[tidy_line],
        validators=[required(), at_most(Person.email.max_length)],
    )


def password_field(label=None) -> PasswordField:
    return PasswordField(label or _l("Password"), validators=[required()])


class UnitField(SelectField):
    """One unit of the tree, or None when nothing is chosen; sent as its id."""

    def __init__(self, label=None, blank=None, **kwargs):
        self.blank = blank
        super().__init__(label, validate_choice=False, **kwargs)

    def iter_choices(self):
        if self.blank is not None or self.data is None:
            yield Choice("", self.blank or "–", self.data is None, {})
        for unit, depth in units_in_order():
            if unit.closed_at and unit != self.data:
                continue
            # Figure spaces, because an ordinary blank at the beginning of an option is not shown.
            yield Choice(
                str(unit.id), "\u2007\u2007" * depth + unit.name, unit == self.data, {}
            )

    def has_groups(self) -> bool:
        return False

    def process_data(self, value):
        self.data = self.had = value

    def process_formdata(self, valuelist):
        self.data = None
        sent = next(iter(valuelist), "")
        if not sent:
            return
        if number := whole_number(sent):
            self.data = Unit.get_or_none(
                Unit.id == number,
                Unit.closed_at.is_null() | (Unit.id == (self.had and self.had.id)),
            )
        if self.data is None:
            raise ValueError(gettext("Choose one of the units."))
