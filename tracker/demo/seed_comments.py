"""What the demo's colleagues say to each other: endorsements and comments, given through
the verbs on days that have passed.
"""

from __future__ import annotations

from dataclasses import fields

from tracker.comments.models import Comment
from tracker.demo import experiment as texts
from tracker.demo.context import Context
from tracker.endorsements.models import Endorsement, Kind
from tracker.experiments.models import Experiment


def seed_comments(demo: Context) -> None:
    """Give the endorsements, then say what was said, each thing on its day."""
    for text in texts.EXPERIMENTS:
        _endorse(demo, text)
    for text in texts.EXPERIMENTS:
        experiment = demo.experiments[text.key].again()
        for one in text.comments:
            asks = one.body.endswith("?")
            comment = _say(demo, experiment, one, asks=asks)
            for reply in one.replies:
                _say(demo, experiment, reply, parent=comment)


def _endorse(demo: Context, text: texts.DemoExperiment) -> None:
    """One endorsement a day from the day after the conclusion on."""
    experiment = demo.experiments[text.key].again()
    done = text.concluded_days_ago or text.published_days_ago or 0
    for kind in fields(text.endorsements):
        for number, colleague in enumerate(getattr(text.endorsements, kind.name), 1):
            Endorsement.give(
                experiment,
                kind=Kind(kind.name),
                by=demo.people[colleague],
                at=demo.at(max(0, done - number)),
            )


def _say(
    demo: Context,
    experiment: Experiment,
    text: texts.Comment | texts.Reply,
    parent: Comment | None = None,
    asks: bool = False,
) -> Comment:
    return Comment.say(
        experiment,
        body=text.body,
        by=demo.people[text.author],
        at=demo.at(text.days_ago),
        parent=parent,
        asks=asks,
    )
