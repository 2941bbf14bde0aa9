"""The form of a new webhook."""

from __future__ import annotations

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.accounts.forms.fields import UnitField
from tracker.core.validation import N_, FieldError, required
from tracker.web.fields import RadioCards
from tracker.web.forms import CprWarning, Form, at_most, short, tidy_line
from tracker.web.i18n import label
from tracker.webhooks.call import AddressRefused, CallFailed, target_of
from tracker.webhooks.enums import HookEvent, HookShape
from tracker.webhooks.models import Webhook

NOT_CALLED = N_(
    "This address cannot be called: it must begin with https:// and lead to a place on the"
    " public Internet. Whoever runs the product can allow a host with WEBHOOK_HOSTS."
)
NOT_FOUND = N_("There is no such host.")


class EventsField(SelectMultipleField):
    """Ticks for the events that a webhook is told of."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class WebhookForm(CprWarning, Form):
    """Where a webhook leads, and what it is told."""

    name = short(Webhook.name, _l("What is the channel called?"))
    shape = RadioCards(_l("What listens there?"), words=HookShape)
    url = StringField(
        _l("Its address"),
        filters=[tidy_line],
        validators=[at_most(Webhook.url.max_length)],
    )
    events = EventsField(_l("What is it told?"), validate_choice=False)
    unit = UnitField(_l("About which unit?"), blank=_l("All of them"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.events.choices = [(word.value, label(word)) for word in HookEvent]

    def rules(self) -> list[FieldError]:
        answers = {"name": self.name.data, "shape": self.shape.data}
        answers["url"] = self.url.data
        errors = required(answers, list(answers))
        if not self.chosen_events():
            errors.append(FieldError("events", N_("Choose at least one.")))
        if self.url.data:
            errors += _address_errors(self.url.data)
        return errors

    def chosen_events(self) -> list[HookEvent]:
        known = HookEvent._value2member_map_
        return [known[word] for word in self.events.data or [] if word in known]

    def cleaned_data(self) -> dict:
        return {
            "name": self.name.data,
            "shape": self.shape.data,
            "url": self.url.data,
            "events": self.chosen_events(),
            "unit": self.unit.data,
        }


def _address_errors(url: str) -> list[FieldError]:
    try:
        target_of(url, current_app.config["TRACKER"].webhook_hosts)
    except AddressRefused:
        return [FieldError("url", NOT_CALLED)]
    except CallFailed:
        return [FieldError("url", NOT_FOUND)]
    return []
