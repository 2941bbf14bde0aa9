"""The comments on an experiment as a viewer may read them, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import NAMED, Person, Unit
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.comments.queries.mention import names_in_all
from tracker.comments.queries.sort import beyond, order_by, order_of, position_of
from tracker.core.reference import if_referred_to, may_be_referred_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_actor
from tracker.prepared import IdsParameter, Parameter, Prepared, Question, prepared

REPLIES = 3
THREADS = 15
LONG_THREAD = 100


@dataclass(frozen=True)
class CommentAuthor:
    """The author to show for a comment; pages get names only from here.

    Attributes:
        person: None for the hidden author of an anonymous experiment; the page then
            shows only the day too.
        is_author: Whether the person is an author of the experiment.
        leads: Whether the person was a leader when writing.
    """

    person: Person | None
    is_author: bool
    leads: bool


@dataclass(frozen=True)
class CommentView:
    """A comment for a viewer, with everything that the page shows."""

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
    def has_word_of_author(self) -> bool:
        """Whether an author of the experiment has replied, as far as the page shows."""
        return any(
            reply.author.is_author and not reply.comment.is_removed
            for reply in self.replies
        )

    @property
    def removed_by_author(self) -> bool:
        return self.comment.removed_by_id == self.comment.person_id


@dataclass(frozen=True)
class Conversation:
    """Threads, oldest first, with the numbers that the page shows.

    Attributes:
        earlier: Public id of the comment before which earlier ones begin, if any.
        total: Number of comments without removed ones.
        said: Number of the viewer's own comments.
        wrote_it: Whether the viewer is an author of the experiment.
        elsewhere: Number of comments on the experiment where those on its lesson stand.
    """

    threads: list[CommentView]
    earlier: int | None
    total: int
    said: int
    wrote_it: bool
    elsewhere: int = 0


def conversation(
    experiment: Experiment,
    viewer: Person,
    before: int | None = None,
    about_lesson: bool = False,
) -> Conversation:
    """The newest threads, each with its newest replies, in six queries.

    Args:
        before: Public id of a comment; only threads above it.
        about_lesson: Only threads about the lesson.
    """
    if before:
        top = _is_top(experiment, about_lesson)
        tops, earlier = _page(experiment, top, before, THREADS)
    else:
        rows = []
        if may_be_referred_to(experiment, Comment.experiment):
            newest = _newest(experiment, about_lesson)
            rows = newest.rows(experiment=experiment.id, author=experiment.author_id)
        tops, earlier = _cut(rows, THREADS)
    many, replies = _newest_replies(experiment, [top.id for top in tops])
    return _around(experiment, viewer, tops, replies, many, earlier, about_lesson)


def questions_about(
    experiment: Experiment, viewer: Person, about_lesson: bool = False
) -> list[Question]:
    """What `conversation` asks first."""
    id, author = experiment.id, experiment.author_id
    asked = _newest(experiment, about_lesson).question(experiment=id, author=author)
    sums = _sums(about_lesson).question_first(experiment=id, viewer=viewer.id)
    return if_referred_to(experiment, Comment.experiment, asked, sums)


def _newest(experiment: Experiment, about_lesson: bool) -> Prepared:
    """The query of the newest threads."""
    withheld = experiment.is_withheld

    def build() -> peewee.ModelSelect:
        order = [key.desc() for key in order_by(withheld, Parameter("author"))]
        rows = _comment_views().where(_is_top(Parameter("experiment"), about_lesson))
        return rows.order_by(*order).limit(THREADS + 1)

    return prepared(("newest threads", withheld, about_lesson), build)


def _sums(about_lesson: bool) -> Prepared:
    """The query of the numbers of comments."""
    return prepared(("comments", about_lesson), lambda: _numbers(about_lesson))


def _is_top(experiment: Experiment | Parameter, about_lesson: bool):
    """The condition that a comment on an experiment, or its lesson, answers no other."""
    condition = Comment.parent.is_null() & (Comment.experiment == experiment)
    if about_lesson:
        condition &= Comment.about_lesson
    return condition


def _cut(found: list[Comment], most: int) -> tuple[list[Comment], int | None]:
    """A page of comments of which one more was asked for, and the mark of the next page."""
    if len(found) <= most:
        return found, None
    return found[:most], found[most - 1].public_id


def thread(
    top: Comment, experiment: Experiment, viewer: Person, before: int | None = None
) -> Conversation:
    """One thread with many of its replies."""
    replies, earlier = _page(experiment, Comment.parent == top, before, LONG_THREAD)
    tops = list(_comment_views().where(Comment.id == top.id))
    return _around(experiment, viewer, tops, replies, {}, earlier)


def comments_of(
    experiment: Experiment, about_lesson: bool = False
) -> peewee.ModelSelect:
    """All comments on an experiment, or those about its lesson."""
    rows = Comment.select().where(Comment.experiment == experiment)
    if about_lesson:
        rows = rows.where(Comment.about_lesson)
    return rows


def place_of(comment: Comment) -> tuple[int | None, bool]:
    """The page of a comment.

    Returns:
        The mark of the page, None for the newest; and whether the comment is only on
        the page of its thread.
    """
    experiment = comment.experiment
    top = comment.parent or comment
    tops = (Comment.experiment == experiment) & Comment.parent.is_null()
    if comment.parent_id is not None:
        replies = Comment.parent == comment.parent_id
        later = _later(experiment, replies, comment)
        if later.count() >= REPLIES:
            return _mark_above(later, LONG_THREAD), True
    return _mark_above(_later(experiment, tops, top), THREADS), False


def _later(experiment: Experiment, condition, comment: Comment) -> peewee.ModelSelect:
    """The comments below a comment."""
    order = order_of(experiment)
    return (
        Comment.select()
        .where(
            condition,
            beyond(order, position_of(experiment, comment), above=False),
        )
        .order_by(*order)
    )


def _mark_above(later: peewee.ModelSelect, most: int) -> int | None:
    """The mark of the page that ends above these; None when they fit on the newest."""
    if later.count() < most:
        return None
    return later.first().public_id


def _page(
    experiment, condition, before: int | None, most: int
) -> tuple[list[Comment], int | None]:
    """Comments, the newest first, and the mark of the next page."""
    order = order_of(experiment)
    rows = _comment_views().where(condition)
    if before and (
        mark := comments_of(experiment).where(Comment.public_id == before).first()
    ):
        rows = rows.where(beyond(order, position_of(experiment, mark), above=True))
    rows = rows.order_by(*[key.desc() for key in order]).limit(most + 1)
    return _cut(list(rows), most)


def _around(
    experiment, viewer, tops, replies, many, earlier, about_lesson=False
) -> Conversation:
    """The conversation of these threads and replies, which are the newest first."""
    views = _ViewBuilder(experiment, viewer, tops + replies)
    under = defaultdict(list)
    for reply in reversed(replies):
        under[reply.parent_id].append(reply)
    threads = [
        views.thread(top, under[top.id], many.get(top.id, 0)) for top in reversed(tops)
    ]
    found = (0, 0, 0)
    if may_be_referred_to(experiment, Comment.experiment):
        found = _sums(about_lesson).first(experiment=experiment.id, viewer=viewer.id)
    total, said, in_all = (count or 0 for count in found)
    wrote = viewer.id in views.authors
    return Conversation(threads, earlier, total, said, wrote, in_all - total)


def _numbers(about_lesson: bool) -> peewee.ModelSelect:
    """The numbers of comments that are not removed, of the viewer's, and of those on the
    experiment in all.
    """
    there = Comment.removed_at.is_null()
    shown = there
    own = Comment.person == Parameter("viewer")
    if about_lesson:
        shown &= Comment.about_lesson
        own &= Comment.about_lesson
    sums = [fn.SUM(peewee.Case(None, [(which, 1)], 0)) for which in (shown, own, there)]
    return comments_of(Parameter("experiment")).select(*sums).tuples()


class _ViewBuilder:
    """Builds the views of comments on an experiment."""

    def __init__(self, experiment: Experiment, viewer: Person, comments: list[Comment]):
        self.experiment = experiment
        self.viewer = viewer
        self.authors = {experiment.author_id}.union(experiment.co_author_ids())
        self.names = names_in_all(comments)

    def thread(self, top: Comment, replies: list[Comment], many: int) -> CommentView:
        """The view of a comment with its replies, of which there are `many` in all."""
        answer = getattr(top, "answered_by", None)
        below = []
        for reply in replies:
            view = self._view(reply)
            is_answer = bool(answer) and reply.id == answer.reply_id
            below.append(replace(view, is_answer=is_answer))
        return replace(
            self._view(top),
            answer=answer,
            replies=tuple(below),
            more=max(0, many - len(below)),
        )

    def _view(self, comment: Comment) -> CommentView:
        person = visible_actor(comment.person, self.experiment)
        author = CommentAuthor(
            person,
            comment.person_id in self.authors,
            comment.by_leader and person is not None,
        )
        return CommentView(
            comment,
            author,
            self.names.get(comment.id, {}),
            comment.readable_by(self.viewer),
            comment.person_id == self.viewer.id,
        )


def _comment_views() -> peewee.ModelSelect:
    return (
        Comment.select(Comment, *NAMED, Unit, AcceptedAnswer)
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
    """The number of replies of each thread, and its newest few, in one query."""
    if not tops:
        return {}, []
    newest = prepared(
        ("newest replies", experiment.is_withheld),
        lambda: _replies_to(experiment.is_withheld),
    )
    found = newest.rows(
        threads=tops, experiment=experiment.id, author=experiment.author_id
    )
    return {row.parent_id: row.many for row in found}, found


def _replies_to(withheld: bool) -> peewee.ModelSelect:
    order = [key.desc() for key in order_by(withheld, Parameter("author"))]
    place = (
        fn.ROW_NUMBER()
        .over(partition_by=[Comment.parent], order_by=order)
        .alias("place")
    )
    many = fn.COUNT(Comment.id).over(partition_by=[Comment.parent]).alias("many")
    placed = (
        Comment.select(Comment.id, place, many)
        .where(Comment.parent.in_(IdsParameter("threads")))
        .alias("placed")
    )
    rows = (
        _comment_views()
        .select_extend(fn.COALESCE(placed.c.many, 0).alias("many"))
        .join_from(Comment, placed, on=(Comment.id == placed.c.id))
    )
    # Said as well, so that the database begins with this experiment, not with all comments
    here = Comment.experiment == Parameter("experiment")
    return rows.where(here, placed.c.place <= REPLIES).order_by(*order)
