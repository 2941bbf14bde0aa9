"""One randomised trial at a time of the product's own words, run as an attempt of its own."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Mapping

import peewee
from peewee import fn

from tracker.accounts.models import Person, Unit
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, ValidationFailed, raise_if_errors
from tracker.db import BaseModel, CheckedCharField, EnumCharField
from tracker.experiments.models import Experiment
from tracker.experiments.models.creation import AFTER_CREATE
from tracker.experiments.models.stage import AFTER_CONCLUDE
from tracker.fears.enums import DrawnBy, TrialVariant
from tracker.fears.models.fear_batch import FearBatch
from tracker.guidelines.models import Platform
from tracker.prepared import Prepared, Question
from tracker.small_groups import Figure

LEAST = dt.timedelta(weeks=2)
MOST = dt.timedelta(weeks=26)
# A draft counts as shared until so long after it was begun
IS_SHARED = dt.timedelta(days=30)
ABOUT_ITSELF = "other"  # platform of an attempt that is about the product
PLAN = ("title", "hypothesis", "method", "metric", "criterion")


class Trial(BaseModel):
    """A trial: half of the drafts see a variant of the product's words, half do not.

    The plan with its criterion, the review day and the result are those of an
    experiment, whose start locks the criterion. `is_open` is True or NULL and unique, so
    that only one trial is open at a time. The counts are NULL until the time is over, and
    where they are about too few people.
    """

    experiment = peewee.ForeignKeyField(
        Experiment, backref="trials", unique=True, on_delete="CASCADE"
    )
    variant = EnumCharField(TrialVariant, grows=True)
    drawn_by = EnumCharField(DrawnBy)
    seed = CheckedCharField(64)
    # Unit id, as text, to its arm; empty where drafts are drawn
    arms = peewee.JSONField(default=dict)
    points = peewee.IntegerField()
    begun_on = peewee.DateField()
    ends_on = peewee.DateField()
    is_open = peewee.BooleanField(null=True, unique=True, default=True)
    with_n = peewee.IntegerField(null=True)
    with_part = peewee.IntegerField(null=True)
    without_n = peewee.IntegerField(null=True)
    without_part = peewee.IntegerField(null=True)
    chance = peewee.DoubleField(null=True)

    class Meta:
        constraints = [
            peewee.Check("ends_on > begun_on"),
            peewee.Check("points BETWEEN 1 AND 50"),
            peewee.Check("is_open IS NULL OR with_n IS NULL"),
            peewee.Check("(with_n IS NULL) = (without_n IS NULL)"),
        ]

    # Making

    @classmethod
    def begin(
        cls,
        *,
        variant: TrialVariant,
        drawn_by: DrawnBy,
        points: int,
        ends_on: dt.date,
        plan: Mapping[str, str],
        by: Person,
        on: dt.date,
        at: dt.datetime,
    ) -> Trial:
        """Begin a trial: publish and start its attempt, and draw the units.

        Args:
            points: The difference in percentage points that the criterion asks for.
            ends_on: From this day on no draft takes part any more.
            plan: The texts of `PLAN`, in the words of the organisation.

        Raises:
            ValidationFailed: A trial is open, there is nothing to show, or the numbers
                are invalid.
        """
        raise_if_errors(trial_problems(points, ends_on, on))
        raise_if_errors(cls._state_problems())
        seed = secrets.token_hex(32)
        try:
            with cls._meta.database.atomic():
                trial = cls.create(
                    experiment=cls._started(plan, ends_on, by, on, at),
                    variant=variant,
                    drawn_by=drawn_by,
                    seed=seed,
                    arms=_arms_of_units(drawn_by, seed),
                    points=points,
                    begun_on=on,
                    ends_on=ends_on,
                )
                AuditEvent.record(EventType.trial_begun, on=trial, by=by.id)
        except peewee.IntegrityError as error:
            raise ValidationFailed(FieldError("", ONE_AT_A_TIME)) from error
        return trial

    # Verbs

    @classmethod
    def end(cls, experiment: Experiment, by: Person, at: dt.datetime) -> None:
        """End the trial of an attempt that is concluded, and delete what was drawn."""
        still_open = (cls.experiment == experiment) & cls.is_open
        trial = cls.get_or_none(still_open)
        if trial is None or not cls.update(is_open=None).where(still_open).execute():
            return
        TrialDraft.delete().where(TrialDraft.trial == trial).execute()
        AuditEvent.record(EventType.trial_ended, on=trial, by=by.id)

    def keep_result(self, with_it: Figure, without: Figure, chance: float) -> None:
        """Write down what it showed, once it has ended.

        Args:
            with_it: How many of those with the variant shared, of how many.
            chance: How likely so large a difference is by chance.
        """
        counts = {
            "with_n": with_it.n,
            "with_part": int(with_it.value),
            "without_n": without.n,
            "without_part": int(without.value),
            "chance": chance,
        }
        Trial.update(counts).where(Trial.id == self.id).execute()

    # Predicates

    @classmethod
    def current(cls) -> Trial | None:
        """The trial that is open, if any."""
        return _current.first()

    @classmethod
    def current_to_ask(cls) -> Question:
        """What `current` asks."""
        return _current.question_first()

    @property
    def counts_on(self) -> dt.date:
        """The day in whose night before it is counted and told."""
        return counted_on(self.ends_on)

    @property
    def last_day(self) -> dt.date:
        """The last day whose drafts take part."""
        return self.ends_on - dt.timedelta(days=1)

    def takes_in(self, on: dt.date) -> bool:
        """Whether drafts of this day take part."""
        return self.begun_on <= on < self.ends_on

    def arm_of(self, person: Person, drafts: int = 0) -> bool:
        """Whether a person's next draft sees the variant.

        Units are drawn when the trial begins, a later one by its number. Of two people
        whose numbers follow each other, one's first draft sees it and the other's does
        not; so it is with the first and the second draft of a person.

        Args:
            drafts: How many drafts of the person take part already.
        """
        if self.drawn_by is DrawnBy.unit:
            drawn = self.arms.get(str(person.unit_id))
            if drawn is not None:
                return drawn
            return _coin(self.seed, "unit", person.unit_id)
        pair = person.id // 2
        is_second = (person.id + drafts) % 2 == 1
        return _coin(self.seed, "person", pair, drafts // 2) != is_second

    # Permissions

    @staticmethod
    def keepable_by(person: Person) -> bool:
        return person.facilitates

    # Private

    @staticmethod
    def _started(
        plan: Mapping[str, str],
        ends_on: dt.date,
        by: Person,
        on: dt.date,
        at: dt.datetime,
    ) -> Experiment:
        """The attempt that the trial is, published and started."""
        texts = {name: plan[name] for name in PLAN if name != "criterion"}
        experiment = Experiment.create(
            by=by, at=at, publish=True, platform=_place(), ends_on=ends_on, **texts
        )
        experiment.start(
            criterion=plan["criterion"],
            by=by,
            on=on,
            at=at,
            review_on=counted_on(ends_on),
        )
        return experiment

    @classmethod
    def _state_problems(cls) -> list[FieldError]:
        if cls.current():
            return [FieldError("", ONE_AT_A_TIME)]
        if not FearBatch.select().exists():
            return [FieldError("", N_("There is nothing yet that could be shown."))]
        return []


_current = Prepared(lambda: Trial.select().where(Trial.is_open).limit(1))


class TrialDraft(BaseModel):
    """What was drawn for one draft; deleted when the trial ends."""

    experiment = peewee.ForeignKeyField(
        Experiment, backref="trial_drafts", primary_key=True, on_delete="CASCADE"
    )
    trial = peewee.ForeignKeyField(Trial, backref="drafts", on_delete="CASCADE")
    sees_variant = peewee.BooleanField()

    @classmethod
    def note(cls, experiment: Experiment, by: Person, at: dt.datetime) -> None:
        """Note what is drawn for a new draft, while a trial takes drafts in."""
        trial = Trial.current()
        if trial and trial.takes_in(at.date()):
            arm = trial.arm_of(by, cls.count_of(trial, by))
            cls.create(experiment=experiment, trial=trial, sees_variant=arm)

    @classmethod
    def count_of(cls, trial: Trial, person: Person) -> int:
        """How many drafts of a person take part."""
        rows = cls.select(cls.experiment).where(cls.trial == trial)
        own = Experiment.select().where(
            Experiment.author == person, Experiment.id.in_(rows)
        )
        return own.count()


ONE_AT_A_TIME = N_("One trial at a time: another one is open.")


def counted_on(ends_on: dt.date) -> dt.date:
    return ends_on + IS_SHARED


def trial_problems(
    points: int | None, ends_on: dt.date | None, on: dt.date
) -> list[FieldError]:
    """The validation errors of a trial's numbers."""
    errors = []
    if points is None or not 1 <= points <= 50:
        errors.append(FieldError("points", N_("Between 1 and 50.")))
    if ends_on is None or not LEAST <= ends_on - on <= MOST:
        message = N_("Choose a day between two weeks and half a year from now.")
        errors.append(FieldError("ends_on", message))
    return errors


