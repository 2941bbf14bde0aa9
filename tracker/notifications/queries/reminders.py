"""Reminders: lessons awaited or to review, promises due, reuses, decisions to carry out."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.commitments.models import Commitment, Settlement
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.experiments.queries.mine import may_have_begun
from tracker.lessons.models import Conclusion, Lesson, Retirement, Reuse
from tracker.lessons.queries.implementation import due_decisions
from tracker.lessons.queries.local_result import unanswered_reuses

AGAIN_AFTER = 14  # days; a third time never
BEFORE_DUE = 7  # days


def awaiting(on: dt.date) -> list[tuple[Experiment, int]]:
    """Attempts whose review day has come without a lesson, each with whether it is the
    first or the second time they are reminded of.

    What was up longer ago is left in peace: somebody who does not answer twice has heard it.
    """
    soon = on - dt.timedelta(days=AGAIN_AFTER)
    late = on - dt.timedelta(days=2 * AGAIN_AFTER)
    rows = Experiment.select(Experiment.id, Experiment.author, Experiment.review_on)
    rows = rows.where(
        Experiment.stage == Stage.running,
        Experiment.review_on <= on,
        Experiment.review_on > late,
    )
    return [(row, 1 if row.review_on > soon else 2) for row in rows]


def to_start(on: dt.date) -> list[Experiment]:
    """Plans whose first day, or first week without a day, came within the last two weeks."""
    rows = Experiment.select(
        Experiment.id,
        Experiment.author,
        Experiment.starts_on,
        Experiment.published_at,
    ).where(may_have_begun(on))
    since = on - dt.timedelta(days=AGAIN_AFTER)
    return [row for row in rows if row.asked_from() > since]


def to_review(on: dt.date) -> list[Lesson]:
    """Lessons that their authors are asked about since lately, joined with their experiments."""
    since = on - dt.timedelta(days=AGAIN_AFTER)
    retired = Retirement.select(Retirement.lesson)
    rows = Lesson.select(
        Lesson.id, Lesson.review_by, Experiment.id, Experiment.author
    ).join(Experiment)
    return list(
        rows.where(
            Lesson.review_by <= on, Lesson.review_by > since, Lesson.id.not_in(retired)
        )
    )


def reuses(on: dt.date) -> list[Reuse]:
    """Reuses whose three weeks were over lately, joined with their lessons."""
    lately = on - dt.timedelta(days=AGAIN_AFTER)
    return list(unanswered_reuses(since=lately, until=on))


def decisions(on: dt.date) -> list[tuple[Conclusion, dt.date]]:
    """Decisions to carry out that are asked about since lately, and the day they were due.

    They are asked about twice, two weeks apart.
    """
    late = on - dt.timedelta(days=2 * AGAIN_AFTER)
    return [(row, day) for row, day in due_decisions(on) if day > late]


def promised(on: dt.date) -> list[Commitment]:
    """Open promises that are due within a week, or were due within the last two, of
    those who are here.
    """
    soon = on + dt.timedelta(days=BEFORE_DUE)
    late = on - dt.timedelta(days=AGAIN_AFTER)
    rows = (
        Commitment.select()
        .join(Person, on=Commitment.leader)
        .where(Person.disabled_at.is_null())
    )
    settled = Settlement.select(Settlement.commitment)
    return list(
        rows.where(
            Commitment.due_on <= soon,
            Commitment.due_on > late,
            Commitment.id.not_in(settled),
        )
    )


def authors(experiments: list[Experiment]) -> dict[int, set[int]]:
    """Experiment's id to the ids of its authors and co-authors."""
    found = {experiment.id: {experiment.author_id} for experiment in experiments}
    rows = CoAuthor.select(CoAuthor.experiment, CoAuthor.person).where(
        CoAuthor.experiment.in_(list(found) or [0])
    )
    for experiment, person in rows.tuples():
        found[experiment].add(person)
    return found
