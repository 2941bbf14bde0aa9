"""The leaders who backed an experiment before its result was known."""

from __future__ import annotations

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment
from tracker.prepared import Parameter, Prepared
from tracker.safe_conduct.models import Backing


def backers_of(experiment: Experiment) -> list[Backing]:
    """The backings of an experiment, joined with the leader, the oldest first."""
    return _backers.rows(experiment=experiment.id)


_backers = Prepared(
    lambda: (
        Backing.select(Backing, Person)
        .join(Person)
        .where(Backing.experiment == Parameter("experiment"))
        .order_by(Backing.id)
    )
)
