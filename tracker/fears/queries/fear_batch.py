"""How many feared what, and how many of them it happened to: sums of batches."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from peewee import fn

from tracker.fears.models import FearBatch
from tracker.guidelines.models import Platform
from tracker.prepared import Prepared, Question
from tracker.readiness.enums import Fear
from tracker.small_groups import Figure


@dataclass(frozen=True)
class FearSum:
    """The answers about one fear, of all platforms or of one.

    Attributes:
        attempts: Attempts that feared it and told what happened; 0 while no batch is
            closed.
        passed: Of these, it happened and passed.
        hurt: Of these, it happened and hurt.
    """

    fear: Fear
    attempts: int
    passed: int
    hurt: int

    @property
    def happened(self) -> Figure:
        """To how many it happened, of how many."""
        return Figure.about(self.attempts, value=self.passed + self.hurt)

    @property
    def quiet(self) -> Figure:
        """How many saw nothing of it, of how many."""
        nothing = self.attempts - self.passed - self.hurt
        return Figure.about(self.attempts, value=nothing)


@dataclass(frozen=True)
class PlatformSums:
    """A platform with the fears that were told there, the most frequent first."""

    platform: Platform
    sums: list[FearSum]


def sums(
    platform: int | None = None, before: dt.date | None = None
) -> dict[Fear, FearSum]:
    """Each fear with its sum; one query of a small table.

    Args:
        platform: Only the batches of this platform.
        before: Only the batches that were closed before this day.
    """
    rows = FearBatch.select(
        FearBatch.fear,
        fn.SUM(FearBatch.attempts),
        fn.SUM(FearBatch.passed),
        fn.SUM(FearBatch.hurt),
    ).group_by(FearBatch.fear)
    if platform is not None:
        rows = rows.where(FearBatch.platform == platform)
    if before is not None:
        rows = rows.where(FearBatch.closed_on < before)
    found = {row[0]: FearSum(*row) for row in rows.tuples()}
    return {fear: found.get(fear, FearSum(fear, 0, 0, 0)) for fear in Fear}


def sums_on(platform: Platform) -> PlatformSums:
    """What was feared on a platform and what came of it."""
    told = [one for one in sums(platform.id).values() if one.quiet.shown]
    return PlatformSums(platform, sorted(told, key=lambda one: -one.attempts))


def any_batch() -> bool:
    """Whether anything is told of fears anywhere."""
    return _a_batch.first() is not None


def batch_to_ask() -> Question:
    """What `any_batch` asks."""
    return _a_batch.question_first()


_a_batch = Prepared(lambda: FearBatch.select(FearBatch.id).limit(1).tuples())
