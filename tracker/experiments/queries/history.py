"""The change history of an experiment, and the person to show as the actor."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.core.reference import if_referred_to, may_be_referred_to
from tracker.experiments.models import Change, Experiment
from tracker.experiments.queries.visibility import visible_actor
from tracker.prepared import Parameter, Prepared, Question


def actor_of(change: Change, experiment: Experiment) -> Person | None:
    """The person to show as the actor; None for a hidden author.

    Templates never read `.by`.
    """
    return visible_actor(change.by, experiment)


def questions_about(experiment: Experiment) -> list[Question]:
    """What `criterion_before` and `times_changed` ask."""
    asked = [_times_changed.question_first(experiment=experiment.id)]
    if experiment.started_on is not None:
        asked.append(_criterion_changes.question(experiment=experiment.id))
    return if_referred_to(experiment, Change.experiment, *asked)


def criterion_before(experiment: Experiment) -> list[Change]:
    """The changes of a criterion that a start had locked, oldest first."""
    is_locked = experiment.started_on is not None
    if not is_locked or not may_be_referred_to(experiment, Change.experiment):
        return []
    return [
        change
        for change in _criterion_changes.rows(experiment=experiment.id)
        if "criterion" in change.changes
    ]


@Prepared
def _criterion_changes() -> peewee.ModelSelect:
    """The changes after the start whose text tells of a criterion."""
    started = Change.select(peewee.fn.MAX(Change.id)).where(
        Change.experiment == Parameter("experiment"), Change.act == "started"
    )
    has_criterion = Change.changes.cast("TEXT").contains('"criterion":')
    later = Change.of(Parameter("experiment")).where(
        Change.act == "edited",
        has_criterion,
        Change.id > peewee.fn.COALESCE(started, 0),
    )
    return later.order_by(Change.id)


def times_changed(experiment: Experiment) -> int:
    """How many acts its history tells of."""
    if not may_be_referred_to(experiment, Change.experiment):
        return 0
    return _times_changed.first(experiment=experiment.id)[0]


_times_changed = Prepared(
    lambda: (
        Change.select(peewee.fn.COUNT(Change.id))
        .where(Change.experiment == Parameter("experiment"))
        .tuples()
    )
)
