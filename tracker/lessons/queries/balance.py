"""A balanced choice of a few lessons: no unit and no outcome dominates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from tracker.lessons.enums import Outcome


@dataclass(frozen=True)
class Candidate:
    """A lesson that may be shown on the first page.

    Attributes:
        first: Whether it is the first experiment of its author, and recent.
        followed: Whether the reader follows it.
    """

    id: int
    unit: int
    outcome: Outcome | None
    first: bool = False
    followed: bool = False


def balanced(candidates: list[Candidate], most: int) -> list[int]:
    """Ids of a few candidates; no unit and no outcome dominates.

    1. Followed ones come first, in at most half of the places.
    2. The units take turns, the one with the newest lesson first.
    3. Within a unit, a recent first experiment of an author goes before the others;
       otherwise the newest comes first.
    4. Never three of the same outcome in a row, as long as there is another.

    Args:
        candidates: The newest first.
    """
    followed = _in_turn([one for one in candidates if one.followed])[: most // 2]
    rest = _in_turn([one for one in candidates if one not in followed])
    return [one.id for one in _spaced(followed + rest)[:most]]


def _in_turn(candidates: list[Candidate]) -> list[Candidate]:
    by_unit: dict[int, list[Candidate]] = {}
    for one in sorted(candidates, key=lambda one: not one.first):
        by_unit.setdefault(one.unit, []).append(one)
    units = list(dict.fromkeys(one.unit for one in candidates))
    rounds = zip_longest(*(by_unit[unit] for unit in units))
    return [one for turn in rounds for one in turn if one is not None]


def _spaced(candidates: list[Candidate]) -> list[Candidate]:
    waiting = list(candidates)
    spaced = []
    while waiting:
        lately = [one.outcome for one in spaced[-2:]]
        full = len(lately) == 2 and lately[0] == lately[1]
        at = next(
            (
                at
                for at, one in enumerate(waiting)
                if not full or one.outcome != lately[0]
            ),
            0,
        )
        spaced.append(waiting.pop(at))
    return spaced
