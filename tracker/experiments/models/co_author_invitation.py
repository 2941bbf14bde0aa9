"""Invitations to co-authors, who are named once they say yes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import raise_if_errors
from tracker.db import BaseModel, LateForeignKey, UTCDateTimeField
from tracker.experiments.models.anonymity import single_author_problems
from tracker.experiments.models.tag import AFTER_JOINING, CoAuthor
from tracker.jobs.models import Job

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment


class CoAuthorInvitation(BaseModel):
    """A person is asked to stand as co-author of an experiment, or has said no to it.

    A yes makes a `CoAuthor` of it.
    """

    experiment = LateForeignKey(
        "Experiment", backref="invitations", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(
        Person, backref="co_author_invitations", on_delete="CASCADE"
    )
    at = UTCDateTimeField()
    declined_at = UTCDateTimeField(null=True)

    class Meta:
        indexes = ((("experiment", "person"), True),)

    @classmethod
    def replace_all(
        cls, experiment: Experiment, people, *, by: Person, at: dt.datetime
    ) -> None:
        """Replace the open invitations of an experiment, and tell those who are new.

        Whoever is an author already, or has said no, is not asked again. From then on a
        draft counts as seen.

        Raises:
            ValidationFailed: The author is hidden, and so has no co-authors.
        """
        known = {experiment.author_id}.union(experiment.co_author_ids())
        ids = {getattr(person, "id", person) for person in people} - known
        if experiment.is_withheld:
            raise_if_errors(single_author_problems(ids, "invited"))
        with cls._meta.database.atomic():
            cls.delete().where(
                cls.experiment == experiment,
                cls.person.not_in(ids or {0}),
                cls.declined_at.is_null(),
            ).execute()
            for id in sorted(ids):
                cls._invite(experiment, id, by, at)
            if ids:
                experiment.mark_seen(at)

    # Verbs

    def accept(self, at: dt.datetime) -> None:
        """Become a co-author; a form that was opened before is stale from now on.

        Raises:
            EditConflict: Somebody saved in the same moment.
        """
        experiment = self.experiment
        before = experiment.as_dict()
        with self._meta.database.atomic():
            self.delete_instance()
            CoAuthor.insert(
                experiment=experiment, person=self.person_id
            ).on_conflict_ignore().execute()
            for act in AFTER_JOINING:
                act({self.person_id}, experiment)
            experiment.changed_at = at
            experiment.save_as_next(experiment.version)
            together = {"co_authors": [before["co_authors"], self._together()]}
            experiment.log_change(self.person, at, "edited", together)

    def decline(self, at: dt.datetime) -> None:
        """Say no; the authors see it, and nobody else."""
        CoAuthorInvitation.update(declined_at=at).where(
            CoAuthorInvitation.id == self.id
        ).execute()

    # Private

    @classmethod
    def _invite(
        cls, experiment: Experiment, person: int, by: Person, at: dt.datetime
    ) -> None:
        is_new = (
            cls.insert(experiment=experiment, person=person, at=at)
            .on_conflict_ignore()
            .as_rowcount()
            .execute()
        )
        if is_new:
            Job.enqueue(
                "tell",
                at=at,
                what="invited",
                by=by.id,
                to=[person],
                path=f"/experiments/{experiment.id}/invitation",
                event=f"invited:experiment={experiment.id}:{at.timestamp():.0f}",
            )

    def _together(self) -> str:
        rows = CoAuthor.select().where(CoAuthor.experiment == self.experiment_id)
        return ", ".join(str(id) for id in sorted(row.person_id for row in rows))
