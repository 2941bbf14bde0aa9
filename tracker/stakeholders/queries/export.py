"""Export of the map as a table: one row per touchpoint, in the columns of the import."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.stakeholders.models import Stakeholder, Touchpoint
from tracker.stakeholders.queries.gap import ranked

NO_TOUCHPOINT = [""] * 8


def exported() -> Iterator[list]:
    """The stakeholders on the map in the columns of the import, the highest priority first."""
    for row in ranked():
        cells = [
            row.name,
            row.interest,
            row.influence,
            row.worry,
            "; ".join(platform.slug for platform in row.at),
            _owner(row),
            row.next_contact or "",
        ]
        for point in row.met:
            yield cells + _touchpoint_cells(point)
        if not row.met:
            yield cells + NO_TOUCHPOINT


def _touchpoint_cells(point: Touchpoint) -> list:
    platform = ""
    if point.platform_id:
        platform = point.platform.slug
    return [
        point.channel.value,
        platform,
        point.purpose,
        _number(point.volume),
        _number(point.answer_time),
        _number(point.answer_goal),
        point.quality,
        _owner(point),
    ]


def _owner(row: Stakeholder | Touchpoint) -> str:
    if row.owner_id:
        return row.owner.name
    return ""


def _number(value: float | None) -> float | str:
    if value is None:
        return ""
    return value
