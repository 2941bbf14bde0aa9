"""The boxes of a HEIC file: its items with their properties, and a file of one of them.

Reads what a grid of tiles needs, by ISO/IEC 14496-12 and 23008-12, from hostile bytes:
whatever does not fit is a LookupError, a ValueError or a struct.error.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_ITEMS = 2_000
TRANSFORMATIONS = (b"irot", b"imir", b"clap")


class Box(NamedTuple):
    """One box.

    Attributes:
        kind: Its four letters.
        data: What is in it, without its head.
        whole: Both.
    """

    kind: bytes
    data: memoryview
    whole: memoryview

    @property
    def version(self) -> int:
        return self.data[0]


@dataclass
class Item:
    """One item of a file: a coded picture, or a grid of such.

    Attributes:
        parts: The ids of the items that it is made of.
    """

    kind: bytes
    data: bytes = b""
    properties: list[Box] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)


def boxes(data: memoryview) -> Iterator[Box]:
    """The boxes that stand one after the other."""
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise ValueError("a box is longer than what it stands in")
        whole = data[at : at + size]
        yield Box(kind, whole[head:], whole)
        at += size


def items_of(file: bytes) -> tuple[dict[int, Item], int]:
    """The items of a file by their ids, and the id of the one that is shown."""
    view = memoryview(file)
    meta = _by_kind(view)[b"meta"]
    parts = _by_kind(meta.data[4:])
    items = {id: Item(kind) for id, kind in _kinds(parts[b"iinf"])}
    stored = b""
    if b"idat" in parts:
        stored = parts[b"idat"].data
    for id, in_file, extents in _places(parts[b"iloc"]):
        if id in items:
            source = view if in_file else stored
            items[id].data = b"".join(_cut(source, *extent) for extent in extents)
    for id, properties in _properties(_by_kind(parts[b"iprp"].data)):
        items[id].properties = properties
    for id, made_of in _references(parts[b"iref"]):
        items[id].parts = made_of
    primary = parts[b"pitm"]
    (shown,) = struct.unpack_from(">I" if primary.version else ">H", primary.data, 4)
    return items, shown


def picture_of(item: Item) -> bytes:
    """A file of one coded picture alone, neither turned nor cut."""
    kept = [box for box in item.properties if box.kind not in TRANSFORMATIONS]
    uses = bytes(0x80 * (box.kind == b"hvcC") | n for n, box in enumerate(kept, 1))
    properties = _box(b"ipco", b"".join(box.whole for box in kept))
    properties += _box(b"ipma", struct.pack(">IIHB", 0, 1, 1, len(kept)) + uses)
    entry = struct.pack(">IHH", 2 << 24, 1, 0) + item.kind + b"\0"
    parts = _box(b"hdlr", bytes(8) + b"pict" + bytes(13))
    parts += _box(b"pitm", struct.pack(">IH", 0, 1))
    parts += _box(b"iinf", struct.pack(">IH", 0, 1) + _box(b"infe", entry))
    parts += _box(b"iprp", properties)
    begin = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    length = len(begin) + 12 + len(parts) + 30 + 8
    place = struct.pack(">IBBHHHHII", 0, 0x44, 0, 1, 1, 0, 1, length, len(item.data))
    meta = _box(b"meta", bytes(4) + parts + _box(b"iloc", place))
    return begin + meta + _box(b"mdat", item.data)


def _box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), kind) + data


def _by_kind(data: memoryview) -> dict[bytes, Box]:
    """The boxes by their kind; of several the first."""
    found: dict[bytes, Box] = {}
    for box in boxes(data):
        found.setdefault(box.kind, box)
    return found


def _cut(data: memoryview, offset: int, length: int) -> memoryview:
    if offset + length > len(data):
        raise ValueError("an item lies beyond the end")
    return data[offset : offset + length]


def _kinds(iinf: Box) -> Iterator[tuple[int, bytes]]:
    begin = 8 if iinf.version else 6
    for number, box in enumerate(boxes(iinf.data[begin:])):
        if number > MOST_ITEMS:
            raise ValueError("too many items")
        if box.version == 2:
            yield struct.unpack_from(">H2x4s", box.data, 4)
        elif box.version == 3:
            yield struct.unpack_from(">I2x4s", box.data, 4)


class _Numbers:
    """Unsigned numbers of various lengths, one after the other."""

    def __init__(self, data: memoryview):
        self.data = data
        self.at = 0

    def next(self, length: int) -> int:
        number = self.data[self.at : self.at + length]
        if len(number) < length:
            raise ValueError("a box ends within a number")
        self.at += length
        return int.from_bytes(number, "big")


def _places(iloc: Box) -> Iterator[tuple[int, bool, list[tuple[int, int]]]]:
    """Id, whether it stands in the file (or in the box idat), and its extents."""
    numbers = _Numbers(iloc.data[4:])
    version = iloc.version
    sizes = numbers.next(2)
    wide = 4 if version == 2 else 2
    for _ in range(min(numbers.next(wide), MOST_ITEMS)):
        id = numbers.next(wide)
        method = 0
        if version:
            method = numbers.next(2) & 15
        numbers.next(2)
        base = numbers.next(sizes >> 4 & 15)
        extents = []
        for _ in range(min(numbers.next(2), MOST_ITEMS)):
            if version:
                numbers.next(sizes & 15)
            offset = numbers.next(sizes >> 12)
            extents.append((base + offset, numbers.next(sizes >> 8 & 15)))
        if method < 2:
            yield id, method == 0, extents


def _properties(iprp: dict[bytes, Box]) -> Iterator[tuple[int, list[Box]]]:
    known = list(boxes(iprp[b"ipco"].data))
    ipma = iprp[b"ipma"]
    numbers = _Numbers(ipma.data[3:])
    is_wide = numbers.next(1) & 1
    for _ in range(min(numbers.next(4), MOST_ITEMS)):
        id = numbers.next(4 if ipma.version else 2)
        places = [
            numbers.next(2) & 0x7FFF if is_wide else numbers.next(1) & 0x7F
            for _ in range(numbers.next(1))
        ]
        yield id, [known[place - 1] for place in places if place]


def _references(iref: Box) -> Iterator[tuple[int, list[int]]]:
    """Id of an item and of those that it is made of."""
    wide = 4 if iref.version else 2
    for box in boxes(iref.data[4:]):
        numbers = _Numbers(box.data)
        id = numbers.next(wide)
        made_of = [numbers.next(wide) for _ in range(numbers.next(2))]
        if box.kind == b"dimg":
            yield id, made_of
