"""The five steps and their progress, computed from the data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.stakeholders.queries import ranked
from tracker.strategy.enums import Check, Step
from tracker.strategy.queries.check_result import CheckResult
from tracker.strategy.queries.leadership import of_leadership
from tracker.strategy.queries.platform import of_platforms
from tracker.strategy.queries.readiness import of_readiness
from tracker.strategy.queries.stakeholder import of_stakeholders
from tracker.strategy.queries.touchpoint import of_touchpoints


@dataclass(frozen=True)
class StepProgress:
    """The progress of one step."""

    step: Step
    found: dict[Check, CheckResult]

    @property
    def done(self) -> int:
        return sum(one.done for one in self.found.values())

    @property
    def complete(self) -> bool:
        return self.done == len(self.found)

    @property
    def next(self) -> tuple[Check, CheckResult] | None:
        """The first check that is not met."""
        return next(
            ((check, one) for check, one in self.found.items() if not one.done), None
        )


def steps(on: dt.date, midnight: dt.datetime) -> list[StepProgress]:
    """All five steps in their order; about twenty queries, however much there is.

    Args:
        on: Today, local time.
        midnight: The moment at which today began, local time.
    """
    rows = ranked()
    found = {
        Step.stakeholders: of_stakeholders(rows),
        Step.touchpoints: of_touchpoints(rows),
        Step.readiness: of_readiness(on),
        Step.platforms: of_platforms(),
        Step.leadership: of_leadership(on, midnight),
    }
    return [StepProgress(step, checks) for step, checks in found.items()]
