"""Figures about people: each a Figure, none of one person, none with a list behind it.

They are never divided by platform, since people work across them, and never leave out one small unit: see `_of`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import peewee
from peewee import fn

from tracker.accounts.models import Person, Role
from tracker.comments.models import Comment
from tracker.dashboard.queries.pace import employees, working_at
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.spans import (
    at_a_moment,
    days_between,
    during,
    inside,
    quarter_of,
    quarter_of_moment,
    times,
)
from tracker.dashboard.queries.values import Share
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.figures import Figure, shown_groups
from tracker.lessons.models import Conclusion, Lesson, Reuse
from tracker.quarters import Quarter

SOON = 7


@dataclass(frozen=True)
class Participation:
    """How many people took part, of how many employees, and how many of them for the first time."""

    people: Figure
    employees: int
    first_timers: Figure

    @property
    def share(self) -> Share | None:
        """None while it is hidden."""
        return Share(int(self.people.value), self.employees) if self.people.shown else None


def participation(period: Period) -> Participation:
    """Participation = distinct people who shared an attempt, commented, endorsed or told of a reuse in the quarter ÷ active
    employees. First-timers = those who shared their first attempt in it.

    Unit: people who work here at the end of the quarter, or now, by their unit. What a colleague has not put a name to counts for
    nobody, so that no number tells who it was. Hidden below five, and where those left would be below five.
    Source: attempts shared (authors and co-authors), comments that stand, endorsements, "I used this".
    """
    return participations(period, [period.quarter])[period.quarter]


def participations(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Participation]:
    """`participation` of quarters that follow each other. Three queries."""
    working = employees(period, quarters)
    active = _by_unit(_doers(period, quarters), period, quarters)
    first = _by_unit(_first_timers(period, quarters), period, quarters)
    told = {}
    for quarter in quarters:
        whole = {unit: n for (when, unit), n in working.items() if when == quarter and n}
        people, firsts = active[str(quarter)], first[str(quarter)]
        told[quarter] = Participation(
            _of(people, whole, period.unit),
            whole.get(period.unit, 0) if period.unit else sum(whole.values()),
            _of(firsts, None, period.unit),
        )
    return told


def _of(people: Mapping[int, int], whole: Mapping[int, int] | None, unit: int | None) -> Figure:
    """The figure of a unit, or of all of them. A unit's is shown only where neither it, nor what is left of the organisation
    when the others are taken away, is small: neither of those who did, nor of those who didn't."""
    if unit is None:
        return Figure.about(sum(people.values()), of=whole and sum(whole.values()))
    left = {other: n - people.get(other, 0) for other, n in (whole or {}).items() if n > people.get(other, 0)}
    telling = unit not in shown_groups(people) or (unit in left and unit not in shown_groups(left))
    return Figure(None, None) if telling else Figure.about(people.get(unit, 0), of=whole and whole.get(unit, 0))


def _by_unit(acts: peewee.Select, period: Period, quarters: Sequence[Quarter]) -> dict[str, Counter]:
    """Distinct people of each unit, among those who worked here at the end of each quarter. One query."""
    acts = acts.alias("acts")
    rows = (
        Person.select(acts.c.quarter, Person.unit, fn.COUNT(fn.DISTINCT(Person.id)))
        .join(acts, on=(acts.c.person_id == Person.id))
        .where(reduce(or_, [(acts.c.quarter == str(q)) & working_at(q.moments(period.zone)[1]) for q in quarters]))
        .group_by(acts.c.quarter, Person.unit)
    )
    found: dict[str, Counter] = defaultdict(Counter)
    for quarter, unit, n in rows.tuples():
        found[quarter][unit] = n
    return found


def _doers(period: Period, quarters: Sequence[Quarter]) -> peewee.Select:
    """Quarter and person of everything that somebody did under their name."""

    def told(rows, moment, person):
        word = quarter_of_moment(moment, quarters, period).alias("quarter")
        return rows.select(word, person.alias("person_id")).where(at_a_moment(moment, quarters, period))

    by_name = Comment.select().join(Experiment).where(~Experiment.withheld | (Comment.person != Experiment.author))
    return (
        told(Experiment.select().where(_shared()), Experiment.published_at, Experiment.author)
        | told(CoAuthor.select().join(Experiment).where(_shared()), Experiment.published_at, CoAuthor.person)
        | told(by_name.where(Comment.removed_at.is_null()), Comment.at, Comment.person)
        | told(Endorsement.select(), Endorsement.at, Endorsement.person)
        | told(Reuse.select(), Reuse.at, Reuse.person)
    )


