"""The drawing of a family: a layer for each generation, with few crossing lines.

The method is Sugiyama's: bends lead long lines past the layers between, barycentres
order each layer, and least squares place its members without overlap. All lengths are
rows and columns of a grid, which the page stretches until every box holds its text.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.lineage.graph import Family, Member

WIDE = 21
HIGH = 8
BETWEEN = 2
# Between two generations: rows grow with the boxes, columns do not
BELOW = 2
BESIDE = 4
BEND = 1
ROOM = 94
SWEEPS = 4
PASSES = 4
# A family of more generations is pulled towards the middle, or it drifts off to one side
LONG = 5
PULL = 0.6


@dataclass(frozen=True)
class Box:
    """A member with the column and the row of the grid before it."""

    member: Member
    x: int
    y: int
    on_path: bool


@dataclass(frozen=True)
class Drawing:
    """Boxes, the oldest generation first, and the lines between them as SVG paths."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    # The path, and whether it is part of the emphasised line
    lines: tuple[tuple[str, bool], ...]
    across: bool
    wide: int = WIDE
    high: int = HIGH


def draw_family(family: Family) -> Drawing:
    """The drawing of a family: downwards where it fits, else the narrower way."""
    layers, beside, ways = layered(family.members, family.lines)
    order(layers, beside)
    widest = max(sum(id in family.members for id in layer) for layer in layers)
    down = widest * (WIDE + BETWEEN)
    over = len(layers) * (WIDE + BESIDE)
    across = down > ROOM and over < down
    gap = BELOW
    if across:
        gap = BESIDE
    depth, length = _turned((HIGH, WIDE), across)
    at = _middles(family, layers, beside, (depth, length, gap))
    right = max(at[id][0] for id in family.members) + length / 2
    bottom = len(layers) * (depth + gap) - gap
    width, height = _turned((right, bottom), across)
    return Drawing(
        width=round(width),
        height=round(height),
        boxes=_boxes(family, at, across),
        lines=_curves(family, ways, at, depth, across),
        across=across,
    )


def _middles(
    family: Family, layers: list[list], beside: Mapping, lengths: tuple[int, int, int]
) -> dict:
    """The middle of each member and bend, along its layer and across the layers."""
    depth, length, gap = lengths

    def length_of(id) -> float:
        if id in family.members:
            return length
        return BEND

    along = placed(layers, beside, length_of)
    left = min(along[id] - length / 2 for id in family.members)
    return {
        id: (
            # Of whole rows and columns; boxes are further apart than rounding moves them
            round(along[id] - left - length / 2) + length / 2,
            layer * (depth + gap) + depth / 2,
        )
        for layer, ids in enumerate(layers)
        for id in ids
    }


# Layers


def layered(ids: Mapping[int, object], lines: Sequence[tuple[int, int]]):
    """The layers, the neighbours of each member, and the way of each line.

    A line that passes a layer has a bend in it, which is a member of that layer.

    Args:
        ids: Parents before children.
    """
    depth = _depths(ids, lines)
    layers: list[list] = [[] for _ in range(max(depth.values()) + 1)]
    for id in ids:
        layers[depth[id]].append(id)
    beside = defaultdict(lambda: ([], []))
    ways = []
    for parent, child in lines:
        bends = [
            (parent, child, layer) for layer in range(depth[parent] + 1, depth[child])
        ]
        for bend in bends:
            layers[bend[2]].append(bend)
        way = [parent] + bends + [child]
        for above, below in pairwise(way):
            beside[above][1].append(below)
            beside[below][0].append(above)
        ways.append(way)
    return layers, beside, ways


