"""The conversation about an experiment, as one viewer may read it; the same few queries
however long it is.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person, Unit
from tracker.comments.models import AcceptedAnswer, Comment, Mention
from tracker.comments.models.mention_markup import readers, with_tokens
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_actor

REPLIES = 3
THREADS = 15
LONG_THREAD = 100
SUGGESTED = 8


@dataclass(frozen=True)
class CommentAuthor:
    """Who is told to have said it: the only way to a name.

    `wrote_it` marks an author of the experiment.

    Without a person it is the author, whom nobody is told; then only the day is told, too.
    """

    person: Person | None
    is_author: bool
    leads: bool


@dataclass(frozen=True)
class CommentView:
    """A comment before a viewer, with all that the page shows."""

    comment: Comment
    author: CommentAuthor
    names: dict[int, str]
    readable: bool
    mine: bool
    answer: AcceptedAnswer | None = None
    is_answer: bool = False
    replies: tuple[CommentView, ...] = ()
    more: int = 0

    @property
    def removed_by_author(self) -> bool:
        return self.comment.removed_by_id == self.comment.person_id


@dataclass(frozen=True)
class Conversation:
    """Threads, oldest first, and what stands around them.

    Attributes:
        earlier: The public id that earlier ones begin before, if there are any.
        total: How many comments there are; what was removed is not counted.
        said: How often the viewer has said something here: what is typed afterwards is
            another comment.
        wrote_it: Whether the viewer is an author of the experiment.
    """

    threads: list[CommentView]
    earlier: int | None
    total: int
    said: int
    wrote_it: bool


def conversation(
    experiment: Experiment, viewer: Person, before: int | None = None
) -> Conversation:
    """The newest threads, each with its newest replies. Six queries, however many there are.

    Args:
        before: A public id: only threads that stand above that comment.
    """
    tops, earlier = _page(
        experiment,
        Comment.parent.is_null() & (Comment.experiment == experiment),
        before,
        THREADS,
    )
    many, replies = _newest_replies(experiment, [top.id for top in tops])
    return _around(experiment, viewer, tops, replies, many, earlier)


def thread(
    top: Comment, experiment: Experiment, viewer: Person, before: int | None = None
) -> Conversation:
    """One thread with a long run of its replies."""
    replies, earlier = _page(experiment, Comment.parent == top, before, LONG_THREAD)
    tops = list(_comment_views().where(Comment.id == top.id))
    return _around(experiment, viewer, tops, replies, {}, earlier)


def comments_of(experiment: Experiment) -> peewee.ModelSelect:
    """Every comment on an experiment."""
    return Comment.select().where(Comment.experiment == experiment)


def place_of(comment: Comment) -> tuple[int | None, bool]:
    """Where a comment stands: the mark of its page (None is the newest), and whether it
    only stands on its thread's own page.
    """
    experiment = comment.experiment
    top = comment.parent or comment
    tops = (Comment.experiment == experiment) & Comment.parent.is_null()
    if comment.parent_id is not None:
        replies = Comment.parent == comment.parent_id
        after = _later(experiment, replies, comment)
        if after.count() >= REPLIES:
            return (
                _next(experiment, after) if after.count() >= LONG_THREAD else None
            ), True
    later = _later(experiment, tops, top)
    return (_next(experiment, later) if later.count() >= THREADS else None), False


def preview(
    body: str, experiment: Experiment, picked: tuple[int, ...]
) -> tuple[str, dict[int, str]]:
    """A text as it would be kept, and the names in it."""
    text, people = with_tokens(body, experiment, picked)
    rows = Person.select(Person.id, Person.name).where(Person.id.in_(people or [0]))
    return text, dict(rows.tuples())


def names_in(comment: Comment) -> dict[int, str]:
    """Id to name of those mentioned in one comment."""
    return _names([comment.id]).get(comment.id, {})


def names_in_all(comments: list[Comment]) -> dict[int, dict[int, str]]:
    """Comment's id to the names of those mentioned in it, by their ids. One query, however many."""
    return _names([comment.id for comment in comments])


def readers_matching(text: str, experiment: Experiment, but: Person) -> list[Person]:
    """Readers of an experiment with a name that has a word beginning like this, joined
    with their unit; for the picker.
    """
    forms = {text, text.capitalize(), text.title()}  # SQLite folds no æ, ø or å
    starts = [
        Person.name.startswith(form) | Person.name.contains(f" {form}")
        for form in forms
    ]
    rows = (
        readers(experiment)
        .select(Person, Unit)
        .join(Unit)
        .where(Person.id != but.id, reduce(or_, starts))
    )
    return list(rows.order_by(Person.name, Person.id).limit(SUGGESTED))


def is_by_hidden_author():
    """The condition that a comment, joined with its experiment, is by an author whom
    nobody is told.
    """
    return Experiment.withheld & (Comment.person == Experiment.author)


def oldest_first() -> list:
    """What comments on many experiments, joined with those, are ordered by: see `_order`."""
    return [
        fn.DATE(Comment.at),
        peewee.Case(None, [(is_by_hidden_author(), 1)], 0),
        Comment.at,
        Comment.id,
    ]


