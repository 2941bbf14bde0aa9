"""A photo of many tiles, as phones keep large ones: the same tile again and again."""

import struct

from tests.core.heic_photo import PHOTO
from tracker.core.heic_box import items_of

TILE = (96, 64)
GRID = 1000  # the id of the whole


def photo_of_tiles(
    columns: int, rows: int, size: tuple[int, int] | None = None, turn: int = 0
) -> bytes:
    """A HEIC of so many tiles of 96 by 64, the left half of each blue, the right red.

    Args:
        size: Of the whole; by default all of the tiles.
        turn: Quarters against the clock.
    """
    width, height = size or (columns * TILE[0], rows * TILE[1])
    items, primary = items_of(PHOTO)
    tile = items[primary]
    coded = [box for box in tile.properties if box.kind != b"irot"]
    known = b"".join(box.whole for box in coded)
    known += box(b"ispe", struct.pack(">III", 0, width, height))
    known += box(b"irot", bytes([turn]))
    ids = range(1, columns * rows + 1)
    uses = bytes(range(1, len(coded) + 1))
    ipma = b"".join(struct.pack(">HB", id, len(uses)) + uses for id in ids)
    ipma += struct.pack(">HBBB", GRID, 2, len(uses) + 1, len(uses) + 2)
    whole = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)
    entries = b"".join(entry(id, b"hvc1", hidden=True) for id in ids)
    made_of = struct.pack(f">HH{len(ids)}H", GRID, len(ids), *ids)
    parts = box(b"hdlr", bytes(8) + b"pict" + bytes(13))
    parts += box(b"pitm", struct.pack(">IH", 0, GRID))
    parts += box(
        b"iinf", struct.pack(">IH", 0, len(ids) + 1) + entries + entry(GRID, b"grid")
    )
    parts += box(b"iref", bytes(4) + box(b"dimg", made_of))
    parts += box(
        b"iprp",
        box(b"ipco", known) + box(b"ipma", struct.pack(">II", 0, len(ids) + 1) + ipma),
    )
    parts += box(b"idat", whole)
    begin = box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    places = 16 * (len(ids) + 1) + 16
    at = len(begin) + 12 + len(parts) + places + 8
    iloc = struct.pack(">IBBH", 1 << 24, 0x44, 0, len(ids) + 1)
    for id in ids:
        iloc += struct.pack(">HHHHII", id, 0, 0, 1, at, len(tile.data))
    iloc += struct.pack(">HHHHII", GRID, 1, 0, 1, 0, len(whole))
    meta = box(b"meta", bytes(4) + parts + box(b"iloc", iloc))
    return begin + meta + box(b"mdat", tile.data)


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), kind) + data


def entry(id: int, kind: bytes, hidden: bool = False) -> bytes:
    return box(b"infe", struct.pack(">IHH", 2 << 24 | hidden, id, 0) + kind + b"\0")
