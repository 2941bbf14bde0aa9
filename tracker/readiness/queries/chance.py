"""Whether the level of a fear differs between two rounds by more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence

SURE = 1.96  # of 20 differences by chance, one is larger than so many standard errors


def is_change(now: Sequence[int], before: Sequence[int]) -> bool:
    """Whether the means of two spreads differ by more than chance: Welch's t-test.

    With means a and b, variances v and w of n and m people, t = (a − b) ÷ √(v/n + w/m).
    Its degrees of freedom are f = (v/n + w/m)² ÷ ((v/n)²/(n − 1) + (w/m)²/(m − 1)). It is
    a change where |t| is larger than the 97.5 % point of Student's t, which is
    1.96 + 2.37/f + 2.82/f². Whoever answered both times is counted as two, which makes a
    change harder to find, never easier.

    Args:
        now: How many marked 1, 2, 3 and so on.
        before: The same of the round before.
    """
    a, v, n = _moments(now)
    b, w, m = _moments(before)
    errors = v / n + w / m
    if errors == 0:
        return a != b
    freedom = errors**2 / ((v / n) ** 2 / (n - 1) + (w / m) ** 2 / (m - 1))
    limit = SURE + 2.37 / freedom + 2.82 / freedom**2
    return abs(a - b) / math.sqrt(errors) > limit


def _moments(counts: Sequence[int]) -> tuple[float, float, int]:
    """Mean, variance and number of a spread."""
    n = sum(counts)
    mean = sum(point * count for point, count in enumerate(counts, 1)) / n
    squares = sum((point - mean) ** 2 * count for point, count in enumerate(counts, 1))
    return mean, squares / (n - 1), n
