"""The touchpoint matrix: stakeholders by channels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import peewee

from tracker.guidelines.models import Platform
from tracker.stakeholders.models import Channel, Gap, Stakeholder, Touchpoint
from tracker.stakeholders.queries.gap import gap_of, ranked


@dataclass(frozen=True)
class MatrixRow:
    """One row of the matrix: a stakeholder and, for each channel, the touchpoints through it."""

    stakeholder: Stakeholder
    through: dict[Channel, list[Touchpoint]]
    gap: Gap | None

    @property
    def platform_to_try(self) -> Platform | None:
        """The platform for the next experiment: the stakeholder's first one without a
        good touchpoint, else any.
        """
        well = {
            point.platform_id for point in self.stakeholder.met if not point.is_poor
        }
        there = [platform for platform in self.stakeholder.at if platform.in_use]
        return next(
            (platform for platform in there if platform.id not in well),
            next(iter(there), None),
        )


@dataclass(frozen=True)
class GridCell:
    """One place where a stakeholder may be met, and how good it is if they are."""

    name: str
    channel: Channel
    platform: Platform | None
    quality: int | None


@dataclass(frozen=True)
class GridRow:
    """A stakeholder with a cell for each channel, and for each platform they are on."""

    stakeholder: Stakeholder
    cells: list[GridCell]


def grid(rows: list[Stakeholder]) -> list[GridRow]:
    """The cells of these stakeholders, from `ranked`."""
    return [GridRow(row, list(_cells(row))) for row in rows]


def _cells(row: Stakeholder) -> Iterator[GridCell]:
    quality = {(point.channel, point.platform_id): point.quality for point in row.met}
    places = [(channel, None) for channel in Channel if channel is not Channel.social]
    met_on = [point.platform for point in row.met if point.platform]
    for platform in {platform.id: platform for platform in row.at + met_on}.values():
        places.append((Channel.social, platform))
    for channel, platform in places:
        name, key = f"{row.id}-{channel.value}", None
        if platform:
            name, key = f"{name}-{platform.id}", platform.id
        yield GridCell(name, channel, platform, quality.get((channel, key)))


def matrix(rows: list[Stakeholder] | None = None) -> list[MatrixRow]:
    """Every stakeholder on the map with its touchpoints by channel, the highest priority
    first.

    Args:
        rows: What `ranked` gave, when it was asked already.
    """
    return [
        MatrixRow(
            row,
            {
                channel: [
                    touchpoint
                    for touchpoint in row.met
                    if touchpoint.channel is channel
                ]
                for channel in Channel
            },
            gap_of(row.priority, [touchpoint.quality for touchpoint in row.met]),
        )
        for row in (ranked() if rows is None else rows)
    ]


def touchpoints() -> peewee.ModelSelect:
    """All touchpoints that are not archived, joined with their stakeholder."""
    return (
        Touchpoint.select(Touchpoint, Stakeholder)
        .join(Stakeholder)
        .where(Touchpoint.archived_at.is_null())
    )


def touchpoints_on(platform: Platform) -> peewee.ModelSelect:
    """The touchpoints on a platform that are not archived."""
    return Touchpoint.select().where(
        Touchpoint.platform == platform, Touchpoint.archived_at.is_null()
    )
