"""Form fields for tags, colleagues and links to posts."""

from __future__ import annotations

from flask_babel import gettext
from wtforms import Field, StringField, ValidationError
from wtforms.widgets import TextInput

from tracker.experiments.models.share_link import without_sharer
from tracker.experiments.models.tag import split_tags
from tracker.experiments.queries.form_options import (
    people_as_text,
    people_called,
    people_of,
)
from tracker.numbers import whole_number
from tracker.web.forms import at_most, tidy_line
from tracker.web_address import with_scheme


class ShareLinkField(StringField):
    """A web address; what tells in it who shared the post is taken out."""

    def told(self) -> str:
        """A word about what was taken out; "" if nothing was."""
        if self.raw_data and _typed(self.raw_data[0]) != self.data:
            return gettext("What told in the link who shared it has been taken out.")
        return ""


def share_link(column, label, validators=()) -> ShareLinkField:
    """A link to a post; its greatest length is the model's."""
    return ShareLinkField(
        label,
        filters=[tidy_line, with_scheme, without_sharer],
        validators=[at_most(column.max_length)] + list(validators),
    )


def _typed(text: str) -> str:
    return with_scheme(tidy_line(text))


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
        return ", ".join(people_as_text(self.data or []) + self.unknown)

    def shown(self, text: str) -> str:
        """Ids with commas between them as names."""
        ids = [int(id) for id in text.split(",")]
        names = {person.id: person.name for person in people_of(ids)}
        return ", ".join(names.get(id) or gettext("a former colleague") for id in ids)

    def process_data(self, value):
        self.data = self.had = list(value or [])
        self.unknown = []

    def process_formdata(self, valuelist):
        if not valuelist:  # the page did not show the field
            return
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
            if number is None:
                people = people_called(word)
            else:
                people = people_of([number])
            known = [
                person for person in people if person.is_active or person.id in self.had
            ]
            chosen |= {person.id for person in known[:1]}
            if len(known) != 1:
                self.unknown.append(word)
        self.data = sorted(chosen)

    def pre_validate(self, form):
        if self.unknown:
            raise ValidationError(
                gettext(
                    "No colleague, or more than one, is called %(name)s.",
                    name=", ".join(self.unknown),
                )
            )
