"""Scores of the pulse after Edmondson (1999), computed in SQL, equal on both databases."""

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
MEASURES = (SAFETY,) + tuple(fear.value for fear in Fear)


def tally(responses: type[peewee.Model], of) -> dict[str, dict[str, list]]:
    """The number of people of each group who answered, and the sum of their answers.

    Args:
        responses: The model of the answers.
        of: The condition that selects a round.

    Returns:
        Measure to group to `[people, sum]`; a group is a unit's id in digits, or
        "others". The measure "all" counts every response.
    """
    found = {ALL: {}}
    for name in MEASURES:
        found[name] = {}
    for unit, people, *sums in _sums_by_unit(responses, of).tuples():
        group = OTHERS
        if unit is not None:
            group = str(unit)
        found[ALL][group] = [people, 0]
        for name, n, total in zip(MEASURES, sums[::2], sums[1::2], strict=True):
            found[name][group] = [n, float(total or 0)]
    return found


def _sums_by_unit(responses: type[peewee.Model], of) -> peewee.ModelSelect:
    """Per unit: its id, the number of people, then count and sum of each measure."""
    fears = [getattr(responses, fear.value) for fear in Fear]
    measured = (
        responses.select(responses.unit, score_of(responses).alias(SAFETY), *fears)
        .where(of)
        .alias("measured")
    )
    sums = []
    for name in MEASURES:
        sums += [fn.COUNT(measured.c[name]), fn.SUM(measured.c[name])]
    return (
        responses.select(measured.c.unit_id, fn.COUNT(1), *sums)
        .from_(measured)
        .group_by(measured.c.unit_id)
    )


def score_of(responses: type[peewee.Model]) -> peewee.Case:
    """A person's score from 1 to 7: the mean of the seven answers; NULL if fewer than
    five were given. Items 1, 3 and 5 are reversed as 8 − x.
    """
    answers = [_upright(getattr(responses, item.value), item) for item in Item]
    marked = _sum(
        peewee.Case(None, [(answer.is_null(False), 1)], 0) for answer in answers
    )
    total = _sum(fn.COALESCE(answer, 0) for answer in answers)
    return peewee.Case(None, [(marked >= FEWEST_ANSWERED, total * 1.0 / marked)], None)


def _upright(answer, item: Item):
    """The answer to an item; 8 minus the answer if the item is reversed."""
    if item in REVERSED:
        return peewee.Expression(peewee.Value(LOWEST + HIGHEST), "-", answer)
    return answer


def _sum(parts):
    first, *others = parts
    for part in others:
        first = peewee.Expression(first, "+", part)
    return first
