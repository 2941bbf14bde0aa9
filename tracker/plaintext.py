"""People's words as they are kept, whether typed, imported or given on the command
line: composed, and nothing in them unseen; and as they are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

# The end of a line anywhere: also PowerPoint's (\x0b), a page's, and those of old tables
_LINES = re.compile(
    r"[ \t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]*"
    r"(?:\r\n?|[\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029])"
)
_PICTURE = "\u2600-\u27bf\U0001f000-\U0001faff"
# Arabic, Persian, Urdu, and the scripts of India: a joiner is part of the spelling
_JOINED = "\u0600-\u08ff\u0900-\u0dff\ufb50-\ufefc"
# Directional and zero-width marks, and letters that look like nothing: they make one
# text look like another, or turn its neighbours around. What stays: the joiner between
# two pictures, which makes one of them; joiners of scripts that need them; and the tags
# after a black flag, which make it England's.
_UNSEEN = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007f]+)"
    "|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb]"
    "|[\U000e0000-\U000e0fff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
    f"|(?<![{_JOINED}])\u200c"
    f"|(?<![{_PICTURE}{_JOINED}\ufe0f])\u200d|(?<![{_JOINED}])\u200d(?![{_PICTURE}])"
)

# Of nearly every text; `plain_text` takes none of them away
_PLAINLY_SEEN = re.compile("[0-9A-Za-z]")
LONGEST_REPEATED = 60  # characters of a line that is kept as it was read

# What is typed for an apostrophe
_APOSTROPHE_SHAPES = "\u2018\u2019\u02bc\u02b9\u00b4`"
_APOSTROPHES = str.maketrans(_APOSTROPHE_SHAPES, "'" * len(_APOSTROPHE_SHAPES))
# Quotation marks that stand within others
_INNER = str.maketrans('“”„»«"', "‘’‚›‹'")
# Those of them that Python calls printable
_SEEN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0d\uffa0"
    "\U000e0000-\U000e0fff]"
)


def plain_text(text: str | None) -> str:
    """A text as it is kept: composed letters, Unix line ends, nothing that is not seen,
    no blanks around it.
    """
    if not text:
        return ""
    if text.isprintable():
        if text.isascii():
            return text.strip()
        if not _SEEN_AS_NOTHING.search(text):
            return unicodedata.normalize("NFC", text).strip()
    text = _UNSEEN.sub(r"\1", _LINES.sub("\n", unicodedata.normalize("NFC", text)))
    if not text.isprintable():
        text = "".join(
            c
            for c in text
            if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")
        )
    return unicodedata.normalize("NFC", text).strip()


def one_line(text: str | None) -> str:
    """A text of one line as it is kept: a line break is a space."""
    if not text:
        return ""
    if len(text) <= LONGEST_REPEATED:
        return _line_before(str(text))
    return _line(text)


def _line(text: str) -> str:
    return " ".join(plain_text(text).split())


# The columns of a list repeat their words
_line_before = lru_cache(maxsize=1024)(_line)


def folded(text: str | None) -> str:
    """A text as it is compared where people pick, mention or name something.

    Case, composition, compatibility forms, blanks and the shapes of an apostrophe make no
    difference; on both databases, since neither folds all letters.
    """
    text = one_line(text).translate(_APOSTROPHES)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold()
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.lower().split())


def folded_each(texts: Iterable[str]) -> list[str]:
    """Each text as `folded` gives it; of many names at once, in a fifth of the time."""
    lines = [text if _is_seen_whole(text) else one_line(text) for text in texts]
    # No rule of Unicode reaches over the end of a line
    text = "\n".join(lines)
    for shape in _APOSTROPHE_SHAPES:
        text = text.replace(shape, "'")
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", text).lower()
    return [
        " ".join(line.split()) if "  " in line or line.strip() != line else line
        for line in text.split("\n")[: len(lines)]
    ]


def _is_seen_whole(text: str) -> bool:
    """Whether nothing in a text is unseen, but for blanks."""
    if text.isascii():
        return text.isprintable()
    return text.isprintable() and not _SEEN_AS_NOTHING.search(text)


def is_seen(text: str | None) -> bool:
    """Whether a text shows anything: a letter, a digit or a sign, not marks and blanks alone."""
    if not text:
        return False
    if _PLAINLY_SEEN.search(text):
        return True
    return any(unicodedata.category(char)[0] in "LNPS" for char in plain_text(text))


def email_in_own_letters(email: str) -> str:
    """An address with its domain as people read it: rødovre.example, not xn--rdovre-bya."""
    local, at, domain = email.lower().rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("idna")
    return f"{local}{at}{domain}"


def within_quotes(text: str) -> str:
    """A text for the inside of quotation marks: its own become single ones."""
    return (text or "").translate(_INNER)
