"""What is searched for, and in what: the same words, and so the same answers, on SQLite
and PostgreSQL.

Neither database reads prose here. Texts and queries are turned into words in Python,
and both databases are given words that their own tokenizers leave alone: each begins
with a letter and is made of a–z, 0–9 and the accented Latin letters that every version
and locale knows (å, ø and æ among them). Anything else is written with an ß in front,
which no text can contain once its case is folded (ß becomes ss): ``ßu0043f`` is a
letter of another script, ``ß1e5`` a word that begins with a digit (PostgreSQL would
read a number and cut it in two), and a lone ``ß`` stands between two texts, so that no
phrase runs across.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tracker.cpr import without_cpr

# Letters; what two longer words have in common counts as the same word
LONGEST_WORD = 64
# PostgreSQL keeps no position beyond 16,383, nor more than 255 of one word: later ones
# miss from phrases
MOST_WORDS = 12_000
MOST_CHARACTERS = 400_000  # PostgreSQL refuses a text vector of a megabyte
BETWEEN = "ß"

_FOREIGN = re.compile("[^\x00-\xac\xae-\u017f]")
_DIGIT = re.compile("[0-9]")
_DIGITS = frozenset("0123456789")
_WORD = re.compile(r"[^\W_]+")
_CAPPED = re.compile(rf"(?:ßu[0-9a-f]{{5}}|.){{1,{LONGEST_WORD}}}")
# What parts words in a folded text, which has no other letters; a regular expression
# takes five times as long, and bytes a fifth
_PARTING = dict.fromkeys(
    [letter for letter in range(0x180) if not chr(letter).isalnum()], " "
)
_PARTING_BYTES = bytes(ord(_PARTING.get(letter, chr(letter))) for letter in range(256))
# Part words too, and are all that keeps most texts from being ASCII
_TYPOGRAPHIC = "“”’–"
# Folding changes no length here
_ONE_TO_ONE = re.compile(r"[\x00-\x7f\xa0«»À-ÖØ-Þà-öø-ÿ‘’“”„–—]*")


def normalised(*texts: str | None) -> str:
    """The words of some texts, for the column that both databases index.

    Not to be repeated on its own answer: the marker ß would be taken for a letter.
    """
    return joined_words(" ".join(words_of(text)) for text in texts if text)


def joined_words(texts: Iterable[str]) -> str:
    """The words of some texts in one, with a mark between the texts."""
    joined = f" {BETWEEN} ".join(filter(None, texts))
    if joined.count(" ") >= MOST_WORDS:
        joined = " ".join(joined.split(" ", MOST_WORDS)[:MOST_WORDS])
    if len(joined) <= MOST_CHARACTERS:
        return joined
    return joined[:MOST_CHARACTERS].rpartition(" ")[0]


def words_of(text: str) -> list[str]:
    """The words of one text, as both databases are given them.

    What looks like a CPR number is no word: nobody is found by it.
    """
    if _DIGIT.search(text):
        text = without_cpr(text)
    folded = _folded(text)
    words = _parted(folded).split()
    if len(folded) > LONGEST_WORD and max(map(len, words), default=0) > LONGEST_WORD:
        words = list(map(_written, words))
    elif _DIGIT.search(folded):
        words = [word if word[0] not in _DIGITS else BETWEEN + word for word in words]
    return words


def _parted(folded: str) -> str:
    """The text with a blank for each letter that parts words."""
    try:
        return folded.encode("latin-1").translate(_PARTING_BYTES).decode("latin-1")
    except UnicodeEncodeError:
        return folded.translate(_PARTING)


def _written(word: str) -> str:
    if len(word) > LONGEST_WORD:
        word = _CAPPED.match(word)[0]
    if "0" <= word[0] <= "9":
        return BETWEEN + word
    return word


def _folded(text: str) -> str:
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, " ")
    if text.isascii():
        return text.lower()
    return _FOREIGN.sub(
        _spelt,
        unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()),
    )


def _spelt(match: re.Match) -> str:
    return _spelling(match[0])


@lru_cache(maxsize=4096)
def _spelling(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me"}:
        return ""  # a soft hyphen, a zero-width space, an accent that no letter took up
    if category == "Mc" or character.isalnum():
        return f"{BETWEEN}u{ord(character):05x}"
    return " "


def placed_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of a text with where it begins and ends in the text as it was written."""
    if _ONE_TO_ONE.fullmatch(text):
        folded = _folded(text)
        starts = range(len(folded))
        ends = range(1, len(folded) + 1)
    else:
        folded = ""
        starts = []
        ends = []
        for start, end in _clusters(text):
            part = _folded(text[start:end])
            folded += part
            starts += [start] * len(part)
            ends += [end] * len(part)
    for match in _WORD.finditer(folded):
        yield _written(match[0]), starts[match.start()], ends[match.end() - 1]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a character with all that melts into it when normalised: accents,
    joiners, the rest of a Hangul syllable.
    """
    start = 0
    for i in range(1, len(text)):
        first = unicodedata.normalize("NFKC", text[i])[0]
        if (
            unicodedata.category(first) in {"Mn", "Mc", "Me", "Cf"}
            or "\u1160" <= first <= "\u11ff"
        ):
            continue
        yield start, i
        start = i
    if text:
        yield start, len(text)
