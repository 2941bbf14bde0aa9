"""Fields that several forms of the accounts share."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import EmailField, PasswordField, SelectField
from wtforms.fields.choices import Choice
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import Select

from tracker.accounts.models import Person, Unit
from tracker.accounts.queries import units_in_order
from tracker.cache import cached_by_reads
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


def unit_options(chosen: Unit | None = None, *, closed: bool = True) -> Markup:
    """The options of a menu of units, drawn once for all its readers: there may be a
    thousand.

    Args:
        closed: Whether closed units are among them, beside the one that is chosen.
    """
    if chosen is None or closed or not chosen.closed_at:
        drawn = cached_by_reads(("unit options", closed), lambda: _options(closed))
    else:
        drawn = _options(closed, chosen)
    if chosen is None:
        return drawn
    before, own, after = drawn.partition(f' value="{chosen.id}">')
    selected = Markup(" selected") if own else ""
    return before + selected + own + after


def _options(closed: bool, also: Unit | None = None) -> Markup:
    # Figure spaces, because an ordinary blank at the beginning of an option is not shown.
    option = Markup('<option value="{}">{}{}</option>')
    return Markup("\n").join(
        option.format(unit.id, "\u2007\u2007" * depth, unit.name)
        for unit, depth in units_in_order()
        if closed or unit.closed_at is None or unit == also
    )


class UnitMenu(Select):
    """The menu of a `UnitField`."""

    def __call__(self, field, **kwargs):
        menu = super().__call__(field, **kwargs)
        end = Markup("</select>")
        return menu.removesuffix(end) + unit_options(field.data, closed=False) + end


class UnitField(SelectField):
    """One unit of the tree, or None when nothing is chosen; sent as its id."""

    widget = UnitMenu()

    def __init__(self, label=None, blank=None, **kwargs):
        self.blank = blank
        super().__init__(label, validate_choice=False, **kwargs)

    def iter_choices(self):
        """What may be chosen beside the units."""
        if self.blank is not None or self.data is None:
            yield Choice("", self.blank or "–", self.data is None, {})

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
