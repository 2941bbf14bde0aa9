"""The filters of the dashboard: quarter, unit and platform, read from its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from tracker.accounts.forms.fields import unit_options
from tracker.accounts.queries import UnitName, unit_names
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.period import Period
from tracker.guidelines.models import Platform
from tracker.numbers import whole_number
from tracker.prepared import Prepared
from tracker.quarters import Quarter

OLDEST = 1900


@dataclass(frozen=True)
class DashboardFilter:
    """The filters that an address of the dashboard asks for.

    Attributes:
        path, rows_path: The paths of the dashboard and of the rows behind a figure.
        left_out: Whether an invalid part of the address was left out.
    """

    path: str
    rows_path: str
    quarter: Quarter
    today: dt.date
    unit: UnitName | None = None
    platform: Platform | None = None
    left_out: bool = False
    units: Mapping[int, UnitName] = field(default_factory=dict)
    platforms: Mapping[str, Platform] = field(default_factory=dict)

    @classmethod
    def read(
        cls, path: str, rows_path: str, args: MultiDict, today: dt.date
    ) -> DashboardFilter:
        """Read the filters from an address; the quarter defaults to the current one.

        Invalid values are left out, and the page says so.
        """
        units = {unit.id: unit for unit in unit_names()}
        platforms = _platforms()
        quarter = Quarter.parse(args.get("quarter", ""))
        if quarter and (quarter.year < OLDEST or quarter > Quarter.of(today)):
            quarter = None
        unit = units.get(_whole(args.get("unit")))
        platform = platforms.get(args.get("platform"))
        read = {"quarter": quarter, "unit": unit, "platform": platform}
        left_out = any(args.get(name) and read[name] is None for name in read)
        return cls(
            path,
            rows_path,
            quarter or Quarter.of(today),
            today,
            unit,
            platform,
            left_out,
            units,
            platforms,
        )

    def period(self, zone) -> Period:
        """The period that the measures are asked about."""
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
        """The quarters to choose from by their year, the newest first.

        They are the eventful ones, the current one and the chosen one.
        """
        chosen = {Quarter.of(self.today), self.quarter}
        quarters = sorted(chosen.union(eventful), reverse=True)
        return [
            (year, list(of_year))
            for year, of_year in groupby(quarters, key=lambda quarter: quarter.year)
        ]

    def unit_menu(self) -> Markup:
        """The options of the menu of units, with the chosen one."""
        return unit_options(self.unit)

    def names(self) -> tuple[tuple[int, str], ...]:
        """The units and platforms to choose from by their names, which may change."""
        platforms = self.platforms.values()
        return tuple(self.units.values()) + tuple(
            (row.id, row.name) for row in platforms
        )

    # Addresses

    def url(self, quarter: Quarter | None = None, path: str | None = None) -> str:
        """The address with these filters, perhaps of another quarter or page."""
        return _address(path or self.path, tuple(self._pairs(quarter or self.quarter)))

    def rows(
        self, measure: str, part: str = "", quarter: Quarter | None = None, **units: int
    ) -> str:
        """The address of the experiments behind a figure."""
        pairs = [("measure", measure), ("part", part)]
        pairs += self._pairs(quarter or self.quarter)
        address = _address(self.rows_path, tuple(pairs))
        if "home" in units:
            address += f"&from={units['home']}"
        if "away" in units:
            address += f"&to={units['away']}"
        return address

    def _pairs(self, quarter: Quarter) -> list[tuple]:
        pairs = [("quarter", str(quarter))]
        if self.unit:
            pairs.append(("unit", self.unit.id))
        if self.platform:
            pairs.append(("platform", self.platform.slug))
        return pairs


def parse_drilldown(args: MultiDict) -> Drilldown:
    """The figure to drill down into, read from an address."""
    return Drilldown(
        args.get("measure", ""),
        args.get("part", ""),
        _whole(args.get("from")),
        _whole(args.get("to")),
    )


@lru_cache(maxsize=512)  # a matrix has hundreds of links that begin alike
def _address(path: str, pairs: tuple[tuple, ...]) -> str:
    given = [(name, value) for name, value in pairs if value not in ("", None)]
    return f"{path}?{urlencode(given)}"


def _platforms() -> dict[str, Platform]:
    return {platform.slug: platform for platform in _in_order.rows()}


_in_order = Prepared(
    lambda: Platform.select().order_by(Platform.position, Platform.name)
)


def _whole(text: str | None) -> int | None:
    return whole_number(text)
