"""The notices of a person, grouped, as far as they may still see them.

What is not read is told together however many days it took; so is what is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person, Unit
from tracker.db import PublicId
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import Experiment
from tracker.experiments.queries import ExperimentRow, is_visible, rows_of, unnamed
from tracker.experiments.queries.visibility import rows_for
from tracker.lineage.models import BuildsOn
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.notifications.queries.quote import (
    LOOKED_AT,
    SHOWN,
    SPEAKING,
    Quote,
    spoken,
    with_speakers,
)
from tracker.notifications.queries.recall import reasons
from tracker.prepared import Parameter, Prepared, Question

# The author who is withheld is told to have acted some time that day: the place in the
# list tells no more.
NEWEST = [(Notice.at, "at", dt.datetime), (Notice.id, "id", PublicId)]
MOST_COUNTED = 100
# Something of the reader's went on in other hands, or a promise to them was answered for
WARM = (NoticeKind.reuse, NoticeKind.build_on, NoticeKind.kept)
ALONE = SimpleNamespace(people=1, n=1, unread=1)  # counts of a group of one


@dataclass(frozen=True)
class NoticeGroup:
    """Notices of one kind about one experiment or page, told in one sentence.

    Attributes:
        notice: The newest of them.
        experiment, about: With all that a list shows; None where it is about no
            experiment, or about no other one.
        who: The name of whom the newest comes from, "" where that is not told.
        people: How many people there are behind them.
        n: How many notices.
        unread: How many of them are unread.
        reason: Why a lesson was recalled, as far as the reader may know.
        quotes: What was said in the newest of them.
    """

    notice: Notice
    experiment: ExperimentRow | None
    about: ExperimentRow | None
    who: str
    people: int
    n: int
    unread: int
    quotes: tuple[Quote, ...] = ()
    reason: str = ""

    @property
    def by_author(self) -> bool:
        """Whether it comes from an author who is withheld."""
        return self.notice.by_id is None and self.notice.kind in (
            NoticeKind.comment,
            NoticeKind.reply,
            NoticeKind.mention,
            NoticeKind.question,
            NoticeKind.followed,
        )

    @property
    def is_warm(self) -> bool:
        """Whether it stands before everything else that is new."""
        return self.notice.kind in WARM

    @property
    def unit(self) -> str:
        """The unit of whom the newest comes from; "" where their name is not told."""
        if self.who:
            return self.notice.by.unit.name
        return ""

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
    together = together.group_by(
        Notice.kind,
        Notice.experiment,
        Notice.path,
        Notice.read_at.is_null(),
        _step(),
        Notice.by.is_null(),
    ).alias("together")
    counts = (together.c.people, together.c.n, together.c.unread)
    return (
        Notice.select(Notice, Person, Unit, *counts)
        .join_from(Notice, together, on=(Notice.id == together.c.newest), attr="group")
        .join_from(Notice, Person, JOIN.LEFT_OUTER, on=Notice.by)
        .join_from(Person, Unit, JOIN.LEFT_OUTER)
    )


def notice_groups(rows: list[Notice], viewer: Person) -> list[NoticeGroup]:
    """Rows of `groups` with all that a sentence needs. Few queries, however many rows."""
    seen = _experiments_of(rows, viewer)
    quotes = _quotes(rows, viewer, seen)
    why = reasons(rows, viewer)
    return [
        _group(row, row.group, seen, quotes.get(_key(row), ()), why) for row in rows
    ]


def single_notices(rows: list[Notice], viewer: Person) -> list[NoticeGroup]:
    """Each of these notices by itself, quoted; they come from `with_speakers`."""
    seen = _experiments_of(rows, viewer)
    said = spoken(rows)
    why = reasons(rows, viewer)
    groups = []
    for row in rows:
        quotes = ()
        if row.id in said:
            quotes = (_quote(row, said[row.id], seen),)
        groups.append(_group(row, ALONE, seen, quotes, why))
    return groups


def _experiments_of(rows: list[Notice], viewer: Person) -> dict[int, ExperimentRow]:
    ids = {id for row in rows for id in (row.experiment_id, row.about_id) if id}
    return {row.experiment.id: row for row in rows_of(ids, viewer)}


def _group(row, counts, seen, quotes: tuple[Quote, ...], why) -> NoticeGroup:
    return NoticeGroup(
        row,
        seen.get(row.experiment_id),
        seen.get(row.about_id),
        _named(row, seen),
        counts.people,
        counts.n,
        int(counts.unread),
        quotes,
        why.get(row.experiment_id, ""),
    )


def _quotes(rows: list[Notice], viewer: Person, seen) -> dict[tuple, tuple[Quote, ...]]:
    """The newest words of each group, by its key."""
    talk = [row for row in rows if row.kind in SPEAKING]
    if not talk:
        return {}
    ids = {row.experiment_id for row in talk}
    members = with_speakers(notices_of(viewer)).where(
        Notice.kind.in_(SPEAKING), Notice.experiment.in_(ids)
    )
    newest = list(members.order_by(Notice.id.desc()).limit(LOOKED_AT))
    said = spoken(newest)
    quotes: dict[tuple, tuple[Quote, ...]] = {}
    for member in newest:
        there = quotes.get(_key(member), ())
        if member.id in said and len(there) < SHOWN:
            quotes[_key(member)] = (*there, _quote(member, said[member.id], seen))
    return quotes


def _key(row: Notice) -> tuple:
    """What the speaking notices of a group have in common."""
    word = ""
    if row.kind.by_word:
        word = row.word
    return row.kind, word, row.experiment_id, row.read_at is None, row.by_id is None


def _quote(row: Notice, words: str, seen) -> Quote:
    return Quote(words, _named(row, seen))


def unread(person: Person) -> int:
    """How many things are unread, a hundred at most.

    One query where nothing is; it is asked on every page.
    """
    if not _an_unread.first(person=person.id):
        return 0
    return (
        notices_of(person).where(Notice.read_at.is_null()).limit(MOST_COUNTED).count()
    )


def unread_to_ask(person: Person) -> Question:
    """What `unread` asks first."""
    return _an_unread.question_first(person=person.id)


def newest_groups(
    person: Person,
    first_page: Callable[[peewee.ModelSelect, list], peewee.ModelSelect],
) -> list[Notice]:
    """The rows of `groups` with which the page begins.

    Args:
        first_page: Limits the rows and orders them by the keys.
    """
    return rows_for(person, "notices", lambda own: first_page(groups(own), NEWEST))


def newest(person: Person) -> Notice | None:
    """The newest thing one was told."""
    return _the_newest.first(person=person.id)


def told_as(person: Person, public_id: int) -> Notice | None:
    """What one was told under a public id."""
    return Notice.get_or_none(Notice.person == person, Notice.public_id == public_id)


def since(
    person: Person, at: dt.datetime, kinds: list[NoticeKind]
) -> peewee.ModelSelect:
    """Groups of these kinds that are unread and not older than this, the newest first."""
    rows = groups(person).where(
        Notice.at > at, Notice.read_at.is_null(), Notice.kind.in_(kinds or [""])
    )
    return rows.order_by(Notice.at.desc(), Notice.id.desc())


def is_kept_here(person: Person):
    """The condition that a notice is about own work that is withheld: a mailbox may
    have other readers.
    """
    withheld = unnamed(person).select(Experiment.id).order_by()
    return (Notice.experiment.is_null(False) & Notice.experiment.in_(withheld)) | (
        Notice.about.is_null(False) & Notice.about.in_(withheld)
    )


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


def _step():
    """What sets notices of a kind apart, beside what they are about."""
    apart = Notice.kind.in_([kind for kind in NoticeKind if kind.by_word])
    return peewee.Case(None, [(apart, Notice.word)], "")


def _named(notice: Notice, seen: dict[int, ExperimentRow]) -> str:
    """The name of whom it comes from, through the same gate as everywhere: an author is
    named only where credited.
    """
    by = notice.by
    if by is None or notice.kind is NoticeKind.concern:
        return ""
    about = (seen.get(notice.experiment_id), seen.get(notice.about_id))
    for row in filter(None, about):
        wrote = {together.person_id for together in row.experiment.co_authors}
        wrote.add(row.experiment.author_id)
        if by.id in wrote and by.id not in {person.id for person in row.credit.people}:
            return ""
    return by.name


_the_newest = Prepared(
    lambda: (
        Notice.select()
        .where(Notice.person == Parameter("person"))
        .order_by(Notice.id.desc())
        .limit(1)
    )
)
_an_unread = Prepared(
    lambda: (
        Notice.select(Notice.id)
        .where(Notice.person == Parameter("person"), Notice.read_at.is_null())
        .limit(1)
        .tuples()
    )
)
