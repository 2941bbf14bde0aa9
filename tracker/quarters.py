"""Quarters: calendar quarters where the organisation is, written 2026-Q4."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of one year; quarters sort as time goes."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Quarter:
        """The quarter that a day lies in; for a moment, take its day where the
        organisation is first.
        """
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Quarter | None:
        """The quarter that is written so, or None: "2026-Q4"."""
        written = re.fullmatch(r"([1-9][0-9]{3})-Q([1-4])", text.strip(), re.ASCII)
        if written:
            return cls(int(written[1]), int(written[2]))
        return None

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.following.first - dt.timedelta(days=1)

    @property
    def following(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        return Quarter(self.year - (self.number == 1), self.number - 1 or 4)

    @property
    def year_before(self) -> Quarter:
        """The same quarter a year earlier."""
        return Quarter(self.year - 1, self.number)

    def moments(self, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
        """Its first moment and the first moment after it, aware, UTC; midnights are the
        zone's, summer time or not.
        """
        midnights = (
            dt.datetime.combine(day, dt.time(), zone)
            for day in (self.first, self.following.first)
        )
        begins, ends = (moment.astimezone(dt.UTC) for moment in midnights)
        return begins, ends

    def has_ended(self, on: dt.date) -> bool:
        """Whether its last day has passed."""
        return self.last < on
