"""The public lessons of a quarter, and the ids of all experiments that were counted."""

from __future__ import annotations

from collections import Counter, defaultdict

import peewee
from peewee import fn

from tracker.accounts.models import Unit
from tracker.dashboard.queries import Period
from tracker.dashboard.queries.learning import has_ended
from tracker.dashboard.queries.quarter_sql import during
from tracker.dashboard.queries.reuse_between_units import uses
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.enums import Decision, Outcome, OutcomeGroup
from tracker.lessons.models import Conclusion, Lesson

TOLD = 5  # lessons shown of each kind
CANDIDATES = 12


def rows_of(period: Period) -> dict[str, list[int]]:
    """Ids of the experiments that the figures count: by outcome, and not concluded ones."""
    concluded = Conclusion.select(Conclusion.outcome, Conclusion.experiment).where(
        _concluded_in(period)
    )
    found = defaultdict(list)
    for outcome, id in concluded.order_by(Conclusion.experiment).tuples():
        found[outcome.value].append(id)
    late = (
        Experiment.select(Experiment.id)
        .where(has_ended(period, [period.quarter]))
        .order_by(Experiment.id)
    )
    rows = {word.value: found[word.value] for word in Outcome}
    rows["untold"] = [id for (id,) in late.tuples()]
    return rows


def known(period: Period) -> dict[str, dict]:
    """Some lessons of each group of outcomes, and the number of further ones.

    Surprising lessons come first, then those that most colleagues learnt from.
    """
    groups = {}
    for group in OutcomeGroup:
        outcomes = Outcome.in_group(group)
        n = (
            Conclusion.select()
            .where(_concluded_in(period), Conclusion.outcome.in_(list(outcomes)))
            .count()
        )
        told = [
            _told(row)
            for row in _lessons(period)
            .where(Conclusion.outcome.in_(list(outcomes)))
            .limit(TOLD)
        ]
        groups[group.value] = {"n": n, "told": told, "more": n - len(told)}
    return groups


def lessons(period: Period) -> dict:
    """Every lesson of the quarter, by outcome and then by the day that it was told."""
    n = Conclusion.select().where(_concluded_in(period)).count()
    rows = _shown().where(_concluded_in(period))
    told = [_told(row) for row in rows.order_by(Conclusion.concluded_on, Experiment.id)]
    order = [outcome.value for outcome in Outcome]
    told.sort(key=lambda row: order.index(row["outcome"]))
    return {"n": n, "told": told, "more": n - len(told)}


def stopped(period: Period) -> dict:
    """Lessons of experiments that were stopped early or led to leaving something."""
    left = (Conclusion.outcome == Outcome.stopped) | (
        Conclusion.decision == Decision.stop
    )
    n = Conclusion.select().where(_concluded_in(period), left).count()
    told = [_told(row) for row in _lessons(period).where(left).limit(TOLD)]
    return {"n": n, "told": told, "more": n - len(told)}


def reused(period: Period) -> dict:
    """Lessons and experiments that were used or built on in the quarter, with the count."""
    table = uses(period, [period.quarter])
    counted = peewee.Select(
        [table], [table.c.experiment_id, fn.COUNT(table.c.experiment_id)]
    ).group_by(table.c.experiment_id)
    times = Counter(dict(counted.bind(Experiment._meta.database).tuples()))
    rows = {
        row.experiment_id: row
        for row in _shown().where(Lesson.experiment.in_(list(times) or [0]))
    }
    first = sorted(rows, key=lambda id: (-times[id], -id))[:TOLD]
    return {
        "n": len(times),
        "told": [_told(rows[id]) | {"times": times[id]} for id in first],
        "more": len(times) - len(first),
    }


def surprising(period: Period) -> list[Lesson]:
    """Candidates for the most surprising lesson of the quarter, surprising ones first."""
    return list(_lessons(period).limit(CANDIDATES))


def quotable(period: Period) -> list[Lesson]:
    """Lessons whose card says what it meant to a citizen, surprising ones first."""
    rows = _lessons(period).where(Conclusion.meaning != "").limit(CANDIDATES)
    return list(rows.select_extend(Conclusion.meaning))


def well_met(period: Period) -> list[Lesson]:
    """Lessons of attempts that met critical reactions, whose authors show how they
    answered and which were not stopped over it; surprising ones first.
    """
    rows = _lessons(period).where(
        Conclusion.pushback_shared.is_null(False),
        Conclusion.outcome != Outcome.stopped,
    )
    columns = (Conclusion.pushback, Conclusion.pushback_shared)
    return list(rows.select_extend(*columns).limit(CANDIDATES))


def _concluded_in(period: Period):
    return during(Conclusion.concluded_on, [period.quarter])


def _lessons(period: Period) -> peewee.ModelSelect:
    """Lessons of the quarter that everybody may read, the most surprising first."""
    learned = (
        Endorsement.select(Endorsement.experiment, fn.COUNT(Endorsement.id).alias("n"))
        .where(Endorsement.kind == EndorsementKind.learned)
        .group_by(Endorsement.experiment)
        .alias("learned")
    )
    surprised = peewee.Case(None, [(Conclusion.surprise != "", 0)], 1)
    rows = _shown().join_from(
        Experiment,
        learned,
        peewee.JOIN.LEFT_OUTER,
        on=(learned.c.experiment_id == Experiment.id),
    )
    return rows.where(_concluded_in(period)).order_by(
        surprised,
        fn.COALESCE(learned.c.n, 0).desc(),
        Conclusion.concluded_on.desc(),
        Experiment.id.desc(),
    )


def _shown() -> peewee.ModelSelect:
    """The public lessons, joined with experiment, unit and conclusion."""
    return (
        Lesson.select(Lesson, Experiment, Unit, Conclusion.outcome.alias("outcome"))
        .join(Experiment)
        .join(Unit)
        .join_from(Experiment, Conclusion, on=(Conclusion.experiment == Experiment.id))
        .where(
            Experiment.visibility == Visibility.everyone, Experiment.hidden_at.is_null()
        )
    )


def _told(row: Lesson) -> dict:
    """A lesson as plain JSON, to be frozen.

    For anonymous experiments the unit is left out as well, since it may shrink below
    five later.
    """
    experiment = row.experiment
    unit = ""
    if not experiment.is_withheld:
        unit = experiment.unit.name
    if hasattr(row, "outcome"):
        outcome = row.outcome
    else:
        outcome = experiment.conclusion.outcome
    return {
        "lesson": row.id,
        "experiment": experiment.id,
        "outcome": getattr(outcome, "value", outcome),
        "title": experiment.title,
        "statement": row.statement,
        "unit": unit,
    }
