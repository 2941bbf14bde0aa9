"""Queries about commitments.

Everyone sees every commitment; its experiment only if they may see that.
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
    Commitment,
    CommitmentChange,
    Settled,
    Settlement,
)
from tracker.core.reference import may_be_referred_to
from tracker.db import is_sqlite
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import ExperimentRow, rows_of, visible_to
from tracker.lessons.models import Lesson
from tracker.lessons.queries import visible_lessons
from tracker.prepared import Parameter, Prepared, Question
from tracker.quarters import Quarter
from tracker.summaries.models import Summary, SummarySignature

OPEN = "open"
STATES = [OPEN] + [word.value for word in Settled]
SOON = dt.timedelta(days=14)
MOST_ON_A_PAGE = 50


@dataclass(frozen=True)
class CommitmentView:
    """A commitment with all that a page shows of it.

    Attributes:
        row: Its experiment, or that of its lesson; None if there is none, or if the
            viewer may not see it.
        settlement: The settlement, joined with the person; None while it is open.
        changes: The changes, oldest first, joined with the person.
        overdue: Whether its day has passed and it is still open.
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
        """The quarter of its summary."""
        if self.commitment.summary_id:
            return Quarter.parse(self.commitment.summary.quarter)
        return None

    @property
    def moved(self) -> list[CommitmentChange]:
        """The changes of its day."""
        return [change for change in self.changes if "due_on" in change.changes]


def commitments() -> peewee.ModelSelect:
    """Every commitment, joined with leader, unit, lesson and summary."""
    return (
        Commitment.select(Commitment, Person, Unit, Lesson, Summary)
        .join_from(Commitment, Person, on=Commitment.leader)
        .join_from(Person, Unit)
        .join_from(Commitment, Lesson, JOIN.LEFT_OUTER, on=Commitment.lesson)
        .join_from(Commitment, Summary, JOIN.LEFT_OUTER, on=Commitment.summary)
    )


def in_state(state: str) -> tuple[peewee.ModelSelect, list]:
    """Commitment ids of a state with paging keys: open ones by due date, others newest first.

    The id is in `.commitment_id`.
    """
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
    """The numbers of commitments by state, and of overdue ones among the open. One query."""
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
    counted = {state: found.get(state, 0) for state in STATES}
    counted["overdue"] = found.get("overdue", 0)
    counted[OPEN] += counted["overdue"]
    return counted


def commitment_views(
    ids: Iterable[int], viewer: Person, on: dt.date
) -> list[CommitmentView]:
    """These commitments in this order, with everything that a page shows of them.

    Six queries, however many commitments.
    """
    ids = list(ids)
    if not ids:
        return []
    found = {row.id: row for row in commitments().where(Commitment.id.in_(ids))}
    settlements = _settlements(ids)
    changes = _changes(ids)
    origin = {id: _experiment_id(row) for id, row in found.items()}
    wanted = dict.fromkeys(filter(None, origin.values()))
    seen = {row.experiment.id: row for row in rows_of(wanted, viewer)}

    def view(id: int) -> CommitmentView:
        settlement = settlements.get(id)
        overdue = settlement is None and found[id].is_overdue(on)
        return CommitmentView(
            found[id], seen.get(origin[id]), settlement, changes[id], overdue
        )

    return [view(id) for id in ids if id in found]


def _settlements(ids: list[int]) -> dict[int, Settlement]:
    rows = Settlement.select(Settlement, Person).join(Person)
    rows = rows.where(Settlement.commitment.in_(ids))
    return {row.commitment_id: row for row in rows}


def _changes(ids: list[int]) -> dict[int, list[CommitmentChange]]:
    changes = defaultdict(list)
    rows = CommitmentChange.select(CommitmentChange, Person).join(Person)
    rows = rows.where(CommitmentChange.commitment.in_(ids))
    for change in rows.order_by(CommitmentChange.id):
        changes[change.commitment_id].append(change)
    return changes


