"""One run of an import of experiments."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.core.imports import Reader, habits_of
from tracker.core.imports import Run as AnyRun
from tracker.experiments.imports.mapping import Mapping
from tracker.experiments.imports.target import ExperimentTarget
from tracker.tables import Table


class Run(AnyRun):
    """One run over one table.

    Args:
        source: Name of the list; with the external id it identifies a row.
        by: The person who runs it, and the author of rows that name none.
        at: The current time.
        on: Today.
        zone: The time zone of the organisation.
        days: Day or month first, if that was chosen.
        import_job: The id of the import; None on the command line.
        how: `dry`, `strict`, `report` and `watch` of any run.
    """

    def __init__(
        self,
        table: Table,
        mapping: Mapping,
        *,
        source: str,
        by: Person,
        at: dt.datetime,
        on: dt.date,
        zone: dt.tzinfo = dt.UTC,
        days: str = "",
        import_job: int | None = None,
        **how,
    ):
        habits = habits_of(table, mapping, on=on, zone=zone, days=days)
        reader = Reader(mapping, table.columns, habits, table.header_line)
        target = ExperimentTarget(source, by=by, at=at, run=import_job)
        super().__init__(table, reader, target, **how)
