"""Large photos of phones: the tiles are the picture, and never more than a refusal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from tests.core.heic_grid import photo_of_tiles
from tests.core.heic_photo import PHOTO
from tests.examples import tries
from tracker.core import image_decoder
from tracker.core.heic_grid import HeicGrid
from tracker.core.image_decoder import decoded
from tracker.core.validation import ValidationFailed

SHAPES = {
    "whole tiles": (2, 2),
    "cut on the right and below": (3, 2, (250, 100)),
    "on its side": (2, 3, (150, 180), 1),
    "on its other side": (3, 1, None, 3),
}


@pytest.fixture
def few_pixels(monkeypatch):
    """Pictures of more than 5,000 pixels are large."""
    monkeypatch.setattr(image_decoder, "MOST_PIXELS", 5_000)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_tile_by_tile_it_is_the_picture_that_it_is_in_one_piece(shape):
    data = photo_of_tiles(*shape)
    grid = HeicGrid.found_in(data)
    tiled = grid.scaled(grid.size)
    with Image.open(io.BytesIO(data)) as image:
        whole = image.convert("RGB")
    assert tiled.size == whole.size
    assert ImageChops.difference(tiled, whole).getbbox() is None


def test_tiles_are_made_smaller_while_they_are_read():
    grid = HeicGrid.found_in(photo_of_tiles(4, 4))
    assert grid.size == (384, 256)
    assert grid.scaled((90, 60)).size == (96, 64)
    assert grid.scaled((100, 60)).size == (192, 128), "never less than was asked for"


def test_a_large_photo_is_read_upright_and_nothing_comes_along(few_pixels):
    picture = decoded(photo_of_tiles(3, 2, (250, 100), turn=3))
    assert picture.size == (100, 250) and not picture.info
    above, below = picture.getpixel((50, 10)), picture.getpixel((50, 85))
    assert above[2] > 200 > 50 > above[0] and below[0] > 200 > 50 > below[2]


def test_a_large_one_in_one_piece_is_told_what_helps(few_pixels):
    assert HeicGrid.found_in(PHOTO) is None
    with pytest.raises(ValidationFailed, match="smaller size in the camera"):
        decoded(PHOTO)


def test_tiles_of_too_large_a_picture_are_not_read(few_pixels, monkeypatch):
    monkeypatch.setattr(image_decoder, "MOST_SCALED", 20_000)
    with pytest.raises(ValidationFailed, match="megapixels"):
        decoded(photo_of_tiles(2, 2))


def test_tiles_that_do_not_cover_the_picture_are_refused(few_pixels):
    with pytest.raises(ValidationFailed, match="cannot be read"):
        decoded(photo_of_tiles(2, 2, (400, 400)))


@tries(20, 150)
@given(
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=8),
    st.integers(300, 10**6),
)
def test_bent_grids_are_drawn_or_refused(at, bytes_, end):
    data = bytearray(photo_of_tiles(2, 2))
    at %= len(data)
    data[at : at + len(bytes_)] = bytes_
    if grid := HeicGrid.found_in(bytes(data[:end])):
        try:
            assert grid.scaled(grid.size).mode == "RGB"
        except (
            Exception
        ) as error:  # whatever a decoder raises, `decoded` refuses kindly
            assert not isinstance(error, AssertionError | MemoryError)
    try:
        assert decoded(bytes(data[:end])).info == {}
    except ValidationFailed as refused:
        assert "Picture 1" in str(refused)
