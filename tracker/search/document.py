"""What the index holds of a text: its words in order, for phrases, and its keys.

Each key is written with the field that it stands in (``ßtskol``: the key of skole, in a
title), so that both databases find it as a word of its own, and once per field however
often it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tracker.search.keywords import STOP_WORDS
from tracker.search.normalise import BETWEEN, joined_words, words_of
from tracker.search.stem import key_of

TITLE = "t"
LESSON = "l"
REST = "c"
FIELDS = (TITLE, LESSON, REST)
LONGEST_KEPT = 120  # of a text that is kept with its keys
LONGEST_REPEATED = 1_000  # of one that the next rows may repeat
MOST_KNOWN = 100_000  # words, with their keys
MOST_CHARACTERS = 200_000  # of keys; PostgreSQL refuses a text vector of a megabyte

_HELD_TOGETHER = re.compile(r"\b\w++(?:-\w++)+")
# The hyphen first: nearly every text is passed over at once
_HYPHEN = re.compile(r"-(?<=\w-)(?=\w)")


class Document(NamedTuple):
    """What is indexed of a text.

    Attributes:
        text: Words and keys, for the column that both databases index.
        keys: Its keys, without their fields.
    """

    text: str
    keys: set[str]


def indexed(
    title: Iterable[str | None],
    lesson: Iterable[str | None],
    rest: Iterable[str | None],
) -> str:
    """The words and keys of a document, for the column that both databases index."""
    return document_of(title, lesson, rest).text


def document_of(
    title: Iterable[str | None],
    lesson: Iterable[str | None],
    rest: Iterable[str | None],
) -> Document:
    """The words and keys of a document, and its keys alone."""
    return _document(tuple(title), tuple(lesson), tuple(rest))


# Lists have several rows of one experiment, which differ in their numbers alone
@lru_cache(maxsize=64)
def _document(
    title: tuple[str | None, ...],
    lesson: tuple[str | None, ...],
    rest: tuple[str | None, ...],
) -> Document:
    words = []
    marked = []
    found: set[str] = set()
    for field, texts in ((TITLE, title), (LESSON, lesson), (REST, rest)):
        parts = [_part(text) for text in texts if text]
        if not parts:
            continue
        words += [part.words for part in parts]
        keys = _keys_of_all(parts)
        if keys:
            mark = BETWEEN + field
            marked.append(mark + f" {mark}".join(keys))
            found.update(keys)
    tokens = " ".join(marked)
    if len(tokens) > MOST_CHARACTERS:
        tokens = tokens[:MOST_CHARACTERS].rpartition(" ")[0]
        found = {key for _, key in keys_in(tokens)}
    return Document(f"{joined_words(words)} {BETWEEN} {tokens}".strip(), found)


def _keys_of_all(parts: list[_Part]) -> dict[str, None]:
    """Keys of the words of several texts, then those of joined words, each once."""
    first, *others = parts
    if not others and not first.joined:
        return first.keys
    keys = dict(first.keys)
    for part in others:
        keys.update(part.keys)
    for part in parts:
        keys.update(part.joined)
    return keys


def keys_of(text: str) -> dict[str, None]:
    """The keys of a text, each once, without stop words."""
    part = _part(text)
    return part.keys | part.joined


class _Part(NamedTuple):
    """One text of a document.

    Attributes:
        words: Its words with blanks between them.
        keys: The keys of its words, without stop words.
        joined: The keys of words with hyphens between them, as one word.
    """

    words: str
    keys: dict[str, None]
    joined: dict[str, None]


def _part(text: str) -> _Part:
    length = len(text)
    if length <= LONGEST_KEPT:
        return _read_before(text)
    if length <= LONGEST_REPEATED:
        return _read_just_now(text)
    return _read(text)


def _read(text: str) -> _Part:
    words = words_of(text)
    keys = dict.fromkeys(map(_key_or_none, words))
    keys.pop(None, None)
    joined = {}
    if _HYPHEN.search(text):
        joined = _joined_keys(text)
    return _Part(" ".join(words), keys, joined)


# Lists repeat titles and metrics; what is longer, a few rows further down
_read_before = lru_cache(maxsize=4096)(_read)
_read_just_now = lru_cache(maxsize=128)(_read)


class _KnownKeys(dict):
    """Word to key; None for a stop word. A hit costs half of what `lru_cache` takes."""

    def __missing__(self, word: str) -> str | None:
        if len(self) >= MOST_KNOWN:
            self.clear()
        key = None
        if word not in STOP_WORDS:
            key = key_of(word)
        self[word] = key
        return key


_key_or_none = _KnownKeys().__getitem__


def _joined_keys(text: str) -> dict[str, None]:
    """The keys of words that a hyphen holds together, as one word: e-mail, email."""
    keys = dict.fromkeys(map(_joined_key, _HELD_TOGETHER.findall(text)))
    keys.pop(None, None)
    return keys


@lru_cache(maxsize=1_000)
def _joined_key(held: str) -> str | None:
    """The key of words with hyphens between them, as one word; None where none is one."""
    word = "".join(words_of(held))
    if not word:
        return None
    return key_of(word)


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
