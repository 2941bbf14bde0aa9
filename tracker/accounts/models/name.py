"""Compares names: by their letters, their words, or what they look like."""

from __future__ import annotations

import re
import unicodedata

from tracker.plaintext import folded

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


def in_words(name: str) -> str:
    """A name as it is looked for by the beginnings of its words, a blank before each."""
    return f" {folded(name)}".replace("-", " ")
