"""The lessons that an experiment may be evidence for or against.

They are found by the experiments that it builds on, its words, tags and platform.
"""

from __future__ import annotations

from collections import Counter

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import Experiment, Stage, Tagging
from tracker.experiments.queries.relevance import FOR_LESSONS, ranked
from tracker.experiments.queries.row import ExperimentRow, rows_of
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_visible,
    viewer_values,
)
from tracker.lessons.models import Evidence, Lesson, Retirement
from tracker.prepared import Parameter, prepared
from tracker.search import Query

OFFERED = 4
WEIGHED = 80
LATELY = 200
INHERITED = 3.0
EACH_WORD = 0.6
EACH_TAG = 0.5
SAME_PLATFORM = 0.2
ENOUGH = 0.6


def evidence_candidates(experiment: Experiment, viewer: Person) -> list[ExperimentRow]:
    """At most four lessons that a concluded experiment may support or contradict.

    The likeliest come first, and before all others the lessons of the experiments that
    it builds on. Rare words count most, then shared tags, then the platform; a platform
    alone is not enough. Lessons that it is evidence for already, and retired lessons,
    are left out.
    """
    weights = _weights(experiment, viewer)
    tagged = _sharing_tags(experiment, viewer)
    parents = [descent.parent_id for descent in experiment.parents]
    scores = {}
    rows = _near_lessons(experiment, viewer, weights, tagged, parents)
    for origin, platform, inherited in rows.tuples():
        score = weights[origin] + EACH_TAG * tagged[origin]
        if inherited:
            score += INHERITED
        if platform == experiment.platform_id:
            score += SAME_PLATFORM
        if score >= ENOUGH:
            scores[origin] = score
    best = sorted(scores, key=lambda id: (-scores[id], -id))
    return rows_of(best[:OFFERED], viewer)


def _weights(experiment: Experiment, viewer: Person) -> Counter:
    """How similar each lesson is in its words, by the id of its experiment."""
    words = [experiment.title, experiment.hypothesis[:200]]
    if own := experiment.lessons.first():
        words.append(own.statement)
    found = ranked(viewer, Query.about(" ".join(words)), FOR_LESSONS)
    near = {id: EACH_WORD * found.shared[id] for id in found.best()[:WEIGHED]}
    return Counter(near)


def _near_lessons(
    experiment: Experiment,
    viewer: Person,
    weights: Counter,
    tagged: Counter,
    parents: list[int],
) -> peewee.ModelSelect:
    """Rows of experiment, platform, and whether the experiment builds on it."""
    near = (
        Lesson.experiment.in_(list(weights))
        | Lesson.experiment.in_(list(tagged))
        | Lesson.experiment.in_(parents)
    )
    said = Evidence.select(Evidence.lesson).where(Evidence.experiment == experiment)
    return (
        Lesson.select(
            Experiment.id,
            Experiment.platform,
            Lesson.experiment.in_(parents),
        )
        .join(Experiment)
        .where(is_visible(viewer), near, Lesson.experiment != experiment)
        .where(
            Lesson.id.not_in(said),
            Lesson.id.not_in(Retirement.select(Retirement.lesson)),
        )
    )


def lessons_with_evidence_from(
    experiment: Experiment, viewer: Person
) -> list[tuple[Evidence, Lesson]]:
    """The visible lessons that an experiment supports or contradicts, with the evidence."""
    if not may_be_referred_to(experiment, Evidence.experiment):
        return []
    found = prepared(
        ("evidence from", viewer.facilitates),
        lambda: (
            Evidence.select(Evidence, Lesson)
            .join(Lesson)
            .join(Experiment, on=Lesson.experiment)
            .where(
                Evidence.experiment == Parameter("experiment"),
                is_visible(ViewerParameter(viewer.facilitates)),
            )
            .order_by(Evidence.id)
        ),
    )
    rows = found.rows(experiment=experiment.id, **viewer_values(viewer))
    return [(row, row.lesson) for row in rows]


def _sharing_tags(experiment: Experiment, viewer: Person) -> Counter:
    """The number of tags that the newest other visible experiments share with it, by id."""
    own = Tagging.select(Tagging.tag).where(Tagging.experiment == experiment)
    n = fn.COUNT(Tagging.id)
    rows = (
        Tagging.select(Tagging.experiment, n)
        .join(Experiment)
        .where(Tagging.tag.in_(own), Tagging.experiment != experiment)
    )
    rows = rows.where(Experiment.stage != Stage.draft, is_visible(viewer))
    return Counter(
        dict(
            rows.group_by(Tagging.experiment)
            .order_by(n.desc(), Tagging.experiment.desc())
            .limit(LATELY)
            .tuples()
        )
    )
