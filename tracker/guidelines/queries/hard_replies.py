"""Answers to critical reactions that their authors share as examples, to viewers who
may see the experiment.
"""

from __future__ import annotations

import datetime as dt

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment
from tracker.experiments.queries.relevance import holding, ranked
from tracker.experiments.queries.row import ExperimentRow, rows_of
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_visible,
    question_for,
)
from tracker.guidelines.models import Platform
from tracker.lessons.enums import CriticalReaction
from tracker.lessons.models import Conclusion
from tracker.prepared import Parameter, Question
from tracker.search import Query

NEWEST_FIRST = [
    (Experiment.published_at, "published_at", dt.datetime),
    (Experiment.id, "id", int),
]
BESIDE = 2
ANYTHING = Query()


def examples(
    viewer: Person,
    words: Query = ANYTHING,
    kind: str | None = None,
    platform: str | None = None,
):
    """Experiments with a shared answer to a critical reaction that the viewer may see.

    Args:
        words: Words of the experiment, of its lesson or of the reaction.
        kind: A value of `CriticalReaction`, or None for every kind.
        platform: Slug of a platform, or None for all.
    """
    rows = _shared(viewer, Experiment.id, Experiment.published_at)
    rows = rows.where(*holding(words, ranked(viewer, words).everything()))
    if kind:
        rows = rows.where(Conclusion.pushback_shared == CriticalReaction(kind))
    if platform:
        return rows.where(Platform.slug == platform)
    return rows


def counts(viewer: Person, words: Query) -> tuple[dict[str, int], dict[str, int]]:
    """The number of examples with these words by kind, and by the platform's slug."""
    cells = list(
        _shared(
            viewer, Conclusion.pushback_shared, Platform.slug, fn.COUNT(Experiment.id)
        )
        .where(*holding(words, ranked(viewer, words).everything()))
        .group_by(Conclusion.pushback_shared, Platform.slug, Platform.position)
        .order_by(Platform.position)
        .tuples()
    )
    slugs = dict.fromkeys(slug for _, slug, _ in cells if slug)
    kinds = {
        kind.value: sum(n for of, _, n in cells if of == kind)
        for kind in CriticalReaction
    }
    return kinds, {slug: sum(n for _, at, n in cells if at == slug) for slug in slugs}


def examples_for_plan(
    viewer: Person, platform: Platform | None, most: int = BESIDE
) -> list[ExperimentRow]:
    """A few examples to show beside the plan card: those of the platform first, then the
    newest of any.
    """
    found = examples_to_ask(viewer, platform, most).rows()
    return rows_of([id for (id,) in found], viewer)


def examples_to_ask(
    viewer: Person, platform: Platform | None, most: int = BESIDE
) -> Question:
    """What `examples_for_plan` asks first."""
    shape = ("answered well", most)
    here = 0
    if platform:
        here = platform.id
    return question_for(viewer, shape, lambda reader: _beside(reader, most), here=here)


def _beside(reader: ViewerParameter, most: int) -> peewee.ModelSelect:
    others = peewee.Case(None, [(Experiment.platform == Parameter("here"), 0)], 1)
    return (
        _shared(reader, Experiment.id)
        .order_by(others, Experiment.published_at.desc(), Experiment.id.desc())
        .limit(most)
        .tuples()
    )


def _shared(viewer: Person, *columns) -> peewee.ModelSelect:
    """Shared answers of experiments that the viewer may see and that are not hidden."""
    Shared = Conclusion.alias()
    # As a list of ids, with which the database begins: else it reads all experiments in
    # the order of the page to find a few
    few = Shared.select(Shared.experiment).where(Shared.pushback_shared.is_null(False))
    return (
        Experiment.select(*columns)
        .join_from(Experiment, Conclusion, on=(Conclusion.experiment == Experiment.id))
        .join_from(Experiment, Platform, JOIN.LEFT_OUTER)
        .where(
            is_visible(viewer),
            Experiment.hidden_at.is_null(),
            Experiment.id.in_(few),
        )
    )
