"""Ranking of documents that no database has indexed."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.search import Ranking, Texts, Vocabulary, postings_of, ranking
from tracker.search.expansion import Synonyms


def ranked_documents(
    documents: list[tuple[int, str]],
    terms: list[tuple[str, ...]],
    weights: Mapping[str, float],
    synonyms: Synonyms,
) -> Ranking:
    """Ranks documents by the words of a query, counted among themselves.

    Args:
        documents: Id and `indexed` text of each.
        terms: The words of the query.
        weights: The weight of each field.
    """
    postings = postings_of(documents)
    return ranking(
        terms,
        Vocabulary(postings),
        synonyms,
        Texts(
            look_up=lambda keys: {k: postings[k] for k in keys if k in postings},
            many=len(documents),
            weights=weights,
        ),
    )
