"""The figures of the dashboard as rows of a file, one figure a row, and the experiments
behind one.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.accounts.models import Person, Unit
from tracker.core.validation import N_
from tracker.dashboard.queries.cache import recent_measures
from tracker.dashboard.queries.drilldown_rows import DrilldownRows
from tracker.dashboard.queries.measure import Measure
from tracker.dashboard.queries.measures import MEASURES
from tracker.dashboard.queries.period import Period
from tracker.db import chunked
from tracker.experiments.models import Experiment
from tracker.experiments.queries.export import COLUMNS as EXPERIMENT_COLUMNS
from tracker.experiments.queries.export import exported_ids
from tracker.guidelines.models import Platform
from tracker.tables import TableColumn

COLUMNS = [
    TableColumn("measure", N_("Measure"), 34),
    TableColumn("quarter", N_("Quarter"), 10),
    TableColumn("unit", N_("Unit"), 22),
    TableColumn("platform", N_("Platform"), 16),
    TableColumn("value", N_("Value"), 12),
    TableColumn("numerator", N_("Part"), 12),
    TableColumn("denominator", N_("Of"), 12),
    TableColumn("counted_in", N_("Counted in"), 18),
    TableColumn("hidden", N_("Hidden"), 10),
]
AMOUNT = TableColumn("amount", N_("Adds to the figure"), 18)
BATCH = 500


def figures(
    period: Period, unit: Unit | None = None, platform: Platform | None = None
) -> Iterator[list]:
    """The figures of a quarter and the four before it.

    Measures that know no unit or no platform leave the column empty.

    Args:
        unit, platform: The rows that the period names by their ids.
    """
    told = recent_measures(period)
    where = {"unit": "", "platform": ""}
    if unit:
        where["unit"] = unit.name
    if platform:
        where["platform"] = platform.name
    for quarter in period.recent:
        for measure in MEASURES:
            if measure.by_quarter and quarter in told[measure.name]:
                value = told[measure.name][quarter]
                yield from _rows(measure, value, str(quarter), where)
    for measure in MEASURES:
        if not measure.by_quarter:
            when = str(period.quarter)
            if measure.of_today:
                when = ""
            yield from _rows(measure, told[measure.name], when, where)


def _rows(measure: Measure, value, when: str, where: dict[str, str]) -> Iterator[list]:
    scope = ["", ""]
    for at, name in enumerate(("unit", "platform")):
        if name in measure.divided_by:
            scope[at] = where[name]
    for name, *cells, counted_in in measure.export(value):
        hidden = cells == [None, None, None]
        yield [name, when] + scope + cells + [counted_in, hidden]


def columns_behind(found: DrilldownRows) -> list[TableColumn]:
    """The columns of the experiments behind a figure; of a sum, also what each adds."""
    if found.amount is None:
        return EXPERIMENT_COLUMNS
    return EXPERIMENT_COLUMNS + [AMOUNT]


def exported_behind(found: DrilldownRows, viewer: Person) -> Iterator[list]:
    """The experiments behind a figure that the viewer may see, newest first."""
    newest = found.ids.order_by(Experiment.published_at.desc(), Experiment.id.desc())
    ids = [id for id, _ in newest.tuples()]
    for some in chunked(ids, BATCH):
        some = list(some)
        added = found.amounts(some)
        for row in exported_ids(viewer, some):
            if found.amount is not None:
                row = row + [added.get(int(row[0]), 0)]
            yield row
