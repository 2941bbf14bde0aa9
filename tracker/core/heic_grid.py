"""The grid of tiles of which a phone makes a HEIC, decoded tile by tile.

A photo of 48 megapixels would take 440 MB in one piece. Here each tile, usually 512 by
512 pixels, is decoded as a small picture of its own, and made smaller at once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from tracker.core.heic_box import Box, Item, items_of, picture_of

MOST_TILES = 512
# A tile is decoded in one piece
MOST_TILE_PIXELS = 4_000_000
TURNS = {  # irot: quarters against the clock
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}
FLIPS = {0: Image.Transpose.FLIP_TOP_BOTTOM, 1: Image.Transpose.FLIP_LEFT_RIGHT}


@dataclass
class HeicGrid:
    """The tiles of a picture, row by row.

    Attributes:
        size: Of the whole picture, before it is turned.
        turns: What makes it stand.
    """

    rows: int
    columns: int
    size: tuple[int, int]
    tiles: list[Item]
    turns: list[Image.Transpose] = field(default_factory=list)

    @classmethod
    def found_in(cls, data: bytes) -> HeicGrid | None:
        """The grid of a file; None where its picture is in one piece, or the file is odd."""
        try:
            return cls._read(data)
        except (struct.error, LookupError, ValueError):
            return None

    @classmethod
    def _read(cls, data: bytes) -> HeicGrid | None:
        items, primary = items_of(data)
        whole = items[primary]
        if whole.kind != b"grid":
            return None
        flags, rows, columns = struct.unpack(">xBBB", whole.data[:4])
        size = struct.unpack_from(">II" if flags & 1 else ">HH", whole.data, 4)
        tiles = [items[id] for id in whole.parts]
        grid = cls(rows + 1, columns + 1, size, tiles)
        grid.turns = list(_turns(whole.properties))
        if len(tiles) != grid.rows * grid.columns or len(tiles) > MOST_TILES:
            return None
        if any(box.kind == b"clap" for box in whole.properties):
            return None
        return grid

    def scaled(self, least: tuple[int, int]) -> Image.Image:
        """The picture, upright, made smaller by 2, 4 or 8 while it is read.

        Args:
            least: The size, before it is turned, below which it is not made.

        Raises:
            ValueError: The tiles are not those of one picture.
        """
        tile = self._tile(0).size
        if not self._is_covered_by(tile):
            raise ValueError("the tiles do not cover the picture")
        by = _divisor(self.size, tile, least)
        drawn = Image.new("RGB", (-(-self.size[0] // by), -(-self.size[1] // by)))
        for number in range(len(self.tiles)):
            row, column = divmod(number, self.columns)
            left, above = column * tile[0], row * tile[1]
            piece = self._tile(number)
            if piece.size != tile:
                raise ValueError("the tiles differ in size")
            right = min(tile[0], self.size[0] - left)
            below = min(tile[1], self.size[1] - above)
            piece = piece.crop((0, 0, right, below)).reduce(by)
            drawn.paste(piece, (left // by, above // by))
        for turn in self.turns:
            drawn = drawn.transpose(turn)
        return drawn

    def _is_covered_by(self, tile: tuple[int, int]) -> bool:
        """Whether the picture needs all of its columns and rows, and no more."""
        width, height = tile
        return (self.columns - 1) * width < self.size[0] <= self.columns * width and (
            (self.rows - 1) * height < self.size[1] <= self.rows * height
        )

    def _tile(self, number: int) -> Image.Image:
        file = BytesIO(picture_of(self.tiles[number]))
        with Image.open(file, formats=("HEIF",)) as image:
            if image.width * image.height > MOST_TILE_PIXELS:
                raise ValueError("a tile is too large")
            return image.convert("RGB")


def _turns(properties: list[Box]) -> Iterator[Image.Transpose]:
    for box in properties:
        if box.kind == b"irot" and box.data[0] & 3:
            yield TURNS[box.data[0] & 3]
        if box.kind == b"imir":
            yield FLIPS[box.data[0] & 1]


def _divisor(
    size: tuple[int, int], tile: tuple[int, int], least: tuple[int, int]
) -> int:
    """By how much tiles are made smaller, so that none loses its place."""
    by = 8
    while by > 1 and (
        tile[0] % by
        or tile[1] % by
        or size[0] < least[0] * by
        or size[1] < least[1] * by
    ):
        by //= 2
    return by
