"""The map of fears: each with its level in the last round, and what answers it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from peewee import JOIN

from tracker.accounts.models import Person
from tracker.commitments.models import Commitment
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.queries import visible_to
from tracker.guidelines.models import Clause, Guideline, Platform
from tracker.readiness.enums import Fear
from tracker.readiness.models import Deed
from tracker.readiness.queries.rounds import closed_rounds
from tracker.readiness.queries.shown_results import Result, results
from tracker.small_groups import Figure

MOST_TO_CHOOSE = 100


@dataclass(frozen=True)
class Faced:
    """A fear, how strong it is, how strong it was the round before, and what was done
    about it.

    Attributes:
        deeds: The newest first, joined with what they link to; `experiment` is None
            where it is not the viewer's to see.
    """

    fear: Fear
    level: Figure
    before: Figure
    deeds: list[Deed]


def told_rounds() -> list[Result]:
    """Closed rounds that show something, the oldest first."""
    return [result for result in results(closed_rounds()) if result.answers]


def map_of_fears(rounds: list[Result], viewer: Person) -> list[Faced]:
    """The fears, the strongest first. Two queries."""
    hidden = Figure(None, None)
    last = (rounds[-1:] or [None])[0]
    before = (rounds[-2:-1] or [None])[0]
    deeds = deeds_by_fear(viewer)
    faced = [
        Faced(
            fear,
            last.figure(fear.value) if last else hidden,
            before.figure(fear.value) if before else hidden,
            deeds.get(fear, []),
        )
        for fear in Fear
    ]
    return sorted(faced, key=lambda one: -(one.level.value or 0))


def all_deeds():
    return Deed.select()


def deeds_by_fear(viewer: Person) -> dict[Fear, list[Deed]]:
    """What was done about each fear. Two queries."""
    rows = (
        Deed.select(Deed, Clause, Guideline, Platform, Commitment)
        .join_from(Deed, Clause, JOIN.LEFT_OUTER)
        .join_from(Clause, Guideline, JOIN.LEFT_OUTER)
        .join_from(Guideline, Platform, JOIN.LEFT_OUTER)
        .join_from(Deed, Commitment, JOIN.LEFT_OUTER)
        .order_by(Deed.id.desc())
    )
    deeds = list(rows)
    ids = [deed.experiment_id for deed in deeds if deed.experiment_id]
    seen = {
        row.id: row for row in visible_to(viewer).where(Experiment.id.in_(ids or [0]))
    }
    found = defaultdict(list)
    for deed in deeds:
        deed.attempt = seen.get(deed.experiment_id)
        found[deed.fear].append(deed)
    return dict(found)


# What a deed may link to: only what everybody may see.


def clauses_to_link() -> list[Clause]:
    rows = (
        Clause.select(Clause, Guideline, Platform)
        .join(Guideline)
        .join(Platform, JOIN.LEFT_OUTER)
    )
    used = Guideline.platform.is_null() | Platform.in_use
    return list(
        rows.where(Clause.retired_at.is_null(), used).order_by(
            Platform.position, Clause.position, Clause.id
        )
    )


def attempts_to_link() -> list[Experiment]:
    shown = (
        (Experiment.visibility == Visibility.everyone)
        & (Experiment.stage != Stage.draft)
        & Experiment.hidden_at.is_null()
    )
    return list(
        Experiment.select()
        .where(shown)
        .order_by(Experiment.id.desc())
        .limit(MOST_TO_CHOOSE)
    )


def promises_to_link() -> list[Commitment]:
    return list(
        Commitment.select().order_by(Commitment.id.desc()).limit(MOST_TO_CHOOSE)
    )
