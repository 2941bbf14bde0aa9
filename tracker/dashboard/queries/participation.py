"""Figures about people: each is a Figure, none is of one person or has a drill-down.

They are never divided by platform, since people work across them. A single small unit
is never left out: see `_of`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import peewee
from peewee import SQL, fn

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.core.validation import N_
from tracker.dashboard.queries.measure import ExportRow, Measure, people_of
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import rows_of
from tracker.dashboard.queries.result_types import Share
from tracker.dashboard.queries.velocity import employees, working_at
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import CoAuthor, Experiment
from tracker.experiments.models.experiment import BY_NAME, SHARED_BY_NAME
from tracker.lessons.models import Reuse
from tracker.quarters import Quarter
from tracker.small_groups import Figure, shown_groups


@dataclass(frozen=True)
class Participation:
    """How many people took part, of how many employees, and how many of them for the first time."""

    people: Figure
    employees: int
    first_timers: Figure

    @property
    def share(self) -> Share | None:
        """None while it is hidden."""
        if self.people.shown:
            return Share(int(self.people.value), self.employees)
        return None


def participations(
    period: Period, quarters: Sequence[Quarter]
) -> dict[Quarter, Participation]:
    """Participation = distinct people who took part in the quarter ÷ active employees.

    Taking part is to share an attempt, comment, endorse or tell of a reuse.
    First-timers = people who shared their first attempt in the quarter.

    Unit: people who work here at the end of the quarter, or now, by their unit.
    Anonymous experiments count for nobody, so that no number reveals an author. Hidden
    below five, and where the rest would be below five. Source: experiments shared
    (authors and co-authors), comments, endorsements, "I used this".

    By quarter, for consecutive quarters. Three queries.
    """
    headcounts: dict[Quarter, dict[int, int]] = defaultdict(dict)
    for (quarter, unit), n in employees(period, quarters).items():
        if n:
            headcounts[quarter][unit] = n
    active = _by_unit("doers", _doers, period, quarters)
    first = _by_unit("first timers", _first_timers, period, quarters)
    return {
        quarter: Participation(
            _of(active[str(quarter)], headcounts[quarter], period.unit),
            _headcount(headcounts[quarter], period.unit),
            _of(first[str(quarter)], None, period.unit),
        )
        for quarter in quarters
    }


def _headcount(by_unit: Mapping[int, int] | None, unit: int | None) -> int | None:
    """The number of employees of a unit, or of all of them; None where it is not known."""
    if by_unit is None:
        return None
    if unit:
        return by_unit.get(unit, 0)
    return sum(by_unit.values())


def _of(
    people: Mapping[int, int], whole: Mapping[int, int] | None, unit: int | None
) -> Figure:
    """The figure of a unit, or of all of them.

    The figure of a unit is shown only where the people who took part and those who did
    not are both shown groups: otherwise a small group could be found by subtraction.
    """
    headcount = _headcount(whole, unit)
    if unit is None:
        return Figure.about(sum(people.values()), of=headcount)
    left = {
        other: n - people.get(other, 0)
        for other, n in (whole or {}).items()
        if n > people.get(other, 0)
    }
    hidden = unit not in shown_groups(people)
    if hidden or (unit in left and unit not in shown_groups(left)):
        return Figure(None, None)
    return Figure.about(people.get(unit, 0), of=headcount)


def _by_unit(
    name: str,
    people: Callable[..., peewee.ModelSelect],
    period: Period,
    quarters: Sequence[Quarter],
) -> dict[str, Counter]:
    """The number of people in each unit at the end of each quarter. One query.

    Args:
        people: Selects them, given the quarters as a table.
    """

    def build() -> peewee.ModelSelect:
        spans = _spans(period, quarters)
        columns = (spans.c.quarter, Person.unit, fn.COUNT(Person.id))
        counted = people(spans).select(*columns).where(working_at(spans.c.until))
        return counted.group_by(spans.c.quarter, Person.unit).tuples()

    found: dict[str, Counter] = defaultdict(Counter)
    for quarter, unit, n in rows_of(name, period, quarters, build):
        found[quarter][unit] = n
    return found


def _spans(period: Period, quarters: Sequence[Quarter]):
    """The quarters as a table: quarter, since, until."""

    def moment(at: dt.datetime):
        return peewee.Value(at, converter=Person.joined_at.db_value)

    rows = []
    for quarter in quarters:
        since, until = quarter.moments(period.zone)
        columns = [
            peewee.Value(str(quarter)).alias("quarter"),
            moment(since).alias("since"),
            moment(until).alias("until"),
        ]
        rows.append(peewee.Select(columns=columns))
    return reduce(lambda one, other: one.union_all(other), rows).alias("spans")


def _doers(spans) -> peewee.ModelSelect:
    """Everybody who did something under their name in a quarter.

    Each person is looked up until one act is found, which is faster than to count all.
    """

    def did(rows, person, moment):
        rows = rows.where(
            person == Person.id, moment >= spans.c.since, moment < spans.c.until
        )
        return fn.EXISTS(rows.select(SQL("1")))

    by_name = (
        Comment.select()
        .join(Experiment)
        .where(~Experiment.withheld | (Comment.person != Experiment.author))
    )
    comments = by_name.where(Comment.removed_at.is_null())
    own = Experiment.select().where(BY_NAME)
    together = CoAuthor.select().join(Experiment).where(BY_NAME)
    acted = (
        did(own, Experiment.author, Experiment.published_at)
        | did(Endorsement.select(), Endorsement.person, Endorsement.at)
        | did(Reuse.select(), Reuse.person, Reuse.at)
        | did(comments, Comment.person, Comment.at)
        | did(together, CoAuthor.person, Experiment.published_at)
    )
    return Person.select().join(spans, on=SQL("1 = 1")).where(acted)


def _first_timers(spans) -> peewee.ModelSelect:
    """Everybody whose first attempt was shared in a quarter.

    Imported experiments do not count.
    """
    own = Experiment.select(fn.MIN(Experiment.published_at)).where(
        Experiment.author == Person.id, BY_NAME
    )
    together = CoAuthor.select(
        CoAuthor.person.alias("person_id"), fn.MIN(Experiment.published_at).alias("at")
    )
    # Begins with the co-authors, who are few, and not with what has no source: nearly all
    by_name = SHARED_BY_NAME & ~Experiment.source.is_null(False)
    together = together.join(Experiment).where(by_name).group_by(CoAuthor.person)
    shared = (
        Person.select(Person.id.alias("person_id"), own.alias("at"))
        .union_all(together)
        .alias("shared")
    )
    first = peewee.Select(
        [shared], [shared.c.person_id, fn.MIN(shared.c.at).alias("at")]
    )
    first = first.group_by(shared.c.person_id).alias("first")
    rows = Person.select().join(first, on=(first.c.person_id == Person.id))
    return rows.join_from(
        Person, spans, on=((first.c.at >= spans.c.since) & (first.c.at < spans.c.until))
    )


def _export(it: Participation) -> Iterator[ExportRow]:
    yield from people_of("participation", it.people, it.employees)
    yield from people_of("first-timers", it.first_timers)


PARTICIPATION = Measure(
    name="participation",
    formula=N_(
        "Distinct people who shared an attempt, commented, endorsed or told of a reuse "
        "in the quarter, divided by the employees. First-timers shared their first "
        "attempt in it."
    ),
    unit=N_(
        "People, over all platforms. Hidden below five, and where those who are left "
        "would be fewer than five. What a colleague has not put a name to counts for "
        "nobody."
    ),
    source=N_("Attempts shared, comments, endorsements, “I used this”."),
    query=lambda asked: participations(asked.period, asked.quarters),
    export=_export,
    change=N_("Taking part"),
    compared=lambda it: it.share,
    grows=True,
    about_people=True,
    divided_by=("unit",),
)