def _experiment_id(commitment: Commitment) -> int | None:
    """The id of its experiment, or of the experiment of its lesson."""
    if commitment.lesson_id:
        return commitment.lesson.experiment_id
    return commitment.experiment_id


def of_leader(person: Person) -> list[int]:
    """Ids of a leader's commitments, open or not, the newest first."""
    return _ids(Commitment.leader == person)


def from_experiment(experiment: Experiment) -> list[int]:
    """Ids of the commitments from an experiment or its lesson, the newest first."""
    return [id for question in questions_about(experiment) for (id,) in question.rows()]


def questions_about(experiment: Experiment) -> list[Question]:
    """What `from_experiment` asks."""
    keys = (Commitment.experiment, Lesson.experiment)
    if not any(may_be_referred_to(experiment, key) for key in keys):
        return []
    return [_from_experiment.question(experiment=experiment.id)]


@Prepared
def _from_experiment() -> peewee.ModelSelect:
    experiment = Parameter("experiment")
    taught = Lesson.select(Lesson.id).where(Lesson.experiment == experiment)
    return _newest_ids(
        (Commitment.experiment == experiment) | Commitment.lesson.in_(taught)
    )


def from_quarter(quarter: Quarter) -> list[int]:
    """Ids of the commitments from the summary of a quarter, whichever edition."""
    editions = Summary.select(Summary.id).where(Summary.quarter == str(quarter))
    return _ids(Commitment.summary.in_(editions))


def from_case(case: BusinessCase) -> list[int]:
    """Ids of the commitments from the business case."""
    return _ids(Commitment.business_case == case)


def due_from(person: Person, on: dt.date) -> list[Commitment]:
    """A leader's open commitments that are due soon or overdue, the longest due first."""
    rows = _awaited(Commitment.leader == person, on)
    return list(rows.limit(MOST_ON_A_PAGE))


def due_from_former(on: dt.date) -> list[Commitment]:
    """Open commitments, due soon or overdue, of people who have left or lead no more.

    Any leader may answer for them.
    """
    return list(_awaited(_is_former(), on).limit(MOST_ON_A_PAGE))


def awaited_from(person: Person, on: dt.date) -> peewee.ModelSelect:
    """Open commitments, due soon or overdue, that this leader may answer for."""
    return _awaited((Commitment.leader == person) | _is_former(), on)


def sources_for(name: str, viewer: Person) -> peewee.ModelSelect | None:
    """The rows of this kind that a viewer may promise from; None for an unknown kind.

    A summary must be signed.
    """
    if name == "experiment":
        return visible_to(viewer).where(Experiment.stage != Stage.draft)
    if name == "lesson":
        return visible_lessons(viewer)
    if name == "summary":
        signed = SummarySignature.select(SummarySignature.summary)
        return Summary.select().where(Summary.id.in_(signed))
    if name == "business_case":
        return BusinessCase.select()
    return None


def _is_former():
    """The condition that a person has left, or leads no more."""
    return Person.disabled_at.is_null(False) | (Person.role != Role.leader)


def _awaited(condition, on: dt.date) -> peewee.ModelSelect:
    rows = Commitment.select(Commitment, Person).join(Person, on=Commitment.leader)
    rows = rows.where(condition, _unsettled(), Commitment.due_on <= on + SOON)
    return rows.order_by(Commitment.due_on, Commitment.id)


def _ids(condition) -> list[int]:
    return [id for (id,) in _newest_ids(condition)]


def _newest_ids(condition) -> peewee.ModelSelect:
    return (
        Commitment.select(Commitment.id)
        .where(condition)
        .order_by(Commitment.id.desc())
        .limit(MOST_ON_A_PAGE)
        .tuples()
    )


def _unsettled():
    return Commitment.id.not_in(Settlement.select(Settlement.commitment))


def _days_left():
    """Days from the due day to a far day: the larger, the sooner it is due."""
    if is_sqlite():
        return (fn.JULIANDAY("2200-01-01") - fn.JULIANDAY(Commitment.due_on)).cast(
            "INTEGER"
        )
    return SQL("DATE '2200-01-01'") - Commitment.due_on
