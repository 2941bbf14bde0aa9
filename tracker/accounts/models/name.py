"""Compares names: by their letters, their words, or what they look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tracker.plaintext import folded_each

# Letters of other scripts, and digits, that are drawn like a Latin one, small or large.
_CYRILLIC = str.maketrans("аԁеһіјӏкморԛстхуѕԝвнг", "adehljlkmopqctxyswbhr")
_GREEK = str.maketrans("αβεζηικμνορτυχωϲ", "abezhlkmvoptyxwc")
_LATIN = str.maketrans("01i|ıɑɡ", "ollllag")
_DRAWN = _CYRILLIC | _GREEK | _LATIN
_NO_LETTER = re.compile(r"[\W_]+")


def confusable_skeleton(name: str) -> str:
    """What is left of a name when one only looks at it: two people with the same cannot
    be told apart.

    Compatibility forms and case are folded, then letters of other scripts become the
    Latin ones that they are drawn like, and blanks, dashes and points go. Danish
    letters and accents stay: whoever reads them sees them.
    """
    folded = unicodedata.normalize(
        "NFKC", unicodedata.normalize("NFKC", name).casefold()
    )
    return _NO_LETTER.sub("", folded.translate(_DRAWN))


def skeleton_each(names: Iterable[str]) -> list[str]:
    """The `confusable_skeleton` of each of many names, made at once."""
    lines = [name.replace("\n", " ") for name in names]
    text = unicodedata.normalize("NFKC", "\n".join(lines)).casefold()
    text = unicodedata.normalize("NFKC", text)
    # Of the few letters that there are, rather than of each place where one stands
    for letter in set(text) - {"\n"}:
        left = _NO_LETTER.sub("", letter.translate(_DRAWN))
        if left != letter:
            text = text.replace(letter, left)
    return text.split("\n")[: len(lines)]


def in_words(name: str) -> str:
    """A name as it is looked for by the beginnings of its words, a blank before each."""
    return in_words_each([name])[0]


def in_words_each(names: Iterable[str]) -> list[str]:
    """Many names, each as `in_words` gives it."""
    return [f" {name}".replace("-", " ") for name in folded_each(names)]
