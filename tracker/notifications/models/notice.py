"""What people are told, and how they wish to be told.

These are this feature's nouns about acts, in a file of their own: a notice points with
foreign keys at experiments, comments and reuses and so stands above them all, while the
jobs of tracker/jobs stand below them, so that any act may ask for one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress

import peewee

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.db import (
    DATABASE_ERRORS,
    BaseModel,
    CheckedCharField,
    EnumCharField,
    PublicId,
    UTCDateTimeField,
    chunked,
    waiting_at_most,
)
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.lessons.models import Reuse
from tracker.notifications.enums import Delivery, NoticeKind
from tracker.notifications.models.alert import Alert


class Notice(BaseModel):
    """One person is told of one event, once: the event's name says so, however often
    its job is run.

    `about` is the other experiment: the one that builds on this, or speaks for or
    against its lesson. `word` is the endorsement's kind or the evidence's bearing. What
    is not about an experiment leads to the page at `path`. `alert` is the mail that
    tells it at once. No text of anybody is copied here: what is removed is gone here too.
    """

    person = peewee.ForeignKeyField(
        Person, backref="notices", index=False, on_delete="CASCADE"
    )
    event = CheckedCharField(120)
    kind = EnumCharField(NoticeKind, grows=True)
    experiment = peewee.ForeignKeyField(
        Experiment, backref="notices", null=True, on_delete="CASCADE"
    )
    by = peewee.ForeignKeyField(
        Person, backref="notices_caused", null=True, on_delete="CASCADE"
    )
    about = peewee.ForeignKeyField(
        Experiment, backref="notices_about", null=True, on_delete="CASCADE"
    )
    comment = peewee.ForeignKeyField(
        Comment, backref="notices", null=True, on_delete="CASCADE"
    )
    reuse = peewee.ForeignKeyField(
        Reuse, backref="notices", null=True, on_delete="CASCADE"
    )
    word = CheckedCharField(20, default="")
    path = CheckedCharField(200, default="")
    day = peewee.DateField()
    at = UTCDateTimeField()
    read_at = UTCDateTimeField(null=True)
    public_id = PublicId()
    alert = peewee.ForeignKeyField(
        Alert, backref="notices", null=True, on_delete="SET NULL"
    )

    class Meta:
        indexes = ((("person", "event"), True), (("person", "read_at"), False))
        constraints = [peewee.Check("experiment_id IS NOT NULL OR path <> ''")]

    # Making

    @classmethod
    def add(
        cls,
        people: Mapping[int, NoticeKind],
        *,
        event: str,
        at: dt.datetime,
        day: dt.date,
        silent: bool = False,
        **what,
    ) -> int:
        """Tell people of an event, each once; those who wish not to hear of its kind are not told.

        Those who wish to hear of it at once get a mail, written in the same transaction.

        Args:
            people: Id to the kind of thing that it is to this person.
            day: The day of `at` where the organisation is; notices of one day are told together.
            silent: Whether no mail tells it at once: the minute would tell too much.

        Returns:
            How many were told who had not been.
        """
        ways = Preference.ways_for(people)
        shared = what | {"event": event, "at": at, "day": day}
        later = []
        at_once = []
        for id, kind in sorted(people.items()):
            row = shared | {"person": id, "kind": kind}
            if ways[id] is Delivery.at_once and not silent:
                at_once.append(row)
            elif ways[id] is not Delivery.off:
                later.append(row)
        with cls._meta.database.atomic():
            told = sum(cls._insert(some) for some in chunked(later, 500))
            return told + sum(cls._alert(row) for row in at_once)

    # Verbs

    def read(self, at: dt.datetime) -> None:
        """Read it, and what was told together with it before."""
        together = Notice.update(read_at=at).where(
            Notice.person == self.person_id,
            Notice.kind == self.kind,
            Notice.experiment == self.experiment_id,
            Notice.path == self.path,
            Notice.id <= self.id,
            Notice.read_at.is_null(),
        )
        if self.kind.by_word:
            together = together.where(Notice.word == self.word)
        together.execute()

    def read_in_passing(self, at: dt.datetime) -> None:
        """Read it on the way to what it tells of, which is shown even where nothing can
        be written just now.
        """
        with suppress(*DATABASE_ERRORS), waiting_at_most(0):
            self.read(at)

    @classmethod
    def read_all(cls, person: Person, at: dt.datetime, until: int) -> None:
        """Read everything up to the newest one that the person had before the eyes."""
        cls.update(read_at=at).where(
            cls.person == person, cls.id <= until, cls.read_at.is_null()
        ).execute()

    @classmethod
    def sweep(cls, before: dt.datetime) -> int:
        """Remove what was told before, and the mails that told it. Returns how many."""
        Alert.sweep(before)
        return cls.delete().where(cls.at < before).execute()

    # Private

    @classmethod
    def _insert(cls, rows: list[dict]) -> int:
        """Insert those that do not stand yet. Returns how many."""
        return cls.insert_many(rows).on_conflict_ignore().as_rowcount().execute()

    @classmethod
    def _alert(cls, row: dict) -> int:
        """Insert one that is told at once, with its mail; 0 if it stands already."""
        if not cls._insert([row]):
            return 0
        mail = Alert.gather(row["person"], at=row["at"])
        mine = (cls.person == row["person"]) & (cls.event == row["event"])
        cls.update(alert=mail).where(mine).execute()
        return 1


class Preference(BaseModel):
    """How somebody wishes to be told of one kind of thing, where it is not as usual."""

    person = peewee.ForeignKeyField(
        Person, backref="preferences", index=False, on_delete="CASCADE"
    )
    kind = EnumCharField(NoticeKind, grows=True)
    way = EnumCharField(Delivery, grows=True)

    class Meta:
        indexes = ((("person", "kind"), True),)

    @classmethod
    def set_deliveries(
        cls, person: Person, ways: Mapping[NoticeKind, Delivery]
    ) -> None:
        """Wish to be told of these kinds in these ways."""
        with cls._meta.database.atomic():
            cls.delete().where(cls.person == person, cls.kind.in_(list(ways))).execute()
            rows = [
                {"person": person, "kind": kind, "way": way}
                for kind, way in ways.items()
                if way is not kind.usual
            ]
            if rows:
                cls.insert_many(rows).execute()

    @classmethod
    def of(cls, person: Person) -> dict[NoticeKind, Delivery]:
        """The way of every kind."""
        return {kind: kind.usual for kind in NoticeKind} | {
            row.kind: row.way for row in cls.select().where(cls.person == person)
        }

    @classmethod
    def ways_for(cls, people: Mapping[int, NoticeKind]) -> dict[int, Delivery]:
        """How each of these is told of the kind of thing that it is to them."""
        ways = {id: kind.usual for id, kind in people.items()}
        for some in chunked(sorted(people), 500):
            rows = cls.select(cls.person, cls.kind, cls.way).where(
                cls.person.in_(some), cls.kind.in_(list(set(people.values())))
            )
            for id, kind, way in rows.tuples():
                if people[id] is kind:
                    ways[id] = way
        return ways

    @classmethod
    def end_alerts(cls, person: Person) -> None:
        """Wish for no mail at once: what came so stands here and in Tuesday's mail."""
        at_once = [k for k, way in cls.of(person).items() if way is Delivery.at_once]
        cls.set_deliveries(person, dict.fromkeys(at_once, Delivery.mail))

    @classmethod
    def off_for(cls, people: Iterable[int]) -> set[tuple[int, NoticeKind]]:
        """Who of these wishes not to hear of what."""
        rows = (
            cls.select(cls.person, cls.kind).where(
                cls.way == Delivery.off, cls.person.in_(some)
            )
            for some in chunked(sorted(people), 500)
        )
        return {pair for query in rows for pair in query.tuples()}


