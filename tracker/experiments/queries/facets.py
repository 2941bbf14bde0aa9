"""Counts beside the filters: how many there would be with one more choice, among what
the viewer may see.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import add

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.db import database
from tracker.experiments.models import Experiment, Stage, Tag, Tagging
from tracker.experiments.queries.search import (
    ExperimentSearch,
    awaiting,
    choices,
    fitting,
    stakeholder_choice,
    tag_choice,
)
from tracker.experiments.queries.visibility import experiments_without_unit, is_visible
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion

MOST_TAGS = 12
NO_UNIT = 0
AWAITING = "awaiting"
DRAFT = Stage.draft.value
OUTCOMES = [word.value for word in Outcome]


@dataclass(frozen=True)
class FacetCounts:
    """How many fit, and how many of each platform (by id), outcome and stage (by their
    words, and "awaiting") and unit (by id).

    A dimension's own choice is left out of its own counts, so that each says what
    choosing it would bring.
    """

    total: int = 0
    platform: Counter = field(default_factory=Counter)
    outcome: Counter = field(default_factory=Counter)
    stage: Counter = field(default_factory=Counter)
    unit: Counter = field(default_factory=Counter)


def counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> FacetCounts:
    """Counts of experiments, from one query whatever is chosen."""
    rows = cube(Experiment.select(), on).where(
        is_visible(viewer),
        *fitting(asked),
        *tag_choice(asked),
        *stakeholder_choice(asked),
    )
    return counts_from_cells(rows, asked)


def counts_from_cells(cube: peewee.ModelSelect, asked: ExperimentSearch) -> FacetCounts:
    """The counts from the cells of a cube. What awaits its lesson has no outcome yet."""
    platforms = set(asked.platforms)
    units = set(asked.units)
    stages = {stage.value for stage in asked.stages}
    any_stage = not stages and not asked.awaiting
    any_outcome = not asked.outcomes
    chosen = [OUTCOMES.index(word.value) for word in asked.outcomes]
    counted = FacetCounts()
    total = 0
    outcomes = [0] * len(OUTCOMES)
    for platform, unit, stage, late, n, *told in _cells(cube):
        of_outcome = n if any_outcome else sum(told[at] for at in chosen)
        in_platform = not platforms or platform in platforms
        in_unit = not units or unit in units
        if in_platform and in_unit:
            counted.stage[stage] += of_outcome
            counted.stage[AWAITING] += late if any_outcome else 0
        if stage in stages or (any_stage and stage != DRAFT):
            fitting = of_outcome
            if in_platform and in_unit:
                outcomes = list(map(add, outcomes, told))
        elif asked.awaiting and any_outcome:
            fitting = late
        else:
            continue
        total += fitting if in_platform and in_unit else 0
        counted.platform[platform] += fitting if in_unit else 0
        counted.unit[unit] += fitting if in_platform else 0
    return replace(
        counted,
        total=total,
        outcome=Counter(dict(zip(OUTCOMES, outcomes, strict=True))),
    )


def _cells(cube: peewee.ModelSelect) -> Iterable[tuple]:
    """The cells of a cube; of no unit where that is not told, as of a withheld one
    whose unit has become small.
    """
    lone = [id for (id,) in experiments_without_unit().tuples()]
    if not lone:
        return database.execute(cube)
    told, untold = (
        database.execute(cube.where(which))
        for which in (Experiment.id.not_in(lone), Experiment.id.in_(lone))
    )
    return [*told, *((platform, NO_UNIT, *rest) for platform, _, *rest in untold)]


def tag_counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> list[Tag]:
    """The tags most used among what fits, each with `.n`."""
    others = choices(replace(asked, tags=()), on).values()
    # Nearly everything fits: leaving out the rest is several times faster than looking
    # all of it up
    if not asked.is_narrow:
        return most_used(
            Tagging.experiment.not_in(
                Experiment.select(Experiment.id).where(
                    ~(is_visible(viewer) & (Experiment.stage != Stage.draft))
                )
            )
        )
    return most_used(
        Tagging.experiment.in_(
            Experiment.select(Experiment.id).where(
                is_visible(viewer), *fitting(asked), *others
            )
        )
    )


def stakeholder_counts(
    viewer: Person, asked: ExperimentSearch, on: dt.date
) -> dict[int, int]:
    """Stakeholder's id to how many of what fits are about them."""
    others = choices(replace(asked, stakeholders=()), on).values()
    about = Experiment.select(Experiment.stakeholder, fn.COUNT(Experiment.id)).group_by(
        Experiment.stakeholder
    )
    return dict(
        about.where(
            is_visible(viewer),
            Experiment.stakeholder.is_null(False),
            *fitting(asked),
            *others,
        ).tuples()
    )


def most_used(condition) -> list[Tag]:
    """The tags that stand on most of the experiments that a condition on taggings
    leaves, each with `.n`.
    """
    n = fn.COUNT(Tagging.experiment)
    used = (
        Tagging.select(Tagging.tag, n.alias("n"))
        .where(condition)
        .group_by(Tagging.tag)
        .alias("used")
    )
    # Of equals the first by name: a tag's number tells when it was first written, in a
    # draft perhaps.
    tags = (
        Tag.select(Tag, used.c.n)
        .join(used, on=(used.c.tag_id == Tag.id))
        .order_by(used.c.n.desc(), Tag.name)
    )
    return sorted(tags.limit(MOST_TAGS).objects(), key=lambda tag: (-tag.n, tag.name))


def cube(rows: peewee.ModelSelect, on: dt.date) -> peewee.ModelSelect:
    """Cells of (platform, unit, stage, how many await, how many, how many of each
    outcome) from a query with the experiment in it.

    Grouped in the order of an index, so that the database counts as it reads.
    """
    late = fn.SUM(peewee.Case(None, [(awaiting(on), 1)], 0))
    n = fn.COUNT(Experiment.id)
    cell = (Experiment.platform, Experiment.unit, Experiment.stage)
    return (
        rows.select(
            *cell,
            late,
            n,
            *(n.filter(Conclusion.outcome == Outcome(word)) for word in OUTCOMES),
        )
        .join_from(
            Experiment,
            Conclusion,
            JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
        )
        .group_by(*cell)
    )