def _first_timers(period: Period, quarters: Sequence[Quarter]) -> peewee.Select:
    """Quarter and person of everybody's first attempt."""
    own = Experiment.select(Experiment.author.alias("person_id"), Experiment.published_at).where(_shared())
    together = CoAuthor.select(CoAuthor.person.alias("person_id"), Experiment.published_at).join(Experiment).where(_shared())
    shared = own.union_all(together).alias("shared")
    first = fn.MIN(shared.c.published_at).coerce(False)
    word = quarter_of_moment(first, quarters, period).alias("quarter")
    rows = peewee.Select([shared], [word, shared.c.person_id]).group_by(shared.c.person_id)
    return rows.having(at_a_moment(first, quarters, period)).bind(Experiment._meta.database)


def _shared():
    """The condition that somebody shared it under their name; imported history is nobody's taking part."""
    return (Experiment.stage != Stage.draft) & ~Experiment.withheld & Experiment.source.is_null()


@dataclass(frozen=True)
class Telling:
    """Leaders who told a lesson of their own, of how many."""

    people: Figure
    leaders: int


def leaders_telling(period: Period) -> Telling:
    """Leaders who tell = leaders with a lesson of their own, from an attempt shared under their name and concluded in the
    quarter ÷ leaders.

    Unit: leaders who work here now, of the whole organisation, since there are few of them in a unit. Hidden below five, and
    where those left would be below five. Source: learning cards; the list of people.
    """
    return leaders_telling_by_quarter(period, [period.quarter])[period.quarter]


def leaders_telling_by_quarter(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Telling]:
    """`leaders_telling` of quarters that follow each other. Two queries."""
    leading = (Person.role == Role.leader) & Person.disabled_at.is_null()
    leaders = Person.select().where(leading).count()
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    told = (
        Conclusion.select(word, fn.COUNT(fn.DISTINCT(Person.id)))
        .join(Experiment)
        .join_from(Experiment, Lesson, on=(Lesson.experiment == Experiment.id))
        .join_from(Experiment, Person, on=authorship())
        .where(during(Conclusion.concluded_on, quarters), leading, ~Experiment.withheld)
        .group_by(peewee.SQL("quarter"))
    )
    counted = dict(told.tuples())
    return {quarter: Telling(Figure.about(counted.get(str(quarter), 0), of=leaders), leaders) for quarter in quarters}


def authorship(person=Person):
    """The condition that somebody is an author or a co-author of an experiment."""
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person.id)
    return (Experiment.author == person.id) | Experiment.id.in_(together)


def leaders_in_conversation(period: Period) -> Share:
    """Leaders in conversation = attempts that a leader commented on within 7 days of their being shared ÷ attempts shared in
    the quarter.

    Unit: attempts. Leaders as they were when they wrote; what an author says about an own attempt does not count, nor what was
    removed. Days are UTC's. Source: comments; days of sharing.
    """
    return leaders_in_conversations(period, [period.quarter])[period.quarter]


def leaders_in_conversations(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Share]:
    """`leaders_in_conversation` of quarters that follow each other. One query."""
    word = quarter_of_moment(Experiment.published_at, quarters, period).alias("quarter")
    rows = Experiment.select(word, fn.COUNT(Experiment.id), times(Experiment.id.in_(answered_by_a_leader())))
    rows = rows.where(shared_in(period, quarters), *inside(period)).group_by(peewee.SQL("quarter"))
    told = {quarter: Share(part, whole) for quarter, whole, part in rows.tuples()}
    return {quarter: told.get(str(quarter), Share()) for quarter in quarters}


def shared_in(period: Period, quarters: Sequence[Quarter]):
    """The condition that an experiment was shared in one of these quarters; a draft has no such moment."""
    return at_a_moment(Experiment.published_at, quarters, period)


def answered_by_a_leader() -> peewee.ModelSelect:
    """Ids of the experiments that a leader who is none of their authors commented on within a week."""
    Shared, Together = Experiment.alias(), CoAuthor.alias()
    own = Together.select(Together.id).where(Together.experiment == Shared.id, Together.person == Comment.person)
    return (
        Comment.select(Comment.experiment)
        .join(Shared, on=(Comment.experiment == Shared.id))
        .where(
            Comment.by_leader,
            Comment.removed_at.is_null(),
            days_between(Shared.published_at, Comment.at) <= SOON,
            Comment.person != Shared.author,
            ~fn.EXISTS(own),
        )
    )
