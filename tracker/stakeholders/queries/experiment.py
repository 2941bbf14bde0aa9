"""Experiments counted by stakeholder or touchpoint.

Attempts counted by stakeholder or touchpoint.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import is_visible, visible_to
from tracker.stakeholders.models import Stakeholder


class TrialStatus(LabelledEnum):
    """The colours of a stakeholder on the map."""

    untried = "untried", N_("Nobody has tried anything yet")
    tried = "tried", N_("Something is being tried")
    learnt = "learnt", N_("We have learnt something")


@dataclass(frozen=True)
class StakeholderExperiments:
    """The experiments about one stakeholder or touchpoint.

    Attributes:
        seen: Those that the viewer may see, no drafts.
        learnt: Those among them that are concluded.
        more: Those that are visible to their unit only, another one than the viewer's.
    """

    seen: int = 0
    learnt: int = 0
    more: int = 0

    @property
    def state(self) -> TrialStatus:
        if self.learnt:
            return TrialStatus.learnt
        if self.seen or self.more:
            return TrialStatus.tried
        return TrialStatus.untried


def experiments_by_stakeholder(viewer: Person) -> dict[int, StakeholderExperiments]:
    """Stakeholder id to the experiments about it, in two queries."""
    return _tried(viewer, Experiment.stakeholder)


def experiments_by_touchpoint(viewer: Person) -> dict[int, StakeholderExperiments]:
    """Touchpoint id to the experiments about it, in two queries."""
    return _tried(viewer, Experiment.touchpoint)


def newest_with(stakeholder: Stakeholder, viewer: Person, limit: int) -> list[int]:
    """Ids of the newest experiments about a stakeholder that the viewer may see; no drafts."""
    about = (Experiment.stage != Stage.draft) & (Experiment.stakeholder == stakeholder)
    rows = (
        visible_to(viewer)
        .where(about)
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
    )
    return [row.id for row in rows.limit(limit)]


def _tried(
    viewer: Person, about: peewee.ForeignKeyField
) -> dict[int, StakeholderExperiments]:
    """Counts of experiments. Drafts never count; hidden experiments count only for
    viewers who may see them.
    """
    concluded = fn.SUM(peewee.Case(None, [(Experiment.stage == Stage.concluded, 1)], 0))
    open_to_count = fn.SUM(peewee.Case(None, [(Experiment.hidden_at.is_null(), 1)], 0))
    published = Experiment.select(
        about, fn.COUNT(Experiment.id), concluded, open_to_count
    )
    published = published.where(
        Experiment.stage != Stage.draft, about.is_null(False)
    ).group_by(about)
    found: dict[int, StakeholderExperiments] = defaultdict(StakeholderExperiments)
    seen = {
        id: numbers for id, *numbers in published.where(is_visible(viewer)).tuples()
    }
    for id, _, _, shown in published.tuples():
        n, learnt, in_sight = seen.get(id, (0, 0, 0))
        found[id] = StakeholderExperiments(n, learnt, shown - in_sight)
    return found
