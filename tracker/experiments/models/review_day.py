"""The review day: when its authors look at what came of an experiment."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.core.history import plain
from tracker.core.validation import N_, FieldError, ValidationFailed, raise_if_errors
from tracker.experiments.models.enums import Stage

USUAL = dt.timedelta(days=14)
A_WEEK = dt.timedelta(days=7)  # until a plan without a day is asked whether it began


class ReviewDayMixin:
    """Mixin of Experiment: the review day of a running one, the first day of a plan."""

    def move_review_day(
        self, day: dt.date, *, by: Person, on: dt.date, at: dt.datetime
    ) -> None:
        """Look at it on another day; the change history keeps the earlier one.

        Raises:
            ValidationFailed: It is not running, or the day is not still to come.
            EditConflict: Another person saved first.
        """
        if self.stage is not Stage.running:
            message = N_("Only what is under way has a review day.")
            raise ValidationFailed(FieldError("", message))
        raise_if_errors(review_day_problems(day, on))
        if day == self.review_on:
            return
        before = plain(self.review_on)
        with self._meta.database.atomic():
            self.review_on = day
            self.changed_at = at
            self.save_as_next(self.version)
            self.log_change(by, at, "edited", {"review_on": [before, plain(day)]})

    def move_first_day(
        self, day: dt.date, *, by: Person, on: dt.date, at: dt.datetime
    ) -> None:
        """Begin on another day; a last day that would come before it moves along.

        Raises:
            ValidationFailed: It has begun, or the day is not still to come.
            EditConflict: Another person saved first.
        """
        if self.stage is not Stage.planned:
            raise ValidationFailed(FieldError("", N_("It has already begun.")))
        raise_if_errors(review_day_problems(day, on))
        before = self.as_dict()
        with self._meta.database.atomic():
            if self.ends_on and self.ends_on < day:
                self.ends_on = day + (self.ends_on - (self.starts_on or self.ends_on))
            self.starts_on = day
            self.changed_at = at
            self.save_as_next(self.version)
            self.log_change(by, at, "edited", self._since(before))

    def usual_review_day(self, on: dt.date) -> dt.date:
        """The review day that is offered at the start: the planned end, or in two weeks."""
        if self.ends_on and self.ends_on > on:
            return self.ends_on
        return on + USUAL

    # Predicates

    def is_up(self, on: dt.date) -> bool:
        """Whether its review day has come and it has no lesson yet."""
        return self.stage is Stage.running and self.review_on <= on

    def is_awaiting(self, on: dt.date) -> bool:
        """Whether its review day has passed and it has no lesson yet."""
        return self.stage is Stage.running and self.review_on < on

    def asked_from(self) -> dt.date:
        """The day from which a plan is asked whether it has begun."""
        return self.starts_on or self.published_at.date() + A_WEEK

    def is_to_start(self, on: dt.date) -> bool:
        """Whether a plan is asked whether it has begun."""
        return self.stage is Stage.planned and self.asked_from() <= on


def review_day_problems(day: dt.date | None, on: dt.date) -> list[FieldError]:
    """The rule that a review day is still to come."""
    if day is None:
        return [FieldError("review_on", N_("Choose a day."))]
    if day <= on:
        message = N_("Choose a day that is still to come.")
        return [FieldError("review_on", message)]
    return []
