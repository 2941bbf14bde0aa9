"""Batches: the answers about one fear, added up and never opened again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import peewee

from tracker.db import BaseModel, EnumCharField, chunked, for_update
from tracker.experiments.models import Experiment, Stage
from tracker.fears.enums import FearResult
from tracker.fears.models.expected_fear import ExpectedFear
from tracker.guidelines.models import Platform
from tracker.readiness.enums import Fear
from tracker.small_groups import MIN_GROUP_SIZE

# Answers that wait so long for four others of their platform are counted without one
WAITS = dt.timedelta(days=28)


class FearBatch(BaseModel):
    """The sums of the answers of at least five people about one fear.

    `platform` is NULL where the answers are about several. Whatever is added from
    batches, and whatever is subtracted, is about at least five people.
    """

    fear = EnumCharField(Fear)
    platform = peewee.ForeignKeyField(
        Platform, backref="+", null=True, on_delete="SET NULL"
    )
    attempts = peewee.IntegerField()
    passed = peewee.IntegerField()
    hurt = peewee.IntegerField()
    closed_on = peewee.DateField()

    class Meta:
        constraints = [
            peewee.Check(f"attempts >= {MIN_GROUP_SIZE}"),
            peewee.Check("passed >= 0 AND hurt >= 0 AND passed + hurt <= attempts"),
        ]

    # Making

    @classmethod
    def close_due(cls, on: dt.date) -> int:
        """Add up the answers that are not counted yet, where five people gave some.

        Answers of one platform are a batch of their own; what waited four weeks for
        that is counted with the answers of other platforms.

        Returns:
            The number of new batches.
        """
        closed = 0
        for fear in Fear:
            with cls._meta.database.atomic():
                for platform, rows in _batches(_waiting(fear), on):
                    cls._close(fear, platform, rows, on)
                    closed += 1
        return closed

    # Private

    @classmethod
    def _close(
        cls, fear: Fear, platform: int | None, rows: list[ExpectedFear], on: dt.date
    ) -> None:
        results = Counter(row.result for row in rows)
        cls.create(
            fear=fear,
            platform=platform,
            attempts=len(rows),
            passed=results[FearResult.passed],
            hurt=results[FearResult.hurt],
            closed_on=on,
        )
        for some in chunked([row.id for row in rows], 500):
            ExpectedFear.update(counted=True).where(ExpectedFear.id.in_(some)).execute()


def _waiting(fear: Fear) -> list[ExpectedFear]:
    """The answers about a fear that are not counted, of concluded attempts that are not
    hidden; joined with the attempt.
    """
    rows = (
        ExpectedFear.select(
            ExpectedFear,
            Experiment.id,
            Experiment.platform,
            Experiment.author,
            Experiment.withheld,
        )
        .join(Experiment)
        .where(
            ExpectedFear.fear == fear,
            ExpectedFear.result.is_null(False),
            ~ExpectedFear.counted,
            Experiment.stage == Stage.concluded,
            Experiment.hidden_at.is_null(),
        )
        .order_by(ExpectedFear.id)
    )
    return list(for_update(rows))


def _batches(
    rows: list[ExpectedFear], on: dt.date
) -> Iterator[tuple[int | None, list[ExpectedFear]]]:
    """Platform and answers of each batch that can be closed."""
    by_platform: dict[int, list[ExpectedFear]] = {}
    for row in rows:
        by_platform.setdefault(row.experiment.platform_id, []).append(row)
    left = []
    for platform, some in by_platform.items():
        if is_large(some):
            yield platform, some
        else:
            left += [row for row in some if on - row.told_on >= WAITS]
    if is_large(left):
        yield None, left


def is_large(rows: list[ExpectedFear]) -> bool:
    """Whether the answers are those of at least five people by name.

    A withheld author counts as nobody: otherwise the night on which a batch closes would
    tell whether it is one of the others.
    """
    named = {row.experiment.author_id for row in rows if not row.experiment.withheld}
    return len(named) >= MIN_GROUP_SIZE
