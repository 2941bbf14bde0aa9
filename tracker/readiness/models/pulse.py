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
from tracker.readiness.models.open_response import (
    Invitation,
    OpenResponse,
    empty,
    lock_responses,
)
from tracker.readiness.models.response import FreeText, Response
from tracker.small_groups import MIN_GROUP_SIZE

LONGEST = 60  # days
PATH = "/readiness/pulse"


class Pulse(BaseModel):
    """One round.

    `is_open` is true or nothing, so that its being unique lets one be open at a time.

    `showed` is reckoned when it is closed: measure to group to how many people answered
    and the sum of their answers.
    """

    opened_on = peewee.DateField()
    closes_on = peewee.DateField()
    opened_by = peewee.ForeignKeyField(Person, backref="pulses", on_delete="RESTRICT")
    invited = peewee.IntegerField()
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
            ValidationFailed: The last day is not well chosen, a round is open already,
                or fewer than five would be invited.
        """
        raise_if_errors(*round_problems(closes_on, on))
        people = dict(
            Person.select(Person.id, Person.unit)
            .where(Person.disabled_at.is_null())
            .tuples()
        )
        raise_if_errors(
            *(
                []
                if len(people) >= MIN_GROUP_SIZE
                else [
                    FieldError("", N_("A round needs at least five people to invite."))
                ]
            )
        )
        try:
            with cls._meta.database.atomic():
                pulse = cls.create(
                    opened_on=on, closes_on=closes_on, opened_by=by, invited=len(people)
                )
                _invite(people)
                AuditEvent.record(EventType.pulse_opened, on=pulse, by=by.id)
                told = {
                    "by": by.id,
                    "to": "everyone",
                    "path": PATH,
                    "event": opening_of(pulse.id),
                }
                Job.enqueue("tell", at=at, what="pulse_opened", **told)
        except peewee.IntegrityError as error:
            raise ValidationFailed(
                FieldError("", N_("A round is open already."))
            ) from error
        return pulse

    # Verbs

    def close(
        self, *, at: dt.datetime, on: dt.date | None = None, by: Person | None = None
    ) -> bool:
        """Close the round: shuffle the answers, leave out what may never be shown, and
        empty what was open.

        Closed early, this was its last day.

        Args:
            on: Today, where the organisation is; the moment's own day where that makes
                no difference.
            by: Who closes it by hand; None when the clock does.

        Returns:
            False when it was closed already.
        """
        with self._meta.database.atomic():
            lock_responses()
            last = max(self.opened_on, min(self.closes_on, on or at.date()))
            done = {"is_open": None, "closed_at": at, "closes_on": last}
            if (
                not Pulse.update(done)
                .where(Pulse.id == self.id, Pulse.is_open)
                .execute()
            ):
                return False
            self.showed = Response.take_from_open(self)
            Pulse.update(showed=self.showed).where(Pulse.id == self.id).execute()
            FreeText.take_from_open(self)
            empty()
            AuditEvent.record(EventType.pulse_closed, on=self, by=by and by.id)
            Job.enqueue("pulse_seal", at=at, pulse=self.id)
            told = {
                "by": by and by.id,
                "to": "everyone",
                "path": f"/readiness/rounds/{self.id}",
            }
            Job.enqueue(
                "tell",
                at=at,
                what="pulse_closed",
                event=f"closed:pulse={self.id}",
                **told,
            )
        self.is_open = None
        self.closed_at = at
        self.closes_on = last
        return True

    # Predicates

    @classmethod
    def current(cls) -> Pulse | None:
        """The round that is open, if any."""
        return cls.get_or_none(cls.is_open)

    def takes_answers(self, on: dt.date) -> bool:
        """Whether it is open, and its last day has not passed."""
        return bool(self.is_open) and on <= self.closes_on

    @property
    def came_back_empty(self) -> bool:
        """Whether it is open and there is nothing of it, as after a restore: a backup
        leaves behind what is open of a round.
        """
        return bool(self.is_open) and not (
            Invitation.select().exists() or OpenResponse.select().exists()
        )

    def reminders_due(self, on: dt.date) -> int:
        """How many times those who have not answered should have been reminded by this
        day: half way, and the day before the last.

        A round of fewer than four days has no first reminder, and of fewer than two none.
        """
        days = (self.closes_on - self.opened_on).days
        half_way = self.opened_on + dt.timedelta(days // 2)
        last = self.closes_on - dt.timedelta(1)
        return (days >= 4 and on >= half_way) + (days >= 2 and on >= last)

    # Permissions

    @staticmethod
    def kept_by(person: Person) -> bool:
        return person.facilitates


def opening_of(pulse: int) -> str:
    """The name of the event that a round began."""
    return f"opened:pulse={pulse}"


def round_problems(closes_on: dt.date | None, on: dt.date) -> list[FieldError]:
    """What must be so of a round's last day."""
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


def _invite(people: dict[int, int]) -> None:
    """One invitation each; it says the unit only where at least five are invited."""
    sizes = Counter(people.values())
    rows = [
        {"person": id, "unit": unit if sizes[unit] >= MIN_GROUP_SIZE else None}
        for id, unit in sorted(people.items())
    ]
    for some in chunked(rows, 500):
        Invitation.insert_many(some).execute()
