"""Where a long word may break: an address at its signs, and what has none after a while.

Ordinary long words are broken by the hyphenation of their language.
"""

from __future__ import annotations

import re

HERE = "\u200b"  # a place to break that nobody sees
LONG = 26  # letters; shorter words fit everywhere
STRETCH = 30  # letters of one piece that no sign divides, and no language has

_LONG_WORD = re.compile(rf"\S{{{LONG},}}")
_SIGN = re.compile(r"(?<=[/.?&=#_:@+,;-])(?=[^\s/.])")
_PIECE = re.compile(rf"[^\s{HERE}]{{{STRETCH + 1},}}")


def breakable(value):
    """The same data in which every long word has places to break; links stay whole.

    Args:
        value: What JSON can hold.
    """
    if isinstance(value, str):
        return _LONG_WORD.sub(_broken, value)
    if isinstance(value, dict):
        links = {key: item for key, item in value.items() if key == "url"}
        return {key: breakable(item) for key, item in value.items()} | links
    if isinstance(value, list | tuple):
        return [breakable(item) for item in value]
    return value


def _broken(word: re.Match) -> str:
    pieces = _SIGN.sub(HERE, word[0])
    return _PIECE.sub(lambda piece: HERE.join(_stretches(piece[0])), pieces)


def _stretches(piece: str) -> list[str]:
    """A piece cut after every tenth letter, if it is longer than any word."""
    if piece.isalpha() and len(piece) <= 2 * STRETCH:
        return [piece]  # hyphenation does better
    return [piece[start : start + 10] for start in range(0, len(piece), 10)]
