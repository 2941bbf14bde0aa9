"""Sets of ids as the search keeps them: a few as numbers, many as the bits of one whole
number, so that even a word that every text has is counted and joined in microseconds.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from itertools import compress, count

FEW = 512  # up to so many are kept as numbers anyway
SPARSE = 64  # and up to one in so many
SPREAD = 8  # numbers to one id, from which on they are far apart

_TO_FLAGS = bytes.maketrans(b"01", b"\0\1")


def bits_of(ids: Iterable[int]) -> int:
    """The number whose bits are these ids."""
    ids = list(ids)
    if not ids:
        return 0
    data = bytearray((max(ids) >> 3) + 1)
    for id in ids:
        data[id >> 3] |= 1 << (id & 7)
    return int.from_bytes(data, "little")


def ids_of(bits: int) -> list[int]:
    """The ids that are the bits of a number, the smallest first."""
    text = bin(bits)[:1:-1]
    if bits.bit_count() * SPREAD > len(text):
        return list(compress(count(), text.encode().translate(_TO_FLAGS)))
    # Where they are far apart it is quicker to leap from one to the next
    found = []
    leap = text.find
    at = leap("1")
    while at >= 0:
        found.append(at)
        at = leap("1", at + 1)
    return found


def without(bits: int, gone: int) -> int:
    """A set of ids without others."""
    # Several times as fast as & with ~
    return bits ^ (bits & gone)


def highest(bits: int, most: int) -> int:
    """The largest ids of a set, at most so many of them."""
    if bits.bit_count() <= most:
        return bits
    # The shift is searched for by halves, at which so many are left
    low = 0
    high = bits.bit_length()
    while low < high:
        middle = (low + high) // 2
        if (bits >> middle).bit_count() > most:
            low = middle + 1
        else:
            high = middle
    return bits >> low << low


class IdSet:
    """A set of ids that does not change."""

    __slots__ = ("_bits", "_few")

    def __init__(self, ids: Iterable[int] = ()):
        ids = sorted(ids)
        self._few = None
        self._bits = None
        if len(ids) <= FEW or len(ids) * SPARSE <= ids[-1]:
            self._few = array("L", ids)
        else:
            self._bits = bits_of(ids)

    @classmethod
    def read(cls, text: str | None) -> IdSet:
        """The ids of a text with spaces between them, as a database aggregates them."""
        return cls(map(int, (text or "").split()))

    @classmethod
    def of_bits(cls, bits: int) -> IdSet:
        """The ids that are the bits of a number."""
        if bits.bit_count() <= FEW:
            return cls(ids_of(bits))
        return cls._many(bits)

    @classmethod
    def _many(cls, bits: int) -> IdSet:
        made = cls()
        made._few = None
        made._bits = bits
        return made

    @property
    def few(self) -> array | None:
        """The ids, where they are kept as numbers."""
        return self._few

    @property
    def bits(self) -> int:
        if self._bits is None:
            return bits_of(self._few)
        return self._bits

    @property
    def size(self) -> int:
        """The bytes that it takes, about."""
        if self._few is not None:
            return 100 + self._few.itemsize * len(self._few)
        return 100 + sys.getsizeof(self._bits)

    def changed(self, gone: Iterable[int], added: Iterable[int]) -> IdSet:
        """The set without some ids and then with others."""
        gone = set(gone)
        added = set(added)
        if self._few is not None:
            return IdSet((set(self._few) - gone) | added)
        return IdSet._many(without(self._bits, bits_of(gone)) | bits_of(added))
