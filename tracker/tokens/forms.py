"""The form of a new access token."""

from __future__ import annotations

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, required
from tracker.tokens.enums import FOR_ADMINS, FOR_SERVICES, Scope
from tracker.tokens.models import LIFETIMES, AccessToken
from tracker.web.forms import CprWarning, Form, row_id, short
from tracker.web.i18n import label, translated


class ScopesField(SelectMultipleField):
    """Ticks for what a token opens, each with a sentence."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def hints(self) -> dict[str, str]:
        """The sentences that explain the choices, by their values."""
        return {word.value: translated(word.hint) for word in Scope}


class AccessTokenForm(CprWarning, Form):
    """What a token is called, what it opens, and for how long."""

    name = short(AccessToken.name, _l("What is it for?"))
    scopes = ScopesField(_l("What may it do?"), validate_choice=False)
    days = SelectField(_l("How long does it last?"), coerce=row_id, default=90)

    def __init__(self, *args, person: Person, service: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [word for word in Scope if person.is_admin or word not in FOR_ADMINS]
        if not current_app.config["TRACKER"].mailbox_url:
            offered.remove(Scope.mail)
        if service:
            offered = list(FOR_SERVICES)
        self.scopes.choices = [(word.value, label(word)) for word in offered]
        self.days.choices = [
            (days, ngettext("%(n)s day", "%(n)s days", days, n=days))
            for days in LIFETIMES
        ]

    def rules(self) -> list[FieldError]:
        errors = required({"name": self.name.data}, ["name"])
        if not self.scopes.data:
            errors.append(FieldError("scopes", N_("Choose at least one.")))
        return errors

    def cleaned_data(self) -> dict:
        offered = {value for value, _label in self.scopes.choices}
        chosen = [Scope(word) for word in self.scopes.data if word in offered]
        return {"name": self.name.data, "scopes": chosen, "days": self.days.data}
