"""Step one: stakeholders, their worries, and their owners."""

from __future__ import annotations

from tracker.stakeholders.models import Stakeholder
from tracker.stakeholders.queries import ranked
from tracker.strategy.enums import Check
from tracker.strategy.queries.check_result import CheckResult

ENOUGH = 5


def of_stakeholders(rows: list[Stakeholder] | None = None) -> dict[Check, CheckResult]:
    """The checks of the first step.

    Args:
        rows: The stakeholders, from `ranked`.
    """
    if rows is None:
        rows = ranked()
    high = [row for row in rows if row.is_high]
    return {
        Check.mapped: CheckResult(min(len(rows), ENOUGH), ENOUGH),
        Check.worries: CheckResult(sum(bool(row.worry) for row in rows), len(rows)),
        Check.owned: CheckResult(
            sum(row.owner_id is not None for row in high), len(high)
        ),
    }
