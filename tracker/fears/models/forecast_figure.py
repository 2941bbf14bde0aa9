"""How good the guesses of one quarter were, written down once."""

from __future__ import annotations

import peewee

from tracker.db import BaseModel, CheckedCharField


class ForecastFigure(BaseModel):
    """The mean Brier score of a quarter's attempts, counted when its time was over.

    Both numbers are NULL where fewer than five attempts showed their guesses.
    """

    quarter = CheckedCharField(7, primary_key=True)
    score = peewee.DoubleField(null=True)
    n = peewee.IntegerField(null=True)

    class Meta:
        constraints = [peewee.Check("(score IS NULL) = (n IS NULL)")]

    @classmethod
    def add(cls, quarter: str, score: float | None, n: int | None) -> None:
        """Write a quarter down, once: a second time is not taken."""
        cls.insert(quarter=quarter, score=score, n=n).on_conflict_ignore().execute()