def _depths(
    ids: Mapping[int, object], lines: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """The layer of each member."""
    parents = defaultdict(list)
    children = defaultdict(list)
    for parent, child in lines:
        parents[child].append(parent)
        children[parent].append(child)
    depth: dict[int, int] = {}
    for id in ids:
        depth[id] = 1 + max((depth[parent] for parent in parents[id]), default=-1)
    for id in ids:  # a member without parents is placed next to its first child
        if not parents[id] and children[id]:
            depth[id] = min(depth[child] for child in children[id]) - 1
    return depth


def order(layers: list[list], beside: Mapping) -> None:
    """Order each layer by the middle of its neighbours, down and up in turn.

    The order with the fewest crossings is kept.
    """
    best = [list(layer) for layer in layers]
    fewest = crossings(layers, beside)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        side = sweep % 2
        going = layers[1:]
        if side == 1:
            going = layers[-2::-1]
        place = {id: n for layer in layers for n, id in enumerate(layer)}
        for layer in going:
            middle = {
                id: _mean([place[other] for other in beside[id][side]], place[id])
                for id in layer
            }
            layer.sort(key=middle.__getitem__)
            place.update((id, n) for n, id in enumerate(layer))
        now = crossings(layers, beside)
        if now < fewest:
            best = [list(layer) for layer in layers]
            fewest = now
    layers[:] = best


def crossings(layers: Sequence[Sequence], beside: Mapping) -> int:
    """Number of pairs of lines that cross."""
    count = 0
    for above, below in pairwise(layers):
        place = {id: n for n, id in enumerate(below)}
        ends = []
        for id in above:
            new = [place[other] for other in beside[id][1]]
            count += sum(len(ends) - bisect_right(ends, end) for end in new)
            for end in new:
                insort(ends, end)
    return count


# Places along a layer


def placed(layers: Sequence[Sequence], beside: Mapping, length: Callable) -> dict:
    """The middle of each member along its layer: near its neighbours, without overlap."""
    along: dict = {}
    pull = 1.0
    if len(layers) > LONG:
        pull = PULL
    for layer in layers:
        spread(layer, [0.0] * len(layer), length, along)
    for turn in range(PASSES):
        sides = (turn % 2,)
        if turn >= PASSES - 2:
            sides = (0, 1)
        for layer in _in_turn(layers, turn):
            wished = [
                pull
                * _mean(
                    [along[o] for side in sides for o in beside[id][side]], along[id]
                )
                for id in layer
            ]
            spread(layer, wished, length, along)
    return along


def _in_turn(layers: Sequence[Sequence], turn: int) -> Sequence[Sequence]:
    """The layers downwards, or upwards in every second turn."""
    if turn % 2 == 0:
        return layers
    return layers[::-1]


def spread(
    layer: Sequence, wished: Sequence[float], length: Callable, along: dict
) -> None:
    """Place the members of a layer as near to their wishes as their lengths allow.

    The places are those of least squares, found by pooling adjacent members.
    """
    offsets = []
    offset = 0.0
    before = None
    for id in layer:
        if before is not None:
            offset += (length(before) + length(id)) / 2 + BETWEEN
        offsets.append(offset)
        before = id
    pools: list[list[float]] = []  # [sum, number] of the wishes that share a place
    for wish, offset in zip(wished, offsets, strict=True):
        pools.append([wish - offset, 1])
        while (
            len(pools) > 1
            and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]
        ):
            total, number = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += number
    shifts = [total / number for total, number in pools for _ in range(int(number))]
    along.update(
        (id, shift + offset)
        for id, shift, offset in zip(layer, shifts, offsets, strict=True)
    )


# Boxes and curves


def _boxes(family: Family, at: Mapping, across: bool) -> tuple[Box, ...]:
    path = {member.id for member in family.path}
    return tuple(
        _box(member, _turned(at[id], across), id in path)
        for id, member in family.members.items()
    )


def _curves(
    family: Family, ways: list[list], at: Mapping, depth: float, across: bool
) -> tuple[tuple[str, bool], ...]:
    """The SVG path of each line, and whether it is a step of the family's path."""
    steps = set(pairwise(member.id for member in family.path))
    return tuple(
        (_curve([at[id] for id in way], depth, across), (way[0], way[-1]) in steps)
        for way in ways
    )


def _box(member: Member, middle: tuple[float, float], on_path: bool) -> Box:
    x = round(middle[0] - WIDE / 2)
    y = round(middle[1] - HIGH / 2)
    return Box(member, x, y, on_path)


def _curve(points: list[tuple[float, float]], depth: float, across: bool) -> str:
    """The SVG path of a line from box to box, through its bends."""
    flat = [
        point
        for at, (a, d) in enumerate(points)
        for point in _edges(a, d, depth, at, len(points))
    ]
    path = f"M{_point(flat[0], across)}"
    for n, ((a, d), (b, e)) in enumerate(pairwise(flat)):
        half = (d + e) / 2
        end = _point((b, e), across)
        if n % 2:
            path += f"L{end}"
        else:
            path += f"C{_point((a, half), across)} {_point((b, half), across)} {end}"
    return path


def _edges(
    a: float, d: float, depth: float, at: int, of: int
) -> list[tuple[float, float]]:
    if at == 0:
        return [(a, d + depth / 2)]
    if at == of - 1:
        return [(a, d - depth / 2)]
    return [(a, d - depth / 2), (a, d + depth / 2)]


def _point(point: tuple[float, float], across: bool) -> str:
    x, y = _turned(point, across)
    return f"{x:g} {y:g}"


def _turned(point: tuple[float, float], across: bool) -> tuple[float, float]:
    """A point of the drawing; `across` swaps its coordinates."""
    if across:
        return point[::-1]
    return point


def _mean(values: Sequence[float], otherwise: float) -> float:
    if values:
        return sum(values) / len(values)
    return otherwise
