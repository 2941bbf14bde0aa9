"""Step two: where we meet those of high priority, how well, and whether they get an
answer in time.
"""

from __future__ import annotations

from tracker.stakeholders.models import Stakeholder
from tracker.stakeholders.queries import ranked
from tracker.strategy.enums import Check
from tracker.strategy.queries.check_result import CheckResult


def of_touchpoints(rows: list[Stakeholder] | None = None) -> dict[Check, CheckResult]:
    """What the second step needs. Whoever keeps in touch with the first that is missing is named.

    Args:
        rows: Those on the map with their touchpoints, as `ranked` gives them.
    """
    high = [row for row in (ranked() if rows is None else rows) if row.is_high]
    unmet = [row for row in high if not row.met]
    poor = [row for row in high if all(touchpoint.is_poor for touchpoint in row.met)]
    aimed = [
        point
        for row in high
        for point in row.met
        if point.answer_time is not None and point.answer_goal is not None
    ]
    late = [point for point in aimed if point.answer_time > point.answer_goal]
    return {
        Check.met: CheckResult(len(high) - len(unmet), len(high), _owner(unmet)),
        Check.good: CheckResult(len(high) - len(poor), len(high), _owner(poor)),
        Check.in_time: CheckResult(
            len(aimed) - len(late), len(aimed), late[0].owner if late else None
        ),
    }


def _owner(missing: list[Stakeholder]):
    if missing:
        return missing[0].owner
    return None