class Unsubscription(BaseModel):
    """Somebody wants no mail on Tuesdays."""

    person = peewee.ForeignKeyField(
        Person, backref="unsubscriptions", unique=True, on_delete="CASCADE"
    )
    at = UTCDateTimeField()

    @classmethod
    def record(cls, person: Person, at: dt.datetime) -> None:
        """Want none from now on; said twice, it stands once."""
        cls.insert(person=person, at=at).on_conflict_ignore().execute()

    @classmethod
    def lift(cls, person: Person) -> None:
        """Want it again."""
        cls.delete().where(cls.person == person).execute()


class Digest(BaseModel):
    """One Tuesday's mail to one person: planned once, whatever becomes of the worker.

    The row and the job that sends it are written in one transaction, and
    `Job.claim_delivery` lets that job reach the mail server once. So a notice is told
    at least once and stands once, and a mail leaves at most once: a worker that is
    killed in the moment of the handing over leaves a job that is given up and
    counted in /readyz, and nothing is lost, as the mail only repeats what stands on the
    site.
    """

    person = peewee.ForeignKeyField(
        Person, backref="digests", index=False, on_delete="CASCADE"
    )
    week = CheckedCharField(8)
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("person", "week"), True),)

    @classmethod
    def plan(cls, people: Iterable[int], *, week: str, at: dt.datetime) -> int:
        """Plan a week's mail for people who have none planned, all or none of them.

        Returns how many that were.
        """
        planned = 0
        with cls._meta.database.atomic():
            for id in people:
                if (
                    cls.insert(person=id, week=week, at=at)
                    .on_conflict_ignore()
                    .as_rowcount()
                    .execute()
                ):
                    Job.enqueue("digest", at=at, person=id, week=week)
                    planned += 1
        return planned
