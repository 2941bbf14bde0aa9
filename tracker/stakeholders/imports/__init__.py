"""Stakeholders and touchpoints as a table: one row for each touchpoint, or one alone
for a stakeholder that has none.

A row is known by its name, and a touchpoint by name, channel and platform: read again,
it updates and never doubles. An empty cell changes nothing. A bad row is told by line,
column and reason, and stops nothing else.
"""

from __future__ import annotations

import datetime as dt
import io

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, ValidationFailed, raise_if_errors
from tracker.db import database
from tracker.stakeholders.imports.cells import Cells
from tracker.stakeholders.imports.columns import COLUMNS, named
from tracker.stakeholders.imports.report import Rejection, Report, Taken
from tracker.stakeholders.models import Stakeholder, Touchpoint
from tracker.tables import Limits, NotATable, open_table

__all__ = ["COLUMNS", "Rejection", "Report", "read"]

LIMITS = Limits(upload_bytes=1_500_000, rows=500, columns=100)


def read(
    content: bytes, name: str, *, at: dt.datetime, by: Person | None = None
) -> Report:
    """Take a file in, row by row.

    Args:
        by: Who does it, for the history.

    Raises:
        NotATable: The file cannot be read, or has no column of names.
    """
    with open_table(io.BytesIO(content), name, LIMITS) as table:
        known = named(table.columns)
        if "name" not in known.values():
            raise NotATable(N_("There is no column called name."))
        report = Report(
            unused=[column for column in table.columns if column not in known]
        )
        for line, cells in table.rows():
            texts = {
                known[column]: text for column, text in cells.items() if column in known
            }
            told = _Row(Cells(texts), at, by).take()
            report.note(told, line, {name: column for column, name in known.items()})
    return report


class _Row:
    """The reading of one row."""

    def __init__(self, cells: Cells, at: dt.datetime, by: Person | None):
        self.cells = cells
        self.done = {"at": at, "by": by}

    def take(self) -> Taken | list[FieldError]:
        """Write what the row says, all of it or, where anything is wrong, nothing."""
        try:
            with database.atomic():
                card = self.cells.card()
                meeting = self.cells.meeting()
                raise_if_errors(*self.cells.problems)
                return self._write(self.cells.name, card, meeting)
        except ValidationFailed as refused:
            return list(refused.problems)

    def _write(self, name: str, card: dict, meeting: dict | None) -> Taken:
        row = Stakeholder.called(name)
        new = row is None
        row = row or Stakeholder.add(name=name, **self.done, **card)
        changed = not new and self._update(row, card)
        met = meeting is not None and self._meet(row, meeting)
        return Taken(row.name, new, changed, met)

    def _update(self, row: Stakeholder, card: dict) -> bool:
        """Change what differs; whether anything did."""
        there = {presence.platform for presence in row.presences}
        new = {
            name: value
            for name, value in card.items()
            if name != "platforms" and _held(row, name) != value
        }
        if "platforms" in card and set(card["platforms"]) != there:
            new["platforms"] = card["platforms"]
        away = row.is_put_away
        if away:
            row.bring_back(**self.done)
            row = row.again()
        if new:
            row.change(version=row.version, **self.done, **new)
        return bool(new) or away

    def _meet(self, row: Stakeholder, meeting: dict) -> bool:
        """Add or change the touchpoint; whether anything did."""
        channel = meeting["channel"]
        platform = meeting["platform"]
        card = meeting["card"]
        point = Touchpoint.same_as(row, channel, platform)
        if point is None or point.archived_at:
            Touchpoint.open(
                row, channel=channel, platform=platform, **self.done, **card
            )
            return True
        new = {
            name: value for name, value in card.items() if _held(point, name) != value
        }
        if new:
            point.change(version=point.version, **self.done, **new)
        return bool(new)


def _held(row, name: str):
    if name == "owner":
        return getattr(row, f"{name}_id")
    return getattr(row, name)
