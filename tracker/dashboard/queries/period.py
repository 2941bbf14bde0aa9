"""The period of a measure: a quarter, perhaps of one unit or platform, as of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from tracker.quarters import Quarter

# Quarters side by side: this one, the three before, and the same one last year
SHOWN = 5


@dataclass(frozen=True)
class Period:
    """A quarter of the whole organisation, or of one unit, or on one platform.

    Attributes:
        on: Today, local time.
        zone: The time zone of the organisation; its midnights divide the quarters.
        unit, platform: Ids; None for all of them.
    """

    quarter: Quarter
    on: dt.date
    zone: ZoneInfo
    unit: int | None = None
    platform: int | None = None

    def during(self, quarter: Quarter) -> Period:
        """The same of another quarter."""
        return replace(self, quarter=quarter)

    @property
    def recent(self) -> tuple[Quarter, ...]:
        """This quarter and the four before it, the oldest first."""
        quarters = [self.quarter]
        while len(quarters) < SHOWN:
            quarters.append(quarters[-1].previous)
        return tuple(reversed(quarters))

    @property
    def is_narrow(self) -> bool:
        """Whether it is of one unit or on one platform only."""
        return self.unit is not None or self.platform is not None

    @property
    def months(self) -> float:
        """How many of its three months have passed; at least one day of them."""
        days = (self.quarter.following.first - self.quarter.first).days
        passed = (min(self.quarter.last, self.on) - self.quarter.first).days + 1
        return 3 * max(passed, 1) / days

    def until(self, quarter: Quarter | None = None) -> dt.date:
        """The day after the end of a quarter, or tomorrow if it has not ended."""
        return min(
            (quarter or self.quarter).following.first, self.on + dt.timedelta(days=1)
        )

    def midnight(self, day: dt.date) -> dt.datetime:
        """The moment that a day begins where the organisation is, aware, UTC."""
        return dt.datetime.combine(day, dt.time(), self.zone).astimezone(dt.UTC)
