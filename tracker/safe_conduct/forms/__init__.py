"""Forms of the safe conduct: its text, a report that it was broken, and what was found."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from tracker.accounts.models import Person
from tracker.core.validation import FieldError, required
from tracker.experiments.queries.form_options import people_of
from tracker.numbers import whole_number
from tracker.safe_conduct.enums import Finding
from tracker.safe_conduct.models import BreachCount, BreachReport, SafeConduct
from tracker.stakeholders.forms.fields import OwnerField
from tracker.web.forms import CprWarning, EnumSelectField, Form, formatted, short


class SafeConductForm(CprWarning, Form):
    """The next version; `after` is the number of the version before."""

    after = HiddenField()
    text = formatted(SafeConduct.text, _l("What leaders promise"))
    exceptions = formatted(SafeConduct.exceptions, _l("Except"))
    contact = OwnerField(_l("Whom does one tell if it is broken?"))
    why = formatted(SafeConduct.why, _l("What has changed, and why?"))

    def rules(self) -> list[FieldError]:
        texts = {"text": self.text.data, "exceptions": self.exceptions.data}
        return required(texts, ["text", "exceptions"])

    @property
    def written_from(self) -> int:
        """The number of the version that the page showed; 0 for none."""
        return whole_number(self.after.data, 999_999) or 0

    @property
    def person(self) -> Person | None:
        """The contact whom the form names."""
        for person in people_of(self.contact.data or []):
            return person
        return None

    def now_after(self, number: int) -> None:
        """Make this a change of a newer version."""
        self.after.data = number
        self.after.raw_data = None


class BreachReportForm(CprWarning, Form):
    """A report to the contact. It has no key of its own: that would name the sender."""

    text = formatted(BreachReport.text, _l("What happened?"))
    named = BooleanField(_l("My name may stand on it, so that I can be answered"))

    def rules(self) -> list[FieldError]:
        return required({"text": self.text.data}, ["text"])


class FindingForm(Form):
    """What the contact found out about a report."""

    finding = EnumSelectField(
        _l("What did you find?"),
        Finding,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )


class BreachCountForm(CprWarning, Form):
    """A word with the figure that the contact tells everybody."""

    word = short(BreachCount.word, _l("A word with it"))
