"""The vocabulary of the search: the words of its index, and synonyms."""
