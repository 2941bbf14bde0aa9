"""Anonymous experiments: only the author sees the name until the author reveals it.

The row keeps its author, for editing and for revealing the name later. Pages get names
and times only through `queries/visibility.py`, which asks this module.
"""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError
from tracker.experiments.models.document import NAMES_SOMEBODY
from tracker.jobs.models import Job


class AnonymityMixin:
    """Mixin of Experiment: whether its author is hidden, and revealing the author."""

    def name_author(self, *, by: Person, at: dt.datetime) -> None:
        """Reveal the author for good and notify the participants; once only."""
        model = type(self)
        hidden = (model.id == self.id) & model.withheld
        with self._meta.database.atomic():
            if model.update(withheld=False).where(hidden).execute():
                self.withheld = False
                self._dirty.discard("withheld")
                self.log_change(by, at, "named", {})
                Job.enqueue("tell", at=at, what="claimed", by=by.id, experiment=self.id)

    def mark_seen(self, at: dt.datetime) -> None:
        """Note that a co-author may have read the draft; it can then not be anonymous."""
        model = type(self)
        unseen = (model.id == self.id) & model.seen_at.is_null()
        if model.update(seen_at=at).where(unseen).execute():
            self.seen_at = at
            self._dirty.discard("seen_at")

    # Predicates

    @property
    def is_withheld(self) -> bool:
        """Whether its author is hidden.

        A query that did not select the column never makes this False: it is read then.
        """
        if "withheld" not in self.__data__:
            model = type(self)
            self.withheld = (
                model.select(model.withheld).where(model.id == self.id).scalar()
            )
        return bool(self.withheld)

    def is_hidden_author(self, person: int | None) -> bool:
        """Whether this is the id of its author, and the author is hidden."""
        return self.is_withheld and person == self.author_id

    def signed(self, by: Person) -> int | None:
        """The id to save with an act on it; None for a hidden author."""
        if self.is_hidden_author(by.id):
            return None
        return by.id

    def moment(self, at: dt.datetime) -> dt.datetime:
        """The time to show for an act on it.

        While the author is hidden this is only the day: the minute could reveal who was
        at work. Lists sort by this time before the id: ids show the order in which the
        drafts were created.
        """
        if self.is_withheld:
            return at.astimezone(dt.UTC).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
        return at

    # Permissions

    def namable_by(self, person) -> bool:
        return self.is_author(person)


def anonymity_problems(experiment) -> list[FieldError]:
    """Why a draft cannot be published anonymously."""
    small = N_(
        "Fewer than five people work in %(unit)s. Colleagues would soon guess who it was, so it"
        " cannot be shared without a name."
    )
    problems = []
    if not experiment.unit.hides_one:
        problems.append(FieldError("", small, {"unit": experiment.unit.name}))
    problems += single_author_problems(experiment.co_author_ids())
    problems += already_seen_problems(experiment)
    if experiment.documents.exists():
        problems.append(FieldError("", NAMES_SOMEBODY))
    return problems


def already_seen_problems(experiment) -> list[FieldError]:
    """A draft that had a co-author cannot be anonymous, even after the co-author left."""
    message = N_(
        "A colleague has been a co-author of this draft and may have read it. It can be shared by"
        " name only."
    )
    if experiment.seen_at is not None:
        return [FieldError("", message)]
    return []


def single_author_problems(co_authors, field: str = "co_authors") -> list[FieldError]:
    """An anonymous experiment has one author: co-authors would know each other."""
    message = N_(
        "Without a name it can only be yours. Leave the others out, or share it by name."
    )
    if co_authors:
        return [FieldError(field, message)]
    return []
