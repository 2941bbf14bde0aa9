"""The rows of documents: PDFs and slides that are shown as evidence, kept as they were sent.

`tracker/experiments/files/document.py` keeps their bytes; it writes a file before its row
and removes it after the row.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import (
    BaseModel,
    CheckedCharField,
    LateForeignKey,
    PublicId,
    UTCDateTimeField,
)
from tracker.experiments.models.picture import lock_experiment

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

MOST_DOCUMENTS = 6
NAMES_SOMEBODY = N_(
    "A file keeps the name of who made it, so an attempt without a name has none."
)


class Document(BaseModel):
    """A PDF or slides; its file has a random name, and `name` is what it is offered as."""

    experiment = LateForeignKey("Experiment", backref="documents", on_delete="CASCADE")
    file = CheckedCharField(80, unique=True)
    name = CheckedCharField(120)
    size = peewee.IntegerField()
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UTCDateTimeField()
    public_id = PublicId()

    @classmethod
    def add(
        cls,
        experiment: Experiment,
        *,
        file: str,
        name: str,
        size: int,
        by: Person,
        at: dt.datetime,
        key: str = "",
    ) -> bool:
        """Add a document whose file is written; a form that is sent twice adds one.

        Returns:
            Whether it was added.

        Raises:
            ValidationFailed: There are too many, or the author is not named.
        """
        with cls._meta.database.atomic():
            lock_experiment(experiment)
            if FormSubmission.earlier(by, key, cls.form_on(experiment)):
                return False
            raise_if_errors(cls.problems(experiment))
            before = experiment.documents.count()
            row = cls.create(
                experiment=experiment, file=file, name=name, size=size, by=by, at=at
            )
            FormSubmission.record(by, key, cls.form_on(experiment), row, at)
            numbers = [str(before or ""), str(before + 1)]
            experiment.log_change(by, at, "evidence", {"documents": numbers})
        return True

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Delete the row; `files.discard_documents` then deletes the file."""
        with self._meta.database.atomic():
            lock_experiment(self.experiment)
            if self.delete_instance():
                left = self.experiment.documents.count()
                numbers = [str(left + 1), str(left or "")]
                self.experiment.log_change(by, at, "evidence", {"documents": numbers})

    @staticmethod
    def form_on(experiment: Experiment) -> str:
        """The name of the upload form in `FormSubmission`."""
        return f"document of {experiment.id}"

    @staticmethod
    def problems(experiment: Experiment) -> list[FieldError]:
        """The reasons why an experiment takes no further document."""
        if experiment.is_withheld:
            return [FieldError("document", NAMES_SOMEBODY)]
        if experiment.documents.count() >= MOST_DOCUMENTS:
            message = N_("At most %(most)s files.")
            return [FieldError("document", message, {"most": MOST_DOCUMENTS})]
        return []
