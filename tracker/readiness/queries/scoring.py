"""From answers to scores, as Edmondson (1999) has it: reckoned by the database, the same on both."""

from __future__ import annotations

import peewee
from peewee import fn

from tracker.readiness.models import Sheet
from tracker.readiness.words import FEWEST_ANSWERED, HIGHEST, LOWEST, REVERSED, Item


def score() -> peewee.Case:
    """A person's score, 1 to 7: the mean of at least five of the seven answers, items 1, 3 and 5 reversed as 8 − x; else NULL."""
    answers = [_upright(item) for item in Item]
    marked = _sum(peewee.Case(None, [(answer.is_null(False), 1)], 0) for answer in answers)
    total = _sum(fn.COALESCE(answer, 0) for answer in answers)
    return peewee.Case(None, [(marked >= FEWEST_ANSWERED, total * 1.0 / marked)], None)


def _upright(item: Item):
    """An answer that says the same as the item's opposite would, where the item is reversed."""
    answer = getattr(Sheet, item.value)
    return peewee.Expression(peewee.Value(LOWEST + HIGHEST), "-", answer) if item in REVERSED else answer


def _sum(parts):
    first, *others = parts
    for part in others:
        first = peewee.Expression(first, "+", part)
    return first
