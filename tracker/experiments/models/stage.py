"""The stages of an experiment: published, started, concluded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.accounts.models import Person
from tracker.core.history import plain
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.experiments.models.anonymity import anonymity_problems
from tracker.experiments.models.enums import Stage, Visibility
from tracker.experiments.models.review_day import review_day_problems
from tracker.revision import Revision

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

# Hooks of higher features, called in the same transaction when an experiment is published:
# their models append functions of (experiment, by, at).
AFTER_PUBLISH: list[Callable[[Experiment, Person, dt.datetime], None]] = []
# The same when it is concluded
AFTER_CONCLUDE: list[Callable[[Experiment, Person, dt.datetime], None]] = []


class StageMixin:
    """Mixin of Experiment: publishing, starting and concluding it."""

    def publish(self, *, by: Person, at: dt.datetime, withheld: bool = False) -> None:
        """Publish a draft; one that is published already is left as it is.

        Args:
            withheld: Publish it anonymously, as "a colleague" of its unit.

        Raises:
            ValidationFailed: Title, platform or hypothesis is missing; or it is to be
                anonymous, and it has co-authors or a small unit.
        """
        raise_if_errors(self.plan_problems(self.plan(), publishing=True))
        if not self.is_draft:
            return
        self.raise_if_discarded()
        if withheld:
            raise_if_errors(anonymity_problems(self))
        with self._meta.database.atomic():
            self.stage = Stage.planned
            self.withheld = withheld
            self.changed_at = at
            self.draft_extras = {}
            self.published_at = self.moment(at)
            self.save_as_next(self.version)
            self.index()
            self.log_change(by, at, "published", {})
            if withheld:
                Revision.advance()
            if self.metric and self.visibility is Visibility.everyone:
                self.platform.remember(self.metric)
            for act in AFTER_PUBLISH:
                act(self, by, at)

    def start(
        self,
        *,
        criterion: str,
        by: Person,
        on: dt.date,
        at: dt.datetime,
        review_on: dt.date | None = None,
        version: int | None = None,
    ) -> None:
        """Start it, which locks the criterion.

        Args:
            review_on: The day to look at what came of it; None for the usual one.
            version: The version that the form was made from.

        Raises:
            ValidationFailed: There is no criterion, it has already begun, or the review
                day is not still to come.
            EditConflict: Another person saved first.
        """
        review_on = review_on or self.usual_review_day(on)
        raise_if_errors(
            self._start_problems(criterion) + review_day_problems(review_on, on)
        )
        before = self.as_dict()
        if version is None:
            version = self.version
        with self._meta.database.atomic():
            self.stage = Stage.running
            self.started_on = on
            self.review_on = review_on
            self.criterion = criterion
            self.changed_at = at
            if self.starts_on is None and not (self.ends_on and self.ends_on < on):
                self.starts_on = on
            self.save_as_next(version)
            self.index()
            changes = self._since(before) | {"review_on": ["", plain(review_on)]}
            self.log_change(by, at, "started", changes)

    def conclude(
        self,
        *,
        by: Person,
        at: dt.datetime,
        changes: dict,
        criterion: str | None = None,
    ) -> None:
        """Close the plan card.

        `Conclusion.draw` calls it in its own transaction.

        Args:
            changes: The learning card for the history: field to value.
            criterion: The criterion as the author remembers it, when the experiment was
                never started; it is then marked as written afterwards.
        """
        before = self.as_dict()
        if criterion and self.stage is Stage.planned and criterion != self.criterion:
            self.criterion = criterion
            self.criterion_afterwards = True
        self.stage = Stage.concluded
        self.draft_extras = {}
        self.changed_at = at
        self.save_as_next(self.version)
        answers = {}
        for name, value in changes.items():
            text = plain(value)
            if text:
                answers[name] = ["", text]
        self.log_change(by, at, "concluded", self._since(before) | answers)
        for act in AFTER_CONCLUDE:
            act(self, by, at)

    # Predicates

    @property
    def is_draft(self) -> bool:
        return self.stage is Stage.draft

    @property
    def is_locked(self) -> bool:
        """Whether a start has locked the criterion.

        It can still be changed, and the history shows the change; it cannot be removed.
        """
        return self.started_on is not None and self.criterion != ""

    def is_told_afterwards(self, conclusion) -> bool:
        """Whether it was published and concluded on the same day without a start.

        The plan was then written when the experiment was over.
        """
        same_day = (
            self.published_at and self.published_at.date() == conclusion.at.date()
        )
        return bool(
            same_day
            and not self.started_on
            and not self.is_imported
            and not conclusion.imported
        )

    # Permissions

    def startable_by(self, person) -> bool:
        return self.is_author(person) and self.stage is Stage.planned

    # Private

    def _start_problems(self, criterion: str) -> list[FieldError]:
        answers = {"criterion": criterion}
        problems = required(answers, ["criterion"])
        problems += length_errors(answers, type(self))
        if self.stage is not Stage.planned:
            problems.append(FieldError("", N_("It has already begun.")))
        return problems
