"""Forms of the review day: at the start, and when it is moved."""

from __future__ import annotations

import datetime as dt

from flask_babel import lazy_gettext as _l

from tracker.core.validation import FieldError
from tracker.experiments.models.enums import ReviewIn
from tracker.experiments.models.review_day import review_day_problems
from tracker.web.clock import today
from tracker.web.fields import DayField, RadioCards
from tracker.web.forms import Form


class ReviewDayFields:
    """Mixin of a form: the review day, as a choice or as a day.

    A day alone is enough; a choice wins over a day that stands in the field unseen.
    """

    review_in = RadioCards(_l("When do we look at it?"), words=ReviewIn)
    review_on = DayField(_l("The day"))

    def review_day(self) -> dt.date | None:
        """The day that was chosen; None when nothing was."""
        chosen = self.review_in.data
        if chosen:
            return chosen.day(today()) or self.review_on.data
        return self.review_on.data

    def review_day_problems(self) -> list[FieldError]:
        """The errors of the choice; without any the usual day is taken."""
        day = self.review_day()
        if day or self.review_in.data:
            return review_day_problems(day, today())
        return []


class ReviewDayForm(ReviewDayFields, Form):
    """The form that moves the review day."""

    def rules(self) -> list[FieldError]:
        return review_day_problems(self.review_day(), today())
