"""Finding things by words: how texts are written down for search, how queries are read, and the SQL behind it.

A leaf beside `tracker.db`: it knows no table, asks no database, and imports nothing of ours.
"""

from tracker.words.indexing import install, uninstall
from tracker.words.query import Match, Query, Term
from tracker.words.similar import similar_terms
from tracker.words.writing import normalised

__all__ = ["Match", "Query", "Term", "install", "normalised", "similar_terms", "uninstall"]
