"""A round of the pulse: opened by a facilitator, closed by the clock or by hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, ValidationFailed, raise_if_errors
from tracker.db import BaseModel, UTCDateTimeField, chunked
from tracker.jobs.models import Job
from tracker.readiness.models.free_text import FreeText
from tracker.readiness.models.open_response import (
    Invitation,
    OpenResponse,
    empty,
    lock_responses,
)
from tracker.readiness.models.score import round_sums
from tracker.small_groups import MIN_GROUP_SIZE

LONGEST = 60  # days
PAUSE = dt.timedelta(14)  # at least, between two rounds
PATH = "/readiness/pulse"


class Pulse(BaseModel):
    """One round of the pulse.

    `is_open` is True or NULL and unique, so that only one round is open at a time.
    `showed` is computed at closing, and all that is kept of the answers: see `round_sums`.

    Attributes:
        leaders: How many of those invited are asked what only leaders are asked.
    """

    opened_on = peewee.DateField()
    closes_on = peewee.DateField()
    opened_by = peewee.ForeignKeyField(Person, backref="pulses", on_delete="RESTRICT")
    invited = peewee.IntegerField()
    leaders = peewee.IntegerField(default=0, constraints=[peewee.SQL("DEFAULT 0")])
    reminded = peewee.SmallIntegerField(default=0)
    is_open = peewee.BooleanField(null=True, unique=True, default=True)
    closed_at = UTCDateTimeField(null=True)
    showed = peewee.JSONField(null=True)

    class Meta:
        constraints = [peewee.Check("(is_open IS NULL) = (closed_at IS NOT NULL)")]

    # Making

    @classmethod
    def open(
        cls, *, closes_on: dt.date, by: Person, on: dt.date, at: dt.datetime
    ) -> Pulse:
        """Open a round and invite everybody who is active.

        Raises:
            ValidationFailed: The last day is invalid, a round is open already, the last
                one closed less than two weeks ago, or fewer than five people would be
                invited.
        """
        raise_if_errors(round_problems(closes_on, on))
        raise_if_errors(cls._pause_problems(on))
        people = list(Person.select().where(Person.disabled_at.is_null()))
        leaders = sum(person.leads for person in people)
        if leaders < MIN_GROUP_SIZE:
            leaders = 0
        if len(people) < MIN_GROUP_SIZE:
            message = N_("A round needs at least five people to invite.")
            raise ValidationFailed(FieldError("", message))
        try:
            with cls._meta.database.atomic():
                pulse = cls.create(
                    opened_on=on,
                    closes_on=closes_on,
                    opened_by=by,
                    invited=len(people),
                    leaders=leaders,
                )
                _invite(people, ask_leaders=leaders > 0)
                AuditEvent.record(EventType.pulse_opened, on=pulse, by=by.id)
                pulse._notify("pulse_opened", PATH, opening_of(pulse.id), at, by)
        except peewee.IntegrityError as error:
            raise ValidationFailed(
                FieldError("", N_("A round is open already."))
            ) from error
        return pulse

    # Verbs

    def close(
        self, *, at: dt.datetime, on: dt.date | None = None, by: Person | None = None
    ) -> bool:
        """Close the round, keep the answers that may be shown, and delete the others.

        If it is closed early, today becomes its last day.

        Args:
            on: Today in the time zone of the organisation; the day of `at` by default.
            by: The person who closes it; None if the clock does.

        Returns:
            False if it was closed already.
        """
        last = max(self.opened_on, min(self.closes_on, on or at.date()))
        with self._meta.database.atomic():
            lock_responses()
            done = {"is_open": None, "closed_at": at, "closes_on": last}
            still_open = (Pulse.id == self.id) & Pulse.is_open
            if not Pulse.update(done).where(still_open).execute():
                return False
            self._take_responses()
            AuditEvent.record(EventType.pulse_closed, on=self, by=by and by.id)
            Job.enqueue("pulse_seal", at=at, pulse=self.id)
            path = f"/readiness/rounds/{self.id}"
            self._notify("pulse_closed", path, f"closed:pulse={self.id}", at, by)
        self.is_open = None
        self.closed_at = at
        self.closes_on = last
        return True

    # Predicates

    @classmethod
    def current(cls) -> Pulse | None:
        """The round that is open, if any."""
        return cls.get_or_none(cls.is_open)

    @classmethod
    def opens_from(cls) -> dt.date | None:
        """The first day on which a round may be opened again; None before the first one.

        Between two rounds close to each other few people change, so that the second less
        the first would tell of them; and whoever is asked too often stops answering.
        """
        last = cls.select(peewee.fn.MAX(cls.closes_on)).where(
            cls.closed_at.is_null(False)
        )
        day = last.scalar()
        if isinstance(day, str):
            day = dt.date.fromisoformat(day)
        if day is None:
            return None
        return day + PAUSE

    def takes_answers(self, on: dt.date) -> bool:
        """Whether it is open, and its last day has not passed."""
        return bool(self.is_open) and on <= self.closes_on

    @property
    def came_back_empty(self) -> bool:
        """Whether it is open but has no invitations and answers, as after a restore:
        backups do not contain them.
        """
        return bool(self.is_open) and not (
            Invitation.select().exists() or OpenResponse.select().exists()
        )

    def reminders_due(self, on: dt.date) -> int:
        """The number of reminders due by this day: one half way, one a day before the end.

        A round of fewer than four days has no first reminder, of fewer than two days
        none.
        """
        days = (self.closes_on - self.opened_on).days
        half_way = self.opened_on + dt.timedelta(days // 2)
        last = self.closes_on - dt.timedelta(1)
        return (days >= 4 and on >= half_way) + (days >= 2 and on >= last)

    # Permissions

    @staticmethod
    def kept_by(person: Person) -> bool:
        return person.facilitates

    # Private

    @classmethod
    def _pause_problems(cls, on: dt.date) -> list[FieldError]:
        first = cls.opens_from()
        if first is None or on >= first:
            return []
        message = N_("There are at least two weeks between two rounds.")
        return [FieldError("", message)]

    def _take_responses(self) -> None:
        """Keep the sums of the answers and the free texts, and empty the tables."""
        self.showed = round_sums(self.invited, self.leaders)
        Pulse.update(showed=self.showed).where(Pulse.id == self.id).execute()
        FreeText.take_from_open(self)
        empty()

    def _notify(
        self, what: str, path: str, event: str, at: dt.datetime, by: Person | None
    ) -> None:
        Job.enqueue(
            "tell",
            at=at,
            what=what,
            by=by and by.id,
            to="everyone",
            path=path,
            event=event,
        )


def opening_of(pulse: int) -> str:
    """The event key of the opening of a round."""
    return f"opened:pulse={pulse}"


def round_problems(closes_on: dt.date | None, on: dt.date) -> list[FieldError]:
    """The validation errors of a round's last day."""
    if closes_on is None:
        return [FieldError("closes_on", N_("Please fill this in."))]
    if not dt.timedelta(1) <= closes_on - on <= dt.timedelta(LONGEST):
        return [
            FieldError(
                "closes_on",
                N_("The last day lies between tomorrow and %(days)s days from now."),
                {"days": LONGEST},
            )
        ]
    return []


def _invite(people: list[Person], ask_leaders: bool) -> None:
    """Invite each person; the unit is only saved if at least five of it are invited."""
    sizes = Counter(person.unit_id for person in people)
    rows = []
    for person in sorted(people, key=lambda person: person.id):
        unit = person.unit_id
        if sizes[unit] < MIN_GROUP_SIZE:
            unit = None
        leads = ask_leaders and person.leads
        rows.append({"person": person.id, "unit": unit, "leads": leads})
    for some in chunked(rows, 500):
        Invitation.insert_many(some).execute()
