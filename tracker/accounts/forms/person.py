"""Forms by which administrators manage people and units."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SubmitField, TextAreaField

from tracker.accounts.forms.fields import (
    UnitField,
    choice_required,
    email_field,
    required,
)
from tracker.accounts.models import Person, Role, Unit
from tracker.web.forms import EnumSelectField, Form, at_most, short


class InviteForm(Form):
    email = email_field()
    name = short(Person.name, _l("Name"))
    unit = UnitField(_l("Unit"), blank=_l("They choose themselves"))
    role = EnumSelectField(
        _l("Role"), Role, default=Role.employee, validators=[choice_required()]
    )


class InvitationForm(Form):
    """The address to which an invitation is sent again."""

    email = email_field()


class PersonForm(Form):
    email = email_field()
    role = EnumSelectField(_l("Role"), Role, validators=[choice_required()])
    unit = UnitField(_l("Unit"), validators=[choice_required()])


class MoveForm(Form):
    unit = UnitField(_l("Unit"), validators=[choice_required()])


class PeopleListForm(Form):
    """A list of people: a file first, then its text again together with the word to go ahead."""

    file = FileField(_l("The list as CSV, XLSX or ODS"))
    text = TextAreaField(_l("Or paste it here"), validators=[at_most(1_000_000)])
    invite = SubmitField()


class UnitsForm(Form):
    names = TextAreaField(_l("New units"), validators=[required(), at_most(50_000)])


class UnitMergeForm(Form):
    """The unit into which another one is merged, and whether one is sure."""

    into = UnitField(_l("It is the same as"), validators=[choice_required()])
    sure = SubmitField()


class UnitForm(Form):
    name = short(Unit.name, _l("Name"), validators=[required()])
    parent = UnitField(_l("Stands below"), blank=_l("Nothing: it stands at the top"))
