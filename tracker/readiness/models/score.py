"""Sums of a round, which are all that is kept of its answers, and the score of one
person after Edmondson (1999).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tracker.readiness.enums import (
    FEWEST_ANSWERED,
    HIGHEST,
    LOWEST,
    REVERSED,
    Fear,
    Item,
    LeaderFear,
)
from tracker.readiness.models.open_response import OpenLeaderResponse, OpenResponse
from tracker.small_groups import MIN_GROUP_SIZE, Figure, shown_groups

ALL = "all"
SAFETY = "safety"
OTHERS = "others"
SPREAD = "spread"
MEASURES = (SAFETY,) + tuple(fear.value for fear in Fear)
LEADERS = tuple(fear.value for fear in LeaderFear)
POINTS = range(LOWEST, HIGHEST + 1)

Answers = Mapping[str, int | None]


def round_sums(invited: int, leaders: int) -> dict[str, dict[str, list]]:
    """What is kept of the open round; nothing where fewer than five answered.

    Args:
        invited: How many were invited.
        leaders: How many of them were asked what only leaders are asked.

    Returns:
        Measure to group to `[people, sum of their answers]`; a group is a unit's id in
        digits, or "others". The measure "all" counts every sheet. "spread" is measure to
        how many marked 1 to 7, of everybody, and only where it may be told how many
        marked it at all.
    """
    rows = list(OpenResponse.select().dicts())
    if len(rows) < MIN_GROUP_SIZE:
        return {}
    shown = shown_groups(Counter(row["unit"] for row in rows))
    found: dict[str, dict] = {ALL: {}, **{name: {} for name in MEASURES}}
    marked = defaultdict(list)
    for row in rows:
        group = OTHERS
        if row["unit"] in shown and row["unit"] is not None:
            group = str(row["unit"])
        _add(found, group, values_of(row), marked)
    found[SPREAD] = {
        name: spread_of(marked[name])
        for name in MEASURES
        if Figure.about(len(marked[name]), of=invited).shown
    }
    leading = list(OpenLeaderResponse.select().dicts())
    return found | leader_sums(leading, leaders)


def _add(found: dict, group: str, values: dict, marked: Mapping[str, list]) -> None:
    """Add one sheet to the sums of its group."""
    found[ALL].setdefault(group, [0, 0])[0] += 1
    for name, value in values.items():
        sums = found[name].setdefault(group, [0, 0.0])
        if value is not None:
            sums[0] += 1
            sums[1] += value
            marked[name].append(value)


def leader_sums(rows: list[Answers], asked: int) -> dict[str, dict[str, list]]:
    """The sums of what leaders were asked, where they may be shown; without a spread,
    as everybody knows who leads.

    Args:
        rows: Their answers.
        asked: How many leaders were asked.
    """
    found = {}
    for name in LEADERS:
        values = [row[name] for row in rows if row[name] is not None]
        if Figure.about(len(values), of=asked).shown:
            found[name] = {OTHERS: [len(values), float(sum(values))]}
    return found


def values_of(answers: Answers) -> dict[str, float | None]:
    """The score and each fear of one sheet, by measure."""
    fears = {fear.value: answers.get(fear.value) for fear in Fear}
    return {SAFETY: score_of(answers)} | fears


def score_of(answers: Answers) -> float | None:
    """A person's score from 1 to 7: the mean of the seven answers; None if fewer than
    five were given. Items 1, 3 and 5 are reversed as 8 − x.
    """
    upright = []
    for item in Item:
        answer = answers.get(item.value)
        if answer is None:
            continue
        if item in REVERSED:
            answer = LOWEST + HIGHEST - answer
        upright.append(answer)
    if len(upright) < FEWEST_ANSWERED:
        return None
    return sum(upright) / len(upright)


def spread_of(values: Iterable[float]) -> list[int]:
    """How many are 1 to 7; a score counts as the whole number next to it."""
    counts = Counter(int(value + 0.5) for value in values)
    return [counts[point] for point in POINTS]
