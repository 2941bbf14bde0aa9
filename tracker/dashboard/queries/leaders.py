"""Measures about leaders: their answers, their own lessons, and their commitments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import LEADS, Person
from tracker.comments.models import BY_A_LEADER, Comment
from tracker.commitments.models import Commitment, Settled, Settlement
from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.measure import (
    Measure,
    RowsBehind,
    people_of,
    share_of,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    at_a_moment,
    during,
    is_in_period,
    quarter_of,
    quarter_of_moment,
    times,
    within,
)
from tracker.dashboard.queries.result_types import Share
from tracker.experiments.models import CoAuthor, Experiment
from tracker.lessons.models import Conclusion, Lesson
from tracker.quarters import Quarter
from tracker.small_groups import Figure

SOON = 7


@dataclass(frozen=True)
class LeadersWithLessons:
    """The number of leaders with a lesson of their own, and of all leaders."""

    people: Figure
    leaders: int


def leaders_with_lessons_by_quarter(
    period: Period, quarters: Sequence[Quarter]
) -> dict[Quarter, LeadersWithLessons]:
    """Leaders with lessons = leaders with any published lesson of their own ÷ leaders.

    The lesson is from an experiment shared under their name and concluded in the quarter
    or before.

    Unit: leaders who work here now, of the whole organisation, since there are few of
    them in a unit. Hidden below five, and where those left would be below five; of 11 to
    19 leaders a band is told. Source: learning cards; the list of people.

    By quarter, for consecutive quarters. Two queries.
    """
    leaders = [id for (id,) in Person.select(Person.id).where(LEADS).tuples()]
    first = []
    if leaders:
        first = [day for _, day in _with_lessons(leaders).tuples()]
    n = len(leaders)
    return {
        quarter: LeadersWithLessons(
            Figure.part_of(sum(day <= quarter.last for day in first), of=n), n
        )
        for quarter in quarters
    }


def _with_lessons(leaders: list[int]) -> peewee.ModelSelect:
    """Rows of leader and the day of the first lesson of their own."""
    own = Experiment.select(
        Experiment.id.alias("experiment_id"), Experiment.author.alias("person_id")
    )
    together = CoAuthor.select(
        CoAuthor.experiment.alias("experiment_id"), CoAuthor.person.alias("person_id")
    )
    theirs = (
        own.where(Experiment.author.in_(leaders), ~Experiment.withheld)
        .union_all(
            together.join(Experiment).where(
                CoAuthor.person.in_(leaders), ~Experiment.withheld
            )
        )
        .alias("theirs")
    )
    return (
        Conclusion.select(theirs.c.person_id, fn.MIN(Conclusion.concluded_on))
        .join(theirs, on=(theirs.c.experiment_id == Conclusion.experiment))
        .join_from(Conclusion, Lesson, on=(Lesson.experiment == Conclusion.experiment))
        .where(Conclusion.concluded_on.is_null(False))
        .group_by(theirs.c.person_id)
    )


def lessons_by_leaders(told: Mapping[Quarter, Counter]) -> dict[Quarter, Share]:
    """Lessons told by leaders = attempts with a lesson by a leader ÷ attempts with a lesson.

    They were concluded in the quarter; an author or co-author who leads now stands by the
    attempt with their name.

    Unit: experiments. What a colleague has not put a name to counts as nobody's. Source:
    learning cards; the list of people.

    By quarter. No query.

    Args:
        told: What was counted of the conclusions of each quarter.
    """
    return {
        quarter: Share(counted["leader_lessons"], counted["lessons"])
        for quarter, counted in told.items()
    }


def by_a_leader():
    """The condition that a leader who works here stands by an experiment with their name."""
    # One list of ids, with which the database can begin: there are few leaders
    leaders = Person.select(Person.id).where(LEADS)
    Own = Experiment.alias()
    own = Own.select(Own.id).where(Own.author.in_(leaders))
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person.in_(leaders))
    return ~Experiment.withheld & Experiment.id.in_(own | together)


def _told_a_lesson(period: Period, asked: Drilldown):
    rows = (
        Conclusion.select(Conclusion.experiment)
        .join(Lesson, on=(Lesson.experiment == Conclusion.experiment))
        .where(during(Conclusion.concluded_on, [period.quarter]))
    )
    told = Experiment.id.in_(rows)
    if asked.part == "leaders":
        return told & by_a_leader()
    return told


def leaders_in_conversations(
    period: Period, quarters: Sequence[Quarter]
) -> dict[Quarter, Share]:
    """Leaders in conversation = experiments a leader commented on ÷ experiments shared.

    They were shared in the quarter; the comment came within 7 days.

    Unit: experiments. The role counts as it was at the time of the comment. Comments of
    authors on their own experiments and removed comments do not count. Days are in UTC.
    Source: comments; days of sharing.

    By quarter, for consecutive quarters. Two queries.
    """
    word = quarter_of_moment(Experiment.published_at, quarters, period).alias("quarter")
    rows = Experiment.select(word, fn.COUNT(Experiment.id))
    rows = rows.where(shared_in(period, quarters), is_in_period(period)).group_by(
        peewee.SQL("quarter")
    )
    answered = answered_by_a_leader().distinct().alias("answered")
    theirs = rows.join(answered, on=(answered.c.experiment_id == Experiment.id))
    whole = dict(rows.tuples())
    part = dict(theirs.tuples())
    return {
        quarter: Share(part.get(str(quarter), 0), whole.get(str(quarter), 0))
        for quarter in quarters
    }


def shared_in(period: Period, quarters: Sequence[Quarter]):
    """The condition that an experiment was shared in one of these quarters."""
    return at_a_moment(Experiment.published_at, quarters, period)


def answered_by_a_leader() -> peewee.ModelSelect:
    """Ids of the experiments that a leader commented on within a week, other than authors."""
    Shared = Experiment.alias()
    Together = CoAuthor.alias()
    own = Together.select(Together.id).where(
        Together.experiment == Shared.id, Together.person == Comment.person
    )
    return (
        Comment.select(Comment.experiment)
        .join(Shared, on=(Comment.experiment == Shared.id))
        .where(
            BY_A_LEADER,
            within(SOON, Shared.published_at, Comment.at),
            Comment.person != Shared.author,
            ~fn.EXISTS(own),
        )
    )


def promises_kept_by_quarter(
    period: Period, quarters: Sequence[Quarter]
) -> dict[Quarter, Share]:
    """Commitments kept = kept commitments ÷ commitments due in the quarter.

    A commitment is due when its day lies in the quarter and has come, or it is settled.

    Unit: commitments of the whole organisation. Source: commitments and settlements.

    By quarter, for consecutive quarters. One query.
    """
    word = quarter_of(Commitment.due_on, quarters).alias("quarter")
    rows = (
        Commitment.select(
            word, fn.COUNT(Commitment.id), times(Settlement.settled == Settled.kept)
        )
        .join(Settlement, JOIN.LEFT_OUTER)
        .where(
            during(Commitment.due_on, quarters),
            (Commitment.due_on <= period.on) | Settlement.id.is_null(False),
        )
        .group_by(peewee.SQL("quarter"))
    )
    told = {quarter: Share(part, whole) for quarter, whole, part in rows.tuples()}
    return {quarter: told.get(str(quarter), Share()) for quarter in quarters}


def _shared(period: Period, asked: Drilldown):
    shared = shared_in(period, [period.quarter])
    if asked.part == "answered":
        return shared & Experiment.id.in_(answered_by_a_leader())
    return shared


ANSWERED_BY_A_LEADER = Measure(
    name="answered",
    formula=N_(
        "Attempts that a leader commented on within 7 days of their being shared, "
        "divided by the attempts shared in the quarter."
    ),
    unit=N_("Attempts. What authors say about their own attempt does not count."),
    source=N_("Comments."),
    query=lambda asked: leaders_in_conversations(asked.period, asked.quarters),
    export=lambda share: share_of("answered by a leader", share, "attempts"),
    behind=(
        RowsBehind(
            "shared", "answered", N_("What a leader answered within a week"), _shared
        ),
        RowsBehind("shared", "", N_("What was shared"), _shared),
    ),
    change=N_("Answers from leaders"),
    panel="leaders",
    note=N_("were answered by a leader within a week"),
    column=N_("Answered within a week"),
)

LEADERS_WITH_LESSONS = Measure(
    name="telling",
    formula=N_(
        "Leaders with any published lesson of their own by the end of the quarter, "
        "divided by leaders."
    ),
    unit=N_("Leaders of the whole organisation."),
    source=N_("Learning cards."),
    query=lambda asked: leaders_with_lessons_by_quarter(asked.period, asked.quarters),
    export=lambda it: people_of("leaders telling", it.people, it.leaders),
    divided_by=(),
    about_people=True,
    panel="leaders",
    note=N_("of the leaders have told a lesson of their own"),
    column=N_("Leaders who told"),
)

LESSONS_BY_LEADERS = Measure(
    name="leader_lessons",
    formula=N_(
        "Attempts of leaders that were concluded in the quarter with a lesson, divided by "
        "all that were concluded in it with a lesson."
    ),
    unit=N_(
        "Attempts that a leader stands by with their name. What a colleague has not put "
        "a name to counts for nobody."
    ),
    source=N_("Learning cards."),
    query=lambda asked: lessons_by_leaders(asked.concluded.told),
    export=lambda share: share_of("lessons told by leaders", share, "attempts"),
    behind=(
        RowsBehind(
            "lessons", "leaders", N_("Lessons that leaders told"), _told_a_lesson
        ),
        RowsBehind(
            "lessons", "", N_("What was concluded with a lesson"), _told_a_lesson
        ),
    ),
    change=N_("The share of lessons that leaders told"),
    panel="leaders",
    note=N_("of the lessons were told by leaders"),
    column=N_("Lessons told by leaders"),
    nothing=N_("No lesson was told in this quarter."),
)

COMMITMENTS_KEPT = Measure(
    name="promises",
    formula=N_("Promises kept, divided by those due in the quarter."),
    unit=N_("Promises of the whole organisation."),
    source=N_("The promises that everyone can read."),
    query=lambda asked: promises_kept_by_quarter(asked.period, asked.quarters),
    export=lambda share: share_of("commitments kept", share, "commitments"),
    change=N_("The share of promises that are kept"),
    divided_by=(),
    panel="leaders",
    note=N_("of the promises that were due are kept"),
    column=N_("Promises kept"),
    page="commitments.index",
    nothing=N_("No promise fell due in this quarter."),
)
