"""What somebody asks of the dashboard in its address: a quarter, a unit, a platform;
read kindly, and written back as links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from tracker.accounts.models import Unit
from tracker.accounts.queries import alphabetically
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.period import Period
from tracker.guidelines.models import Platform
from tracker.numbers import whole_number
from tracker.quarters import Quarter

OLDEST = 1900


@dataclass(frozen=True)
class DashboardFilter:
    """One address of the dashboard.

    Attributes:
        path, rows_path: The addresses of the dashboard and of what is behind a figure,
            without question marks.
        left_out: Whether something in the address made no sense and was left out.
    """

    path: str
    rows_path: str
    quarter: Quarter
    today: dt.date
    unit: Unit | None = None
    platform: Platform | None = None
    left_out: bool = False
    units: Mapping[int, Unit] = field(default_factory=dict)
    platforms: Mapping[str, Platform] = field(default_factory=dict)

    @classmethod
    def read(
        cls, path: str, rows_path: str, args: MultiDict, today: dt.date
    ) -> DashboardFilter:
        """Read an address; without a quarter it is this one.

        What makes no sense is left out and told, never an error.
        """
        units = {
            unit.id: unit
            for unit in sorted(
                Unit.select(), key=lambda unit: alphabetically(unit.name)
            )
        }
        platforms = {
            platform.slug: platform
            for platform in Platform.select().order_by(Platform.position, Platform.name)
        }
        quarter = Quarter.parse(args.get("quarter", ""))
        if quarter and (quarter.year < OLDEST or quarter > Quarter.of(today)):
            quarter = None
        unit = units.get(_whole(args.get("unit")))
        platform = platforms.get(args.get("platform"))
        read = {"quarter": quarter, "unit": unit, "platform": platform}
        senseless = [
            name for name, value in read.items() if args.get(name) and value is None
        ]
        read["quarter"] = quarter or Quarter.of(today)
        return cls(
            path,
            rows_path,
            today=today,
            **read,
            left_out=bool(senseless),
            units=units,
            platforms=platforms,
        )

    def period(self, zone) -> Period:
        """The question as measures take it."""
        unit = self.unit and self.unit.id
        platform = self.platform and self.platform.id
        return Period(self.quarter, self.today, zone, unit=unit, platform=platform)

    @property
    def has_ended(self) -> bool:
        return self.quarter.has_ended(self.today)

    @property
    def is_narrow(self) -> bool:
        return bool(self.unit or self.platform)

    def years(self, eventful: Iterable[Quarter]) -> list[tuple[int, list[Quarter]]]:
        """The quarters to choose from by their year, the newest first: those in which
        something was, this one, and the chosen one.
        """
        quarters = sorted(
            {Quarter.of(self.today), self.quarter, *eventful}, reverse=True
        )
        return [
            (year, list(of_year))
            for year, of_year in groupby(quarters, key=lambda quarter: quarter.year)
        ]

    # Addresses

    def url(self, quarter: Quarter | None = None, path: str | None = None) -> str:
        """The same question, perhaps of another quarter or another page."""
        return _address(path or self.path, tuple(self._pairs(quarter or self.quarter)))

    def rows(
        self, measure: str, part: str = "", quarter: Quarter | None = None, **units: int
    ) -> str:
        """Where the attempts behind a figure stand."""
        start = _address(
            self.rows_path,
            (
                ("measure", measure),
                ("part", part),
                *self._pairs(quarter or self.quarter),
            ),
        )
        return start + "".join(
            f"&{'from' if name == 'home' else 'to'}={id}" for name, id in units.items()
        )

    def _pairs(self, quarter: Quarter) -> list[tuple]:
        return [
            ("quarter", str(quarter)),
            ("unit", self.unit.id if self.unit else ""),
            ("platform", self.platform.slug if self.platform else ""),
        ]


def parse_drilldown(args: MultiDict) -> Drilldown:
    """Which figure's rows an address asks for."""
    return Drilldown(
        args.get("measure", ""),
        args.get("part", ""),
        _whole(args.get("from")),
        _whole(args.get("to")),
    )


@lru_cache(maxsize=512)  # a matrix has hundreds of links that begin alike
def _address(path: str, pairs: tuple[tuple, ...]) -> str:
    filled = [(name, value) for name, value in pairs if value not in ("", None)]
    return f"{path}?{urlencode(filled)}"


def _whole(text: str | None) -> int | None:
    return whole_number(text)
