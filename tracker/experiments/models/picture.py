"""Pictures: the rows.

Their bytes are kept by files.py, which writes them first and removes them last.
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
    """An image that was decoded and drawn anew; its bytes lie in the files folder under
    a random name.
    """

    experiment = LateForeignKey("Experiment", backref="pictures", on_delete="CASCADE")
    file = CheckedCharField(80, unique=True)
    width = peewee.IntegerField()
    height = peewee.IntegerField()
    alt = described(
        CheckedCharField(500, default=""), N_("What the picture shows"), personal=True
    )
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UTCDateTimeField()
    # Since somebody saw something personal; a facilitator shows it again
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
        """Hang several pictures, each (file, width, height, alt), all or none.

        Args:
            key: The hidden key of the form they came by: the second click hangs nothing.

        Returns:
            The pictures that were hung.

        Raises:
            ValidationFailed: There would be more than twelve, or an alt text is too long.
        """
        with cls._meta.database.atomic():
            lock_experiment(experiment)
            if FormSubmission.earlier(by, key, cls.form_on(experiment)):
                return []
            before = experiment.pictures.count()
            raise_if_errors(
                *cls.room_problems(experiment, len(pictures)),
                *(
                    problem
                    for *_, alt in pictures
                    for problem in length_errors({"alt": alt}, cls)
                ),
            )
            hung = [
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
            FormSubmission.record(by, key, cls.form_on(experiment), hung[0], at)
            experiment.note(
                by,
                at,
                "evidence",
                {"pictures": [str(before or ""), str(before + len(hung))]},
            )
        return hung

    def describe(self, alt: str, *, by: Person, at: dt.datetime) -> None:
        """Say what the picture shows, for those who do not see it.

        Raises:
            ValidationFailed: The text is too long.
        """
        raise_if_errors(*length_errors({"alt": alt}, Picture))
        if alt == self.alt:
            return
        with self._meta.database.atomic():
            before = self.alt
            self.alt = alt
            self.save()
            self.experiment.note(by, at, "evidence", {"alt": [before, alt]})

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Remove the row; its file goes after it (see `files.take_down`)."""
        with self._meta.database.atomic():
            lock_experiment(self.experiment)
            if self.delete_instance():
                left = self.experiment.pictures.count()
                self.experiment.note(
                    by, at, "evidence", {"pictures": [str(left + 1), str(left or "")]}
                )

    def hide(self, at: dt.datetime) -> bool:
        """Keep it from everybody but the authors and the facilitators.

        False when it was hidden already.
        """
        shown = (Picture.id == self.id) & Picture.hidden_at.is_null()
        with self._meta.database.atomic():
            hidden = Picture.update(hidden_at=at).where(shown).execute()
            if hidden:
                Revision.advance()
        return bool(hidden)

    def show(self) -> None:
        """Let it be seen again."""
        Picture.update(hidden_at=None).where(Picture.id == self.id).execute()

    def readable_by(self, person: Person) -> bool:
        return (
            self.hidden_at is None
            or person.facilitates
            or self.experiment.is_author(person)
        )

    @staticmethod
    def form_on(experiment: Experiment) -> str:
        """The form that hangs pictures on it, as its hidden key is noted."""
        return f"pictures of {experiment.id}"

    @staticmethod
    def room_problems(experiment: Experiment, more: int) -> list[FieldError]:
        """Whether so many more still have room."""
        room = MOST_PICTURES - experiment.pictures.count()
        numbers = {"most": MOST_PICTURES, "room": max(room, 0)}
        sentence = N_("At most %(most)s pictures; there is room for %(room)s more.")
        if more > room:
            return [FieldError("pictures", sentence, numbers)]
        return []

    @property
    def edition(self) -> str:
        """Changes with the bytes: an id may come again after a removal, in a browser's
        cache it must not mean the old picture.
        """
        return self.file[3:11]


def lock_experiment(experiment: Experiment) -> None:
    """Hold the experiment's row to the end of the transaction, so that two clicks count
    one after the other.

    SQLite's transactions do so by themselves.
    """
    if not is_sqlite():
        model = type(experiment)
        rows = model.select(model.id).where(model.id == experiment.id)
        rows.for_update().first()
