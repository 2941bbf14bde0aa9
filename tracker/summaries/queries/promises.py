"""The promises around a quarter: those that fell due in it, and those that came of its summary."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.commitments.models import Commitment, Settlement
from tracker.quarters import Quarter
from tracker.summaries.models import Summary


def due(quarter: Quarter) -> list[dict]:
    """Ids, words and states of the promises whose day was in the quarter, and who made them, by id."""
    rows = _whole().where(Commitment.due_on.between(quarter.first, quarter.last)).order_by(Commitment.due_on, Commitment.id)
    return [
        {
            "commitment": row.id,
            "leader": row.leader_id,
            "text": row.text,
            "due_on": row.due_on.isoformat(),
            "settled": settled.settled.value if (settled := getattr(row, "told_by", None)) and settled.id else "",
        }
        for row in rows
    ]


def promised_from(quarter: Quarter) -> list[Commitment]:
    """What leaders have promised because of a quarter's summary, in any of its editions; joined with leader and what came of it."""
    rows = _whole().join_from(Commitment, Summary, on=(Commitment.summary == Summary.id))
    return list(rows.where(Summary.quarter == str(quarter)).order_by(Commitment.due_on, Commitment.id))


def _whole() -> peewee.ModelSelect:
    return (
        Commitment.select(Commitment, Person, Settlement)
        .join(Person, on=Commitment.leader)
        .join_from(
            *(Commitment, Settlement, peewee.JOIN.LEFT_OUTER),
            on=(Settlement.commitment == Commitment.id),
            attr="told_by",
        )
    )
