"""What a typed word may be written as in the index: other forms, compounds, synonyms and
what it was meant to be spelt like.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.search.keywords import STOP_WORDS
from tracker.search.normalise import BETWEEN
from tracker.search.stem import key_of, one_spelling
from tracker.search.vocabulary import Vocabulary

Synonyms = Mapping[str, Collection[str]]

# How much of a word's weight each way of writing it has
EXACT = 1.0
SYNONYM = 0.85
DERIVED = 0.75
LAST_PART = 0.7
FIRST_PART = 0.6
MISSPELT = 0.7
SHORTEST_BEGINNING = 2
OF_PAIR = (0.45, 0.45)
# From here on a row is said to have the word
SAME_WORD = 0.6


@dataclass
class Wanted:
    """One word of a query, and the keys that stand for it in the index.

    Attributes:
        word: The word as it was typed.
        key: The word's own key.
        keys: Each key to its weight.
        pairs: The two parts of a compound, each as key to weight. They count together,
            and only where both of them are found somewhere.
    """

    word: str
    key: str
    keys: dict[str, float] = field(default_factory=dict)
    pairs: list[tuple[dict[str, float], dict[str, float]]] = field(default_factory=list)

    def add(self, keys: Iterable[str], weight: float) -> None:
        for key in keys:
            self.keys[key] = max(weight, self.keys.get(key, 0.0))

    def every_key(self) -> set[str]:
        """All keys to look up."""
        found = set(self.keys)
        for first, last in self.pairs:
            found |= first.keys() | last.keys()
        return found


def expanded(
    terms: list[tuple[str, ...]], vocabulary: Vocabulary, synonyms: Synonyms
) -> list[Wanted]:
    """What to look up for the words of a query.

    Args:
        terms: The typed words; those that a sign holds together (e-mail) are one term.
    """
    wanted = []
    for words in terms:
        content = [word for word in words if word not in STOP_WORDS]
        if len(words) > 1 and key_of("".join(words)) in vocabulary:
            wanted.append(_word("".join(words), vocabulary, synonyms))
            _join_parts(wanted[-1], words, vocabulary)
        else:
            wanted += [_word(word, vocabulary, synonyms) for word in content]
    _join_neighbours(wanted, terms, vocabulary)
    return wanted


def misspelt(
    lost: list[Wanted], vocabulary: Vocabulary
) -> list[tuple[Wanted, list[tuple[int, str]]]]:
    """What words that are found nowhere may have been meant to be: each with numbers of
    wrong letters and keys; none are wrong in a word that is only begun.
    """
    found = []
    for each in lost:
        begun = vocabulary.beginning_with(one_spelling(each.word))
        near = [(0, key) for key in begun if len(each.word) >= SHORTEST_BEGINNING]
        found.append((each, near + vocabulary.misspelt(each.key)))
    return found


def _word(word: str, vocabulary: Vocabulary, synonyms: Synonyms) -> Wanted:
    key = key_of(word)
    wanted = Wanted(word, key)
    wanted.add([key], EXACT)
    wanted.add(vocabulary.related(key), DERIVED)
    wanted.add(synonyms.get(key, ()), SYNONYM)
    for same, share in _with_synonyms(key, synonyms):
        as_last, as_first = vocabulary.compounds(same)
        wanted.add(as_last, share * LAST_PART)
        wanted.add(as_first, share * FIRST_PART)
    for first, last in vocabulary.splits(word):
        wanted.pairs.append(
            (_part(first, vocabulary, synonyms), _part(last, vocabulary, synonyms))
        )
    return wanted


def _with_synonyms(key: str, synonyms: Synonyms) -> list[tuple[str, float]]:
    return [(key, EXACT)] + [(same, SYNONYM) for same in synonyms.get(key, ())]


def _part(key: str, vocabulary: Vocabulary, synonyms: Synonyms) -> dict[str, float]:
    """The keys of a part of a compound: by itself, or in another compound."""
    keys = {}
    as_last, as_first = vocabulary.compounds(key)
    for other in as_last + as_first:
        keys[other] = FIRST_PART
    for other in synonyms.get(key, ()):
        keys[other] = SYNONYM
    keys[key] = EXACT
    return keys


def _join_parts(wanted: Wanted, words: tuple[str, ...], vocabulary: Vocabulary) -> None:
    for first, last in pairwise(map(key_of, words)):
        if first in vocabulary and last in vocabulary:
            wanted.pairs.append(({first: EXACT}, {last: EXACT}))


def _join_neighbours(
    wanted: list[Wanted], terms: list[tuple[str, ...]], vocabulary: Vocabulary
) -> None:
    """Two typed words may be one in the index: svømme hal and svømmehal."""
    by_key = {each.key: each for each in wanted}
    words = [word for term in terms for word in term]
    for first, last in pairwise(words):
        if BETWEEN in first or BETWEEN in last:
            continue
        for joint in ("", "s", "e"):
            key = key_of(first + joint + last)
            if key in vocabulary:
                for word in (first, last):
                    if each := by_key.get(key_of(word)):
                        each.add([key], EXACT)
