"""Answers about commitments.

Everyone sees every promise; what it was promised from is told only to those who may see
that.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN, SQL, fn

from tracker.accounts.models import Person, Role, Unit
from tracker.business_case.models import BusinessCase
from tracker.commitments.models import (
    PROMISED_ON,
    Commitment,
    CommitmentChange,
    Settled,
    Settlement,
)
from tracker.db import is_sqlite
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import ExperimentRow, rows_of, visible_to
from tracker.lessons.models import Lesson
from tracker.lessons.queries import visible_lessons
from tracker.quarters import Quarter
from tracker.summaries.models import Summary, SummarySignature

OPEN = "open"
STATES = (OPEN, *(word.value for word in Settled))
SOON = dt.timedelta(days=14)
MOST_ON_A_PAGE = 50


@dataclass(frozen=True)
class CommitmentView:
    """A commitment with all that a page shows of it.

    Attributes:
        row: The attempt that it, or its lesson, was promised from; None where it was
            another thing, or is not the viewer's to see.
        settlement: What became of it, joined with who told it; None while it is open.
        changes: What was changed since, oldest first, joined with who did it.
        overdue: Whether its day has passed, and nobody has answered yet.
    """

    commitment: Commitment
    row: ExperimentRow | None
    settlement: Settlement | None
    changes: list[CommitmentChange]
    overdue: bool

    @property
    def state(self) -> str:
        if self.settlement:
            return self.settlement.settled.value
        return OPEN

    @property
    def quarter(self) -> Quarter | None:
        """The quarter whose summary it was promised from."""
        if self.commitment.summary_id:
            return Quarter.parse(self.commitment.summary.quarter)
        return None

    @property
    def moved(self) -> list[CommitmentChange]:
        """The changes of its day."""
        return [change for change in self.changes if "due_on" in change.changes]


def commitments() -> peewee.ModelSelect:
    """Every promise, joined with the leader and the unit, and with the lesson or
    summary it was promised from.
    """
    return (
        Commitment.select(Commitment, Person, Unit, Lesson, Summary)
        .join_from(Commitment, Person, on=Commitment.leader)
        .join_from(Person, Unit)
        .join_from(Commitment, Lesson, JOIN.LEFT_OUTER, on=Commitment.lesson)
        .join_from(Commitment, Summary, JOIN.LEFT_OUTER, on=Commitment.summary)
    )


def in_state(state: str) -> tuple[peewee.ModelSelect, list]:
    """Ids of the promises of one state, and the keys for `paged`: what is open by its
    day, the first day first; what is settled by
    when that was told, the newest first. Rows carry `.commitment_id`."""
    if state == OPEN:
        left = _days_left()
        rows = Commitment.select(
            Commitment.id, Commitment.id.alias("commitment_id"), left.alias("left")
        )
        return rows.where(_unsettled()), [
            (left, "left", int),
            (Commitment.id, "id", int),
        ]
    rows = Settlement.select(Settlement.id, Settlement.commitment, Settlement.at).where(
        Settlement.settled == state
    )
    return rows, [(Settlement.at, "at", dt.datetime), (Settlement.id, "id", int)]


def counts(on: dt.date) -> dict[str, int]:
    """How many promises are open, how many of these nobody has answered in time, and
    how many were kept and not kept. One query.
    """
    state = fn.COALESCE(
        Settlement.settled,
        peewee.Case(None, [(Commitment.due_on < on, "overdue")], OPEN),
    ).alias("state")
    rows = (
        Commitment.select(state, fn.COUNT(Commitment.id))
        .join(Settlement, JOIN.LEFT_OUTER)
        .group_by(SQL("state"))
    )
    found = {str(word): n for word, n in rows.tuples()}
    overdue = found.pop("overdue", 0)
    return {
        state: found.get(state, 0) + (overdue if state == OPEN else 0)
        for state in STATES
    } | {"overdue": overdue}


def commitment_views(
    ids: Iterable[int], viewer: Person, on: dt.date
) -> list[CommitmentView]:
    """These promises in this order, with all that a page shows of them.

    Five queries, however many.
    """
    ids = list(ids)
    if not ids:
        return []
    found = {row.id: row for row in commitments().where(Commitment.id.in_(ids))}
    settled = (
        Settlement.select(Settlement, Person)
        .join(Person)
        .where(Settlement.commitment.in_(ids))
    )
    settlements = {row.commitment_id: row for row in settled}
    changes = defaultdict(list)
    rows = (
        CommitmentChange.select(CommitmentChange, Person)
        .join(Person)
        .where(CommitmentChange.commitment.in_(ids))
    )
    for change in rows.order_by(CommitmentChange.id):
        changes[change.commitment_id].append(change)
    origin = {
        id: row.lesson.experiment_id if row.lesson_id else row.experiment_id
        for id, row in found.items()
    }
    seen = {
        row.experiment.id: row
        for row in rows_of(dict.fromkeys(filter(None, origin.values())), viewer)
    }

    def one(id: int) -> CommitmentView:
        settlement = settlements.get(id)
        overdue = settlement is None and found[id].is_overdue(on)
        return CommitmentView(
            found[id], seen.get(origin[id]), settlement, changes[id], overdue
        )

    return [one(id) for id in ids if id in found]


def of_leader(person: Person) -> list[int]:
    """Ids of what a leader promised, open or not, the newest first."""
    return _ids(Commitment.leader == person)


def from_experiment(experiment: Experiment) -> list[int]:
    """Ids of what was promised from an attempt or its lesson, the newest first."""
    taught = Lesson.select(Lesson.id).where(Lesson.experiment == experiment)
    return _ids((Commitment.experiment == experiment) | Commitment.lesson.in_(taught))


def from_quarter(quarter: Quarter) -> list[int]:
    """Ids of what was promised from the summary of a quarter, whichever edition."""
    editions = Summary.select(Summary.id).where(Summary.quarter == str(quarter))
    return _ids(Commitment.summary.in_(editions))


def from_case(case: BusinessCase) -> list[int]:
    """Ids of what was promised from the business case."""
    return _ids(Commitment.business_case == case)


def due_from(person: Person, on: dt.date) -> list[Commitment]:
    """A leader's open promises that are soon due or were due, the one longest due first."""
    return _awaited(Commitment.leader == person, on)


