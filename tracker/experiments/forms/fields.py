"""Fields that write numbers, days, tags and people as people write them."""

from __future__ import annotations

from flask_babel import get_locale, gettext
from wtforms import DateField, Field, ValidationError
from wtforms.widgets import ListWidget, RadioInput, TextInput

from tracker.core.imports import Unreadable
from tracker.core.imports.day import parse_day
from tracker.core.imports.number import parse_number
from tracker.experiments.models.tag import split_tags
from tracker.experiments.queries.form_options import people_called, people_of, spelt
from tracker.numbers import whole_number
from tracker.web.forms import WordField, tidy_line


class WordCards(WordField):
    """One word of an enumeration, chosen among cards."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


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

    def process_formdata(self, valuelist):
        self.data = None
        text = tidy_line(valuelist[0]) if valuelist else ""
        if not text:
            return
        try:
            value, note = parse_number(text, decimal_mark())
        except Unreadable as error:
            raise ValueError(gettext("Write a number, such as 57.")) from error
        if note:
            # What an import would tell, a form asks
            raise ValueError(gettext("Write a number, such as 57."))
        if value is None:
            return
        if self.whole and value != int(value):
            raise ValueError(gettext("Write a whole number."))
        self.data = value
        if self.whole:
            self.data = int(value)


class DayField(DateField):
    """A day as people write it, beyond doubt; None when it is left empty."""

    def process_formdata(self, valuelist):
        self.data = None
        text = tidy_line(valuelist[0]) if valuelist else ""
        if text:
            try:
                self.data = parse_day(text)
            except Unreadable as error:
                raise ValueError(
                    gettext("Write the day as year-month-day, such as 2026-09-24.")
                ) from error


class TagsField(Field):
    """Tags with commas between them, or as #hashtags."""

    widget = TextInput()

    def _value(self) -> str:
        return ", ".join(self.data or [])

    def process_formdata(self, valuelist):
        self.data = split_tags(",".join(valuelist))[:100]


class PeopleField(Field):
    """Colleagues, by name or mail address with commas between them, or by their ids."""

    widget = TextInput()

    def __init__(self, label=None, **kwargs):
        self.unknown: list[str] = []
        super().__init__(label, **kwargs)

    def _value(self) -> str:
        return ", ".join([*spelt(self.data or []), *self.unknown])

    def process_data(self, value):
        self.data = self.had = list(value or [])
        self.unknown = []

    def process_formdata(self, valuelist):
        words = list(
            dict.fromkeys(
                word
                for value in valuelist
                for word in map(tidy_line, value.split(","))
                if word
            )
        )[:60]
        chosen = set()
        self.unknown = []
        for word in words:
            number = whole_number(word)
            people = people_called(word) if number is None else people_of([number])
            known = [
                person for person in people if person.is_active or person.id in self.had
            ]
            chosen |= {person.id for person in known[:1]}
            self.unknown += [word] if len(known) != 1 else []
        self.data = sorted(chosen)

    def pre_validate(self, form):
        if self.unknown:
            raise ValidationError(
                gettext(
                    "No colleague, or more than one, is called %(name)s.",
                    name=", ".join(self.unknown),
                )
            )


def decimal_mark() -> str:
    if str(get_locale()).startswith("da"):
        return ","
    return "."
