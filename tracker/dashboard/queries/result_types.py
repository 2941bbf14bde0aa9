"""The types of the results of measures."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """A part of a whole."""

    part: int = 0
    whole: int = 0

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None if the whole is 0."""
        if self.whole:
            return self.part / self.whole
        return None

    def __bool__(self) -> bool:
        return self.whole > 0


@dataclass(frozen=True)
class Spread:
    """Median and 80th percentile of a number of days.

    Attributes:
        n: The number of experiments that it was measured on.
        median: The median; for an even number the mean of the two in the middle.
        most: The 80th percentile: the smallest number of days within which at least
            four in five were done.
    """

    n: int = 0
    median: float | None = None
    most: int | None = None

    @classmethod
    def of(cls, counted: Iterable[tuple[int, int]]) -> Spread:
        """The spread of pairs of days and their count; negative days count as zero."""
        days: dict[int, int] = {}
        for day, n in counted:
            days[max(day, 0)] = days.get(max(day, 0), 0) + n
        n = sum(days.values())
        if not n:
            return cls()
        return cls(
            n,
            (_nth(days, (n + 1) // 2) + _nth(days, n // 2 + 1)) / 2,
            _nth(days, math.ceil(n * 4 / 5)),
        )


def _nth(days: dict[int, int], nth: int) -> int:
    """The nth smallest, counted from 1."""
    for day in sorted(days):
        nth -= days[day]
        if nth <= 0:
            return day
    raise ValueError("Fewer than that")


@dataclass(frozen=True)
class Rate:
    """A number per month per 100 employees.

    Attributes:
        value: None where too few people work for a rate.
        n: The number of experiments that it was measured on.
    """

    value: float | None
    n: int
