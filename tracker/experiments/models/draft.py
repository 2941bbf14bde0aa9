"""Unwanted drafts: the author deletes one, or leaves it to the co-authors."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.experiments.models.enums import Stage
from tracker.experiments.models.tag import CoAuthor


class DraftMixin:
    """Mixin of Experiment: deleting a draft, and leaving it."""

    def discard(self) -> None:
        """Delete a draft with everything that belongs to it.

        Raises:
            ValidationFailed: It has been published, or it has co-authors.
        """
        model = type(self)
        draft = (model.id == self.id) & (model.stage == Stage.draft)
        others = CoAuthor.select(CoAuthor.id).where(CoAuthor.experiment == model.id)
        if model.delete().where(draft, ~peewee.fn.EXISTS(others)).execute():
            return
        message = N_("What has been published is kept.")
        if model.select(model.id).where(draft).exists():
            message = N_(
                "Others write this draft, too. Leave it to them, or take them out of it first."
            )
        raise ValidationFailed(FieldError("", message))

    def leave(self, person: Person) -> None:
        """Remove an author from a shared draft; a co-author follows the author.

        Raises:
            ValidationFailed: It has been published, or no author would be left.
            EditConflict: Another person saved first.
        """
        with self._meta.database.atomic():
            if not self.leavable_by(person):
                message = N_("There is nobody to leave this draft to.")
                raise ValidationFailed(FieldError("", message))
            gone = person
            if person.id == self.author_id:
                gone = self.author = self.heir()
                self.unit = gone.unit_id
            # A new version even where no field changes: saving a form that was opened
            # earlier would bring the person back.
            self.save_as_next(self.version)
            CoAuthor.delete().where(
                CoAuthor.experiment == self.id, CoAuthor.person == gone.id
            ).execute()

    def heir(self) -> Person | None:
        """The next author of a draft: its first co-author, active ones before others."""
        rows = (
            Person.select()
            .join(CoAuthor, on=(CoAuthor.person == Person.id))
            .where(CoAuthor.experiment == self.id)
        )
        return rows.order_by(Person.disabled_at.is_null(False), CoAuthor.id).first()

    # Permissions

    def discardable_by(self, person) -> bool:
        """Whether the person may delete the draft: only its author may."""
        return person.id == self.author_id

    def leavable_by(self, person) -> bool:
        """Whether the person is one of several authors of a draft."""
        return self.is_draft and self.is_author(person) and bool(self.co_author_ids())
