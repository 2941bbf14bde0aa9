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

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.dashboard.queries.pace import employees, working_at
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.spans import (
    at_a_moment,
    quarter_of_moment,
)
from tracker.dashboard.queries.values import Share
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.figures import Figure, shown_groups
from tracker.lessons.models import Reuse
from tracker.quarters import Quarter


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
        return Figure.about(sum(people.values()), of=None if whole is None else sum(whole.values()))
    left = {other: n - people.get(other, 0) for other, n in (whole or {}).items() if n > people.get(other, 0)}
    telling = unit not in shown_groups(people) or (unit in left and unit not in shown_groups(left))
    return (
        Figure(None, None) if telling else Figure.about(people.get(unit, 0), of=None if whole is None else whole.get(unit, 0))
    )


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
    own = Experiment.select(Experiment.author.alias("person_id"), fn.MIN(Experiment.published_at).alias("at"))
    own = own.where(_shared()).group_by(Experiment.author)
    together = CoAuthor.select(CoAuthor.person.alias("person_id"), fn.MIN(Experiment.published_at).alias("at"))
    together = together.join(Experiment).where(_shared()).group_by(CoAuthor.person)
    shared = own.union_all(together).alias("shared")
    first = fn.MIN(shared.c.at).coerce(False)
    word = quarter_of_moment(first, quarters, period).alias("quarter")
    rows = peewee.Select([shared], [word, shared.c.person_id]).group_by(shared.c.person_id)
    return rows.having(at_a_moment(first, quarters, period)).bind(Experiment._meta.database)


def _shared():
    """The condition that somebody shared it under their name; imported history is nobody's taking part."""
    return (Experiment.stage != Stage.draft) & ~Experiment.withheld & Experiment.source.is_null()
