"""Ranks texts by the words of a query: BM25 with fields of different weight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from math import log

from tracker.search.expansion import (
    MISSPELT,
    OF_PAIR,
    SAME_WORD,
    Part,
    Synonyms,
    Wanted,
    expanded,
    misspelt,
)
from tracker.search.vocabulary import Vocabulary

# Key to the weights of its texts: id to the sum of the weights of the fields
Postings = Mapping[str, Mapping[int, float]]
LookUp = Callable[[set[str]], Postings]

SATURATION = 1.2
LEAST_FOR_FEW = 0.4  # what a text with hardly any of the words keeps of its score
NEAREST = 0.3  # of the best score: what is still near
MOST_NEAREST = 100
LESSER = 0.4
FIRST = 300


@dataclass(frozen=True)
class Ranking:
    """The texts that a query finds.

    Attributes:
        scores: Id to score; those with every word have more than any other.
        exact: Ids of the texts with every word.
        shared: Id to how rare its words of the query are together; one word that a
            single text has counts as 1.
        keys: The keys that were found, for marking.
    """

    scores: Mapping[int, float] = field(default_factory=dict)
    exact: frozenset[int] = frozenset()
    shared: Mapping[int, float] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()

    def joined_with(self, other: Ranking) -> Ranking:
        """Both rankings in one, of texts that are in one of them."""
        return Ranking(
            dict(self.scores) | dict(other.scores),
            self.exact | other.exact,
            dict(self.shared) | dict(other.shared),
            self.keys | other.keys,
        )

    def best(self) -> list[int]:
        """The ids, the best first; of equal ones the newest first."""
        return sorted(self.scores, key=lambda id: (-self.scores[id], -id))


def ranking(
    terms: list[tuple[str, ...]],
    vocabulary: Vocabulary,
    synonyms: Synonyms,
    look_up: LookUp,
    many: int,
    bonus: Mapping[int, float] | None = None,
    lesser: Callable[[list[int]], set[int]] | None = None,
) -> Ranking:
    """The texts that have any of these words, best first.

    Args:
        terms: The words of the query; see `expanded`.
        look_up: Finds the texts of keys, of those that may be counted.
        many: How many texts there are to count.
        bonus: Id to a share of the score to add, such as for a phrase.
        lesser: Those among the first ids that are worth less, whatever they say.
    """
    wanted = expanded(terms, vocabulary, synonyms)
    keys = set().union(*(each.every_key() for each in wanted))
    postings = dict(look_up(keys))
    lost = [each for each in wanted if not any(map(postings.get, each.every_key()))]
    meant = misspelt(lost, vocabulary)
    if meant:
        postings |= look_up({key for _, near in meant for _, key in near})
    for each, near in meant:
        fewest = min((wrong for wrong, key in near if postings.get(key)), default=0)
        each.add([key for wrong, key in near if wrong == fewest], MISSPELT)
    return _ranked(wanted, postings, many, bonus or {}, lesser)


def _ranked(
    wanted: list[Wanted],
    postings: Postings,
    many: int,
    bonus: Mapping[int, float],
    lesser: Callable[[list[int]], set[int]] | None,
) -> Ranking:
    scores: dict[int, float] = {}
    covered: dict[int, float] = {}
    having: dict[int, int] = {}
    keys = set()
    whole = 0.0
    for each in wanted:
        word = _found(each, postings, many)
        whole += word.rarity
        keys |= word.keys
        for id, score in word.scores.items():
            scores[id] = scores.get(id, 0.0) + score
            covered[id] = covered.get(id, 0.0) + min(score, word.rarity)
        for id in word.having:
            having[id] = having.get(id, 0) + 1
    exact = frozenset(id for id, n in having.items() if n == len(wanted))
    for id, score in scores.items():
        share = LEAST_FOR_FEW + (1 - LEAST_FOR_FEW) * covered[id] / whole
        scores[id] = score * share * (1 + bonus.get(id, 0.0))
    if lesser:
        for id in lesser(nlargest(FIRST, scores, key=scores.get)):
            scores[id] *= LESSER
    kept = _cut(scores, exact)
    rarest = _rarity(1, many)
    shared = {id: covered[id] / rarest for id in kept}
    return Ranking(kept, exact, shared, frozenset(keys))


@dataclass
class FoundWord:
    """What one word of a query finds.

    Attributes:
        scores: Id to score.
        having: Ids of the texts with the word itself, or as good as that.
        keys: The keys that were found.
        rarity: The weight of the word.
    """

    scores: dict[int, float] = field(default_factory=dict)
    having: set[int] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    rarity: float = 0.0


def _found(each: Wanted, postings: Postings, many: int) -> FoundWord:
    word = FoundWord()
    own = None
    if postings.get(each.key):
        own = _rarity(len(postings[each.key]), many)
    for key, share in each.keys.items():
        having = postings.get(key)
        need = each.needs.get(key)
        if not having or (need and not postings.get(need)):
            continue
        rarity = _rarity(len(having), many)
        if own is not None:
            rarity = min(rarity, own)
        word.rarity = max(word.rarity, rarity)
        word.keys.add(key)
        for id, fields in having.items():
            score = share * rarity * saturated(fields)
            if score > word.scores.get(id, 0.0):
                word.scores[id] = score
        if share >= SAME_WORD:
            word.having |= having.keys()
    for first, last in each.pairs:
        if postings.get(first.key) and postings.get(last.key):
            _add_pair(word, first, last, postings, many)
    word.rarity = own or word.rarity or _rarity(0, many)
    return word


def _add_pair(
    word: FoundWord, first: Part, last: Part, postings: Postings, many: int
) -> None:
    """Add what has both parts of a compound, or one of them for less."""
    parts = []
    for part in (first, last):
        best: dict[int, float] = {}
        for key, share in part.keys.items():
            having = postings.get(key, {})
            rarity = share * _rarity(len(having), many)
            word.rarity = max(word.rarity, rarity)
            if having:
                word.keys.add(key)
            for id, fields in having.items():
                best[id] = max(best.get(id, 0.0), rarity * saturated(fields))
        parts.append(best)
    for id in parts[0].keys() | parts[1].keys():
        score = OF_PAIR * sum(part.get(id, 0.0) for part in parts)
        word.scores[id] = max(score, word.scores.get(id, 0.0))
    word.having |= parts[0].keys() & parts[1].keys()


def _cut(scores: Mapping[int, float], exact: frozenset[int]) -> dict[int, float]:
    """The texts with every word, and the nearest of the others."""
    if not scores:
        return {}
    best = max(scores.values())
    near = sorted(
        (id for id in scores if id not in exact and scores[id] >= NEAREST * best),
        key=lambda id: (-scores[id], -id),
    )[:MOST_NEAREST]
    kept = {id: scores[id] for id in near}
    for id in exact:
        kept[id] = best + scores[id]
    return kept


def _rarity(having: int, many: int) -> float:
    return log(1 + (max(many, having) - having + 0.5) / (having + 0.5))


def saturated(weight: float) -> float:
    """The worth of the fields that a word stands in: more of them count ever less."""
    return weight * (SATURATION + 1) / (weight + SATURATION)
