"""What the authors of an attempt feared, for themselves; and what they let be shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment
from tracker.experiments.queries import credited, visible_to
from tracker.experiments.queries.visibility import Credit, large_among
from tracker.fears.models import ExpectedFear
from tracker.fears.queries.fear_batch import FearSum, sums
from tracker.readiness.enums import Fear

MOST_SHOWN = 5


@dataclass(frozen=True)
class FearChoice:
    """A fear to tick at the start, and how it went for others."""

    fear: Fear
    ticked: bool
    told: FearSum


@dataclass(frozen=True)
class SharedAnswer:
    """An attempt that met a fear, what helped, and whose it was as far as that is told."""

    experiment: Experiment
    answer: ExpectedFear
    credit: Credit


def fears_of(experiment: Experiment) -> list[ExpectedFear]:
    """What the authors feared; for themselves alone."""
    rows = ExpectedFear.select().where(
        ExpectedFear.experiment == experiment, ExpectedFear.fear.is_null(False)
    )
    found = list(rows.order_by(ExpectedFear.id))
    for row in found:
        row.experiment = experiment
    return found


def says_nothing_feared(experiment: Experiment) -> bool:
    """Whether the authors said that they fear nothing."""
    rows = ExpectedFear.select().where(
        ExpectedFear.experiment == experiment, ExpectedFear.fear.is_null()
    )
    return rows.exists()


def choices_of(
    experiment: Experiment, ticked: set[Fear], tells: bool = True
) -> list[FearChoice]:
    """The fears to choose from, with what came of them on the attempt's platform; where
    that is not known, on all of them. Two queries.

    Args:
        ticked: What the authors chose.
        tells: Whether what came of them is told; a trial may try it without.
    """
    if not tells:
        untold = [FearSum(fear, 0, 0, 0) for fear in Fear]
        return [FearChoice(one.fear, one.fear in ticked, one) for one in untold]
    here = sums(experiment.platform_id)
    everywhere = sums()
    choices = []
    for fear in Fear:
        told = here[fear]
        if not told.quiet.shown:
            told = everywhere[fear]
        choices.append(FearChoice(fear, fear in ticked, told))
    return choices


def shared_answers(viewer: Person) -> dict[Fear, list[SharedAnswer]]:
    """For each fear the attempts whose authors let it be shown that they met it, as far
    as the viewer may see them, the newest first.
    """
    shared = ExpectedFear.select().where(ExpectedFear.shared)
    ids = [row.experiment_id for row in shared]
    visible = visible_to(viewer).where(Experiment.id.in_(ids or [0]))
    seen = {row.id: row for row in visible}
    large = large_among(seen.values())
    found = defaultdict(list)
    for answer in sorted(shared, key=lambda row: (row.told_on, row.id), reverse=True):
        attempt = seen.get(answer.experiment_id)
        if attempt and len(found[answer.fear]) < MOST_SHOWN:
            credit = credited(attempt, viewer, large)
            found[answer.fear].append(SharedAnswer(attempt, answer, credit))
    return dict(found)
