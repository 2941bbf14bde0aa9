"""Forms for signing in, registration and new passwords."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField

from tracker.accounts.branding import accent_errors
from tracker.accounts.forms.fields import (
    UnitField,
    choice_required,
    email_field,
    password_field,
    required,
)
from tracker.accounts.models import Person, Setting, Unit
from tracker.accounts.passwords import password_problems
from tracker.core.validation import FieldError
from tracker.web.forms import Form, at_most, short, tidy_line


class LoginForm(Form):
    email = email_field()
    password = password_field()
    remember = BooleanField(_l("Stay signed in on this device"))


class RegisterForm(Form):
    email = email_field()
    name = short(Person.name, _l("Your name"), validators=[required()])
    unit = UnitField(_l("Unit"), validators=[choice_required()])
    password = password_field()

    def rules(self) -> list[FieldError]:
        unit = self.unit.data.name if self.unit.data else ""
        return password_problems(
            self.password.data or "", self.email.data or "", self.name.data or "", unit
        )


class AddressForm(Form):
    """Nothing but the address: what a stranger types about somebody else must reach nobody."""

    email = email_field()


class FirstAdminForm(Form):
    email = email_field()
    name = short(Person.name, _l("Your name"), validators=[required()])
    unit = short(Unit.name, _l("Your unit"), validators=[required()])
    organisation = short(Setting.value, _l("The organisation's name"))
    accent = StringField(_l("Colour"), filters=[tidy_line], validators=[at_most(7)])
    password = password_field()

    def rules(self) -> list[FieldError]:
        return accent_errors(self.accent.data)


class InvitationForm(Form):
    """The address comes with the invitation, and often the unit."""

    name = short(Person.name, _l("Your name"), validators=[required()])
    unit = UnitField(_l("Unit"), validators=[choice_required()])
    password = password_field()


class JoinForm(Form):
    """The one thing that a first sign-in by the identity provider may not have said."""

    unit = UnitField(_l("Unit"), validators=[choice_required()])


class ResetForm(Form):
    password = password_field(_l("New password"))
