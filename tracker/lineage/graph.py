"""A family: an experiment with its ancestors and descendants, by generation.

This module has no access to the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tracker.experiments.models import Experiment
from tracker.experiments.queries import Credit
from tracker.lessons.enums import LessonStatus, Outcome


@dataclass(frozen=True)
class Member:
    """A member of a family; without an experiment when the viewer may not see it."""

    id: int
    experiment: Experiment | None = None
    credit: Credit | None = None
    outcome: Outcome | None = None
    fallen: LessonStatus | None = None

    @property
    def names(self) -> str:
        """The names of the authors; "" for an anonymous experiment."""
        if not self.credit or self.credit.withheld:
            return ""
        return ", ".join(person.name for person in self.credit.people)

    @property
    def unit(self) -> str:
        """The name of its unit; "" where it could reveal an anonymous author."""
        if self.credit and self.credit.unit:
            return self.credit.unit.name
        return ""


@dataclass(frozen=True)
class Item:
    """An entry of the nested list: a member, its depth, and whether it is a repetition."""

    member: Member
    depth: int
    again: bool
    note: str = ""


@dataclass(frozen=True)
class Family:
    """Members by generation.

    Attributes:
        members: By id; parents before children.
        parents: Id to the ids of its parents within the family.
        notes: (parent, child) to the note of the line.
        out_of_sight: Number of members that are not visible and not kept as links.
        further: Number of members that are too far away to be drawn.
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
        """Build a family.

        Args:
            here: Id of the experiment whose family it is.
            lines: (parent, child, note); lines to other experiments are left out.
            most: Number of members to keep, the nearest first.
        """
        lines = [line for line in lines if line[0] in members and line[1] in members]
        near = _nearest(here, members, lines)
        kept = _linked({id: members[id] for id in near[:most]}, lines)
        parents: dict[int, list[int]] = {id: [] for id in kept}
        for parent, child, _ in lines:
            if parent in kept and child in kept:
                parents[child].append(parent)
        order = _by_generation(parents)
        return cls(
            here,
            {id: kept[id] for id in order},
            {id: parents[id] for id in order},
            {(a, b): note for a, b, note in lines if note and a in kept and b in kept},
            sum(1 for id in near[:most] if id not in kept),
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
        """The longest path from an ancestor to here; without ancestors, to a descendant."""
        path = self._furthest(self.here, self.parents)[::-1]
        if len(path) == 1:
            path = self._furthest(self.here, self.children)
        return [self.members[id] for id in path]

    @cached_property
    def before(self) -> int:
        """Number of ancestors that are drawn."""
        return len(_reached(self.here, self.parents)) - 1

    @cached_property
    def after(self) -> int:
        """Number of descendants that are drawn."""
        return len(_reached(self.here, self.children)) - 1

    def items(self) -> Iterator[Item]:
        """The nested list: each member below each of its parents, in full the first time."""
        children = self.children
        shown = set()
        waiting = [
            (id, 0, None)
            for id, parents in reversed(self.parents.items())
            if not parents
        ]
        while waiting:
            id, depth, parent = waiting.pop()
            yield Item(
                self.members[id], depth, id in shown, self.notes.get((parent, id), "")
            )
            if id not in shown:
                waiting += [
                    (child, depth + 1, id) for child in reversed(children.get(id, ()))
                ]
            shown.add(id)

    def _furthest(self, start: int, onward: Mapping[int, Sequence[int]]) -> list[int]:
        """The longest path from the start; of equally long ones the one of oldest members."""
        ways: dict[int, list[int]] = {}
        reached = _reached(start, onward)
        order = [id for id in self.members if id in reached]
        if onward is not self.parents:
            order.reverse()
        for id in order:
            further = [ways[other] for other in onward.get(id, ())]
            ways[id] = [id] + max(further, key=len, default=[])
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
    """Ids by their distance from an experiment; of equal ones the oldest first."""
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
    """The members without invisible ones that have no parent or no child."""
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
    """Ids with parents before children; within a generation by id."""
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
                if not missing[child]:
                    below.append(child)
        generation = sorted(below)
    if len(placed) < len(parents):
        raise ValueError("A lineage never has a cycle")
    return placed
