""" "May I?" as a form that is sent by GET: its answer has an address of its own."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from tracker.guidelines.enums import About, People, SpeakingFor
from tracker.guidelines.models import Guideline
from tracker.web.fields import RadioCards
from tracker.web.forms import Form
from tracker.web.i18n import named


class CheckForm(Form):
    """Two or three questions; who speaks privately is asked one."""

    class Meta:
        csrf = False

    speaking = RadioCards(_l("For whom do you speak?"), words=SpeakingFor)
    people = RadioCards(_l("Is anyone else in it?"), words=People)
    about = RadioCards(_l("Is it about one of these?"), words=About)
    platform = SelectField(_l("Where?"), validate_choice=False)

    @classmethod
    def asked(cls, args, guidelines: list[Guideline]) -> CheckForm:
        """The form as the address says; the places are those where the organisation is."""
        form = cls(formdata=args)
        places = [row for row in guidelines if not row.is_everywhere]
        form.platform.choices = [
            ("", _l("I don't know yet")),
            *((row.slug, named(row.platform)) for row in places),
        ]
        return form

    def answered(self) -> bool:
        """Whether enough is answered to tell; what is missing says so when something was sent."""
        if not any(name in self.sent for name in ("speaking", "people", "about")):
            return False
        fine = self.validate()
        for field in (
            self.speaking,
            *(
                ()
                if self.speaking.data is SpeakingFor.private
                else (self.people, self.about)
            ),
        ):
            if field.data is None and not field.errors:
                field.errors = [gettext("Choose one of the answers.")]
                fine = False
        return fine

    @property
    def sent(self) -> list[str]:
        return [name for name, field in self._fields.items() if field.raw_data]
