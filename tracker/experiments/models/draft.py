"""Unwanted drafts: the author discards one, or leaves it to the co-authors."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.experiments.models.enums import Stage
from tracker.experiments.models.tag import CoAuthor

# For so long a discarded draft can be had back
KEPT = dt.timedelta(minutes=10)
ONLY_DRAFTS = peewee.Check("discarded_at IS NULL OR stage = 'draft'")


class DraftMixin:
    """Mixin of Experiment: discarding a draft, having it back, and leaving it."""

    def discard(self, at: dt.datetime) -> None:
        """Hide a draft from its author, too; it is deleted once `KEPT` is over.

        Raises:
            ValidationFailed: It has been published, or it has co-authors.
        """
        model = type(self)
        draft = (model.id == self.id) & (model.stage == Stage.draft)
        others = CoAuthor.select(CoAuthor.id).where(CoAuthor.experiment == model.id)
        # A new version: a form that was opened earlier may not share what is hidden
        change = model.update(discarded_at=at, version=model.version + 1)
        if change.where(draft, ~peewee.fn.EXISTS(others)).execute():
            return
        message = N_("What has been published is kept.")
        if model.select(model.id).where(draft).exists():
            message = N_(
                "Others write this draft, too. Leave it to them, or take them out of it first."
            )
        raise ValidationFailed(FieldError("", message))

    def restore(self) -> None:
        """Give a discarded draft back to its author."""
        model = type(self)
        model.update(discarded_at=None).where(model.id == self.id).execute()

    def raise_if_discarded(self) -> None:
        """Refuse to share what its author has discarded meanwhile."""
        if self.discarded_at:
            raise ValidationFailed(FieldError("", N_("The draft is thrown away.")))

    @classmethod
    def delete_discarded(cls, at: dt.datetime) -> int:
        """Delete the drafts that were discarded long enough ago; returns their number.

        Their files follow, as all that have no row.
        """
        gone = (cls.stage == Stage.draft) & (cls.discarded_at < at - KEPT)
        return cls.delete().where(gone).execute()

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
