"""Seeds endorsements and comments, through the verbs and on past days."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from tracker.comments.models import Comment
from tracker.demo import experiment as texts
from tracker.demo.context import Context
from tracker.endorsements.models import Endorsement, EndorsementKind


def seed_comments(demo: Context) -> None:
    """Plan endorsements and comments, each for its day."""
    for text in texts.EXPERIMENTS:
        done = text.concluded_days_ago or text.published_days_ago or 0
        for kind in fields(text.endorsements):
            colleagues = getattr(text.endorsements, kind.name)
            for number, colleague in enumerate(colleagues, 1):
                at = demo.at(max(0, done - number))
                demo.plan(
                    at,
                    _endorse,
                    demo,
                    text.key,
                    EndorsementKind(kind.name),
                    colleague,
                    at,
                )
        for comment in text.comments:
            at = demo.at(comment.days_ago)
            demo.plan(at, _say, demo, text.key, comment)


def _endorse(
    demo: Context, key: str, kind: EndorsementKind, colleague: str, at: dt.datetime
) -> None:
    Endorsement.add(
        demo.experiments[key].reload(), kind=kind, by=demo.people[colleague], at=at
    )


def _say(demo: Context, key: str, text: texts.Comment) -> None:
    """Say it, with the answers to it."""
    experiment = demo.experiments[key].reload()
    comment = Comment.add(
        experiment,
        body=text.body,
        by=demo.people[text.author],
        at=demo.at(text.days_ago),
        asks=text.body.endswith("?"),
    )
    for reply in text.replies:
        Comment.add(
            experiment,
            body=reply.body,
            by=demo.people[reply.author],
            at=demo.at(reply.days_ago),
            parent=comment,
        )
