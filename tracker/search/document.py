"""What the index holds of a text: its words in order, for phrases, and its keys.

Each key is written with the field that it stands in (``ßtskol``: the key of skole, in a
title), so that both databases find it as a word of its own, and once per field however
often it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tracker.search.keywords import STOP_WORDS
from tracker.search.normalise import BETWEEN, joined_words, words_of
from tracker.search.stem import key_of

TITLE = "t"
LESSON = "l"
REST = "c"
FIELDS = (TITLE, LESSON, REST)
MOST_CHARACTERS = 200_000  # of keys; PostgreSQL refuses a text vector of a megabyte

_HELD_TOGETHER = re.compile(r"\w+(?:-\w+)+")


def indexed(
    title: Iterable[str | None],
    lesson: Iterable[str | None],
    rest: Iterable[str | None],
) -> str:
    """The words and keys of a document, for the column that both databases index."""
    tokens = []
    words = []
    for field, texts in ((TITLE, title), (LESSON, lesson), (REST, rest)):
        texts = [text for text in texts if text]
        of_field = [words_of(text) for text in texts]
        words += of_field
        keys = _keys(of_field)
        for text in texts:
            if "-" in text:
                keys |= _joined_keys(text)
        tokens += [written(field, key) for key in keys]
    keys = " ".join(tokens)
    if len(keys) > MOST_CHARACTERS:
        keys = keys[:MOST_CHARACTERS].rpartition(" ")[0]
    return f"{joined_words(words)} {BETWEEN} {keys}".strip()


def keys_of(text: str) -> dict[str, None]:
    """The keys of a text, each once, without stop words."""
    return _keys([words_of(text)]) | _joined_keys(text)


def _keys(texts: Iterable[list[str]]) -> dict[str, None]:
    return {
        key_of(word): None
        for words in texts
        for word in words
        if word not in STOP_WORDS
    }


def _joined_keys(text: str) -> dict[str, None]:
    """The keys of words that a hyphen holds together, as one word: e-mail, email."""
    joined = ("".join(words_of(held)) for held in _HELD_TOGETHER.findall(text))
    return {key_of(word): None for word in joined if word}


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
        if token[0] == BETWEEN and token[1:2] in FIELDS:
            yield token[1], token[2:]
