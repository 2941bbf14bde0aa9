"""Finding things by words: how texts are written down for search, and how queries are
read.

A leaf beside `tracker.db`: it knows no table, asks no database, and of ours imports the
shape of a CPR number only.
"""

from tracker.search.document import indexed
from tracker.search.normalise import normalised
from tracker.search.posting import postings_of
from tracker.search.query import Match, Query, Term
from tracker.search.rank import Ranking, Texts, ranking
from tracker.search.stem import key_of
from tracker.search.vocabulary import Vocabulary

__all__ = [
    "Match",
    "Query",
    "Ranking",
    "Term",
    "Texts",
    "Vocabulary",
    "indexed",
    "key_of",
    "normalised",
    "postings_of",
    "ranking",
]
