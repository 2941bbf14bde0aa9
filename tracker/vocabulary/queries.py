"""Ranking of documents that no database has indexed."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.search import Ranking, Vocabulary, postings_of, ranking
from tracker.vocabulary.models import Synonym


def ranked_documents(
    documents: list[tuple[int, str]],
    terms: list[tuple[str, ...]],
    weights: Mapping[str, float],
) -> Ranking:
    """Ranks documents by the words of a query, counted among themselves.

    Args:
        documents: Id and `indexed` text of each.
        terms: The words of the query.
        weights: The weight of each field.
    """
    postings = postings_of(documents, weights)
    return ranking(
        terms,
        Vocabulary(postings),
        Synonym.by_key(),
        lambda keys: {key: postings[key] for key in keys if key in postings},
        len(documents),
    )
