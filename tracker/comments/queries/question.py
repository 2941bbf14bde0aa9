"""Questions that wait for the authors of an experiment."""

from __future__ import annotations

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.comments.models import ASKS, AcceptedAnswer, Comment
from tracker.comments.queries.sort import oldest_first
from tracker.experiments.models import CoAuthor, Experiment
from tracker.experiments.queries import own


def is_question():
    """The condition that a comment asks something: its writer says so, or it ends so."""
    return ASKS


def questions_to(author: Person) -> peewee.ModelSelect:
    """Questions of others about own experiments, joined with these, the oldest first.

    A question waits until it is marked as answered, or until an author has replied.
    """
    mine = own(author).select(Experiment.id).order_by()
    rows = (
        Comment.select(Comment, Experiment)
        .join(Experiment)
        .where(
            is_question(),
            Comment.experiment.in_(mine),
            Comment.parent.is_null(),
            Comment.person != author,
            Comment.removed_at.is_null(),
            Comment.hidden_at.is_null(),
            Comment.id.not_in(AcceptedAnswer.select(AcceptedAnswer.question)),
            ~fn.EXISTS(_replies_of_authors()),
        )
    )
    return rows.order_by(*oldest_first())


def _replies_of_authors() -> peewee.ModelSelect:
    Reply = Comment.alias()
    together = CoAuthor.select(CoAuthor.id).where(
        CoAuthor.experiment == Comment.experiment, CoAuthor.person == Reply.person
    )
    wrote = (Reply.person == Experiment.author) | fn.EXISTS(together)
    return Reply.select(Reply.id).where(
        Reply.parent == Comment.id, Reply.removed_at.is_null(), wrote
    )
