"""Form fields for numbers, days and enumerations, in local notation."""

from __future__ import annotations

import datetime as dt

import peewee
from flask_babel import get_locale, gettext
from wtforms import DateField, Field
from wtforms.widgets import ListWidget, RadioInput, TextInput

from tracker.core.fields import texts
from tracker.core.imports import Unreadable
from tracker.core.imports.day import parse_day
from tracker.core.imports.number import parse_number
from tracker.web.forms import EnumSelectField, formatted, short, tidy_line
from tracker.web.i18n import day, number, translated

ONE_LINE = 200  # characters; a longer text has several lines


def text_fields(model: type[peewee.Model]) -> type:
    """A mixin of a form: a field for each described text of a model."""
    fields = {}
    for name in texts(model):
        column = model._meta.fields[name]
        if column.max_length <= ONE_LINE:
            fields[name] = short(column)
        else:
            fields[name] = formatted(column)
    return type(f"{model.__name__}Texts", (), fields)


class RadioCards(EnumSelectField):
    """One word of an enumeration, chosen among cards."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()

    def hints(self) -> dict[str, str]:
        """The sentences that explain the choices, by their values."""
        return {word.value: translated(word.hint) for word in self.words if word.hint}


class NumberField(Field):
    """A number as it is written here: 57, 12,5 or 1.250; None when it is left empty."""

    widget = TextInput()

    def __init__(self, label=None, whole: bool = False, **kwargs):
        self.whole = whole
        super().__init__(label, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        if self.data is None:
            return ""
        return f"{self.data:.15g}".replace(".", decimal_mark())

    def shown(self, text: str) -> str:
        """A number of plain words as the reader reads it."""
        return number(float(text))

    def process_formdata(self, valuelist):
        self.data = None
        text = tidy_line(next(iter(valuelist), ""))
        if not text:
            return
        try:
            value, note = parse_number(text, decimal_mark())
        except Unreadable as error:
            raise ValueError(gettext("Write a number, such as 57.")) from error
        if note or value is None:
            # What an import would tell, or take for nothing as "nan", a form asks
            raise ValueError(gettext("Write a number, such as 57."))
        if self.whole and value != int(value):
            raise ValueError(gettext("Write a whole number."))
        self.data = value
        if self.whole:
            self.data = int(value)


class DayField(DateField):
    """A day as people write it, beyond doubt; None when it is left empty."""

    def shown(self, text: str) -> str:
        """A day in ISO as the reader reads it."""
        return day(dt.date.fromisoformat(text))

    def process_formdata(self, valuelist):
        self.data = None
        text = tidy_line(next(iter(valuelist), ""))
        if text:
            try:
                self.data = parse_day(text)
            except Unreadable as error:
                raise ValueError(
                    gettext("Write the day as year-month-day, such as 2026-09-24.")
                ) from error


def decimal_mark() -> str:
    if str(get_locale()).startswith("da"):
        return ","
    return "."
