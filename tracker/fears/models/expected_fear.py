"""A fear that the authors of an attempt had, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.fears.enums import FearResult
from tracker.readiness.enums import Fear


class ExpectedFear(BaseModel):
    """One fear of one attempt; only its authors see it.

    `fear` is NULL where the authors said that they feared nothing. `shared` says that
    they let the answer be shown on the map of fears, with a link to the attempt.
    `counted` says that it is in a batch, which is never opened again.
    """

    experiment = peewee.ForeignKeyField(
        Experiment, backref="expected_fears", index=False, on_delete="CASCADE"
    )
    fear = EnumCharField(Fear, null=True)
    result = EnumCharField(FearResult, null=True)
    told_on = peewee.DateField(null=True)
    help = CheckedCharField(280, default="")
    shared = peewee.BooleanField(default=False)
    counted = peewee.BooleanField(default=False)

    class Meta:
        indexes = (
            (("experiment", "fear"), True),
            (("counted", "told_on"), False),
        )
        constraints = [
            peewee.Check("(result IS NULL) = (told_on IS NULL)"),
            peewee.Check("result IS NULL OR fear IS NOT NULL"),
            peewee.Check("NOT shared OR result IN ('passed', 'hurt')"),
        ]

    # Making

    @classmethod
    def replace_all(cls, experiment: Experiment, fears: Iterable[Fear]) -> None:
        """Say what the authors fear; without any, that they fear nothing.

        Raises:
            ValidationFailed: It is a draft, or concluded already.
        """
        if experiment.stage not in (Stage.planned, Stage.running):
            message = N_("Fears are told between sharing the plan and the lesson.")
            raise ValidationFailed(FieldError("", message))
        chosen = list(dict.fromkeys(fears)) or [None]
        with cls._meta.database.atomic():
            cls.delete().where(cls.experiment == experiment, ~cls.counted).execute()
            for fear in chosen:
                cls.insert(
                    experiment=experiment, fear=fear
                ).on_conflict_ignore().execute()

    # Verbs

    def tell_result(self, result: FearResult, *, on: dt.date) -> None:
        """Say what became of it; the answer may change until it is counted.

        Raises:
            ValidationFailed: The attempt is not concluded, or the answer is counted.
        """
        errors = []
        if self.experiment.stage is not Stage.concluded:
            message = N_("What became of it is told once the attempt is concluded.")
            errors.append(FieldError("", message))
        if self.counted or self.fear is None:
            errors.append(FieldError("", N_("The answer is counted already.")))
        raise_if_errors(errors)
        self.result = result
        self.told_on = on
        if result is FearResult.no:
            self.help = ""
            self.shared = False
        self.save()

    def tell_help(self, *, help: str, shared: bool) -> None:
        """Say what helped, and whether it may be shown with a link to the attempt.

        Raises:
            ValidationFailed: It did not happen, or the text is too long.
        """
        raise_if_errors(self._help_problems(help))
        self.help = help
        self.shared = shared
        self.save()

    @classmethod
    def forget(cls, person: Person) -> None:
        """Delete what an erased person feared of attempts that nobody else has a hand in."""
        together = CoAuthor.select(CoAuthor.experiment)
        own = Experiment.select(Experiment.id).where(
            Experiment.author == person, Experiment.id.not_in(together)
        )
        cls.delete().where(cls.experiment.in_(own)).execute()

    # Predicates

    @property
    def happened(self) -> bool:
        return self.result in (FearResult.passed, FearResult.hurt)

    # Private

    def _help_problems(self, help: str) -> list[FieldError]:
        errors = length_errors({"help": help}, ExpectedFear)
        if not self.happened:
            errors.append(FieldError("help", N_("Say first that it happened.")))
        return errors