def due_from_former(on: dt.date) -> list[Commitment]:
    """Open promises, soon due or due, of somebody who is no longer here or leads no
    more: any leader may answer for them.
    """
    return _awaited(
        Person.disabled_at.is_null(False) | (Person.role != Role.leader), on
    )


def sources_for(name: str, viewer: Person) -> peewee.ModelSelect | None:
    """What of this kind a viewer may promise from, a quarter once its summary is
    signed; None when there is no such kind.
    """
    return {
        "experiment": visible_to(viewer).where(Experiment.stage != Stage.draft),
        "lesson": visible_lessons(viewer),
        "summary": (
            Summary.select().where(
                Summary.id.in_(SummarySignature.select(SummarySignature.summary))
            )
        ),
        "business_case": BusinessCase.select(),
    }.get(name if name in PROMISED_ON else "")


def _awaited(condition, on: dt.date) -> list[Commitment]:
    rows = Commitment.select(Commitment, Person).join(Person, on=Commitment.leader)
    rows = rows.where(condition, _unsettled(), Commitment.due_on <= on + SOON)
    return list(rows.order_by(Commitment.due_on, Commitment.id).limit(MOST_ON_A_PAGE))


def _ids(condition) -> list[int]:
    rows = (
        Commitment.select(Commitment.id)
        .where(condition)
        .order_by(Commitment.id.desc())
        .limit(MOST_ON_A_PAGE)
    )
    return [id for (id,) in rows.tuples()]


def _unsettled():
    return Commitment.id.not_in(Settlement.select(Settlement.commitment))


def _days_left():
    """Days from the due day to a far one: the larger, the sooner it is due."""
    if is_sqlite():
        return (fn.JULIANDAY("2200-01-01") - fn.JULIANDAY(Commitment.due_on)).cast(
            "INTEGER"
        )
    return SQL("DATE '2200-01-01'") - Commitment.due_on
