"""Finds people by their names, and compares names that look alike."""

from __future__ import annotations

import re
import unicodedata

import peewee

from tracker.accounts.models.email_address import tidy_email
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


def ids_called(people: peewee.ModelSelect, text: str) -> list[int]:
    """Ids of those among some people who have this name or mail address, however written."""
    noun = people.model
    name = folded(text)
    email = tidy_email(text)
    known = people.select(noun.id, noun.name, noun.email).tuples()
    return [id for id, *ways in known if folded(ways[0]) == name or ways[1] == email]


def ids_called_like(people: peewee.ModelSelect, text: str) -> list[int]:
    """Ids of those among some people whose name has a word that begins like this.

    Both halves of Anne-Marie are words, and she is found without the hyphen as well.
    """
    begins = _in_words(text)
    named = people.select(people.model.id, people.model.name).tuples()
    return [id for id, name in named if begins in _in_words(name)]


def _in_words(name: str) -> str:
    return f" {folded(name)}".replace("-", " ")
