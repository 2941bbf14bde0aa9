"""Forms for the settings of the organisation; each field is named after its setting."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.accounts.branding import ACCESSIBILITY, set_accessibility_statement
from tracker.accounts.forms.fields import choice_required
from tracker.accounts.models import CONTACT, Readers, Role, SecondFactor, Setting
from tracker.accounts.models.second_factor import REQUIRED_OF
from tracker.accounts.models.session import (
    REMEMBER_DAYS,
    REMEMBERED,
    REMEMBERED_LONGEST,
)
from tracker.web.forms import Form, at_most, short, tidy_line
from tracker.web.i18n import translated_later

REMEMBER_CHOICES = (14, 30, REMEMBERED.days, REMEMBERED_LONGEST.days)


class OrganisationForm(Form):
    dashboard = RadioField(
        _l("Who reads what we learn?"),
        choices=[
            SelectChoice(word.value, translated_later(word.label)) for word in Readers
        ],
        validators=[choice_required()],
    )

    second_factor = SelectMultipleField(
        _l("Of whom is a code asked beside the password?"),
        choices=[
            SelectChoice(role.value, translated_later(role.label)) for role in Role
        ],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    remember = SelectField(
        _l("How long does a device of one's own stay signed in?"),
        choices=[
            SelectChoice(str(days), _l("%(n)s days without a visit", n=days))
            for days in REMEMBER_CHOICES
        ],
    )

    contact = short(Setting.value, _l("Whom does one ask about one's data?"))
    accessibility = short(Setting.value, _l("Where is the accessibility statement?"))

    @classmethod
    def of_what_is_chosen(cls) -> OrganisationForm:
        """The form as it was last saved, or with what holds when nothing was."""
        of = Setting.chosen(REQUIRED_OF, "none").split(",")
        chosen = {
            "dashboard": Setting.word("dashboard", Readers.everyone).value,
            "second_factor": of,
            "remember": Setting.chosen(REMEMBER_DAYS, str(REMEMBERED.days)),
        }
        chosen["contact"] = Setting.chosen(CONTACT, "")
        chosen["accessibility"] = Setting.chosen(ACCESSIBILITY, "")
        return cls(data=chosen)

    def choose(self) -> None:
        """Keep every choice."""
        Setting.choose("dashboard", self.dashboard.data)
        SecondFactor.require_of(Role(role) for role in self.second_factor.data)
        Setting.choose(REMEMBER_DAYS, self.remember.data)
        Setting.write(CONTACT, self.contact.data)
        set_accessibility_statement(self.accessibility.data)


class BrandingForm(Form):
    """The organisation's name, one accent, and a logo."""

    name = short(Setting.value, _l("The organisation's name"))
    accent = StringField(_l("Colour"), filters=[tidy_line], validators=[at_most(7)])
    logo = FileField(_l("Logo"))
    without_logo = BooleanField(_l("Take the logo away"))