def _order(experiment: Experiment) -> list:
    """What the comments on an experiment are ordered by, the last being unique.

    An author who is withheld is told to have spoken some time that day, and so stands
    last of that day: between two colleagues whose minutes are told, the place alone
    would tell the minute. A reply stands below what it answers all the same, and what
    an author answers stands above the answer.
    """
    if not experiment.is_withheld:
        return [Comment.id]
    untold = peewee.Case(None, [(Comment.person == experiment.author_id, 1)], 0)
    return [fn.DATE(Comment.at), untold, Comment.id]


def _position(experiment: Experiment, comment: Comment) -> list:
    """The values of `_order` for one comment."""
    if not experiment.is_withheld:
        return [comment.id]
    return [
        comment.at.astimezone(dt.UTC).date(),
        int(experiment.is_hidden_author(comment.person_id)),
        comment.id,
    ]


def _beyond_position(order: list, position: list, above: bool):
    """The condition of standing above, or below, a position."""
    condition = None
    for key, value in reversed(list(zip(order, position, strict=True))):
        past = key < value if above else key > value
        condition = past if condition is None else past | ((key == value) & condition)
    return condition


def _later(experiment: Experiment, condition, comment: Comment) -> peewee.ModelSelect:
    """Those that stand below a comment."""
    order = _order(experiment)
    return (
        Comment.select()
        .where(
            condition,
            _beyond_position(order, _position(experiment, comment), above=False),
        )
        .order_by(*order)
    )


def _next(experiment: Experiment, later: peewee.ModelSelect) -> int:
    """The mark of the page that ends right above these."""
    return later.first().public_id


def _page(
    experiment, condition, before: int | None, most: int
) -> tuple[list[Comment], int | None]:
    """Comments, the newest first, and the mark of the next page."""
    order = _order(experiment)
    rows = _comment_views().where(condition)
    if before and (
        mark := comments_of(experiment).where(Comment.public_id == before).first()
    ):
        rows = rows.where(
            _beyond_position(order, _position(experiment, mark), above=True)
        )
    found = list(rows.order_by(*[key.desc() for key in order]).limit(most + 1))
    return found[:most], found[most - 1].public_id if len(found) > most else None


def _around(experiment, viewer, tops, replies, many, earlier) -> Conversation:
    authors = {experiment.author_id, *experiment.co_author_ids()}
    names = _names([comment.id for comment in (*tops, *replies)])
    under = defaultdict(list)
    for reply in reversed(replies):
        under[reply.parent_id].append(reply)

    def spoken(comment, **more) -> CommentView:
        person = visible_actor(comment.person, experiment)
        voice = CommentAuthor(
            person,
            comment.person_id in authors,
            comment.by_leader and person is not None,
        )
        mine = comment.person_id == viewer.id
        return CommentView(
            comment,
            voice,
            names.get(comment.id, {}),
            comment.readable_by(viewer),
            mine,
            **more,
        )

    def thread_of(top) -> CommentView:
        answer = getattr(top, "answered_by", None)
        below = tuple(
            spoken(reply, is_answer=bool(answer) and reply.id == answer.reply_id)
            for reply in under[top.id]
        )
        return spoken(
            top,
            answer=answer,
            replies=below,
            more=max(0, many.get(top.id, 0) - len(below)),
        )

    own = fn.SUM(peewee.Case(None, [(Comment.person == viewer, 1)], 0))
    left = fn.SUM(peewee.Case(None, [(Comment.removed_at.is_null(), 1)], 0))
    total, said = comments_of(experiment).select(left, own).tuples().first()
    threads = [thread_of(top) for top in reversed(tops)]
    return Conversation(threads, earlier, total or 0, said or 0, viewer.id in authors)


def _comment_views() -> peewee.ModelSelect:
    return (
        Comment.select(Comment, Person, Unit, AcceptedAnswer)
        .join_from(Comment, Person, on=Comment.person)
        .join_from(Person, Unit)
        .join_from(
            Comment,
            AcceptedAnswer,
            JOIN.LEFT_OUTER,
            on=(AcceptedAnswer.question == Comment.id),
            attr="answered_by",
        )
    )


def _newest_replies(
    experiment: Experiment, tops: list[int]
) -> tuple[dict[int, int], list[Comment]]:
    """How many replies each has, and the newest few of each, the newest first. One query."""
    order = [key.desc() for key in _order(experiment)]
    place = (
        fn.ROW_NUMBER()
        .over(partition_by=[Comment.parent], order_by=order)
        .alias("place")
    )
    many = fn.COUNT(Comment.id).over(partition_by=[Comment.parent]).alias("many")
    placed = (
        Comment.select(Comment.id, place, many)
        .where(Comment.parent.in_(tops or [0]))
        .alias("placed")
    )
    rows = (
        _comment_views()
        .select_extend(fn.COALESCE(placed.c.many, 0).alias("many"))
        .join_from(Comment, placed, on=(Comment.id == placed.c.id))
    )
    found = list(rows.where(placed.c.place <= REPLIES).order_by(*order))
    return {row.parent_id: row.many for row in found}, found


def _names(ids: list[int]) -> dict[int, dict[int, str]]:
    """Comment's id to the names of those mentioned in it, by their ids."""
    found = defaultdict(dict)
    rows = (
        Mention.select(Mention.comment, Person.id, Person.name)
        .join(Person)
        .where(Mention.comment.in_(ids or [0]))
    )
    for comment, person, name in rows.tuples():
        found[comment][person] = name
    return found
