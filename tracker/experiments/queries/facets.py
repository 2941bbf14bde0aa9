"""Counts beside the filters: how many there would be with one more choice, among what the viewer may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace

import peewee
from peewee import JOIN, SQL, fn

from tracker.accounts.models import Person
from tracker.db import database
from tracker.experiments.models import Experiment, Stage, Tag, Tagging
from tracker.experiments.queries.finding import Asked, awaiting, choices, fitting, tag_choice
from tracker.experiments.queries.seeing import visibly
from tracker.lessons.models import Conclusion

MOST_TAGS = 12
AWAITING, DRAFT = "awaiting", Stage.draft.value


@dataclass(frozen=True)
class Counts:
    """How many fit, and how many of each platform (by id), outcome and stage (by their words, and "awaiting") and unit (by id).

    A dimension's own choice is left out of its own counts, so that each says what choosing it would bring.
    """

    total: int = 0
    platform: Counter = field(default_factory=Counter)
    outcome: Counter = field(default_factory=Counter)
    stage: Counter = field(default_factory=Counter)
    unit: Counter = field(default_factory=Counter)


def counts(viewer: Person, asked: Asked, on: dt.date) -> Counts:
    """Counts of experiments, from one query whatever is chosen."""
    rows = cube(Experiment.select(), on).where(visibly(viewer), *fitting(asked), *tag_choice(asked))
    return folded(rows, asked)


def folded(cube: peewee.ModelSelect, asked: Asked) -> Counts:
    """The counts from cells of (platform, outcome, stage, awaiting, unit, how many)."""
    platforms, outcomes, units = set(asked.platforms), {word.value for word in asked.outcomes}, set(asked.units)
    stages = {stage.value for stage in asked.stages}
    counted, total = Counts(), 0
    for platform, outcome, stage, late, unit, n in database.execute(cube):
        of_platform = not platforms or platform in platforms
        of_outcome = not outcomes or outcome in outcomes
        of_stage = stage in stages or (asked.awaiting and late) if stages or asked.awaiting else stage != DRAFT
        of_unit = not units or unit in units
        missed = 4 - (of_platform + of_outcome + bool(of_stage) + of_unit)
        if missed > 1:
            continue
        if not missed:
            total += n
        if not missed or not of_platform:
            counted.platform[platform] += n
        if not missed or not of_outcome:
            counted.outcome[outcome] += n
        if not missed or not of_unit:
            counted.unit[unit] += n
        if not missed or not of_stage:
            counted.stage[stage] += n
            counted.stage[AWAITING] += n if late else 0
    return replace(counted, total=total)


def tag_counts(viewer: Person, asked: Asked, on: dt.date) -> list[Tag]:
    """The tags most used among what fits, each with `.n`."""
    others = choices(replace(asked, tags=()), on).values()
    if not asked.is_narrow:  # nearly everything fits: leaving out the rest is several times faster than looking all of it up
        return most_used(
            Tagging.experiment.not_in(
                Experiment.select(Experiment.id).where(~(visibly(viewer) & (Experiment.stage != Stage.draft)))
            )
        )
    return most_used(Tagging.experiment.in_(Experiment.select(Experiment.id).where(visibly(viewer), *fitting(asked), *others)))


def most_used(condition) -> list[Tag]:
    """The tags that stand on most of the experiments that a condition on taggings leaves, each with `.n`."""
    n = fn.COUNT(Tagging.experiment)
    used = Tagging.select(Tagging.tag, n.alias("n")).where(condition).group_by(Tagging.tag).order_by(n.desc(), Tagging.tag)
    counted = dict(used.limit(MOST_TAGS).tuples())
    tags = Tag.select().where(Tag.id.in_(list(counted))) if counted else []
    for tag in tags:
        tag.n = counted[tag.id]
    return sorted(tags, key=lambda tag: (-tag.n, tag.name))


def cube(rows: peewee.ModelSelect, on: dt.date) -> peewee.ModelSelect:
    """Rows of (platform, outcome, stage, awaiting, unit, how many) from a query that has the experiment in it."""
    late = peewee.Case(None, [(awaiting(on), 1)], 0).alias("late")
    cell = (Experiment.platform, Conclusion.outcome, Experiment.stage, SQL("late"), Experiment.unit)
    return (
        rows.select(*(late if isinstance(column, SQL) else column for column in cell), fn.COUNT(Experiment.id))
        .join_from(Experiment, Conclusion, JOIN.LEFT_OUTER, on=(Conclusion.experiment == Experiment.id))
        .group_by(*cell)
    )
