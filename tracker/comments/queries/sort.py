"""The order of comments, in which the place of a hidden author's tells no minute."""

from __future__ import annotations

import datetime as dt

import peewee
from peewee import fn

from tracker.comments.models import Comment
from tracker.experiments.models import Experiment
from tracker.prepared import Parameter


def is_by_hidden_author():
    """The condition that a comment, joined with its experiment, is by a hidden author."""
    return Experiment.withheld & (Comment.person == Experiment.author)


def oldest_first() -> list:
    """The order of comments joined with their experiments: see `order_of`."""
    return [
        fn.DATE(Comment.at),
        peewee.Case(None, [(is_by_hidden_author(), 1)], 0),
        Comment.at,
        Comment.id,
    ]


def order_of(experiment: Experiment) -> list:
    """The columns that the comments on an experiment are ordered by; the last is unique.

    Comments of a hidden author show only the day, and are the last of their day: a place
    between two comments with minutes would reveal the minute.
    """
    return order_by(experiment.is_withheld, experiment.author_id)


def order_by(withheld: bool, author: int | Parameter) -> list:
    if not withheld:
        return [Comment.id]
    is_hidden = peewee.Case(None, [(Comment.person == author, 1)], 0)
    return [fn.DATE(Comment.at), is_hidden, Comment.id]


def position_of(experiment: Experiment, comment: Comment) -> list:
    """The values of `order_of` for a comment."""
    if not experiment.is_withheld:
        return [comment.id]
    return [
        comment.at.astimezone(dt.UTC).date(),
        int(experiment.is_hidden_author(comment.person_id)),
        comment.id,
    ]


def beyond(order: list, position: list, above: bool):
    """The condition that a comment is above or below a position."""
    condition = None
    for key, value in reversed(list(zip(order, position, strict=True))):
        past = key > value
        if above:
            past = key < value
        if condition is None:
            condition = past
        else:
            condition = past | ((key == value) & condition)
    return condition
