"""Step two: touchpoints of stakeholders of high priority, and their answer times."""

from __future__ import annotations

from tracker.stakeholders.models import Stakeholder
from tracker.stakeholders.queries import ranked
from tracker.strategy.enums import Check
from tracker.strategy.queries.check_result import CheckResult


def of_touchpoints(rows: list[Stakeholder] | None = None) -> dict[Check, CheckResult]:
    """The checks of the second step; each names the owner of the first one missing.

    Args:
        rows: The stakeholders with their touchpoints, from `ranked`.
    """
    if rows is None:
        rows = ranked()
    high = [row for row in rows if row.is_high]
    unmet = [row for row in high if not row.met]
    poor = [row for row in high if all(touchpoint.is_poor for touchpoint in row.met)]
    aimed = [
        point
        for row in high
        for point in row.met
        if point.answer_time is not None and point.answer_goal is not None
    ]
    late = [point for point in aimed if point.answer_time > point.answer_goal]
    late_owner = None
    if late:
        late_owner = late[0].owner
    return {
        Check.met: CheckResult(len(high) - len(unmet), len(high), _owner(unmet)),
        Check.good: CheckResult(len(high) - len(poor), len(high), _owner(poor)),
        Check.in_time: CheckResult(len(aimed) - len(late), len(aimed), late_owner),
    }


def _owner(missing: list[Stakeholder]):
    if missing:
        return missing[0].owner
    return None
