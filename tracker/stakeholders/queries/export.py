"""The map as a table: one row for each touchpoint, in the columns that an import knows."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.stakeholders.models import Touchpoint
from tracker.stakeholders.queries.gap import ranked

MEETING = ("purpose", "volume", "answer_time", "answer_goal", "quality")


def exported() -> Iterator[list]:
    """What stands on the map, in the columns that an import knows, the highest priority first."""
    for row in ranked():
        told = [
            row.name,
            row.interest,
            row.influence,
            row.worry,
            "; ".join(platform.slug for platform in row.at),
        ]
        told += [row.owner.name if row.owner_id else "", row.next_contact or ""]
        for point in row.met or [None]:
            yield [*told, *(_met(point) if point else [""] * 8)]


def _met(point: Touchpoint) -> list:
    told = [point.channel.value, point.platform.slug if point.platform_id else ""]
    numbers = [
        getattr(point, name) if getattr(point, name) is not None else ""
        for name in MEETING
    ]
    return [*told, *numbers, point.owner.name if point.owner_id else ""]
