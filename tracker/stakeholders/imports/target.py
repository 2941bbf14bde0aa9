"""Import of stakeholders: writing the checked rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tracker.accounts.models import Person
from tracker.core.imports import CellReader, ImportReport, Row, Target
from tracker.stakeholders.imports.row import RowParser, StakeholderRow
from tracker.stakeholders.models import Stakeholder, Touchpoint


@dataclass
class StakeholderReport(ImportReport):
    """The result of an import: besides rows, stakeholders by name, and touchpoints.

    Attributes:
        touched: The number of touchpoints that were added or changed.
        unused: Headings that the import does not know.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    touched: int = 0
    unused: list[str] = field(default_factory=list)

    def count(self, row: StakeholderRow) -> None:
        super().count(row)
        self.touched += row.has_touched
        if row.name in self.new or row.name in self.changed:
            return
        if row.act == "added":
            self.new.append(row.name)
        elif row.has_changed:
            self.changed.append(row.name)


class StakeholderTarget(Target):
    """Writes stakeholders and touchpoints.

    A stakeholder is identified by its name, a touchpoint by name, channel and platform,
    so importing a list twice creates no duplicates. An empty cell changes nothing.

    Args:
        by: The person to record in the history.
    """

    def __init__(self, *, at: dt.datetime, by: Person | None):
        self.at = at
        self.by = by

    def new_row(self, line: int, cells: dict, key: str, digest: str) -> StakeholderRow:
        return StakeholderRow(line, cells, key, digest)

    def check(self, cells: CellReader) -> None:
        RowParser(cells).parse()

    def add(self, rows: list[Row]) -> None:
        for row in rows:
            self._write(row)

    def _write(self, row: StakeholderRow) -> None:
        stakeholder = Stakeholder.by_name(row.name)
        row.has_changed = False
        row.has_touched = False
        is_new = stakeholder is None
        if is_new:
            stakeholder = Stakeholder.add(
                name=row.name, at=self.at, by=self.by, **row.card
            )
        else:
            row.has_changed = self._updated(stakeholder, row.card)
        row.name = stakeholder.name
        if row.touchpoint is not None:
            row.has_touched = self._touched(stakeholder, **row.touchpoint)
        row.act = "unchanged"
        if is_new:
            row.act = "added"
        elif row.has_changed or row.has_touched:
            row.act = "updated"

    def _updated(self, stakeholder: Stakeholder, card: dict) -> bool:
        """Update the fields that differ. Returns whether there were any."""
        here = {presence.platform for presence in stakeholder.presences}
        new = {
            name: value
            for name, value in card.items()
            if name != "platforms" and _held(stakeholder, name) != value
        }
        if "platforms" in card and set(card["platforms"]) != here:
            new["platforms"] = card["platforms"]
        away = stakeholder.is_archived
        if away:
            stakeholder.unarchive(at=self.at, by=self.by)
            stakeholder = stakeholder.reload()
        if new:
            stakeholder.change(
                version=stakeholder.version, at=self.at, by=self.by, **new
            )
        return bool(new) or away

    def _touched(self, stakeholder: Stakeholder, channel, platform, card: dict) -> bool:
        """Create or update the touchpoint. Returns whether it changed."""
        point = Touchpoint.same_as(stakeholder, channel, platform)
        if point is None or point.archived_at:
            Touchpoint.open(
                stakeholder,
                channel=channel,
                platform=platform,
                at=self.at,
                by=self.by,
                **card,
            )
            return True
        new = {
            name: value for name, value in card.items() if _held(point, name) != value
        }
        if new:
            point.change(version=point.version, at=self.at, by=self.by, **new)
        return bool(new)


def _held(row, name: str):
    if name == "owner":
        return row.owner_id
    return getattr(row, name)
