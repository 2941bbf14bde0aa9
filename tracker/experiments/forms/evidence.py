"""Forms of pictures, links and readings.

A page has several of them, so element ids begin with the name of the form.
"""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, MultipleFileField
from wtforms import Field, ValidationError
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import TextInput

from tracker.experiments.files.attach import NOTE
from tracker.experiments.models import Link, MetricReading, Picture
from tracker.experiments.models.evidence import link_problems, reading_problems
from tracker.web.clock import now, today
from tracker.web.fields import DayField, NumberField
from tracker.web.forms import (
    CprWarning,
    DoubleSubmitGuard,
    Form,
    short,
    tidy_line,
    web_address,
)
from tracker.web.i18n import translated


class SubForm(CprWarning, Form):
    """One of several forms on a page: element ids begin with its name."""

    name = ""

    def __init__(self, *args, **kwargs):
        name = kwargs.pop("called", self.name)
        super().__init__(*args, **kwargs)
        for field in self:
            field.id = field.label.field_id = f"{name}-{field.name}"


class LinesField(Field):
    """Several one-line texts of one name, in order."""

    widget = TextInput()

    def process_formdata(self, valuelist):
        self.data = [tidy_line(value) for value in valuelist]

    def pre_validate(self, form):
        if any(len(text) > Picture.alt.max_length for text in self.data or ()):
            raise ValidationError(
                gettext("At most %(cap)s characters.", cap=Picture.alt.max_length)
            )

    def _value(self) -> str:
        if self.data:
            return self.data[0]
        return ""


class PicturesForm(DoubleSubmitGuard, SubForm):
    name = "pictures"
    pictures = MultipleFileField(
        _l("Pictures"), validators=[DataRequired(_l("Choose a picture."))]
    )
    alt = LinesField(_l("What does the picture show?"), default=list)

    def add_problems(self, told) -> list[str]:
        """The error messages of the pictures that were left out."""
        return self._sentences(told, lambda field: field != NOTE)

    def notes(self, told) -> list[str]:
        """What is told of the pictures that are kept."""
        return self._sentences(told, lambda field: field == NOTE)

    def _sentences(self, told, fits) -> list[str]:
        if told is True:
            return []
        return [translated(it.message, **it.params) for it in told if fits(it.field)]


class DocumentForm(DoubleSubmitGuard, SubForm):
    name = "document"
    document = FileField(
        _l("PDF or slides"), validators=[DataRequired(_l("Choose a file."))]
    )


class DescriptionForm(SubForm):
    name = "description"
    alt = short(Picture.alt, _l("What does the picture show?"))


class LinkForm(SubForm):
    name = "link"
    url = web_address(
        Link.url,
        _l("Web address"),
        validators=[InputRequired(_l("Please fill this in."))],
    )
    label = short(Link.label, _l("What is there?"))

    def rules(self):
        return link_problems(self.url.data)


class MetricReadingForm(SubForm):
    name = "reading"
    metric = short(
        MetricReading.metric,
        _l("What was counted"),
        validators=[InputRequired(_l("Please fill this in."))],
    )
    value = NumberField(
        _l("How many"), validators=[InputRequired(_l("Please fill this in."))]
    )
    read_on = DayField(
        _l("Read on"),
        default=today,
        validators=[InputRequired(_l("Please fill this in."))],
    )
    link = web_address(MetricReading.link, _l("Where it can be seen"))

    def rules(self):
        return reading_problems(self.cleaned_data(), now())
