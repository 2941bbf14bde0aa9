"""What the index holds of a text: its words in order, for phrases, and its keys.

Each key is written with the field that it stands in (``ßtskol``: the key of skole, in a
title), so that both databases find it as a word of its own, and once per field however
often it stands there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tracker.search.keywords import STOP_WORDS
from tracker.search.normalise import BETWEEN, normalised, words_of
from tracker.search.stem import key_of

TITLE = "t"
LESSON = "l"
REST = "c"
FIELDS = (TITLE, LESSON, REST)
MOST_CHARACTERS = 200_000  # of keys; PostgreSQL refuses a text vector of a megabyte

_HELD_TOGETHER = re.compile(r"\w+(?:-\w+)+")
_KEY = re.compile(rf"{BETWEEN}([{''.join(FIELDS)}])(.+)")


def indexed(
    title: Iterable[str | None],
    lesson: Iterable[str | None],
    rest: Iterable[str | None],
) -> str:
    """The words and keys of a document, for the column that both databases index."""
    fields = {TITLE: list(title), LESSON: list(lesson), REST: list(rest)}
    tokens = [
        written(field, key) for field, texts in fields.items() for key in keys_of(texts)
    ]
    keys = " ".join(tokens)
    if len(keys) > MOST_CHARACTERS:
        keys = keys[:MOST_CHARACTERS].rpartition(" ")[0]
    words = normalised(*fields[TITLE], *fields[LESSON], *fields[REST])
    return f"{words} {BETWEEN} {keys}".strip()


def keys_of(texts: Iterable[str | None]) -> dict[str, None]:
    """The keys of some texts, each once, without stop words."""
    keys = {}
    for text in texts:
        if not text:
            continue
        for word in words_of(text):
            if word not in STOP_WORDS:
                keys[key_of(word)] = None
        if "-" in text:
            for joined in _HELD_TOGETHER.findall(text):
                keys[key_of("".join(words_of(joined)))] = None
    keys.pop("", None)
    return keys


def of_words(words: str) -> str:
    """A document without fields, of words as `normalised` wrote them."""
    keys = dict.fromkeys(
        key_of(word)
        for word in words.split()
        if word != BETWEEN and word not in STOP_WORDS
    )
    return " ".join(written(REST, key) for key in keys)


def written(field: str, key: str) -> str:
    """A key as it stands in the index."""
    return f"{BETWEEN}{field}{key}"


def keys_in(document: str) -> Iterator[tuple[str, str]]:
    """Field and key of each key in what `indexed` wrote."""
    for token in document.split():
        if found := _KEY.fullmatch(token):
            yield found[1], found[2]


def postings_of(
    documents: Iterable[tuple[int, str]], weights: dict[str, float]
) -> dict[str, dict[int, float]]:
    """Key to the weights of the fields that it stands in, by document.

    For few documents that no database has indexed: own drafts, questions.
    """
    found = defaultdict(dict)
    for id, document in documents:
        for field, key in keys_in(document):
            found[key][id] = found[key].get(id, 0.0) + weights[field]
    return found
