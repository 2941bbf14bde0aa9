"""Figures about people: the third gate. No number about people reaches a page but as a Figure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum

MIN_GROUP_SIZE = 5  # people among whom nobody can be told from the others
# From so many people on, each half of them can be more than a small group
MIN_BAND_SIZE = 2 * MIN_GROUP_SIZE + 1
# From so many on, what stands in the middle is told as a number, and the rest is hidden
MIN_NUMBER_SIZE = 4 * MIN_GROUP_SIZE


class Band(Enum):
    """What is told of a part of a whole where its number would tell too much."""

    most = "at least half"
    fewer = "fewer than half"


@dataclass(frozen=True)
class Figure:
    """A number about people, or the fact that it is not shown.

    Attributes:
        value: What is told; None while it is hidden.
        n: How many people it is about; None while it is hidden.
        band: Whether it is at least half of the whole, where that may be told instead.
    """

    value: float | None
    n: int | None
    band: Band | None = None

    @classmethod
    def about(
        cls, people: int, *, value: float | None = None, of: int | None = None
    ) -> Figure:
        """A number about so many people, hidden where they, or those who are left of
        the whole, are too few.

        Args:
            people: How many people the number is about.
            value: The number; without one, how many they are.
            of: How many people there are in the whole that they are a part of, when
                that is known to the reader.
        """
        left = 0
        if of is not None:
            left = of - people
        if people < MIN_GROUP_SIZE or 0 < left < MIN_GROUP_SIZE:
            return cls(None, None)
        if value is None:
            value = people
        return cls(value, people)

    @classmethod
    def part_of(cls, people: int, of: int) -> Figure:
        """The number of people in a part of a whole that stands alone: no other number
        of the same people is told beside it.

        Of a whole of 11 to 19 people nothing but a band is told: at least half, or
        fewer. It stands instead of every number, also of those that `about` would show,
        so that being told a band says nothing about being hidden. Each band holds a
        number that leaves five or more on both sides, and so does each number beside the
        boundary: neither a band nor a change from one to the other tells that few did
        something, or that few did not. A smaller whole is hidden, and of a larger one
        the number is told or hidden as in `about`.
        """
        if MIN_BAND_SIZE <= of < MIN_NUMBER_SIZE:
            if 2 * people >= of:
                return cls(None, None, Band.most)
            return cls(None, None, Band.fewer)
        return cls.about(people, of=of)

    @property
    def shown(self) -> bool:
        return self.n is not None


def shown_groups(sizes: Mapping[Hashable, int]) -> set:
    """Which groups of a whole may be told apart, so that none of them, and not what is
    left of the whole, is small.

    A group below five is hidden. Where those that are hidden would together be below
    five, the smallest of the others is hidden with them: otherwise the whole less what
    is shown would tell.

    Args:
        sizes: Group to the number of its people; the groups do not overlap, and the
            whole may be known.
    """
    shown = {group for group, size in sizes.items() if size >= MIN_GROUP_SIZE}
    while (
        shown
        and 0
        < sum(size for group, size in sizes.items() if group not in shown)
        < MIN_GROUP_SIZE
    ):
        shown.remove(min(shown, key=lambda group: (sizes[group], str(group))))
    return shown
