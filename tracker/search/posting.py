"""Postings: the texts that have a key, and the fields in which they have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from tracker.search.document import LESSON, REST, TITLE, keys_in
from tracker.search.idset import IdSet, bits_of, without

NAME = "n"  # of its platform, format, unit or stakeholder: no text, but found as one
FIELDS = (TITLE, LESSON, REST, NAME)
NAMED = 1.2  # the weight of NAME
NOWHERE = IdSet()


class Visible:
    """The texts that may be counted."""

    def __init__(self, bits: int):
        self.bits = bits
        self.many = bits.bit_count()
        self._bytes = bits.to_bytes((bits.bit_length() >> 3) + 1, "little")

    def __contains__(self, id: int) -> bool:
        at = id >> 3
        return at < len(self._bytes) and bool(self._bytes[at] >> (id & 7) & 1)


class Posting:
    """The texts with a key that may be counted.

    A combination of fields is written as a mask: the bit of each field, in their order.

    Attributes:
        many: How many texts there are.
    """

    def __init__(self, few: dict[int, int] | None, fields: list[int]):
        """Either id to mask, where there are few, or the texts of each field as bits."""
        self._few = few
        self._fields = fields
        if few is None:
            self.many = self.bits.bit_count()
        else:
            self.many = len(few)

    @classmethod
    def among_visible(cls, by_field: Iterable[IdSet], visible: Visible) -> Posting:
        """The visible ones of the texts of each field."""
        by_field = list(by_field)
        if all(ids.few is not None for ids in by_field):
            return cls(_masks(by_field, visible), [])
        return cls(None, [ids.bits & visible.bits for ids in by_field])

    def __bool__(self) -> bool:
        return self.many > 0

    @property
    def few(self) -> Mapping[int, int] | None:
        """Id to the mask of its fields, where there are few."""
        return self._few

    @property
    def bits(self) -> int:
        """The texts as the bits of a number."""
        if self._few is not None:
            return bits_of(self._few)
        found = 0
        for field in self._fields:
            found |= field
        return found

    def by_mask(self) -> dict[int, int]:
        """Mask to the texts that have the key in just these fields, as bits."""
        if self._few is not None:
            ids = defaultdict(list)
            for id, mask in self._few.items():
                ids[mask].append(id)
            return {mask: bits_of(some) for mask, some in ids.items()}
        parts = {0: self.bits}
        for place, field in enumerate(self._fields):
            if not field:
                continue
            split = {}
            for mask, bits in parts.items():
                if inside := bits & field:
                    split[mask | 1 << place] = inside
                if outside := without(bits, field):
                    split[mask] = outside
            parts = split
        parts.pop(0, None)
        return parts

    def among(self, ids: Collection[int], bits: int) -> Mapping[int, int]:
        """Id to the mask of its fields, of some texts.

        Args:
            bits: The same ids as bits.
        """
        if self._few is not None:
            return {id: self._few[id] for id in self._few.keys() & ids}
        found = {}
        for place, field in enumerate(self._fields):
            inside = field & bits
            if not inside:
                continue
            data = inside.to_bytes((bits.bit_length() >> 3) + 1, "little")
            for id in ids:
                if data[id >> 3] >> (id & 7) & 1:
                    found[id] = found.get(id, 0) | 1 << place
        return found


def _masks(by_field: list[IdSet], visible: Visible) -> dict[int, int]:
    found = {}
    for place, ids in enumerate(by_field):
        for id in ids.few:
            if id in visible:
                found[id] = found.get(id, 0) | 1 << place
    return found


def postings_of(documents: Iterable[tuple[int, str]]) -> dict[str, Posting]:
    """Key to its posting.

    For few documents that no database has indexed: own drafts, questions.
    """
    found = defaultdict(dict)
    for id, document in documents:
        for field, key in keys_in(document):
            masks = found[key]
            masks[id] = masks.get(id, 0) | 1 << FIELDS.index(field)
    return {key: Posting(masks, []) for key, masks in found.items()}
