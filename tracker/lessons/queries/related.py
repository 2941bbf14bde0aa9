"""Which lessons an attempt may bear on: found by what it builds on, its words, tags and
platform.
"""

from __future__ import annotations

from collections import Counter

from peewee import fn

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Stage, Tagging
from tracker.experiments.queries.search import ExperimentRow, rows_of
from tracker.experiments.queries.similar import likeliest, weights_of
from tracker.experiments.queries.visibility import is_visible
from tracker.lessons.models import Evidence, Lesson, Retirement
from tracker.search import Query

OFFERED = 4
WEIGHED = 80
LATELY = 200
INHERITED = 3.0
EACH_TAG = 0.5
SAME_PLATFORM = 0.2
ENOUGH = 0.6


def evidence_candidates(experiment: Experiment, viewer: Person) -> list[ExperimentRow]:
    """At most four lessons that a concluded attempt may support or contradict, the
    likeliest first.

    Those of the attempts that it builds on come before all others. Words count more the
    rarer they are, then shared tags, then the platform; a platform alone is not enough.
    What it already bears on is left out, and what was retired.
    """
    own = experiment.lessons.first()
    text = " ".join(
        [experiment.title, experiment.hypothesis[:200], own.statement if own else ""]
    )
    weights = Counter(
        {
            id: 0.6 * weight
            for id, weight in weights_of(Query.similar_to(text), viewer, Lesson).items()
        }
    )
    tagged = _sharing_tags(experiment, viewer)
    parents = [descent.parent_id for descent in experiment.parents]
    near = (
        Lesson.id.in_(likeliest(weights, WEIGHED))
        | Lesson.experiment.in_(list(tagged))
        | Lesson.experiment.in_(parents)
    )
    said = Evidence.select(Evidence.lesson).where(Evidence.experiment == experiment)
    rows = (
        Lesson.select(
            Lesson.id,
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
    scores = {
        origin: (
            weights[id]
            + EACH_TAG * tagged[origin]
            + (INHERITED if inherited else 0)
            + (SAME_PLATFORM if platform == experiment.platform_id else 0)
        )
        for id, origin, platform, inherited in rows.tuples()
    }
    best = sorted(
        (origin for origin, score in scores.items() if score >= ENOUGH),
        key=lambda id: (-scores[id], -id),
    )
    return rows_of(best[:OFFERED], viewer)


def lessons_with_evidence_from(
    experiment: Experiment, viewer: Person
) -> list[tuple[Evidence, Lesson]]:
    """The lessons that an attempt supports or contradicts, as far as the viewer may see them."""
    rows = (
        Evidence.select(Evidence, Lesson)
        .join(Lesson)
        .join(Experiment, on=Lesson.experiment)
    )
    return [
        (row, row.lesson)
        for row in rows.where(
            Evidence.experiment == experiment, is_visible(viewer)
        ).order_by(Evidence.id)
    ]


def _sharing_tags(experiment: Experiment, viewer: Person) -> Counter:
    """How many tags the newest other attempts that the viewer may see share with it, by id."""
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
