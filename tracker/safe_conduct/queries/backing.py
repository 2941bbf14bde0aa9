"""The leaders who backed an experiment before its result was known."""

from __future__ import annotations

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import Experiment
from tracker.prepared import Parameter, Prepared
from tracker.safe_conduct.models import Backing


def backers_of(experiment: Experiment) -> list[Backing]:
    """The backings of an experiment, joined with the leader, the oldest first."""
    if not may_be_referred_to(experiment, Backing.experiment):
        return []
    return _backers.rows(experiment=experiment.id)


_backers = Prepared(
    lambda: (
        Backing.select(Backing, Person)
        .join(Person)
        .where(Backing.experiment == Parameter("experiment"))
        .order_by(Backing.id)
    )
)
