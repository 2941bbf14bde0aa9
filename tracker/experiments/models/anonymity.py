"""Naming it later: while an experiment is withheld, nobody but its author is told who
it was.

The author stays in the row, for editing and for the day of naming. Every gate asks here
before it lets a name, or a sharper moment than the day, reach a page: `credited` and
`told_to_be` in queries/seeing.py.
"""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError
from tracker.jobs.models import Job


class AnonymityMixin:
    """Mixin of Experiment: whether its author is told, and the day that the author's
    name is put to it.
    """

    def name_author(self, *, by: Person, at: dt.datetime) -> None:
        """Put the author's name to it, for good, and tell those who took part in it;
        said twice, it is told once.
        """
        model = type(self)
        with self._meta.database.atomic():
            if (
                model.update(withheld=False)
                .where(model.id == self.id, model.withheld)
                .execute()
            ):
                self.withheld = False
                self._dirty.discard("withheld")
                self.note(by, at, "named", {})
                Job.enqueue("tell", at=at, what="claimed", by=by.id, experiment=self.id)

    def mark_seen(self, at: dt.datetime) -> None:
        """Note that somebody but its author may have read it: from then on it is told
        by name, whoever leaves again.
        """
        model = type(self)
        if (
            model.update(seen_at=at)
            .where(model.id == self.id, model.seen_at.is_null())
            .execute()
        ):
            self.seen_at = at
            self._dirty.discard("seen_at")

    # Predicates

    @property
    def is_withheld(self) -> bool:
        """Whether nobody is told who it was. A query that did not read it never makes it a no."""
        if "withheld" not in self.__data__:
            model = type(self)
            self.withheld = (
                model.select(model.withheld).where(model.id == self.id).scalar()
            )
        return bool(self.withheld)

    def is_hidden_author(self, person: int | None) -> bool:
        """Whether this id is its author's, and nobody is to be told so."""
        return self.is_withheld and person == self.author_id

    def signed(self, by: Person) -> int | None:
        """Whose id goes along with an act on it; none when it is the author, who is withheld."""
        if self.is_hidden_author(by.id):
            return None
        return by.id

    def moment(self, at: dt.datetime) -> dt.datetime:
        """When something is told to have happened.

        While it is withheld that is only the day, so that no list and no notice
        tells who was at work in that minute.

        Its id is in the order of making, as all are. It tells when the draft was begun,
        and nobody else ever sees a draft; the lists ask for this moment first.
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
    """What keeps a draft from being shown without a name."""
    small = N_(
        "Fewer than five people work in %(unit)s. Colleagues would soon guess who it was, so it"
        " cannot be shared without a name."
    )
    few = (
        []
        if experiment.unit.hides_one
        else [FieldError("", small, {"unit": experiment.unit.name})]
    )
    return [
        *few,
        *single_author_problems(experiment.co_author_ids()),
        *already_seen_problems(experiment),
    ]


def already_seen_problems(experiment) -> list[FieldError]:
    """What a co-author has had before the eyes has a name already, though they left again."""
    told = N_(
        "A colleague has been a co-author of this draft and may have read it. It can be shared by"
        " name only."
    )
    if experiment.seen_at is not None:
        return [FieldError("", told)]
    return []


def single_author_problems(co_authors) -> list[FieldError]:
    """What is withheld has one author: of several, each would give the others away."""
    told = N_(
        "Without a name it can only be yours. Leave the others out, or share it by name."
    )
    if co_authors:
        return [FieldError("co_authors", told)]
    return []
