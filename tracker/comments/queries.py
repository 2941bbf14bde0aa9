"""The conversation about an experiment, as one viewer may read it; the same few queries however long it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person, Unit
from tracker.comments.models import Answer, Comment, Mention
from tracker.comments.models.mentioning import readers, tokenised
from tracker.experiments.models import Experiment
from tracker.experiments.queries import told_to_be

REPLIES, THREADS, LONG_THREAD, SUGGESTED = 3, 15, 100, 8


@dataclass(frozen=True)
class Voice:
    """Who is told to have said it: the only way to a name. `wrote_it` marks an author of the experiment.

    Without a person it is the author, whom nobody is told; then only the day is told, too.
    """

    person: Person | None
    wrote_it: bool
    leads: bool


@dataclass(frozen=True)
class Spoken:
    """A comment before a viewer, with all that the page shows."""

    comment: Comment
    voice: Voice
    names: dict[int, str]
    readable: bool
    mine: bool
    answer: Answer | None = None
    is_answer: bool = False
    replies: tuple[Spoken, ...] = ()
    more: int = 0

    @property
    def removed_by_author(self) -> bool:
        return self.comment.removed_by_id == self.comment.person_id


@dataclass(frozen=True)
class Conversation:
    """Threads, oldest first, and what stands around them.

    Attributes:
        earlier: The mark that earlier ones begin before, if there are any.
        total: How many comments there are; what was removed is not counted.
        newest_own: Id of what the viewer said last here, or 0: what is typed afterwards is another comment.
        wrote_it: Whether the viewer is an author of the experiment.
    """

    threads: list[Spoken]
    earlier: int | None
    total: int
    newest_own: int
    wrote_it: bool


def conversation(experiment: Experiment, viewer: Person, before: int | None = None) -> Conversation:
    """The newest threads, each with its newest replies. Six queries, however many there are.

    Args:
        before: A mark: only threads older than this id.
    """
    tops, earlier = _page(Comment.parent.is_null() & (Comment.experiment == experiment), before, THREADS)
    many, replies = _newest_replies([top.id for top in tops])
    return _around(experiment, viewer, tops, replies, many, earlier)


def thread(top: Comment, experiment: Experiment, viewer: Person, before: int | None = None) -> Conversation:
    """One thread with a long run of its replies."""
    replies, earlier = _page(Comment.parent == top, before, LONG_THREAD)
    tops = list(_spoken().where(Comment.id == top.id))
    return _around(experiment, viewer, tops, replies, {}, earlier)


def comments_of(experiment: Experiment) -> peewee.ModelSelect:
    """Every comment on an experiment."""
    return Comment.select().where(Comment.experiment == experiment)


def place_of(comment: Comment) -> tuple[int | None, bool]:
    """Where a comment stands: the mark of its page (None is the newest), and whether it only stands on its thread's own page."""
    later = Comment.select().where(
        Comment.experiment == comment.experiment_id, Comment.parent.is_null(), Comment.id > comment.top
    )
    after = Comment.select().where(Comment.parent == comment.parent_id, Comment.id > comment.id)
    deep = comment.parent_id is not None and after.count() >= REPLIES
    if deep:
        return (comment.id + 1 if after.count() >= LONG_THREAD else None), True
    return (comment.top + 1 if later.count() >= THREADS else None), False


def preview(body: str, experiment: Experiment, picked: tuple[int, ...]) -> tuple[str, dict[int, str]]:
    """A text as it would be kept, and the names in it."""
    text, people = tokenised(body, experiment, picked)
    rows = Person.select(Person.id, Person.name).where(Person.id.in_(people or [0]))
    return text, dict(rows.tuples())


def names_in(comment: Comment) -> dict[int, str]:
    """Id to name of those mentioned in one comment."""
    return _names([comment.id]).get(comment.id, {})


def names_in_all(comments: list[Comment]) -> dict[int, dict[int, str]]:
    """Comment's id to the names of those mentioned in it, by their ids. One query, however many."""
    return _names([comment.id for comment in comments])


