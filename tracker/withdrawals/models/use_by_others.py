"""What others did with an experiment: while there is anything, nothing is taken back.

Stands above all features, since any of them may hold such rows. `tests/withdrawals`
holds the references to an experiment or a lesson against the lists here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import reduce
from operator import or_

import peewee

from tracker.amplifications.models import Amplification
from tracker.business_case.models import CaseEvidence
from tracker.comments.models import Comment
from tracker.commitments.models import Commitment
from tracker.concerns.models import Concern
from tracker.db import database
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.fears.models import Trial
from tracker.lessons.models import (
    Citation,
    Evidence,
    Lesson,
    LocalResult,
    Retirement,
    Reuse,
    SharedLesson,
)
from tracker.lineage.models import BuildsOn
from tracker.readiness.models import FearAction
from tracker.safe_conduct.models import Backing
from tracker.summaries.models import Summary, SummarySignature

# Model and column of each reference that is a use by somebody else
USES = (
    (Comment, "experiment"),
    (Endorsement, "experiment"),
    (Concern, "experiment"),
    (BuildsOn, "parent"),
    (Evidence, "lesson"),
    (Evidence, "experiment"),
    (Reuse, "lesson"),
    (Retirement, "lesson"),
    (LocalResult, "lesson"),
    (SharedLesson, "shared"),
    (SharedLesson, "origin"),
    (Citation, "lesson"),
    (Amplification, "lesson"),
    (Commitment, "experiment"),
    (Commitment, "lesson"),
    (CaseEvidence, "experiment"),
    (CaseEvidence, "lesson"),
    (FearAction, "experiment"),
    (Backing, "experiment"),
    (Trial, "experiment"),
    (Summary, "surprising"),
    (Summary, "quote"),
    (Summary, "rough"),
    (SummarySignature, "attempt"),
)
TIMES = {Commitment: "made_at"}
DOERS = {
    Amplification: "person",
    Comment: "person",
    Evidence: "by",
    Retirement: "by",
    LocalResult: "person",
    SharedLesson: "by",
    Citation: "by",
}


def is_used_by_others(experiments, since: dt.datetime | None = None) -> bool:
    """Whether anybody else answered, endorsed, used or built on experiments. One query.

    Args:
        experiments: A query of ids.
        since: Only what was done from then on, where a row knows its time.
    """
    found = [peewee.fn.EXISTS(rows) for rows in uses(experiments, since)]
    answer = peewee.Select(columns=[reduce(or_, found)])
    return bool(database.execute(answer).fetchone()[0])


def used(experiments) -> set[int]:
    """The ids of those experiments that somebody else used in any way."""
    found: set[int] = set()
    for rows in uses(experiments, None):
        found |= {id for (id,) in rows.tuples()}
    return found


def uses(experiments, since: dt.datetime | None) -> Iterator[peewee.ModelSelect]:
    """For each kind of use a query of the experiments that were used so."""
    for model, column in USES:
        field = getattr(model, column)
        if field.rel_model is Lesson:
            rows = Lesson.select(Lesson.experiment).join(model, on=(field == Lesson.id))
            experiment = Lesson.experiment
        else:
            rows = model.select(field)
            experiment = field
        rows = rows.where(experiment.in_(experiments))
        if model is BuildsOn:
            # A draft that builds on it is invisible, and may not be told by a refusal
            drafts = Experiment.select(Experiment.id).where(
                Experiment.stage == Stage.draft
            )
            rows = rows.where(BuildsOn.child.not_in(drafts))
        if model in DOERS:
            rows = rows.where(_by_others(getattr(model, DOERS[model]), experiment))
        time = getattr(model, TIMES.get(model, "at"), None)
        if since and isinstance(time, peewee.DateTimeField):
            rows = rows.where(time >= since)
        yield rows


def _by_others(doer: peewee.Field, experiment: peewee.Field):
    """The condition that somebody else than its authors did it."""
    Own = Experiment.alias()
    Together = CoAuthor.alias()
    author = Own.select(Own.id).where(Own.id == experiment, Own.author == doer)
    together = Together.select(Together.id).where(
        Together.experiment == experiment, Together.person == doer
    )
    return ~peewee.fn.EXISTS(author) & ~peewee.fn.EXISTS(together)
