"""Creating an experiment: as a draft, or published at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from tracker.accounts.models import FormSubmission, Person
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed, raise_if_errors
from tracker.drawn_id import DrawnId
from tracker.experiments.models.evidence import Link

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

FORM = "experiment"  # name of the form in `FormSubmission`
# Hooks of higher features, called in the same transaction when a draft is created: their
# models append functions of (experiment, by, at).
AFTER_CREATE: list[Callable[[Experiment, Person, dt.datetime], None]] = []


class Created(DrawnId):
    """Mixin of Experiment: creating it, and saving and publishing it later."""

    @classmethod
    def create(cls, *, by: Person, at: dt.datetime, **sent) -> Experiment:
        """Create an experiment.

        Args:
            sent: The other arguments of `create_once`.

        Raises:
            ValidationFailed: A rule of the plan card is broken.
        """
        experiment, _created = cls.create_once(by=by, at=at, **sent)
        return experiment

    @classmethod
    def create_once(
        cls,
        *,
        by: Person,
        at: dt.datetime,
        publish: bool = False,
        withheld: bool = False,
        link: str = "",
        submission: str = "",
        **plan,
    ) -> tuple[Experiment, bool]:
        """Create an experiment; a form that is sent twice creates one.

        A draft has no required fields; the longest lengths hold for it too.

        Args:
            publish: Publish it at once.
            withheld: Publish it anonymously, until its author reveals the name.
            link: Web address of the post; added only when publishing.
            submission: The hidden key of the form. A form that was published already
                returns its experiment; a draft of the same form is updated.
            plan: Fields of the plan card by their names; co_authors, tags, clauses, questions.

        Returns:
            The experiment, and whether anything was saved: False when the same form had
            published it before.

        Raises:
            ValidationFailed: A rule of the plan card is broken.
        """
        sent = plan | {"publish": publish, "withheld": withheld, "link": link}
        while earlier := FormSubmission.earlier_row(cls, by, submission, FORM):
            if not earlier.is_draft:
                return earlier, False
            # Another click of the same form was faster: continue from its version
            with suppress(EditConflict):
                earlier.revise(version=earlier.version, by=by, at=at, **sent)
                return earlier, True
        return cls._create_noted(sent, by=by, at=at, submission=submission)

    @classmethod
    def published_by(cls, submission: str, person: Person) -> Experiment | None:
        """What a form, named by its hidden key, has published; None if nothing."""
        with suppress(ValidationFailed):  # another form's key is told when it is sent
            earlier = FormSubmission.earlier_row(cls, person, submission, FORM)
            if earlier and not earlier.is_draft:
                return earlier
        return None

    def revise(
        self,
        *,
        version: int,
        by: Person,
        at: dt.datetime,
        publish: bool = False,
        withheld: bool = False,
        link: str = "",
        submission: str = "",
        **plan,
    ) -> bool:
        """Save the plan card and, if asked, publish the draft; all or nothing.

        Args:
            version: The version that the form was made from; ignored for a draft that
                the same form saved last.

        Returns:
            Whether this call published it.

        Raises:
            ValidationFailed: A rule of the plan card is broken.
            EditConflict: Another person saved first.
        """
        if self.is_draft and submission and self.draft_extras.get("form") == submission:
            version = self.version
        publishes = publish and self.is_draft
        with self._meta.database.atomic():
            self.amend(version=version, by=by, at=at, **plan)
            if publishes:
                self._show(by=by, at=at, withheld=withheld, link=link)
        return publishes

    @classmethod
    def _create_noted(
        cls, sent: dict, *, by: Person, at: dt.datetime, submission: str
    ) -> tuple[Experiment, bool]:
        """Create it and note the form, or find the experiment of an earlier click."""
        withheld = sent.pop("withheld")
        link = sent.pop("link")
        made: list[Experiment] = []

        def make() -> Experiment:
            experiment = cls._draft(by=by, at=at, **sent)
            made.append(experiment)
            if sent["publish"]:
                experiment._show(by=by, at=at, withheld=withheld, link=link)
            return experiment

        found = FormSubmission.once(cls, make, by=by, key=submission, form=FORM, at=at)
        return found, bool(made) and found is made[0]

    @classmethod
    def _draft(
        cls,
        *,
        by: Person,
        at: dt.datetime,
        publish: bool,
        co_authors=None,
        tags=None,
        clauses=None,
        questions=None,
        **plan,
    ) -> Experiment:
        raise_if_errors(cls.plan_problems(plan, publishing=publish))
        experiment = cls(author=by, unit=by.unit_id, made_at=at, changed_at=at, **plan)
        experiment.save()
        experiment._save_related(co_authors, tags, clauses, questions)
        for act in AFTER_CREATE:
            act(experiment, by, at)
        return experiment

    def _show(self, *, by: Person, at: dt.datetime, withheld: bool, link: str) -> None:
        self.publish(by=by, at=at, withheld=withheld)
        if link:
            Link.add(self, url=link, by=by, at=at)
