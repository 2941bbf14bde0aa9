"""The words that an index holds, and those among them that resemble a word."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tracker.search.normalise import BETWEEN
from tracker.search.stem import key_of, root_of

SHORTEST_PART = 3
SHORTEST_WORD_IN_COMPOUND = 4
SHORTEST_FOR_ONE_TYPO = 5
SHORTEST_FOR_TWO_TYPOS = 8
MOST_COMPOUNDS = 150  # with a key as their first part, and as their last
LAST = "\U0010ffff"
# Keys (of ingen, for one) that hundreds of words end in
ENDINGS = frozenset({"ing", "ning", "else", "hed", "lig", "isk", "ere", "ion"})

# A key, and the other part where it must be found, too; else ""
Compound = tuple[str, str]


class Vocabulary:
    """Keys of an index, in order from both ends."""

    def __init__(self, keys: Iterable[str] = ()):
        self._keys = set(keys)
        self._forward = sorted(self._keys)
        self._backward = sorted(key[::-1] for key in self._keys)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for key in self._forward:
            self._by_length[len(key)].append(key)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: str) -> None:
        """Add a key; one that is there already changes nothing."""
        if key not in self._keys:
            self._keys.add(key)
            insort(self._forward, key)
            insort(self._backward, key[::-1])
            insort(self._by_length[len(key)], key)

    def beginning_with(self, start: str) -> Iterator[str]:
        """The longer keys that begin so."""
        for key in _range(self._forward, start):
            if len(key) > len(start):
                yield key

    def ending_with(self, end: str) -> Iterator[str]:
        """The longer keys that end so."""
        for key in _range(self._backward, end[::-1]):
            if len(key) > len(end):
                yield key[::-1]

    def related(self, key: str) -> list[str]:
        """The keys that are derived from the same root."""
        root = root_of(key)
        if len(root) < SHORTEST_PART:
            return []
        near = list(_range(self._forward, root))
        return [other for other in near if other != key and root_of(other) == root]

    def compounds(self, key: str) -> tuple[list[Compound], list[Compound]]:
        """The keys that this one is the last part of, and those it is the first part of.

        A short key, or one like an ending (ting), may stand in any word by chance:
        there the other part must be a word by itself, and is told, too.
        """
        if len(key) < SHORTEST_PART or BETWEEN in key or key in ENDINGS:
            return [], []
        as_last = _nearest_in_length(self.ending_with(key), key)
        as_first = _nearest_in_length(self.beginning_with(key), key)
        if len(key) >= SHORTEST_WORD_IN_COMPOUND and not key.endswith("ing"):
            return [(other, "") for other in as_last], [
                (other, "") for other in as_first
            ]
        return (
            self._with_part((other, other[: -len(key)]) for other in as_last),
            self._with_part((other, other[len(key) :]) for other in as_first),
        )

    def _with_part(self, parts: Iterable[tuple[str, str]]) -> list[Compound]:
        """The compounds whose other part is a word; an s or an e may join the parts."""
        found = []
        for other, part in parts:
            keys = map(key_of, (part, part[:-1], part[1:]))
            if need := next((key for key in keys if key in self._keys), None):
                found.append((other, need))
        return found

    def splits(self, word: str) -> list[tuple[str, str]]:
        """The pairs of keys that a compound may be made of, such as svømme and hal; an s
        or an e may join them.
        """
        pairs = {}
        if BETWEEN in word:
            return []
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            last = key_of(word[at:])
            if last not in self._keys:
                continue
            starts = [word[:at]]
            if word[at - 1] in "se" and at > SHORTEST_PART:
                starts.append(word[: at - 1])
            for start in map(key_of, starts):
                if start in self._keys and max(len(start), len(last)) > SHORTEST_PART:
                    pairs[start, last] = None
        return list(pairs)

    def misspelt(self, key: str) -> list[tuple[int, str]]:
        """The keys that one wrong letter, or in long words two, separate from this one,
        with their number; the nearest first.
        """
        if len(key) < SHORTEST_FOR_ONE_TYPO or BETWEEN in key or not key.isalpha():
            return []
        most = 1
        if len(key) >= SHORTEST_FOR_TWO_TYPOS:
            most = 2
        found = []
        for length in range(len(key) - most, len(key) + most + 1):
            near = process.extract_iter(
                key,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=most,
            )
            found += [
                (distance, other) for other, distance, _ in near if BETWEEN not in other
            ]
        return sorted(found)


def _nearest_in_length(longer: Iterable[str], key: str) -> list[str]:
    """The compounds of a key, the shortest first; in a large vocabulary not all."""
    shortest = len(key) + SHORTEST_PART
    compounds = [other for other in longer if len(other) >= shortest]
    return nsmallest(MOST_COMPOUNDS, compounds, key=lambda other: (len(other), other))


def _range(ordered: list[str], start: str) -> Iterator[str]:
    """The strings of an ordered list that begin so."""
    first = bisect_left(ordered, start)
    last = bisect_left(ordered, start + LAST, first)
    yield from ordered[first:last]
