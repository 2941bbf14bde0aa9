"""Counts beside the filters: how many there would be with one more choice, among what the viewer may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import peewee
from peewee import JOIN, SQL, fn

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Stage, Tag, Tagging
from tracker.experiments.queries.finding import Asked, awaiting, choices, fitting, tag_choice
from tracker.experiments.queries.seeing import visibly
from tracker.lessons.models import Conclusion

MOST_TAGS = 12
AWAITING = "awaiting"


@dataclass(frozen=True)
class Counts:
    """How many fit, and how many of each platform (by id), outcome, stage (and "awaiting") and unit (by id).

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
    return folded(rows.tuples(), asked)


def folded(cube: Iterable[tuple], asked: Asked) -> Counts:
    """The counts from cells of (platform, outcome, stage, awaiting, unit, how many)."""
    chosen = _chosen(asked)
    counted, total = Counts(), 0
    for platform, outcome, stage, late, unit, n in cube:
        stages = {stage, AWAITING} if late else {stage}
        cell = {"platform": {platform}, "outcome": {outcome}, "stage": stages, "unit": {unit}}
        missed = [name for name, fits in chosen.items() if not fits(cell[name])]
        total += 0 if missed else n
        for name in cell:
            if missed in ([], [name]):
                getattr(counted, name).update(dict.fromkeys(cell[name], n))
    return replace(counted, total=total)


def tag_counts(viewer: Person, asked: Asked, on: dt.date) -> list[Tag]:
    """The tags most used among what fits, each with `.n`."""
    rows = tagged().where(visibly(viewer), *fitting(asked), *choices(replace(asked, tags=()), on).values())
    return most_used(rows)


def tagged() -> peewee.ModelSelect:
    """Tags with the experiments that they are on."""
    return Tag.select().join(Tagging).join(Experiment)


def most_used(rows: peewee.ModelSelect) -> list[Tag]:
    """The tags that stand on most of the experiments, each with `.n`."""
    n = fn.COUNT(Tagging.id)
    rows = rows.select(Tag, n.alias("n")).group_by(Tag.id, Tag.name)
    return list(rows.order_by(n.desc(), Tag.name).limit(MOST_TAGS))


def cube(rows: peewee.ModelSelect, on: dt.date) -> peewee.ModelSelect:
    """Rows of (platform, outcome, stage, awaiting, unit, how many) from a query that has the experiment in it."""
    late = peewee.Case(None, [(awaiting(on), 1)], 0).alias("late")
    cell = (Experiment.platform, Conclusion.outcome, Experiment.stage, SQL("late"), Experiment.unit)
    return (
        rows.select(*(late if isinstance(column, SQL) else column for column in cell), fn.COUNT(Experiment.id))
        .join_from(Experiment, Conclusion, JOIN.LEFT_OUTER, on=(Conclusion.experiment == Experiment.id))
        .group_by(*cell)
    )


def _chosen(asked: Asked) -> dict[str, Callable[[set], bool]]:
    """For each dimension, whether the values of a cell are among what is chosen."""
    stages = {*asked.stages, *([AWAITING] if asked.awaiting else [])}
    wanted = {"platform": set(asked.platforms), "outcome": set(asked.outcomes), "stage": stages, "unit": set(asked.units)}
    fits = {name: values.__and__ if values else lambda _: True for name, values in wanted.items()}
    return {**fits, "stage": fits["stage"] if stages else lambda values: Stage.draft not in values}
