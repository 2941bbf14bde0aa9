"""The rows of pictures.

`tracker/experiments/files` keeps their bytes; it writes a file before its row and removes
it after the row.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.core.fields import described
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import (
    BaseModel,
    CheckedCharField,
    LateForeignKey,
    PublicId,
    UTCDateTimeField,
    is_sqlite,
)
from tracker.revision import Revision

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

MOST_PICTURES = 12


class Picture(BaseModel):
    """A picture that was decoded and encoded again; its file has a random name."""

    experiment = LateForeignKey("Experiment", backref="pictures", on_delete="CASCADE")
    file = CheckedCharField(80, unique=True)
    width = peewee.IntegerField()
    height = peewee.IntegerField()
    alt = described(
        CheckedCharField(500, default=""), N_("What the picture shows"), personal=True
    )
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UTCDateTimeField()
    # Set while it is hidden because of personal data; a facilitator clears it
    hidden_at = UTCDateTimeField(null=True)
    public_id = PublicId()

    @classmethod
    def add_all(
        cls,
        experiment: Experiment,
        pictures: list[tuple],
        *,
        by: Person,
        at: dt.datetime,
        key: str = "",
    ) -> list:
        """Add several pictures, all or none; returns those that were added.

        Args:
            pictures: File, width, height and alternative text of each.
            key: The hidden key of the form; a form that is sent twice adds them once.

        Raises:
            ValidationFailed: There would be more than twelve, or an alt text is too long.
        """
        with cls._meta.database.atomic():
            lock_experiment(experiment)
            if FormSubmission.earlier(by, key, cls.form_on(experiment)):
                return []
            before = experiment.pictures.count()
            problems = cls.room_problems(experiment, len(pictures))
            for _file, _width, _height, alt in pictures:
                problems += length_errors({"alt": alt}, cls)
            raise_if_errors(problems)
            added = [
                cls.create(
                    experiment=experiment,
                    file=file,
                    width=width,
                    height=height,
                    alt=alt,
                    by=by,
                    at=at,
                )
                for file, width, height, alt in pictures
            ]
            FormSubmission.record(by, key, cls.form_on(experiment), added[0], at)
            numbers = [str(before or ""), str(before + len(added))]
            experiment.log_change(by, at, "evidence", {"pictures": numbers})
        return added

    def describe(self, alt: str, *, by: Person, at: dt.datetime) -> None:
        """Change the alternative text.

        Raises:
            ValidationFailed: The text is too long.
        """
        raise_if_errors(length_errors({"alt": alt}, Picture))
        if alt == self.alt:
            return
        with self._meta.database.atomic():
            before = self.alt
            self.alt = alt
            self.save()
            self.experiment.log_change(by, at, "evidence", {"alt": [before, alt]})

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Delete the row; `files.delete_picture` then deletes the file."""
        with self._meta.database.atomic():
            lock_experiment(self.experiment)
            if self.delete_instance():
                left = self.experiment.pictures.count()
                self.experiment.log_change(
                    by, at, "evidence", {"pictures": [str(left + 1), str(left or "")]}
                )

    def hide(self, at: dt.datetime) -> bool:
        """Hide it from everybody but the authors and the facilitators.

        Returns:
            False when it was hidden already.
        """
        shown = (Picture.id == self.id) & Picture.hidden_at.is_null()
        with self._meta.database.atomic():
            hidden = Picture.update(hidden_at=at).where(shown).execute()
            if hidden:
                Revision.advance()
        return bool(hidden)

    def show(self) -> None:
        """Show it again."""
        Picture.update(hidden_at=None).where(Picture.id == self.id).execute()

    def readable_by(self, person: Person) -> bool:
        return (
            self.hidden_at is None
            or person.facilitates
            or self.experiment.is_author(person)
        )

    @staticmethod
    def form_on(experiment: Experiment) -> str:
        """The name of the upload form in `FormSubmission`."""
        return f"pictures of {experiment.id}"

    @staticmethod
    def room_problems(experiment: Experiment, more: int) -> list[FieldError]:
        """The rule of the highest number of pictures."""
        room = MOST_PICTURES - experiment.pictures.count()
        numbers = {"most": MOST_PICTURES, "room": max(room, 0)}
        sentence = N_("At most %(most)s pictures; there is room for %(room)s more.")
        if more > room:
            return [FieldError("pictures", sentence, numbers)]
        return []

    @property
    def edition(self) -> str:
        """Part of the address that changes with the file.

        An id may be used again after a removal; a browser's cache must not show the old
        picture then.
        """
        return self.file[3:11]


def lock_experiment(experiment: Experiment) -> None:
    """Lock the experiment's row until the transaction ends, so that two clicks are counted.

    SQLite locks the whole database anyway.
    """
    if not is_sqlite():
        model = type(experiment)
        rows = model.select(model.id).where(model.id == experiment.id)
        rows.for_update().first()
