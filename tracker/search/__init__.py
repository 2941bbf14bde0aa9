"""Finding things by words: how texts are written down for search, and how queries are
read.

A leaf beside `tracker.db`: it knows no table, asks no database, and of ours imports the
shape of a CPR number only.
"""

from tracker.search.keywords import similar_terms
from tracker.search.normalise import normalised
from tracker.search.query import Match, Query, Term

__all__ = [
    "Match",
    "Query",
    "Term",
    "normalised",
    "similar_terms",
]
