"""The failed experiments that a leader can name in a signature."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import CoAuthor, Experiment, Visibility
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion

MOST = 50


def own_that_did_not_hold(leader: Person) -> list[Experiment]:
    """The leader's own public experiments that did not fully hold, the newest first.

    Anonymous ones are left out: the signature would reveal their author.
    """
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == leader)
    shown = (
        (Experiment.visibility == Visibility.everyone)
        & Experiment.hidden_at.is_null()
        & ~Experiment.withheld
    )
    rows = (
        Experiment.select(Experiment)
        .join(
            Conclusion, peewee.JOIN.INNER, on=(Conclusion.experiment == Experiment.id)
        )
        .where(
            (Experiment.author == leader) | Experiment.id.in_(together),
            shown,
            Conclusion.outcome != Outcome.supported,
        )
    )
    return list(
        rows.order_by(Conclusion.concluded_on.desc(), Experiment.id.desc()).limit(MOST)
    )
