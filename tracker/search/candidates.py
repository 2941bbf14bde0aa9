"""The texts that are worth ranking, when a query finds more than a page could show.

All texts are added up at once: the score of a text is a small whole number, and a set of
texts is the bits of one large number, so that an adder of logic gates (`_sum`) adds the
scores of a hundred thousand texts in a few operations. It knows nothing of phrases and
of how many words a text has; what it chooses is then ranked in earnest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tracker.search.idset import highest, without

LEVELS = 8  # bits of a score

# For each word: score and the texts that have it from one key, as bits
ScoredWord = list[tuple[float, int]]


def best_of(
    found: int, words: Iterable[ScoredWord], exact: int, lesser: int, most: int
) -> int:
    """The best of some texts, as bits: those with every word, then the highest scores;
    of equal ones the newest.

    Args:
        found: The texts to choose from.
        exact: Those with every word.
        lesser: Those that are worth less than half.
        most: How many.
    """
    words = [word for word in words if word]
    unit = sum(max(score for score, _ in word) for word in words) / (2**LEVELS - 1)
    total: list[int] = []
    for word in words:
        total = _sum(total, _levels(word, unit))
    less = [level & lesser for level in total]
    full = [without(level, lesser) for level in total]
    # A quarter and an eighth of it
    total = _sum(full, _sum(less[2:], less[3:]))
    chosen = 0
    many = 0
    tied = found
    for level in [exact] + total[::-1]:
        above = tied & level
        with_above = many + above.bit_count()
        if with_above > most:
            tied = above
        else:
            chosen |= above
            many = with_above
            tied = without(tied, level)
    return chosen | highest(tied, most - many)


def _levels(word: ScoredWord, unit: float) -> list[int]:
    """The score of a word for every text, bit by bit; each has the best of its keys'."""
    by_level = defaultdict(int)
    for score, bits in word:
        by_level[max(1, round(score / unit))] |= bits
    levels = [0] * LEVELS
    seen = 0
    for level in sorted(by_level, reverse=True):
        new = without(by_level[level], seen)
        seen |= new
        for place in range(LEVELS):
            if level >> place & 1:
                levels[place] |= new
    return levels


def _sum(first: list[int], second: list[int]) -> list[int]:
    """The sums of two numbers for every text, bit by bit."""
    length = max(len(first), len(second))
    first = first + [0] * (length - len(first))
    second = second + [0] * (length - len(second))
    sums = []
    carry = 0
    for a, b in zip(first, second, strict=True):
        either = a ^ b
        sums.append(either ^ carry)
        carry = a & b | carry & either
    if carry:
        sums.append(carry)
    return sums
