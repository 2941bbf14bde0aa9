"""Which characters a paper can draw: the fonts inside the typst wheel have no emoji and
few scripts.

An accessible PDF must not hold a character that nothing draws, and Typst refuses to
make one. What cannot be drawn is named, or shown as one small box, however many
characters it was made of. Neither list is what the fonts could do at most: it is what
they surely do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

BOX = "□"
Naming = Callable[[str], str]

# Found by setting every assigned character once, with typst 0.15.2: Latin, Greek,
# Cyrillic, Armenian capitals, Hebrew, Arabic letters, phonetic signs, Latin and Greek
# with marks, punctuation, money, letterlike signs, arrows, mathematics, technical and
# box signs.
SURE = (
    "\n\u0020-\u007e\u00a0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff"
    "\u05d0-\u05ea\u0621-\u063a\u0640-\u064a"
    "\u1d00-\u1dbf\u1e00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45"
    "\u2000-\u200a\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2060\u2070\u2071\u2074-\u208e"
    "\u20a0-\u20c0\u2100-\u211e\u2122\u2126\u2150\u2151\u2153-\u2184\u2190-\u23ff"
    "\u2460-\u262f\u27c0-\u27ff"
)
SUREST = "\n\u0020-\u007e\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u2030\u20ac\u2212"

_CONTROL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u00ad\ufe00-\ufe0f\ufeff"
    r"\u200b-\u200f\u202a-\u202e\u2066-\u2069]+"
)


def box(signs: str) -> str:
    """One box for any number of signs."""
    return BOX


def drawable(value, sure: str = SURE, named: Naming = box):
    """The same data with every text made drawable; the keys of dictionaries are ours and stay.

    Args:
        value: What JSON can hold.
        sure: The inside of a regular expression's class: the characters that stay.
        named: What stands in the place of those that do not.
    """
    if isinstance(value, str):
        text = _CONTROL.sub(lambda found: " " if "\t" in found[0] else "", value)
        return re.sub(f"[^{sure}]+", lambda found: _drawn(found[0], sure, named), text)
    if isinstance(value, dict):
        return {key: drawable(item, sure, named) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [drawable(item, sure, named) for item in value]
    return value


def _drawn(signs: str, sure: str, named: Naming) -> str:
    """Letters in disguise, as in 𝗯𝗼𝗹𝗱 of networks that have no bold, are those letters."""
    plain = unicodedata.normalize("NFKC", signs)
    return re.sub(f"[^{sure}]+", lambda found: named(found[0]), plain)
