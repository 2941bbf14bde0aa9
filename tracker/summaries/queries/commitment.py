"""The commitments that fell due in a quarter, as plain JSON."""

from __future__ import annotations

import peewee

from tracker.commitments.models import Commitment, Settlement
from tracker.quarters import Quarter


def due(quarter: Quarter) -> list[dict]:
    """Id, leader's id, text, day and state of the commitments due in a quarter."""
    rows = Commitment.select(
        Commitment.id,
        Commitment.leader,
        Commitment.text,
        Commitment.due_on,
        Settlement.settled,
    ).join(
        Settlement, peewee.JOIN.LEFT_OUTER, on=(Settlement.commitment == Commitment.id)
    )
    rows = rows.where(Commitment.due_on.between(quarter.first, quarter.last))
    found = []
    for id, leader, text, day, settled in rows.order_by(
        Commitment.due_on, Commitment.id
    ).tuples():
        row = {"commitment": id, "leader": leader, "text": text}
        row["due_on"] = day.isoformat()
        row["settled"] = ""
        if settled:
            row["settled"] = settled.value
        found.append(row)
    return found
