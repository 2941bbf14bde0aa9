"""Actions about fears ("You said, we did")."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.commitments.models import Commitment
from tracker.core.validation import FieldError, length_errors, raise_if_errors, required
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.guidelines.models import Clause
from tracker.readiness.enums import Fear


class FearAction(BaseModel):
    """An action about a fear, in a sentence, with a link to a clause, an experiment or a
    commitment that shows it.
    """

    fear = EnumCharField(Fear)
    words = CheckedCharField(280)
    clause = peewee.ForeignKeyField(
        Clause, backref="fear_actions", null=True, on_delete="SET NULL"
    )
    experiment = peewee.ForeignKeyField(
        Experiment, backref="fear_actions", null=True, on_delete="SET NULL"
    )
    commitment = peewee.ForeignKeyField(
        Commitment, backref="fear_actions", null=True, on_delete="SET NULL"
    )
    by = peewee.ForeignKeyField(Person, backref="fear_actions", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        constraints = [peewee.Check("words <> ''")]

    # Making

    @classmethod
    def add(
        cls,
        *,
        fear: Fear,
        words: str,
        by: Person,
        at: dt.datetime,
        submission: str = "",
        **links,
    ) -> None:
        """Create an action about a fear, once per form.

        Args:
            links: clause, experiment, commitment; each may be missing.

        Raises:
            ValidationFailed: The fear or the text is missing, or the text is too long.
        """
        raise_if_errors(fear_action_problems({"fear": fear, "words": words}))

        def make() -> FearAction:
            return cls.create(
                fear=fear,
                words=words,
                clause=links.get("clause"),
                experiment=links.get("experiment"),
                commitment=links.get("commitment"),
                by=by,
                at=at,
            )

        FormSubmission.once(cls, make, by=by, key=submission, form="deed", at=at)

    # Verbs

    def withdraw(self) -> None:
        self.delete_instance()

    # Permissions

    @staticmethod
    def addable_by(person: Person) -> bool:
        return person.facilitates or person.leads

    def withdrawable_by(self, person: Person) -> bool:
        return person.facilitates or person.id == self.by_id


def fear_action_problems(answers: dict) -> list[FieldError]:
    """The validation errors of an action."""
    return required(answers, ["fear", "words"]) + length_errors(answers, FearAction)
