"""The best of many texts, chosen all at once by their bits, and the sets behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_relevance import WEIGHTS
from tracker.search import Texts, Vocabulary, indexed, postings_of, rank, ranking
from tracker.search.candidates import LEVELS, best_of
from tracker.search.idset import IdSet, bits_of, highest, ids_of, without

ids = st.sets(st.integers(0, 300), max_size=40)
words = st.lists(
    st.lists(st.tuples(st.floats(0.1, 9), ids), min_size=1, max_size=3),
    min_size=1,
    max_size=4,
)


@given(ids, ids, ids, st.integers(0, 9))
def test_bits_are_the_set(first, second, third, most):
    bits = bits_of(first)
    assert ids_of(bits) == sorted(first)
    assert ids_of(without(bits, bits_of(second))) == sorted(first - second)
    assert ids_of(highest(bits, most)) == sorted(first)[max(0, len(first) - most) :]
    changed = IdSet(first).changed(second, third)
    assert ids_of(changed.bits) == sorted((first - second) | third)


def test_many_ids_are_kept_as_bits_and_change_like_few():
    many = IdSet(range(0, 40_000, 3))
    assert many.few is None
    assert many.size < 6_000
    changed = many.changed([0, 3, 5], [1])
    assert ids_of(changed.bits)[:4] == [1, 6, 9, 12]
    assert ids_of(IdSet.read("7 5").bits) == [5, 7]
    assert ids_of(IdSet.read(None).bits) == []


@given(words, ids, st.integers(1, 30))
def test_what_is_chosen_is_better_than_what_is_left(scored, lesser, most):
    """By the same whole numbers, added up one text after the other."""
    found = set().union(*(some for word in scored for _, some in word))
    exact = set.intersection(*(set().union(*(s for _, s in word)) for word in scored))
    as_bits = [[(score, bits_of(some)) for score, some in word] for word in scored]
    chosen = best_of(bits_of(found), as_bits, bits_of(exact), bits_of(lesser), most)
    unit = sum(max(score for score, _ in word) for word in scored) / (2**LEVELS - 1)

    def place(id: int) -> tuple:
        score = 0
        for word in scored:
            having = [max(1, round(s / unit)) for s, some in word if id in some]
            score += max(having, default=0)
        if id in lesser:
            score = (score >> 2) + (score >> 3)
        return (id in exact, score, id)

    assert ids_of(chosen) == sorted(sorted(found, key=place, reverse=True)[:most])


def found_among(texts: list[str], typed: list[str], **how):
    postings = postings_of(
        (id, indexed([text], [], [])) for id, text in enumerate(texts)
    )
    known = Texts(
        look_up=lambda keys: {key: postings[key] for key in keys if key in postings},
        many=len(texts),
        weights=WEIGHTS,
    )
    terms = [(word,) for word in typed]
    return ranking(terms, Vocabulary(postings), {}, known, **how)


@pytest.fixture
def few_are_ranked(monkeypatch):
    monkeypatch.setattr(rank, "MOST", 3)


def test_of_more_than_can_be_ranked_the_best_are_and_the_others_are_known(
    few_are_ranked,
):
    texts = ["ugle"] * 5 + ["ugle traktor"] + ["ugle"] * 4
    found = found_among(texts, ["ugle", "traktor"])
    assert found.best()[0] == 5
    assert found.exact == {5}
    assert not found.more
    found = found_among(texts, ["ugle"])
    assert found.best() == [9, 8, 7]  # equal ones: the newest
    assert found.more
    assert sorted(found.everything()) == list(range(10))


def test_the_best_of_what_is_chosen_are_ranked_too(few_are_ranked):
    texts = ["ugle"] * 10
    found = found_among(texts, ["ugle"], focus=lambda: bits_of([0, 2]))
    assert found.best() == [9, 8, 7, 2, 0]
    assert not found.more
    found = found_among(texts, ["ugle"], focus=lambda: bits_of(range(5)))
    assert found.best() == [9, 8, 7, 4, 3, 2]
    assert found.more
