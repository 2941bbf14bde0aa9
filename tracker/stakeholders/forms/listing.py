"""Lists in and out: the twelve that come ready, and a file."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.guidelines.models import Platform
from tracker.stakeholders.models import Stakeholder
from tracker.stakeholders.starting_set import TYPICAL, Typical
from tracker.web.forms import Form


class TypicalForm(Form):
    """Which of the twelve to take; those that are here already are not offered again."""

    typical = SelectMultipleField(
        _l("Whom do you take?"), validate_choice=False, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def __init__(self, *args, **kwargs):
        taken = {key for (key,) in Stakeholder.select(Stakeholder.typical).tuples()}
        self.offered: list[Typical] = [one for one in TYPICAL if one.key not in taken]
        super().__init__(*args, data={"typical": [one.key for one in self.offered]}, **kwargs)
        self.typical.choices = [SelectChoice(one.key, gettext(one.name)) for one in self.offered]

    def cards(self) -> list[dict]:
        """What is taken, in the reader's language: from then on it is the organisation's own text."""
        platforms = {row.slug: row for row in Platform.select()}
        return [
            {
                "typical": one.key,
                "name": gettext(one.name),
                "worry": gettext(one.worry),
                "interest": one.interest,
                "influence": one.influence,
                "platforms": [platforms[slug] for slug in one.platforms if slug in platforms and platforms[slug].in_use],
            }
            for one in self.offered
            if one.key in (self.typical.data or [])
        ]


class FileForm(Form):
    """A file to take in."""

    file = FileField(_l("The list as CSV or XLSX"), validators=[FileRequired(_l("Choose a file."))])
