"""From answers to scores, as Edmondson (1999) has it: reckoned by the database, the
same on both.
"""

from __future__ import annotations

import peewee
from peewee import fn

from tracker.readiness.enums import (
    FEWEST_ANSWERED,
    HIGHEST,
    LOWEST,
    REVERSED,
    Fear,
    Item,
)

ALL = "all"
SAFETY = "safety"
OTHERS = "others"
MEASURES = (SAFETY, *(fear.value for fear in Fear))


def tally(responses: type[peewee.Model], of) -> dict[str, dict[str, list]]:
    """How many people of each group answered, and the sum of what they answered.

    Args:
        responses: The noun of the answers.
        of: The condition that they belong to a round.

    Returns:
        Measure to group to `[people, sum]`; a group is a unit's id in digits, or
        "others". Under "all" every sheet counts.
    """
    measured = responses.select(
        responses.unit,
        score_of(responses).alias(SAFETY),
        *(getattr(responses, fear.value) for fear in Fear),
    )
    measured = measured.where(of).alias("measured")
    sums = [
        reckon(measured.c[name]) for name in MEASURES for reckon in (fn.COUNT, fn.SUM)
    ]
    rows = (
        responses.select(measured.c.unit_id, fn.COUNT(1), *sums)
        .from_(measured)
        .group_by(measured.c.unit_id)
    )
    found = {name: {} for name in (ALL, *MEASURES)}
    for unit, people, *reckoned in rows.tuples():
        group = OTHERS if unit is None else str(unit)
        found[ALL][group] = [people, 0]
        for name, n, total in zip(MEASURES, reckoned[::2], reckoned[1::2], strict=True):
            found[name][group] = [n, float(total or 0)]
    return found


def score_of(responses: type[peewee.Model]) -> peewee.Case:
    """A person's score, 1 to 7: the mean of at least five of the seven answers, items
    1, 3 and 5 reversed as 8 − x; else NULL.
    """
    answers = [_upright(getattr(responses, item.value), item) for item in Item]
    marked = _sum(
        peewee.Case(None, [(answer.is_null(False), 1)], 0) for answer in answers
    )
    total = _sum(fn.COALESCE(answer, 0) for answer in answers)
    return peewee.Case(None, [(marked >= FEWEST_ANSWERED, total * 1.0 / marked)], None)


def _upright(answer, item: Item):
    """An answer that says the same as the item's opposite would, where the item is reversed."""
    if item in REVERSED:
        return peewee.Expression(peewee.Value(LOWEST + HIGHEST), "-", answer)
    return answer


def _sum(parts):
    first, *others = parts
    for part in others:
        first = peewee.Expression(first, "+", part)
    return first
