"""Forms for one's own profile, settings and password."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from tracker.accounts.forms.fields import choice_required, password_field, required
from tracker.accounts.models import Person, Theme
from tracker.web.forms import CprWarning, EnumSelectField, Form, formatted, short
from tracker.web.i18n import LANGUAGES


class SettingsForm(CprWarning, Form):
    name = short(Person.name, _l("Name"), validators=[required()])
    title = short(Person.title, _l("Job title"))
    about = formatted(Person.about, _l("About you"))
    answers_here = formatted(Person.answers_here, _l("Here I answer"))
    locale = RadioField(
        _l("Language"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        validators=[required()],
    )
    theme = EnumSelectField(_l("Light or dark"), Theme, validators=[choice_required()])
    shortcuts = BooleanField(_l("Keyboard shortcuts"))

    @classmethod
    def of(cls, person: Person) -> SettingsForm:
        """The form as it concerns this person: only leaders say where they answer."""
        form = cls(obj=person)
        if not person.leads:
            del form.answers_here
        return form


class PasswordForm(Form):
    current = password_field(_l("Your password now"))
    password = password_field(_l("New password"))
