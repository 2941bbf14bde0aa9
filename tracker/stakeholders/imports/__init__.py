"""Import of stakeholders and touchpoints from a table, with one row for each touchpoint,
or one for a stakeholder without touchpoints.
"""

from __future__ import annotations

import datetime as dt
import io

from tracker.accounts.models import Person
from tracker.core.imports import Mapping, Reader, Run, habits_of
from tracker.core.validation import N_
from tracker.stakeholders.imports.mapping import COLUMNS
from tracker.stakeholders.imports.target import StakeholderReport, StakeholderTarget
from tracker.tables import Limits, UnreadableTable, open_table

__all__ = ["COLUMNS", "StakeholderReport", "read"]

LIMITS = Limits(upload_bytes=1_500_000, rows=500, columns=100)


def read(
    content: bytes,
    name: str,
    *,
    at: dt.datetime,
    by: Person | None = None,
    zone: dt.tzinfo = dt.UTC,
) -> StakeholderReport:
    """Import a file row by row; an invalid row is reported and skipped.

    Args:
        by: The person to record in the history.
        zone: The time zone of the organisation.

    Raises:
        UnreadableTable: The file cannot be read, or has no column of names.
    """
    on = at.astimezone(zone).date()
    with open_table(io.BytesIO(content), name, LIMITS, score=COLUMNS.score) as table:
        mapping = Mapping.recognised(COLUMNS, table.columns)
        if "name" not in mapping.columns:
            raise UnreadableTable(N_("There is no column called name."))
        habits = habits_of(table, mapping, on=on, zone=zone)
        reader = Reader(mapping, table.columns, habits, table.header_line)
        report = StakeholderReport(
            unused=mapping.unused(table.columns), most_rejections=LIMITS.rows
        )
        run = Run(table, reader, StakeholderTarget(at=at, by=by), report=report)
        for _ in run.all():
            pass
    return report
