"""Ranks texts by the words of a query: BM25 with fields of different weight."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from math import log

from tracker.search.candidates import ScoredWord, best_of
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
from tracker.search.idset import bits_of, ids_of, without
from tracker.search.posting import FIELDS, NAMED, Posting
from tracker.search.vocabulary import Vocabulary

Postings = Mapping[str, Posting]

SATURATION = 1.2
LEAST_FOR_FEW = 0.4  # what a text with hardly any of the words keeps of its score
NEAREST = 0.3  # of the best score: what is still near
MOST_NEAREST = 100
MOST = 500  # texts that are ranked; nobody turns to page 26
LESSER = 0.4
PHRASED = 150  # of the best: those that are looked through for phrases


@dataclass(frozen=True)
class Texts:
    """The texts that may be ranked, and what is known of them besides their words.

    Attributes:
        look_up: Finds the postings of keys.
        many: How many texts there are to count.
        weights: The weight of each field.
        lesser: Those that are worth less, whatever they say, as bits.
        only: If given, the only ones to rank, as bits; all others are counted alone.
        phrases: Of some ids, each to a share of its score to add for a phrase.
    """

    look_up: Callable[[set[str]], Postings]
    many: int
    weights: Mapping[str, float]
    lesser: int = 0
    only: int | None = None
    phrases: Callable[[Collection[int]], Mapping[int, float]] | None = None

    def worths(self) -> list[float]:
        """The worth of each mask of fields: more of them count ever less."""
        weights = [self.weights.get(name, NAMED) for name in FIELDS]
        return [
            saturated(sum(w for place, w in enumerate(weights) if mask >> place & 1))
            for mask in range(2 ** len(FIELDS))
        ]


@dataclass(frozen=True)
class Ranking:
    """The texts that a query finds.

    Attributes:
        scores: Id to score; those with every word have more than any other.
        exact: Ids of the texts with every word.
        shared: Id to how rare its words of the query are together; one word that a
            single text has counts as 1.
        keys: The keys that were found, for marking.
        unranked: Texts with every word beyond those that are ranked, as bits.
        more: Whether some of them are among those that were asked for.
    """

    scores: Mapping[int, float] = field(default_factory=dict)
    exact: frozenset[int] = frozenset()
    shared: Mapping[int, float] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    unranked: int = 0
    more: bool = False

    def joined_with(self, other: Ranking) -> Ranking:
        """Both rankings in one, of texts that are in one of them."""
        return Ranking(
            dict(self.scores) | dict(other.scores),
            self.exact | other.exact,
            dict(self.shared) | dict(other.shared),
            self.keys | other.keys,
            self.unranked | other.unranked,
            self.more or other.more,
        )

    def best(self) -> list[int]:
        """The ids, the best first; of equal ones the newest first."""
        return sorted(self.scores, key=lambda id: (-self.scores[id], -id))

    def everything(self) -> list[int]:
        """The ids of all that it finds, ranked or not."""
        return list(self.scores) + ids_of(self.unranked)


def ranking(
    terms: list[tuple[str, ...]],
    vocabulary: Vocabulary,
    synonyms: Synonyms,
    texts: Texts,
    focus: Callable[[], int] | None = None,
) -> Ranking:
    """The texts that have any of these words, best first.

    Args:
        terms: The words of the query; see `expanded`.
        focus: Asked where not all can be ranked: the texts among which the best are
            wanted as well, as bits.
    """
    wanted = expanded(terms, vocabulary, synonyms)
    keys = set().union(*(each.every_key() for each in wanted))
    postings = dict(texts.look_up(keys))
    lost = [each for each in wanted if not any(map(postings.get, each.every_key()))]
    meant = misspelt(lost, vocabulary)
    if meant:
        postings |= texts.look_up({key for _, near in meant for _, key in near})
    for each, near in meant:
        fewest = min((wrong for wrong, key in near if postings.get(key)), default=0)
        each.add([key for wrong, key in near if wrong == fewest], MISSPELT)
    words = [_found(each, postings, texts.many) for each in wanted]
    return _ranked(words, texts, focus)


@dataclass
class FoundWord:
    """One word of a query, and what it finds.

    Attributes:
        keys: The weight of a key, its posting, and whether it is as good as the word.
        pairs: Weights and postings of the two parts of a compound.
        found: The keys that were found.
        rarity: The weight of the word.
    """

    keys: list[tuple[float, Posting, bool]] = field(default_factory=list)
    pairs: list[list[list[tuple[float, Posting]]]] = field(default_factory=list)
    found: set[str] = field(default_factory=set)
    rarity: float = 0.0

    def scored(self, worths: list[float]) -> ScoredWord:
        """Score and the texts that have it from one key, as bits."""
        scored = [
            (weight * worths[mask], bits)
            for weight, posting, _ in self.keys
            for mask, bits in posting.by_mask().items()
        ]
        for parts in self.pairs:
            for part in parts:
                scored += [
                    (OF_PAIR * weight * worths[mask], bits)
                    for weight, posting in part
                    for mask, bits in posting.by_mask().items()
                ]
            both = _union(p for _, p in parts[0]) & _union(p for _, p in parts[1])
            rarest = sum(max(weight for weight, _ in part) for part in parts)
            scored.append((OF_PAIR * rarest * worths[1], both))
        return [each for each in scored if each[1]]

    def all(self) -> int:
        """All texts that it finds, as bits."""
        parts = [posting for pair in self.pairs for part in pair for _, posting in part]
        return _union([posting for _, posting, _ in self.keys] + parts)

    def having(self) -> int:
        """The texts with the word itself, or as good as that, as bits."""
        found = _union(posting for _, posting, same in self.keys if same)
        for first, last in self.pairs:
            found |= _union(p for _, p in first) & _union(p for _, p in last)
        return found

    def scores(self, ids: set[int], bits: int, worths: list[float]) -> dict[int, float]:
        """Id to score, of some texts."""
        scores: dict[int, float] = {}
        for weight, posting, _ in self.keys:
            _raise(scores, weight, posting.among(ids, bits), worths)
        for parts in self.pairs:
            best = ({}, {})
            for part, of_part in zip(parts, best, strict=True):
                for weight, posting in part:
                    _raise(of_part, weight, posting.among(ids, bits), worths)
            for id in best[0].keys() | best[1].keys():
                score = OF_PAIR * (best[0].get(id, 0.0) + best[1].get(id, 0.0))
                scores[id] = max(score, scores.get(id, 0.0))
        return scores


def _raise(
    scores: dict[int, float],
    weight: float,
    masks: Mapping[int, int],
    worths: list[float],
) -> None:
    """Give each text the score of a key, if it has no better one."""
    for id, mask in masks.items():
        score = weight * worths[mask]
        if score > scores.get(id, 0.0):
            scores[id] = score


def _union(postings) -> int:
    """All texts of some postings, as bits."""
    few = []
    bits = 0
    for posting in postings:
        if posting.few is None:
            bits |= posting.bits
        else:
            few += posting.few
    return bits | bits_of(few)


def _found(each: Wanted, postings: Postings, many: int) -> FoundWord:
    word = FoundWord()
    own = None
    if posting := postings.get(each.key):
        own = _rarity(posting.many, many)
    for key, share in each.keys.items():
        posting = postings.get(key)
        need = each.needs.get(key)
        if not posting or (need and not postings.get(need)):
            continue
        rarity = _rarity(posting.many, many)
        if own is not None:
            rarity = min(rarity, own)
        word.rarity = max(word.rarity, rarity)
        word.found.add(key)
        word.keys.append((share * rarity, posting, share >= SAME_WORD))
    for first, last in each.pairs:
        if postings.get(first.key) and postings.get(last.key):
            parts = [_part(word, part, postings, many) for part in (first, last)]
            word.pairs.append(parts)
    word.rarity = own or word.rarity or _rarity(0, many)
    return word


def _part(
    word: FoundWord, part: Part, postings: Postings, many: int
) -> list[tuple[float, Posting]]:
    """Weights and postings of a part of a compound; its keys are noted in the word."""
    found = []
    for key, share in part.keys.items():
        having = 0
        if posting := postings.get(key):
            having = posting.many
        rarity = share * _rarity(having, many)
        word.rarity = max(word.rarity, rarity)
        if posting:
            word.found.add(key)
            found.append((rarity, posting))
    return found


def _ranked(
    words: list[FoundWord], texts: Texts, focus: Callable[[], int] | None
) -> Ranking:
    if not words:
        return Ranking()
    worths = texts.worths()
    found = 0
    exact = -1
    for word in words:
        found |= word.all()
        exact &= word.having()
    if texts.only is not None:
        found &= texts.only
        exact &= texts.only
    chosen = found
    asked_for = found
    if found.bit_count() > MOST:
        scored = [word.scored(worths) for word in words]
        chosen = best_of(found, scored, exact, texts.lesser, MOST)
        if focus:
            asked_for = found & focus()
            chosen |= best_of(asked_for, scored, exact, texts.lesser, MOST)
    unranked = without(exact, chosen)
    scores, shared = _scores(words, texts, chosen, worths)
    exact_ids = frozenset(ids_of(exact & chosen))
    kept = _cut(scores, exact_ids)
    rarest = _rarity(1, texts.many)
    return Ranking(
        kept,
        exact_ids,
        {id: shared[id] / rarest for id in kept},
        frozenset().union(*(word.found for word in words)),
        unranked,
        more=unranked & asked_for != 0,
    )


def _scores(
    words: list[FoundWord], texts: Texts, chosen: int, worths: list[float]
) -> tuple[dict[int, float], dict[int, float]]:
    """Id to score, and id to the weight of the words that it has."""
    ids = set(ids_of(chosen))
    lesser = set(ids_of(texts.lesser & chosen))
    scores = dict.fromkeys(ids, 0.0)
    covered = dict.fromkeys(ids, 0.0)
    for word in words:
        for id, score in word.scores(ids, chosen, worths).items():
            scores[id] += score
            covered[id] += min(score, word.rarity)
    whole = sum(word.rarity for word in words)
    for id in ids:
        scores[id] *= LEAST_FOR_FEW + (1 - LEAST_FOR_FEW) * covered[id] / whole
        if id in lesser:
            scores[id] *= LESSER
    if texts.phrases:
        best = nlargest(PHRASED, scores, key=lambda id: (scores[id], id))
        for id, share in texts.phrases(best).items():
            scores[id] *= 1 + share
    return scores, covered


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
