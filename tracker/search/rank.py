"""Ranks texts by the words of a query: BM25 with fields of different weight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from math import log

from tracker.search.expansion import (
    MISSPELT,
    SAME_WORD,
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
LESSER = 0.5
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
    whole = 0.0
    for each in wanted:
        found, strong, weight = _of_word(each, postings, many)
        whole += weight
        for id, score in found.items():
            scores[id] = scores.get(id, 0.0) + score
            covered[id] = covered.get(id, 0.0) + min(score, weight)
        for id in strong:
            having[id] = having.get(id, 0) + 1
    exact = frozenset(id for id, n in having.items() if n == len(wanted))
    for id, score in scores.items():
        share = LEAST_FOR_FEW + (1 - LEAST_FOR_FEW) * covered[id] / whole
        scores[id] = score * share * (1 + bonus.get(id, 0.0))
    if lesser:
        first = nlargest(FIRST, scores, key=scores.get)
        for id in lesser(first):
            scores[id] *= LESSER
    kept = _cut(scores, exact)
    found_keys = {
        key for each in wanted for key in each.every_key() if postings.get(key)
    }
    rarest = _rarity(1, many)
    shared = {id: covered[id] / rarest for id in kept}
    return Ranking(kept, exact, shared, frozenset(found_keys))


def _of_word(
    each: Wanted, postings: Postings, many: int
) -> tuple[dict[int, float], set[int], float]:
    """The scores of one word by id, the ids that have the word itself, and its weight."""
    weights = {
        key: _rarity(len(postings.get(key, ())), many) for key in each.every_key()
    }
    own = weights[each.key] if postings.get(each.key) else None
    found: dict[int, float] = {}
    strong: set[int] = set()
    for key, share in each.keys.items():
        rarity = weights[key]
        if own is not None:
            rarity = min(rarity, own)
        for id, fields in postings.get(key, {}).items():
            score = share * rarity * saturated(fields)
            if score > found.get(id, 0.0):
                found[id] = score
        if share >= SAME_WORD:
            strong |= postings.get(key, {}).keys()
    for first, last in each.pairs:
        _add_pair(first, last, postings, weights, found, strong)
    weight = own
    if weight is None:
        weight = max(
            (weights[key] for key in weights if postings.get(key)),
            default=_rarity(0, many),
        )
    return found, strong, weight


def _add_pair(first, last, postings, weights, found, strong) -> None:
    parts = []
    for part in (first, last):
        best: dict[int, float] = {}
        for key, share in part.items():
            for id, fields in postings.get(key, {}).items():
                best[id] = max(
                    best.get(id, 0.0), share * weights[key] * saturated(fields)
                )
        parts.append(best)
    if not all(parts):
        return
    for id in parts[0].keys() | parts[1].keys():
        score = sum(0.45 * part.get(id, 0.0) for part in parts)
        found[id] = max(score, found.get(id, 0.0))
    strong |= parts[0].keys() & parts[1].keys()


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
