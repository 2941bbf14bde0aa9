"""Export of the map as a table: one row per touchpoint, in the columns of the import."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.stakeholders.imports.mapping import COLUMNS as IMPORTED
from tracker.stakeholders.models import Stakeholder, Touchpoint
from tracker.stakeholders.queries.gap import ranked

COLUMNS = [IMPORTED[name].table_column for name in IMPORTED]


def exported() -> Iterator[list]:
    """The stakeholders on the map in the columns of the import, the highest priority first."""
    for row in ranked():
        for point in row.met or [None]:
            yield [_cell(name, row, point) for name in IMPORTED]


def _cell(name: str, row: Stakeholder, point: Touchpoint | None):
    """What a column says of a stakeholder and one of its touchpoints."""
    if name == "platforms":
        return "; ".join(platform.slug for platform in row.at)
    if name == "owner":
        return _owner(row)
    field = IMPORTED[name].field
    if field and field.model is Stakeholder:
        return getattr(row, field.name)
    if point is None:
        return None
    if name == "platform":
        return point.platform and point.platform.slug
    if name == "touchpoint_owner":
        return _owner(point)
    return getattr(point, field.name)


def _owner(row: Stakeholder | Touchpoint) -> str:
    if row.owner_id:
        return row.owner.name
    return ""
