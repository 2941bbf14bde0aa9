"""What becomes of a draft that is not wanted: its author throws it away, or leaves it
to those who write it, too.
"""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.experiments.models.enums import Stage
from tracker.experiments.models.tag import CoAuthor


class DraftMixin:
    """Mixin of Experiment: throwing a draft away, and leaving it."""

    def discard(self) -> None:
        """Throw a draft away, with what hangs on it.

        Raises:
            ValidationFailed: It has been published: then it is part of what colleagues
                know. Or others write it, too.
        """
        model = type(self)
        draft = (model.id == self.id) & (model.stage == Stage.draft)
        others = CoAuthor.select(CoAuthor.id).where(CoAuthor.experiment == model.id)
        if model.delete().where(draft, ~peewee.fn.EXISTS(others)).execute():
            return
        shared = N_(
            "Others write this draft, too. Leave it to them, or take them out of it first."
        )
        kept = N_("What has been published is kept.")
        raise_if_errors(
            FieldError(
                "", shared if model.select(model.id).where(draft).exists() else kept
            )
        )

    def leave(self, person: Person) -> None:
        """Take somebody out of a draft that others write, too; where it is the author,
        it becomes the heir's.

        Raises:
            ValidationFailed: It has been published, or nobody else would be left.
            EditConflict: Somebody saved in that moment.
        """
        with self._meta.database.atomic():
            raise_if_errors(
                *(
                    []
                    if self.leavable_by(person)
                    else [FieldError("", N_("There is nobody to leave this draft to."))]
                )
            )
            gone = person
            if person.id == self.author_id:
                gone = self.author = self.heir()
                self.unit = gone.unit_id
            # A next version even where no field changes: a form that was opened before
            # would bring the person back.
            self.save_as_next(self.version)
            CoAuthor.delete().where(
                CoAuthor.experiment == self.id, CoAuthor.person == gone.id
            ).execute()

    def heir(self) -> Person | None:
        """Whose a draft becomes when its author leaves it: the first of its co-authors,
        of those who are here if any is.
        """
        rows = (
            Person.select()
            .join(CoAuthor, on=(CoAuthor.person == Person.id))
            .where(CoAuthor.experiment == self.id)
        )
        return rows.order_by(Person.disabled_at.is_null(False), CoAuthor.id).first()

    # Permissions

    def discardable_by(self, person) -> bool:
        """Its author's alone: nobody else throws it away."""
        return person.id == self.author_id

    def leavable_by(self, person) -> bool:
        """Whether the person is one of several who write a draft."""
        return self.is_draft and self.is_author(person) and bool(self.co_author_ids())
