"""What a typed word may be written as in the index: other forms, compounds, synonyms and
what it was meant to be spelt like.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.search.keywords import STOP_WORDS
from tracker.search.normalise import BETWEEN
from tracker.search.stem import key_of, one_spelling, root_of
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
OF_PAIR = 0.45
# From here on a row is said to have the word
SAME_WORD = 0.6


@dataclass(frozen=True)
class Part:
    """A part of a compound: its own key, and every key that stands for it."""

    key: str
    keys: Mapping[str, float]


@dataclass
class Wanted:
    """One word of a query, and the keys that stand for it in the index.

    What is in the vocabulary may be out of the viewer's sight. So whatever is concluded
    from a word being there names that word, and holds only where it is found.

    Attributes:
        word: The word as it was typed.
        key: The word's own key.
        keys: Each key to its weight.
        needs: Key to another one that must be found somewhere for it to count.
        pairs: The two parts of a compound. They count together, and only where the keys
            of both are found somewhere.
    """

    word: str
    key: str
    keys: dict[str, float] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    pairs: list[tuple[Part, Part]] = field(default_factory=list)

    def add(self, keys: Iterable[str], weight: float) -> None:
        for key in keys:
            self.keys[key] = max(weight, self.keys.get(key, 0.0))

    def every_key(self) -> set[str]:
        """All keys to look up."""
        found = set(self.keys) | set(self.needs.values())
        for pair in self.pairs:
            for part in pair:
                found |= part.keys.keys()
        return found


def expanded(
    terms: list[tuple[str, ...]], vocabulary: Vocabulary, synonyms: Synonyms
) -> list[Wanted]:
    """What to look up for the words of a query.

    Args:
        terms: The typed words; those that a sign holds together (e-mail) are one term.
    """
    words = [word for term in terms for word in term]
    held = {word for term in terms if len(term) > 1 for word in term}
    content = dict.fromkeys(
        word
        for word in words
        if word not in STOP_WORDS and (len(word) > 1 or word not in held)
    )
    wanted = [_word(word, vocabulary, synonyms) for word in content]
    _join_neighbours(wanted, words, vocabulary)
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
    wanted.add(_same(key, synonyms), SYNONYM)
    for same, share in _with_synonyms(key, synonyms):
        for weight, compounds in zip(
            (LAST_PART, FIRST_PART), vocabulary.compounds(same), strict=True
        ):
            new = {other: need for other, need in compounds if other not in wanted.keys}
            wanted.add(new, share * weight)
            wanted.needs |= {other: need for other, need in new.items() if need}
    for first, last in vocabulary.splits(word):
        wanted.pairs.append(
            (_part(first, vocabulary, synonyms), _part(last, vocabulary, synonyms))
        )
    return wanted


def _same(key: str, synonyms: Synonyms) -> Collection[str]:
    """The keys of the words that mean the same as this one, in whatever form it is:
    companies as company, klagede as klage.
    """
    return synonyms.get(key) or synonyms.get(root_of(key), ())


def _with_synonyms(key: str, synonyms: Synonyms) -> list[tuple[str, float]]:
    return [(key, EXACT)] + [(same, SYNONYM) for same in _same(key, synonyms)]


def _part(key: str, vocabulary: Vocabulary, synonyms: Synonyms) -> Part:
    """A part of a compound: by itself, or in another compound."""
    keys = {}
    for compounds in vocabulary.compounds(key):
        for other, need in compounds:
            if not need:
                keys[other] = FIRST_PART
    for other in _same(key, synonyms):
        keys[other] = SYNONYM
    keys[key] = EXACT
    return Part(key, keys)


def _join_neighbours(
    wanted: list[Wanted], words: list[str], vocabulary: Vocabulary
) -> None:
    """Two typed words may be one in the index: svømme hal and svømmehal."""
    by_word = {each.word: each for each in wanted}
    for first, last in pairwise(words):
        if BETWEEN in first or BETWEEN in last:
            continue
        for joint in ("", "s", "e"):
            key = key_of(first + joint + last)
            if key in vocabulary:
                for word in (first, last):
                    if each := by_word.get(word):
                        each.add([key], EXACT)
