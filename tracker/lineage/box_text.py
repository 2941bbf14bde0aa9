"""The texts of a box, cut to fit its width."""

from __future__ import annotations

# Letters of average width in a line of the title, and of the small print
TITLE = 28.0
SMALL = 30.0
WIDEST = 1.6
NARROW = frozenset("iljtfrI.,:;'’|!() ")
BROAD = frozenset("mwMWÆ@—%")


def wrapped(title: str) -> tuple[str, ...]:
    """A title in at most two lines."""
    words = title.split()
    used = 0
    room = TITLE
    for word in words:
        room -= _wide(word)
        if used:
            room -= _WIDTHS[" "]
        if room < 0:
            break
        used += 1
    first = " ".join(words[:used])
    rest = " ".join(words[used:])
    return tuple(line for line in (first, cut(rest, TITLE)) if line)


def cut(text: str, room: float) -> str:
    """A text cut to the room there is, with "…" where it is cut."""
    if len(text) * WIDEST <= room or _wide(text) <= room:
        return text
    room -= WIDEST
    for end, letter in enumerate(text):
        room -= _WIDTHS[letter]
        if room < 0:
            return text[:end].rstrip(" ,.-–") + "…"
    return text


def _wide(text: str) -> float:
    """The width of a text in letters of average width."""
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict):
    """Letter to its width, computed once."""

    def __missing__(self, letter: str) -> float:
        self[letter] = width = _letter_width(letter)
        return width


def _letter_width(letter: str) -> float:
    if letter in NARROW:
        return 0.6
    if letter in BROAD:
        return WIDEST
    if letter.isupper():
        return 1.25
    return 1.05


_WIDTHS = _Widths()
