"""What colleagues guessed of a running attempt: numbers, and nobody's guess."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, ValidationFailed, raise_if_errors
from tracker.db import BaseModel, CheckedCharField
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.models.stage import AFTER_CONCLUDE
from tracker.lessons.enums import Outcome
from tracker.lessons.models.learning_card import ANSWERS
from tracker.readiness.models.anonymous_response import AnonymousModel


class GuessCount(BaseModel):
    """How many guessed each outcome of an attempt; closed for good by its conclusion.

    `possible` is how many could have guessed then; NULL while it is open.
    """

    experiment = peewee.ForeignKeyField(
        Experiment, backref="guess_counts", primary_key=True, on_delete="CASCADE"
    )
    supported = peewee.IntegerField(default=0)
    mixed = peewee.IntegerField(default=0)
    refuted = peewee.IntegerField(default=0)
    possible = peewee.IntegerField(null=True)

    # Making

    @classmethod
    def give(
        cls, experiment: Experiment, guess: Outcome, *, by: Person, secret: str
    ) -> bool:
        """Count a guess, once per person; nothing links it to the person.

        Args:
            secret: The installation's secret, the key of the marks.

        Returns:
            False if the person has guessed already.

        Raises:
            ValidationFailed: The attempt is one's own, or not under way, or the guess is
                none of the three.
        """
        raise_if_errors(guess_problems(experiment, guess, by))
        column = getattr(cls, guess.value)
        with cls._meta.database.atomic():
            mark = GuessMark.insert(
                key=mark_of(experiment, by, secret), experiment=experiment.id
            )
            if not mark.on_conflict_ignore().as_rowcount().execute():
                return False
            cls.insert(experiment=experiment).on_conflict_ignore().execute()
            still_open = (cls.experiment == experiment) & cls.possible.is_null()
            if not cls.update({column: column + 1}).where(still_open).execute():
                raise ValidationFailed(FieldError("", NOT_UNDER_WAY))
        return True

    # Verbs

    @classmethod
    def close(cls, experiment: Experiment, by: Person, at: dt.datetime) -> None:
        """Close the guesses of an attempt when it is concluded, and delete the marks."""
        still_open = (cls.experiment == experiment) & cls.possible.is_null()
        if cls.select().where(still_open).exists():
            possible = _possible(experiment)
            cls.update(possible=possible).where(still_open).execute()
        GuessMark.delete().where(GuessMark.experiment == experiment.id).execute()

    # Permissions

    @staticmethod
    def addable_by(person: Person, experiment: Experiment) -> bool:
        """Whether the attempt is the work of others, and was shared."""
        return not experiment.is_draft and not experiment.is_author(person)


class GuessMark(AnonymousModel):
    """That an account has guessed of an attempt that is under way; not what."""

    key = CheckedCharField(64, primary_key=True)
    experiment = peewee.IntegerField(index=True)


def mark_of(experiment: Experiment, person: Person, secret: str) -> str:
    """Keyed hash of an attempt and a person."""
    about = f"guess:{experiment.id}:{person.id}".encode()
    return hmac.new(secret.encode(), about, hashlib.sha256).hexdigest()


NOT_UNDER_WAY = N_("Guesses are given while an attempt is under way.")


def guess_problems(
    experiment: Experiment, guess: Outcome | None, by: Person
) -> list[FieldError]:
    """The validation errors of a guess."""
    if experiment.is_author(by):
        return [FieldError("", N_("Your own attempt is for colleagues to guess."))]
    if experiment.stage is not Stage.running or experiment.hidden_at:
        return [FieldError("", NOT_UNDER_WAY)]
    if guess not in ANSWERS:
        return [FieldError("guess", N_("Choose one of the answers."))]
    return []


def _possible(experiment: Experiment) -> int:
    """How many people may see an attempt and are none of its authors."""
    people = Person.select().where(Person.disabled_at.is_null())
    if experiment.visibility is Visibility.unit:
        people = people.where(Person.unit == experiment.unit_id)
    # By number, not by person: an author may have moved, and be withheld
    return max(0, people.count() - 1 - len(experiment.co_author_ids()))


AFTER_CONCLUDE.append(GuessCount.close)
