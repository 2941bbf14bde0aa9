"""Figures of those who began something in one quarter, written down once."""

from __future__ import annotations

import peewee

from tracker.db import BaseModel, CheckedCharField, EnumCharField
from tracker.fears.enums import CohortMeasure
from tracker.small_groups import Figure


class CohortFigure(BaseModel):
    """A measure of one quarter, with what may move it or without, counted when its time
    was over.

    It is never counted again, so that what changes later tells of nobody. Where it is
    about fewer than five people, or fewer than five are left, only that is written.
    """

    measure = EnumCharField(CohortMeasure, grows=True)
    quarter = CheckedCharField(7)
    with_cause = peewee.BooleanField()
    n = peewee.IntegerField(null=True)
    part = peewee.IntegerField(null=True)
    days = peewee.DoubleField(null=True)

    class Meta:
        indexes = ((("measure", "quarter", "with_cause"), True),)
        constraints = [peewee.Check("(n IS NULL) = (part IS NULL)")]

    @classmethod
    def add(
        cls,
        measure: CohortMeasure,
        quarter: str,
        with_cause: bool,
        figure: Figure,
        days: float | None = None,
    ) -> None:
        """Write a figure down, once: a second one is not taken."""
        part = None
        if figure.shown:
            part = int(figure.value)
        cls.insert(
            measure=measure,
            quarter=quarter,
            with_cause=with_cause,
            n=figure.n,
            part=part,
            days=days,
        ).on_conflict_ignore().execute()

    @property
    def figure(self) -> Figure:
        if self.n is None:
            return Figure(None, None)
        return Figure(self.part, self.n)
