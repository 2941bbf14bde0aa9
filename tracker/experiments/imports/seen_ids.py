"""Which rows came by, in 16 to 32 bytes each: a set of a million texts would take a
hundred times the memory of a chunk.
"""

from __future__ import annotations

from array import array


class Seen:
    """A set of texts by their 64-bit hashes."""

    def __init__(self):
        self._slots = array("Q", bytes(8 * 1024))
        self._count = 0

    def __contains__(self, text: str) -> bool:
        return bool(self._slots[self._slot(_key(text))])

    def add(self, text: str) -> None:
        key = _key(text)
        slot = self._slot(key)
        if not self._slots[slot]:
            self._slots[slot] = key
            self._count += 1
            if self._count * 2 > len(self._slots):
                self._grow()

    def _slot(self, key: int) -> int:
        """Where the key stands, or would stand."""
        slots = self._slots
        mask = len(self._slots) - 1
        slot = key & mask
        while slots[slot] and slots[slot] != key:
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        old, self._slots = self._slots, array("Q", bytes(8 * 2 * len(self._slots)))
        for key in filter(None, old):
            self._slots[self._slot(key)] = key


def _key(text: str) -> int:
    return hash(text) & 0xFFFF_FFFF_FFFF_FFFF or 1
