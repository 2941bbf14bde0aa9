"""What an administrator chooses for the whole organisation: each field bears the name of its setting."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from tracker.accounts.forms.fields import chosen
from tracker.accounts.models import Setting
from tracker.dashboard.models import Readers
from tracker.web.forms import Form


class OrganisationForm(Form):
    dashboard = RadioField(
        _l("Who reads what we learn?"),
        choices=[(word.value, _l(word.label)) for word in Readers],
        validators=[chosen()],
    )

    @classmethod
    def of_what_is_chosen(cls) -> OrganisationForm:
        """The form as it was last saved, or with what holds when nothing was."""
        return cls(data={"dashboard": Setting.word("dashboard", Readers.everyone).value})

    def choose(self) -> None:
        """Keep every choice."""
        for name, value in self.answers().items():
            Setting.choose(name, value)
