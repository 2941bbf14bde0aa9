"""Decisions that were to be carried out, and whether they were."""

from __future__ import annotations

import datetime as dt

import peewee
from peewee import JOIN

from tracker.accounts.models import Person
from tracker.core.reference import if_referred_to, may_be_referred_to
from tracker.experiments.models import CoAuthor, Experiment
from tracker.experiments.queries.visibility import ViewerParameter, rows_for
from tracker.guidelines.models import Clause
from tracker.lessons.enums import ImplementationState
from tracker.lessons.models import Conclusion, Implementation, Lesson
from tracker.lessons.models.implementation import ASKED_AFTER, TO_CARRY_OUT
from tracker.lessons.models.status import fallen_sql
from tracker.prepared import Parameter, Prepared, Question


def due_decisions(
    on: dt.date, of: Person | None = None, since: dt.date = dt.date.min
) -> list[tuple[Conclusion, dt.date]]:
    """Decisions whose authors are asked about today or before, and since when.

    90 days after the conclusion; after "not yet" a month later again. What an import
    brought is history: nobody is asked about it.

    Args:
        of: Only those of an author.
        since: Only those that have been due since this day or a later one.
    """
    if of is None:
        rows = _due(on, since)
    else:
        shape = ("due decisions", on, since)
        rows = rows_for(of, shape, lambda own: own_due(own, on, since))
    due = []
    for row in rows:
        day = row.concluded_on + ASKED_AFTER
        if answer := getattr(row, "answer", None):
            day = answer.ask_on or day
        due.append((row, day))
    return due


def own_due(
    author: Person | ViewerParameter, on: dt.date, since: dt.date
) -> peewee.ModelSelect:
    """The decisions of an author that `due_decisions` asks about."""
    return _due(on, since).where(_own(author))


def _due(on: dt.date, since: dt.date) -> peewee.ModelSelect:
    first = max(since, dt.date.min + ASKED_AFTER) - ASKED_AFTER
    unanswered = Conclusion.concluded_on.between(first, on - ASKED_AFTER)
    rows = _to_carry_out().where(
        ~Conclusion.imported,
        (Implementation.id.is_null() & unanswered)
        | Implementation.ask_on.between(since, on),
    )
    return rows.order_by(Conclusion.concluded_on, Conclusion.id)


def conclusion_with_outcome(experiment: Experiment) -> Conclusion | None:
    """Decision and day of a conclusion, with what became of it and how its lesson fell.

    These are `.answer` and `.fallen`; None where there is neither. One query.
    """
    if not may_be_referred_to(experiment, Conclusion.experiment):
        return None
    conclusion = _with_outcome.first(experiment=experiment.id)
    if conclusion is not None and not hasattr(conclusion, "answer"):
        conclusion.answer = None
    return conclusion


def questions_about(experiment: Experiment) -> list[Question]:
    """What `conclusion_with_outcome` asks."""
    return if_referred_to(
        experiment,
        Conclusion.experiment,
        _with_outcome.question_first(experiment=experiment.id),
    )


@Prepared
def _with_outcome() -> peewee.ModelSelect:
    return (
        Conclusion.select(
            Conclusion.id,
            Conclusion.decision,
            Conclusion.concluded_on,
            Implementation,
            Clause,
            fallen_sql().alias("fallen"),
        )
        .join_from(
            Conclusion,
            Implementation,
            JOIN.LEFT_OUTER,
            on=(Implementation.conclusion == Conclusion.id),
            attr="answer",
        )
        .join_from(Implementation, Clause, JOIN.LEFT_OUTER)
        .join_from(
            Conclusion,
            Lesson,
            JOIN.LEFT_OUTER,
            on=(Lesson.experiment == Conclusion.experiment),
        )
        .where(Conclusion.experiment == Parameter("experiment"))
        .limit(1)
    )


def is_due(conclusion: Conclusion, on: dt.date) -> bool:
    """Whether the authors of a decision, joined with `.answer`, are asked by now."""
    answer = conclusion.answer
    if conclusion.decision not in TO_CARRY_OUT or conclusion.concluded_on is None:
        return False
    if answer is None:
        return conclusion.concluded_on + ASKED_AFTER <= on
    return answer.state is ImplementationState.later and answer.ask_on <= on


def _to_carry_out() -> peewee.ModelSelect:
    """Decisions to adopt or adapt, joined with experiment and the newest answer."""
    return (
        Conclusion.select(Conclusion, Experiment, Implementation)
        .join(Experiment)
        .join_from(
            Conclusion,
            Implementation,
            JOIN.LEFT_OUTER,
            on=(Implementation.conclusion == Conclusion.id),
            attr="answer",
        )
        .where(Conclusion.decision.in_(TO_CARRY_OUT))
    )


def _own(person: Person):
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person)
    return (Experiment.author == person) | Experiment.id.in_(together)
