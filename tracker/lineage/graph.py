"""A family: an experiment, what it builds on and what was built on it, in the order of
generations.

Pure; no database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tracker.experiments.models import Experiment
from tracker.experiments.queries import Credit
from tracker.lessons.enums import Outcome


@dataclass(frozen=True)
class Member:
    """One of the family; without an experiment it is not the viewer's to see."""

    id: int
    experiment: Experiment | None = None
    credit: Credit | None = None
    outcome: Outcome | None = None

    @property
    def names(self) -> str:
        """Whom to credit, by name; "" where it is withheld."""
        people = (
            [person.name for person in self.credit.people]
            if self.credit and not self.credit.withheld
            else []
        )
        return ", ".join(people)

    @property
    def unit(self) -> str:
        """The name of its unit; "" where that would give somebody away."""
        if self.credit and self.credit.unit:
            return self.credit.unit.name
        return ""


@dataclass(frozen=True)
class Item:
    """A line of the nested list: a member, how deep, and whether it was named before."""

    member: Member
    depth: int
    again: bool
    note: str = ""


@dataclass(frozen=True)
class Family:
    """Members by generation.

    Attributes:
        members: By id; parents before children.
        parents: Id to the ids of those it builds on, within the family.
        notes: (parent, child) to what was kept and changed.
        out_of_sight: How many are not the viewer's to see and lead to none that are.
        further: How many more there are, too far out to be drawn.
    """

    here: int
    members: Mapping[int, Member]
    parents: Mapping[int, Sequence[int]]
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    out_of_sight: int = 0
    further: int = 0

    @classmethod
    def of(
        cls,
        here: int,
        members: Mapping[int, Member],
        lines: Sequence[tuple[int, int, str]],
        most: int = 200,
    ) -> Family:
        """Put a family together.

        Args:
            here: The one it is about.
            lines: (parent, child, note); those to somebody who is not a member are left out.
            most: How many are kept, the nearest first.
        """
        lines = [line for line in lines if line[0] in members and line[1] in members]
        near = _nearest(here, members, lines)
        kept = _linked({id: members[id] for id in near[:most]}, lines)
        parents: dict[int, list[int]] = {id: [] for id in kept}
        for parent, child, _ in lines:
            if parent in kept and child in kept:
                parents[child].append(parent)
        unseen = sum(1 for id in near[:most] if id not in kept)
        notes = {
            (a, b): note for a, b, note in lines if note and a in kept and b in kept
        }
        ordered = {id: kept[id] for id in _by_generation(parents)}
        return cls(
            here,
            ordered,
            {id: parents[id] for id in ordered},
            notes,
            unseen,
            max(0, len(near) - most),
        )

    @property
    def lines(self) -> list[tuple[int, int]]:
        """(parent, child) of each line."""
        return [
            (parent, child)
            for child, parents in self.parents.items()
            for parent in parents
        ]

    @cached_property
    def children(self) -> dict[int, list[int]]:
        below = defaultdict(list)
        for parent, child in self.lines:
            below[parent].append(child)
        return below

    @cached_property
    def path(self) -> list[Member]:
        """The longest line from where it all began to here; from here on, when it began here."""
        back = self._furthest(self.here, self.parents)[::-1]
        return [
            self.members[id]
            for id in (
                back if len(back) > 1 else self._furthest(self.here, self.children)
            )
        ]

    @cached_property
    def before(self) -> int:
        """How many it builds on, as far as they are drawn."""
        return len(_reached(self.here, self.parents)) - 1

    @cached_property
    def after(self) -> int:
        return len(_reached(self.here, self.children)) - 1

    def items(self) -> Iterator[Item]:
        """The nested list: each below everyone it builds on; told in full the first time."""
        children = self.children
        told = set()
        waiting = [
            (id, 0, None)
            for id, parents in reversed(self.parents.items())
            if not parents
        ]
        while waiting:
            id, depth, parent = waiting.pop()
            yield Item(
                self.members[id], depth, id in told, self.notes.get((parent, id), "")
            )
            if id not in told:
                waiting += [
                    (child, depth + 1, id) for child in reversed(children.get(id, ()))
                ]
            told.add(id)

    def _furthest(self, start: int, onward: Mapping[int, Sequence[int]]) -> list[int]:
        """The longest walk from the start; where two are as long, the one with the oldest steps."""
        ways: dict[int, list[int]] = {}
        reached = _reached(start, onward)
        order = [id for id in self.members if id in reached]
        for id in order if onward is self.parents else reversed(order):
            ways[id] = [
                id,
                *max(
                    (ways[other] for other in onward.get(id, ())), key=len, default=[]
                ),
            ]
        return ways[start]


def _reached(start: int, onward: Mapping[int, Sequence[int]]) -> set[int]:
    reached = {start}
    waiting = [start]
    while waiting:
        new = [id for id in onward.get(waiting.pop(), ()) if id not in reached]
        reached.update(new)
        waiting += new
    return reached


def _nearest(
    here: int, members: Mapping[int, Member], lines: Sequence[tuple]
) -> list[int]:
    """Ids by how many lines they are away; among equals the oldest first."""
    beside = defaultdict(set)
    for parent, child, _ in lines:
        beside[parent].add(child)
        beside[child].add(parent)
    near = [here]
    at = 0
    known = {here}
    while at < len(near):
        new = sorted(beside[near[at]] - known)
        near += new
        known.update(new)
        at += 1
    return near


def _linked(members: Mapping[int, Member], lines: Sequence[tuple]) -> dict[int, Member]:
    """The members without those unseen ones that have nobody before them, or nobody after them."""
    kept = dict(members)
    while any(one.experiment is None for one in kept.values()):
        before = {child for parent, child, _ in lines if parent in kept}
        after = {parent for parent, child, _ in lines if child in kept}
        loose = [
            id
            for id, one in kept.items()
            if one.experiment is None and not (id in before and id in after)
        ]
        if not loose:
            break
        for id in loose:
            del kept[id]
    return kept


def _by_generation(parents: Mapping[int, Sequence[int]]) -> list[int]:
    """Parents before children, and otherwise by id."""
    children = defaultdict(list)
    missing = {}
    for id, above in parents.items():
        missing[id] = len(above)
        for parent in above:
            children[parent].append(id)
    generation = sorted(id for id, n in missing.items() if not n)
    placed = []
    while generation:
        placed += generation
        below = []
        for id in generation:
            for child in children[id]:
                missing[child] -= 1
                below += [child] if not missing[child] else []
        generation = sorted(below)
    if len(placed) < len(parents):
        raise ValueError("A lineage never has a cycle")
    return placed
