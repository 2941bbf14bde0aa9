"""Keys: what a word is written down as, so that its other forms and spellings meet it."""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

from tracker.search.normalise import BETWEEN

SHORTEST_ROOT = 3
ENDINGS = ("en", "er")

_danish = snowballstemmer.stemmer("danish")
_english = snowballstemmer.stemmer("english")
# A stemmer keeps the word it works on: two threads in it at once cut each other's words
_one_at_a_time = threading.Lock()
# How keyboards without these letters write them, and how the neighbours do
_SPELLINGS = str.maketrans({"ä": "æ", "ö": "ø", "œ": "ø"})
_DIGRAPHS = re.compile("aa|ae|oe")
_LETTERS = {"aa": "å", "ae": "æ", "oe": "ø"}
_KEPT = frozenset("åæø")
# What makes a noun of a verb, or a quality of a noun, where Snowball leaves it
_DERIVED = re.compile(
    r"(?:(?<=.{3})(?:ningen|ning|ing|else|ation|eret|ering|ere|er|hed|elig|lig|ig|isk|ed))$"
)
_VOWEL = re.compile("[aeiouyæøå]")
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")


@lru_cache(maxsize=100_000)
def key_of(word: str) -> str:
    """The key of a word from `words_of`: its Danish stem in one spelling.

    Words of other scripts and numbers are their own key. What looks like another ending
    is taken away as well, so that aften (aft) and aftenen (aften) meet.
    """
    if BETWEEN in word:
        return word
    key = _stem(_danish, one_spelling(word))
    if key.endswith(ENDINGS):
        return _stem(_danish, key)
    return key


@lru_cache(maxsize=100_000)
def root_of(key: str) -> str:
    """The root that a key has in common with derived words: lukning and lukke,
    posting and post.
    """
    if BETWEEN in key:
        return key
    root = _DERIVED.sub("", key)
    if len(root) < SHORTEST_ROOT or not _VOWEL.search(root):
        root = key
    if root == key and key.isascii():
        root = _stem(_english, key)
    return _DOUBLED.sub(r"\1", root)


def _stem(stemmer, word: str) -> str:
    with _one_at_a_time:
        return stemmer.stemWord(word)


def one_spelling(word: str) -> str:
    """The word with one letter for each sound that is spelt in several ways."""
    if not word.isascii():
        word = "".join(map(_plain, word.translate(_SPELLINGS)))
    return _DIGRAPHS.sub(lambda found: _LETTERS[found[0]], word)


@lru_cache(maxsize=1024)
def _plain(letter: str) -> str:
    """A letter without its accent; å stays a letter of its own."""
    if letter in _KEPT:
        return letter
    return unicodedata.normalize("NFD", letter)[0]
