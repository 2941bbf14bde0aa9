"""What the demo's colleagues say to each other: endorsements and comments, given
through the verbs on days that have passed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.demo.attempts import ATTEMPTS
from tracker.demo.talk import COMMENTS, ENDORSEMENTS
from tracker.endorsements.models import Endorsement, Kind
from tracker.experiments.models import Experiment


def plant_talk(
    planted: Mapping[str, Experiment],
    people: Mapping[str, Person],
    at: Callable[[int], dt.datetime],
) -> None:
    """Say what was said, each thing on its day.

    Args:
        at: A moment of so many days ago.
    """
    done = {
        one.key: one.concluded_days_ago or one.published_days_ago or 0
        for one in ATTEMPTS
    }
    for key, kinds in ENDORSEMENTS.items():
        experiment = planted[key].again()
        for kind, colleagues in kinds.items():
            for number, colleague in enumerate(colleagues):
                Endorsement.give(
                    experiment,
                    kind=Kind(kind),
                    by=people[colleague],
                    at=at(max(0, done[key] - 1 - number)),
                )
    for key, said in COMMENTS.items():
        experiment = planted[key].again()
        for one in said:
            comment = _say(experiment, one, people, at)
            for reply in one.replies:
                _say(experiment, reply, people, at, comment)


def _say(
    experiment: Experiment,
    one,
    people: Mapping[str, Person],
    at,
    parent: Comment | None = None,
) -> Comment:
    asks = parent is None and one.body.rstrip().endswith("?")
    return Comment.say(
        experiment,
        body=one.body,
        by=people[one.author],
        at=at(one.days_ago),
        parent=parent,
        asks=asks,
    )
