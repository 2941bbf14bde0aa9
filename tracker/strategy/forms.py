"""The form of the strategy text."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.core.validation import FieldError, required
from tracker.numbers import whole_number
from tracker.strategy.models import StrategyText
from tracker.web.forms import CprWarning, Form, formatted


class StrategyForm(CprWarning, Form):
    """The text and the reason of a change; `after` is the number of the version before."""

    after = HiddenField()
    text = formatted(StrategyText.text, _l("Our strategy, in our own words"))
    why = formatted(StrategyText.why, _l("What has changed, and why?"))

    def rules(self) -> list[FieldError]:
        return required({"text": self.text.data}, ["text"])

    @property
    def written_from(self) -> int:
        """The number of the version that the page showed; 0 for none."""
        return whole_number(self.after.data, 999_999) or 0

    def now_after(self, number: int) -> None:
        """Make this a change of a newer version."""
        self.after.data = number
        self.after.raw_data = None
