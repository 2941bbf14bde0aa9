"""Fields that several forms of stakeholders share."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.experiments.forms.fields import PeopleField
from tracker.guidelines.models import Platform
from tracker.guidelines.queries import platforms
from tracker.numbers import whole_number
from tracker.web.i18n import named

LEVELS = (
    _l("1 – very low"),
    _l("2 – low"),
    _l("3 – medium"),
    _l("4 – high"),
    _l("5 – very high"),
)
QUALITIES = (
    _l("1 – very poor"),
    _l("2 – poor"),
    _l("3 – good enough"),
    _l("4 – good"),
    _l("5 – very good"),
)


def scale(label, words=LEVELS, **kwargs) -> SelectField:
    """A select field from 1 to 5, each number with its label."""
    choices = [SelectChoice("", _l("Choose …"))]
    choices += [SelectChoice(number, word) for number, word in enumerate(words, 1)]
    return SelectField(
        label, choices=choices, coerce=_number, validate_choice=False, **kwargs
    )


class OwnerField(PeopleField):
    """One colleague, by name or mail address; None if it is left empty."""

    def pre_validate(self, form):
        super().pre_validate(form)
        if len(self.data or []) > 1:
            raise ValidationError(gettext("Name one colleague."))

    @property
    def person(self) -> int | None:
        """The colleague's id."""
        return next(iter(self.data or []), None)


class PlatformsField(SelectMultipleField):
    """Checkboxes of the platforms in use, and of those already chosen."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label=None, **kwargs):
        super().__init__(label, coerce=int, validate_choice=False, **kwargs)

    def shown(self, text: str) -> str:
        """The names of platforms, from a comma-separated list of slugs."""
        slugs = text.split(", ")
        return ", ".join(named(row) for row in platforms() if row.slug in slugs)

    def offer(self, chosen: list[int]) -> None:
        """Set the choices: platforms in use, and those already chosen."""
        self.rows: list[Platform] = [
            row for row in platforms() if row.in_use or row.id in chosen
        ]
        self.choices = [SelectChoice(row.id, named(row)) for row in self.rows]

    @property
    def chosen(self) -> list[Platform]:
        return [row for row in self.rows if row.id in (self.data or [])]


def _number(value) -> int | None:
    return whole_number(value, 99)
