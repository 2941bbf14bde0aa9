"""Forms: the default stakeholders, owners of several, and the import of a file."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.guidelines.models import Platform
from tracker.stakeholders.forms.fields import OwnerField
from tracker.stakeholders.models import Stakeholder
from tracker.stakeholders.starting_set import TYPICAL, DefaultStakeholder
from tracker.web.fields import DayField
from tracker.web.forms import Form
from tracker.web.i18n import translated


class TypicalForm(Form):
    """Which of the twelve to take; those that are here already are not offered again."""

    typical = SelectMultipleField(
        _l("Whom do you take?"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, *args, **kwargs):
        taken = {key for (key,) in Stakeholder.select(Stakeholder.typical).tuples()}
        self.offered: list[DefaultStakeholder] = [
            one for one in TYPICAL if one.key not in taken
        ]
        super().__init__(
            *args, data={"typical": [one.key for one in self.offered]}, **kwargs
        )
        self.typical.choices = [
            SelectChoice(one.key, translated(one.name)) for one in self.offered
        ]

    def cards(self) -> list[dict]:
        """The chosen default stakeholders, in the reader's language."""
        platforms = {row.slug: row for row in Platform.select()}
        return [
            {
                "typical": one.key,
                "name": translated(one.name),
                "worry": translated(one.worry),
                "interest": one.interest,
                "influence": one.influence,
                "platforms": [
                    platforms[slug]
                    for slug in one.platforms
                    if slug in platforms and platforms[slug].in_use
                ],
            }
            for one in self.offered
            if one.key in (self.typical.data or [])
        ]


class EntrustForm(Form):
    """A colleague, and the stakeholders to own; by default those of high priority without
    an owner.
    """

    stakeholders = SelectMultipleField(
        _l("With whom?"),
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    owner = OwnerField(_l("Who keeps in touch?"))
    next_contact = DayField(_l("Next contact"))

    def __init__(self, rows: list[Stakeholder]):
        self.rows = rows
        super().__init__(
            data={
                "stakeholders": [
                    row.id for row in rows if row.is_high and row.owner_id is None
                ]
            }
        )
        self.stakeholders.choices = [SelectChoice(row.id, row.name) for row in rows]

    def cleaned_data(self) -> dict:
        """The arguments of `Stakeholder.assign_owner`, without archived stakeholders."""
        chosen = [row for row in self.rows if row.id in (self.stakeholders.data or [])]
        return {
            "rows": chosen,
            "owner": self.owner.person,
            "next_contact": self.next_contact.data,
        }


class FileForm(Form):
    """A file to take in."""

    file = FileField(
        _l("The list as CSV, XLSX or ODS"),
        validators=[FileRequired(_l("Choose a file."))],
    )
