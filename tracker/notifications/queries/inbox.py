"""The notices of a person, grouped, as far as they may still see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.db import PublicId
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import Experiment
from tracker.experiments.queries import ExperimentRow, is_visible, rows_of
from tracker.lessons.models import Reuse
from tracker.lineage.models import BuildsOn
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.notifications.queries.recall import reasons

# The author who is withheld is told to have acted some time that day: the place in the
# list tells no more.
NEWEST = [(Notice.at, "at", dt.datetime), (Notice.id, "id", PublicId)]
MOST_COUNTED = 100


@dataclass(frozen=True)
class NoticeGroup:
    """Notices of one kind about one experiment or page on one day, told in one
    sentence.

    Attributes:
        notice: The newest of them.
        experiment, about: With all that a list shows; None where it is about no
            experiment, or about no other one.
        who: The name of whom the newest comes from, "" where that is not told.
        people: How many people there are behind them.
        n: How many notices.
        unread: How many of them are unread.
        reason: Why a lesson was recalled, as far as the reader may know.
    """

    notice: Notice
    experiment: ExperimentRow | None
    about: ExperimentRow | None
    who: str
    people: int
    n: int
    unread: int
    reason: str = ""

    @property
    def by_author(self) -> bool:
        """Whether it comes from an author who is withheld."""
        return self.notice.by_id is None and self.notice.kind in (
            NoticeKind.comment,
            NoticeKind.reply,
            NoticeKind.mention,
        )

    @property
    def id(self) -> int:
        return self.notice.public_id


def notices_of(person: Person) -> peewee.ModelSelect:
    """Everything one person was told and may still see; nobody else's."""
    rows = Notice.select().join(Experiment, JOIN.LEFT_OUTER, on=Notice.experiment)
    return rows.where(Notice.person == person, *_still_seen(person))


def groups(person: Person) -> peewee.ModelSelect:
    """The newest notice of each group, with `.group.people`, `.n` and `.unread`; page
    them by `NEWEST` and give them to `told`.
    """
    unread = fn.SUM(peewee.Case(None, [(Notice.read_at.is_null(), 1)], 0))
    together = notices_of(person).select(
        fn.MAX(Notice.id).alias("newest"),
        fn.COUNT(Notice.by.distinct()).alias("people"),
        fn.COUNT(Notice.id).alias("n"),
        unread.alias("unread"),
    )
    step = peewee.Case(None, [(Notice.kind == NoticeKind.concern, Notice.word)], "")
    together = together.group_by(
        Notice.kind,
        Notice.experiment,
        Notice.path,
        Notice.day,
        step,
        Notice.by.is_null(),
    ).alias("together")
    return (
        Notice.select(
            Notice, Person, Reuse, together.c.people, together.c.n, together.c.unread
        )
        .join_from(Notice, together, on=(Notice.id == together.c.newest), attr="group")
        .join_from(Notice, Person, JOIN.LEFT_OUTER, on=Notice.by)
        .join_from(Notice, Reuse, JOIN.LEFT_OUTER, on=Notice.reuse)
    )


def notice_groups(rows: list[Notice], viewer: Person) -> list[NoticeGroup]:
    """Rows of `groups` with all that a sentence needs. Two queries, however many."""
    ids = {id for row in rows for id in (row.experiment_id, row.about_id) if id}
    seen = {row.experiment.id: row for row in rows_of(ids, viewer)}
    why = reasons(rows, viewer)

    def one(row: Notice) -> NoticeGroup:
        experiment = seen.get(row.experiment_id)
        about = seen.get(row.about_id)
        group = row.group
        return NoticeGroup(
            row,
            experiment,
            about,
            _named(row, experiment, about),
            group.people,
            group.n,
            int(group.unread),
            why.get(row.experiment_id, ""),
        )

    return [one(row) for row in rows]


def unread(person: Person) -> int:
    """How many things are unread, a hundred at most.

    One query where nothing is; it is asked on every page.
    """
    if (
        not Notice.select(Notice.id)
        .where(Notice.person == person, Notice.read_at.is_null())
        .limit(1)
        .tuples()
        .first()
    ):
        return 0
    return (
        notices_of(person).where(Notice.read_at.is_null()).limit(MOST_COUNTED).count()
    )


def newest(person: Person, public_id: int | None = None) -> Notice | None:
    """The newest thing one was told, or the one of this public id."""
    rows = Notice.select().where(Notice.person == person)
    named = rows.where(Notice.public_id == public_id) if public_id else rows
    return named.order_by(Notice.id.desc()).first()


def since(
    person: Person, at: dt.datetime, kinds: list[NoticeKind]
) -> peewee.ModelSelect:
    """Groups of these kinds that are unread and not older than this, the newest first."""
    rows = groups(person).where(
        Notice.at > at, Notice.read_at.is_null(), Notice.kind.in_(kinds or [""])
    )
    return rows.order_by(Notice.at.desc(), Notice.id.desc())


def _still_seen(viewer: Person) -> list:
    """Whatever experiments it is about are the viewer's to see, and what was said still
    stands; what is personal is told the
    facilitators."""
    About = Experiment.alias()
    about = Notice.about.is_null() | fn.EXISTS(
        About.select(About.id).where(
            About.id == Notice.about, is_visible(viewer, About)
        )
    )
    still = Endorsement.select(Endorsement.id).where(
        Endorsement.experiment == Notice.experiment, Endorsement.person == Notice.by
    )
    stands = (Notice.kind != NoticeKind.endorsement) | fn.EXISTS(still)
    builds = BuildsOn.select(BuildsOn.id).where(
        BuildsOn.parent == Notice.experiment, BuildsOn.child == Notice.about
    )
    stands &= (Notice.kind != NoticeKind.build_on) | fn.EXISTS(builds)
    seen = Notice.experiment.is_null() | (is_visible(viewer) & about & stands)
    if viewer.facilitates:
        return [(Notice.kind == NoticeKind.concern) | seen]
    return [seen]


def _named(notice: Notice, *rows: ExperimentRow | None) -> str:
    """The name of whom it comes from, through the same gate as everywhere: an author is
    named only where credited.
    """
    by = notice.by
    if by is None or notice.kind is NoticeKind.concern:
        return ""
    for row in filter(None, rows):
        wrote = {together.person_id for together in row.experiment.co_authors}
        wrote.add(row.experiment.author_id)
        if by.id in wrote and by.id not in {person.id for person in row.credit.people}:
            return ""
    return by.name
