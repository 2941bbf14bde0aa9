"""The promises that fell due in a quarter, as they stood when the figures were taken."""

from __future__ import annotations

import peewee

from tracker.commitments.models import Commitment, Settlement
from tracker.quarters import Quarter


def due(quarter: Quarter) -> list[dict]:
    """Ids, words and states of the promises whose day was in the quarter, and who made
    them, by id.
    """
    columns = (
        Commitment.id,
        Commitment.leader,
        Commitment.text,
        Commitment.due_on,
        Settlement.settled,
    )
    rows = (
        Commitment.select(*columns)
        .join(
            Settlement,
            peewee.JOIN.LEFT_OUTER,
            on=(Settlement.commitment == Commitment.id),
        )
        .where(Commitment.due_on.between(quarter.first, quarter.last))
        .order_by(Commitment.due_on, Commitment.id)
    )
    return [
        {
            "commitment": id,
            "leader": leader,
            "text": text,
            "due_on": day.isoformat(),
            "settled": settled.value if settled else "",
        }
        for id, leader, text, day, settled in rows.tuples()
    ]