def those_called(text: str, experiment: Experiment, but: Person) -> list[Person]:
    """Readers of an experiment with a name that has a word beginning like this, joined with their unit; for the picker."""
    forms = {text, text.capitalize(), text.title()}  # SQLite folds no æ, ø or å
    starts = [Person.name.startswith(form) | Person.name.contains(f" {form}") for form in forms]
    rows = readers(experiment).select(Person, Unit).join(Unit).where(Person.id != but.id, reduce(or_, starts))
    return list(rows.order_by(Person.name, Person.id).limit(SUGGESTED))


def _page(condition, before: int | None, most: int) -> tuple[list[Comment], int | None]:
    """Comments, the newest first, and the mark of the next page."""
    rows = _spoken().where(condition, *([Comment.id < before] if before else []))
    found = list(rows.order_by(Comment.id.desc()).limit(most + 1))
    return found[:most], found[most - 1].id if len(found) > most else None


def _around(experiment, viewer, tops, replies, many, earlier) -> Conversation:
    authors = {experiment.author_id, *experiment.co_author_ids()}
    names = _names([comment.id for comment in (*tops, *replies)])
    under = defaultdict(list)
    for reply in reversed(replies):
        under[reply.parent_id].append(reply)

    def spoken(comment, **more) -> Spoken:
        person = told_to_be(comment.person, experiment)
        voice = Voice(person, comment.person_id in authors, comment.by_leader and person is not None)
        mine = comment.person_id == viewer.id
        return Spoken(comment, voice, names.get(comment.id, {}), comment.readable_by(viewer), mine, **more)

    def thread_of(top) -> Spoken:
        answer = getattr(top, "answered_by", None)
        below = tuple(spoken(reply, is_answer=bool(answer) and reply.id == answer.reply_id) for reply in under[top.id])
        return spoken(top, answer=answer, replies=below, more=max(0, many.get(top.id, 0) - len(below)))

    own = fn.MAX(peewee.Case(None, [(Comment.person == viewer, Comment.id)], 0))
    left = fn.SUM(peewee.Case(None, [(Comment.removed_at.is_null(), 1)], 0))
    total, newest_own = comments_of(experiment).select(left, own).tuples().first()
    threads = [thread_of(top) for top in reversed(tops)]
    return Conversation(threads, earlier, total or 0, newest_own or 0, viewer.id in authors)


def _spoken() -> peewee.ModelSelect:
    return (
        Comment.select(Comment, Person, Unit, Answer)
        .join_from(Comment, Person, on=Comment.person)
        .join_from(Person, Unit)
        .join_from(Comment, Answer, JOIN.LEFT_OUTER, on=(Answer.question == Comment.id), attr="answered_by")
    )


def _newest_replies(tops: list[int]) -> tuple[dict[int, int], list[Comment]]:
    """How many replies each has, and the newest few of each, the newest first. One query."""
    place = fn.ROW_NUMBER().over(partition_by=[Comment.parent], order_by=[Comment.id.desc()]).alias("place")
    many = fn.COUNT(Comment.id).over(partition_by=[Comment.parent]).alias("many")
    placed = Comment.select(Comment.id, place, many).where(Comment.parent.in_(tops or [0])).alias("placed")
    rows = (
        _spoken()
        .select_extend(fn.COALESCE(placed.c.many, 0).alias("many"))
        .join_from(Comment, placed, on=(Comment.id == placed.c.id))
    )
    found = list(rows.where(placed.c.place <= REPLIES).order_by(Comment.id.desc()))
    return {row.parent_id: row.many for row in found}, found


def _names(ids: list[int]) -> dict[int, dict[int, str]]:
    """Comment's id to the names of those mentioned in it, by their ids."""
    found = defaultdict(dict)
    rows = Mention.select(Mention.comment, Person.id, Person.name).join(Person).where(Mention.comment.in_(ids or [0]))
    for comment, person, name in rows.tuples():
        found[comment][person] = name
    return found