def unit_sizes() -> dict[int, int]:
    """Unit to the number of its people."""
    rows = (
        Person.select(Person.unit, fn.COUNT(Person.id))
        .join(Unit)
        .where(Person.disabled_at.is_null())
        .group_by(Person.unit)
    )
    return dict(rows.tuples())


def drawn_arms(sizes: Mapping[int, int], seed: str) -> dict[int, bool]:
    """Unit to its arm: of two units of about the same size, one sees the variant.

    Args:
        sizes: Unit to the number of its people.
    """
    by_size = sorted(sizes, key=lambda unit: (-sizes[unit], unit))
    return {
        unit: _coin(seed, "pair", place // 2) != (place % 2 == 1)
        for place, unit in enumerate(by_size)
    }


def _arms_of_units(drawn_by: DrawnBy, seed: str) -> dict[str, bool]:
    """Unit id, as text, to its arm, where units are drawn."""
    if drawn_by is not DrawnBy.unit:
        return {}
    return {str(unit): arm for unit, arm in drawn_arms(unit_sizes(), seed).items()}


def _coin(seed: str, *about: object) -> bool:
    """A coin that falls the same way whenever it is asked about the same."""
    text = ":".join(map(str, about)).encode()
    return hmac.new(seed.encode(), text, hashlib.sha256).digest()[0] % 2 == 1


def _place() -> Platform:
    """The platform of an attempt that is about none: the other one, or the first."""
    return (
        Platform.get_or_none(Platform.slug == ABOUT_ITSELF)
        or Platform.select().order_by(Platform.id).first()
    )


AFTER_CREATE.append(TrialDraft.note)
AFTER_CONCLUDE.append(Trial.end)
