"""How an experiment comes to be: written as a draft, or published at once."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING

from tracker.accounts.models import FormSubmission, Person
from tracker.core.conflicts import EditConflict
from tracker.experiments.models.evidence import Link

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

FORM = "experiment"  # what `FormSubmission` calls the form


class Created:
    """Mixin of Experiment: creating it, and saving and publishing it later."""

    @classmethod
    def create(cls, *, by: Person, at: dt.datetime, **sent) -> Experiment:
        """Create an experiment.

        Args:
            sent: What `create_once` takes besides.

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
        """Create an experiment, once however often the same form is sent.

        A draft, which only its authors see, requires nothing; caps hold.

        Args:
            publish: Show it to colleagues at once.
            withheld: Publish it as "a colleague", until its author names it.
            link: Where it can be seen; added only when publishing.
            submission: The hidden key of the form. Sent twice, the form makes one
                experiment: a second publishing finds it, a draft that the same form
                saved meanwhile takes up the newer text.
            plan: Fields of the plan card by their names; co_authors, tags, clauses.

        Returns:
            The experiment, and whether anything was saved: False when it is found as the
            same form published it before.

        Raises:
            ValidationFailed: A rule of the plan card is broken.
        """
        shown = {"publish": publish, "withheld": withheld, "link": link}
        while earlier := FormSubmission.earlier_row(cls, by, submission, FORM):
            if not earlier.is_draft:
                return earlier, False
            # Another click of the same form was quicker: on from what that one saved
            with suppress(EditConflict):
                earlier.revise(version=earlier.version, by=by, at=at, **shown, **plan)
                return earlier, True
        return cls._create_noted({**shown, **plan}, by=by, at=at, submission=submission)

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
        """Save the plan card and, when publishing a draft, show it; all or nothing.

        Args:
            version: The version it was made from; a draft that the same form saved last
                is taken as it stands.

        Returns:
            Whether this published it.

        Raises:
            ValidationFailed: A rule of the plan card is broken.
            EditConflict: Somebody else saved first.
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
        """Create it and note the form; or find what another click of the form made."""
        shown = {name: sent.pop(name) for name in ("withheld", "link")}
        made: list[Experiment] = []

        def make() -> Experiment:
            experiment = cls._draft(by=by, at=at, **sent)
            made.append(experiment)
            if sent["publish"]:
                experiment._show(by=by, at=at, **shown)
            return experiment

        found = FormSubmission.once(cls, make, by=by, key=submission, form=FORM, at=at)
        return found, bool(made) and found is made[0]

    def _show(self, *, by: Person, at: dt.datetime, withheld: bool, link: str) -> None:
        self.publish(by=by, at=at, withheld=withheld)
        if link:
            Link.add(self, url=link, by=by, at=at)
