"""Step one: who matters, how much, what worries them, and who keeps in touch."""

from __future__ import annotations

from tracker.stakeholders.models import Stakeholder
from tracker.stakeholders.queries import ranked
from tracker.strategy.enums import Check
from tracker.strategy.queries.check_result import CheckResult

ENOUGH = 5


def of_stakeholders(rows: list[Stakeholder] | None = None) -> dict[Check, CheckResult]:
    """What the first step needs.

    Args:
        rows: Those on the map, as `ranked` gives them.
    """
    rows = ranked() if rows is None else rows
    high = [row for row in rows if row.is_high]
    return {
        Check.mapped: CheckResult(min(len(rows), ENOUGH), ENOUGH),
        Check.worries: CheckResult(sum(bool(row.worry) for row in rows), len(rows)),
        Check.owned: CheckResult(
            sum(row.owner_id is not None for row in high), len(high)
        ),
    }
