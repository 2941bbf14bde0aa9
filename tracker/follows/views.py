"""The follow button on pages of other features."""

from __future__ import annotations

from flask import request
from flask_login import current_user

from tracker.follows.queries import FOLLOWED, following, follows_question


def experiment_panel(experiment) -> dict:
    """Whether the reader follows an experiment; nobody follows their own."""
    if experiment.is_author(current_user):
        return {"following": set()}
    return following_panel()


def question_panel(question) -> dict:
    """Whether the reader follows an open question."""
    if follows_question(question, current_user):
        return {"following": {("question", question.id)}}
    return {"following": set()}


def list_panel(subject=None) -> dict:
    """What the reader follows, where a list is filtered by something to follow."""
    if FOLLOWED.keys().isdisjoint(request.args):
        return {"following": set()}
    return following_panel()


def following_panel(subject=None) -> dict:
    """What the reader follows, for the buttons."""
    return {"following": following(current_user)}
