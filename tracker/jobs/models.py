"""Jobs: written with the act that causes them, leased by a worker, tried again, done
once; and what is due by the clock.

These stand low, so that any act may ask; what people are told stands above the acts, in
notifications.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection

import peewee

from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.moments import CLOCKS_DIFFER, is_ahead
from tracker.plaintext import email_in_own_letters, one_line

log = logging.getLogger("tracker.jobs")

LEASE = dt.timedelta(minutes=2)
TRIES = 8
# Kinds that are asked for a day to come; all others are due when they are asked
FOR_LATER = ("question_due", "hook")
UNTAKEN = dt.timedelta(hours=1)  # after which no machine seems to be able to do it
HANDED_OVER = (
    "A mail was being handed over when the worker ended; whether it arrived, nobody here"
    " knows."
)
WORKER_ENDED = "The worker ended each time while it was at this."

# What is sent by mail, in the order in which it is: somebody waits for a link to sign in
MAIL_KINDS = (
    ("forgotten", "invitation", "registration", "account_changed"),
    ("alert",),
    ("digest",),
)
MAILS = frozenset(kind for kinds in MAIL_KINDS for kind in kinds)
KEEPS_TRYING = dt.timedelta(
    days=3
)  # to send a mail whose server is away, or says later

BACKUPS = "backups"  # the ability of a machine with a folder for backups
NEEDS = {"backup": BACKUPS}  # kind to the ability that it always needs


def files_at(mark: str) -> str:
    """The ability of a machine whose folder of files has this mark."""
    return f"files:{mark}"


class Job(BaseModel):
    """Something that must happen soon: a mail, an import.

    A worker that dies leaves it to the next one.

    Attributes:
        needs: The ability of a machine without which it cannot be done; None when any machine can.
        asked_at: When it was to be done for the first time.
    """

    kind = CheckedCharField(40)
    payload = peewee.JSONField(default=dict)
    due_at = UTCDateTimeField(index=True)
    leased_until = UTCDateTimeField(null=True)
    tries = peewee.IntegerField(default=0)
    last_error = CheckedCharField(500, default="")
    needs = CheckedCharField(60, null=True)
    asked_at = UTCDateTimeField(null=True)

    @classmethod
    def enqueue(
        cls, kind: str, *, at: dt.datetime, needs: str | None = None, **carries
    ) -> Job:
        """Ask for something to be done; plain JSON goes along.

        Call it inside the transaction of the act.

        What every machine but some can do is asked once, however long it waits for one of those.
        """
        if kind in NEEDS and (
            waiting := cls.get_or_none(cls.kind == kind, cls.tries == 0)
        ):
            return waiting
        return cls.create(
            kind=kind,
            payload=carries,
            due_at=at,
            needs=NEEDS.get(kind, needs),
            asked_at=at,
        )

    @classmethod
    def lease_next(
        cls,
        at: dt.datetime,
        lease: dt.timedelta = LEASE,
        abilities: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
        but: Collection[str] = (),
    ) -> Job | None:
        """Lease the next due job to the caller in one UPDATE; None if there is none.

        Args:
            kinds: Those that the caller takes; all when left out.
            but: Those that it leaves to others.
            abilities: What the caller's machine can do; what needs another is left to
                others. None: everything.
        """
        free = (
            cls.leased_until.is_null()
            | (cls.leased_until < at)
            | is_ahead(cls.leased_until, at + lease)
        )
        due = cls.select().where(
            (cls.due_at <= at) | cls.is_misdated(at), free, cls.tries < TRIES
        )
        if kinds is not None:
            due = due.where(cls.kind.in_(list(kinds)))
        if but:
            due = due.where(cls.kind.not_in(sorted(but)))
        if abilities is not None:
            due = due.where(cls.needs.is_null() | cls.needs.in_(sorted(abilities)))
        for job in due.order_by(cls.due_at, cls.id).limit(5):
            if job._lease(at + lease, free):
                return job.reload()
        return None

    def _lease(self, until: dt.datetime, free: peewee.Expression) -> bool:
        """Lease it, unless somebody else was faster."""
        columns = {"leased_until": until, "tries": Job.tries + 1}
        if self.tries + 1 == TRIES and not self.last_error:
            columns["last_error"] = WORKER_ENDED  # it stands if nobody says another
        unchanged = (Job.id == self.id, Job.tries == self.tries, free)
        return bool(Job.update(**columns).where(*unchanged).execute())

    @classmethod
    def is_misdated(cls, at: dt.datetime):
        """The condition that a job was asked by a clock that ran ahead: it is due
        now, not when that day comes.
        """
        return is_ahead(cls.due_at, at) & cls.kind.not_in(FOR_LATER)

    def renew_lease(self, at: dt.datetime, lease: dt.timedelta = LEASE) -> None:
        """Keep the lease while long work goes on."""
        Job.update(leased_until=at + lease).where(Job.id == self.id).execute()

    @classmethod
    def cancel(cls, kind: str, **carries) -> None:
        """Delete the jobs of a kind that carry these values, in the transaction of the act.

        One that a worker has begun cannot be cancelled.
        """
        for job in cls.select().where(cls.kind == kind):
            if carries.items() <= job.payload.items():
                job.delete_instance()

    def done(self) -> None:
        self.delete_instance()

    def fail(self, trouble: str, at: dt.datetime) -> None:
        """Try again later: after 30 seconds, then twice as long each time."""
        Job.update(
            last_error=trouble[:500],
            leased_until=None,
            due_at=at + dt.timedelta(seconds=15 * 2**self.tries),
        ).where(Job.id == self.id).execute()

    def postpone(self, trouble: str, at: dt.datetime) -> bool:
        """Try again later as `fail` does, but for days, every half hour in the end.

        Returns:
            False when it has been tried for so long that it is given up.
        """
        asked_at = self.asked_at or at
        if at - asked_at >= KEEPS_TRYING:
            self.give_up(trouble)
            return False
        # The last try but one is never used up
        self.tries = min(self.tries, TRIES - 1)
        delay = dt.timedelta(seconds=15 * 2**self.tries)
        Job.update(
            last_error=trouble[:500],
            leased_until=None,
            due_at=at + delay,
            tries=min(self.tries, TRIES - 2),
            asked_at=asked_at,
        ).where(Job.id == self.id).execute()
        return True

    def give_up(self, trouble: str) -> None:
        """Try it no more; it stands for an operator to see."""
        Job.update(tries=TRIES, last_error=trouble[:500], leased_until=None).where(
            Job.id == self.id
        ).execute()

    @classmethod
    def try_mails_again(cls, at: dt.datetime) -> int:
        """Let mails that were given up be tried anew. Returns how many."""
        given_up = (cls.tries >= TRIES) & cls.kind.in_(sorted(MAILS))
        again = cls.update(tries=0, due_at=at, asked_at=at, leased_until=None)
        # One that was being handed over may have arrived
        return again.where(given_up, cls.last_error != HANDED_OVER).execute()

    def claim_delivery(self) -> bool:
        """Claim, just before a mail leaves, the one moment that must not come twice.

        SMTP cannot tell a worker that was killed whether the mail had left. So from
        here on nobody tries again: a job whose worker ends before `done` stands as
        given up, with the reason, for an operator to see.

        Returns:
            False when another worker has taken it over meanwhile.
        """
        claimed = Job.update(tries=TRIES, last_error=HANDED_OVER).where(
            Job.id == self.id, Job.tries == self.tries
        )
        return bool(claimed.execute())

    def is_claimed(self) -> bool:
        """Whether it may have been delivered, so that nobody tries again."""
        return Job.select().where(Job.id == self.id, Job.tries >= TRIES).exists()

    def take_back(self) -> None:
        """The mail certainly did not leave: it may be tried again."""
        Job.update(tries=self.tries).where(Job.id == self.id).execute()

    @classmethod
    def waiting_for_machine(cls, at: dt.datetime) -> peewee.ModelSelect:
        """Those that wait for a machine that can do them, for so long that there seems to be none.

        A backup that nobody makes is told by the age of the last one.
        """
        free = cls.leased_until.is_null() | (cls.leased_until < at)
        late = cls.select().where(cls.due_at < at - UNTAKEN, free, cls.tries < TRIES)
        return late.where(cls.needs.is_null(False), cls.kind.not_in(list(NEEDS)))

    @classmethod
    def given_up(cls) -> int:
        """How many jobs have failed for good and wait for an operator."""
        return cls.select().where(cls.tries >= TRIES).count()


class Schedule(BaseModel):
    """The next due time of each scheduled job.

    One row each, so that several workers do it once.
    """

    name = CheckedCharField(40, unique=True)
    next_at = UTCDateTimeField()

    @classmethod
    def enqueue_due(
        cls, times: dict[str, Callable[[dt.datetime], dt.datetime]], at: dt.datetime
    ) -> None:
        """Enqueue each scheduled job that is due, and set its next time, in one transaction.

        One that nobody has seen before is not due at once but at its next time. What
        fell due several times while no worker ran is asked once. A next time that lies
        further ahead than the one that follows from now was noted by a clock that ran
        ahead: it is none, and is told in the log.

        Args:
            times: Name to the function that gives, for a moment, the first time after it.
        """
        known = {row.name: row for row in cls.select()}
        for name, following in times.items():
            if name not in known:
                cls.insert(
                    name=name, next_at=following(at)
                ).on_conflict_ignore().execute()
            elif known[name].next_at <= at:
                was = known[name].next_at
                with cls._meta.database.atomic():
                    if (
                        cls.update(next_at=following(at))
                        .where(cls.name == name, cls.next_at == was)
                        .execute()
                    ):
                        Job.enqueue(name, at=at, due=was.isoformat())
            elif known[name].next_at > following(at + CLOCKS_DIFFER):
                known[name]._put_right(following(at))

    def _put_right(self, next_at: dt.datetime) -> None:
        if (
            Schedule.update(next_at=next_at)
            .where(Schedule.name == self.name, Schedule.next_at == self.next_at)
            .execute()
        ):
            told = {
                "schedule": self.name,
                "was": self.next_at.isoformat(),
                "next_at": next_at.isoformat(),
            }
            log.warning(
                "the clock ran ahead once: what falls due is planned anew", extra=told
            )


class MailRefusal(BaseModel):
    """An address whose mail server takes nothing in for good, until a mail gets through."""

    email = CheckedCharField(254, unique=True)
    reason = CheckedCharField(300)
    at = UTCDateTimeField(index=True)

    @classmethod
    def record(cls, email: str, reason: str, *, at: dt.datetime) -> None:
        """Remember the last refusal of an address."""
        row = {"reason": one_line(reason)[:300], "at": at}
        cls.insert(row | {"email": email_in_own_letters(email)}).on_conflict(
            conflict_target=[cls.email], update=row
        ).execute()

    @classmethod
    def forget(cls, email: str) -> None:
        """A mail got through."""
        cls.delete().where(cls.email == email_in_own_letters(email)).execute()

    @classmethod
    def sweep(cls, before: dt.datetime) -> int:
        """Remove what was before. Returns how many."""
        return cls.delete().where(cls.at < before).execute()


class MailCount(BaseModel):
    """How many mails of a kind ended so; of nobody in particular."""

    kind = CheckedCharField(40)
    outcome = CheckedCharField(20)
    number = peewee.BigIntegerField()

    class Meta:
        indexes = ((("kind", "outcome"), True),)

    @classmethod
    def add(cls, kind: str, outcome: str) -> None:
        """Count one more."""
        cls.insert(kind=kind, outcome=outcome, number=1).on_conflict(
            conflict_target=[cls.kind, cls.outcome],
            update={cls.number: cls.number + 1},
        ).execute()
