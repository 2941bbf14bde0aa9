"""What was counted, pile by pile, so that only what was stirred since is counted again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from tracker.dashboard.models import PILES, pile_of

Counted = Mapping[str, Mapping[int, list[tuple]]]  # by the name of a query and the pile


class Book:
    """The rows that queries gave, by pile; those of piles that nothing stirred are used
    again.

    A query that is kept here selects and groups by `pile_of` the attempt last, narrows
    itself to `only` of it, and gives rows that its caller adds up.
    """

    def __init__(
        self,
        counted: Counted | None = None,
        stirred: frozenset[int] = frozenset(range(PILES)),
    ):
        """
        Args:
            counted: What was counted before.
            stirred: The piles that have to be counted now.
        """
        self._before = counted or {}
        self._stirred = stirred
        self.counted: dict[str, dict[int, list[tuple]]] = {}

    def only(self, experiment) -> list:
        """The conditions that an attempt is in a pile that has to be counted.

        Args:
            experiment: What holds its id in the query.
        """
        if len(self._stirred) == PILES:
            return []
        return [pile_of(experiment).in_(sorted(self._stirred))]

    def sums(self, name: str, query, many: int) -> list:
        """What rows of `many` numbers add up to, number by number."""
        return [
            sum(numbers) for numbers in zip(*self.rows(name, query), strict=True)
        ] or [0] * many

    def rows(self, name: str, query) -> Iterator[tuple]:
        """The rows of all piles, without the pile; one query, or none when nothing was stirred."""
        found: dict[int, list[tuple]] = {
            **self._before.get(name, {}),
            **{pile: [] for pile in self._stirred},
        }
        for *row, pile in query.tuples() if self._stirred else ():
            found[pile].append(tuple(row))
        self.counted[name] = found
        return chain.from_iterable(found.values())
