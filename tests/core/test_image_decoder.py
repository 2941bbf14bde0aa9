"""Whatever is sent: plain pixels come out, or a kind sentence; and it never takes long."""

import io
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.core.heic_photo import PHOTO
from tests.examples import for_each, tries
from tests.experiments.pictures import (
    BOMBS,
    NO_PICTURES,
    moving,
    photo_of_48_megapixels,
    picture,
    standing_photo,
    telling_photo,
)
from tracker.core import image_decoder
from tracker.core.image_decoder import LARGEST, LONGEST_WEBP, decoded, fitted, moves
from tracker.core.validation import ValidationFailed

GOOD = {
    "jpeg": picture("JPEG"),
    "grey jpeg": picture("JPEG", mode="L"),
    "cmyk jpeg": picture("JPEG", mode="CMYK", color=(0, 200, 200, 0)),
    "progressive jpeg": picture("JPEG", progressive=True),
    "png": picture("PNG"),
    "one bit": picture("PNG", mode="1", color=1),
    "palette": picture("PNG", mode="P", color=3),
    "sixteen bits": picture("PNG", mode="I;16", color=40_000),
    "grey with transparency": picture("PNG", mode="LA", color=(90, 40)),
    "palette with transparency": picture("PNG", mode="P", color=3, transparency=3),
    "gif": picture("GIF", mode="P"),
    "avif": picture("AVIF"),
    "webp": picture("WEBP"),
    "webp with transparency": picture(
        "WEBP", mode="RGBA", color=(9, 9, 9, 40), lossless=True
    ),
}


@for_each(GOOD.values())
def test_every_kind_of_picture_is_drawn_anew(data):
    image = decoded(data)
    assert image.mode in ("RGB", "RGBA")
    assert image.size == (40, 30)
    assert image.info == {}


def test_sixteen_bits_keep_their_grey():
    assert decoded(GOOD["sixteen bits"]).getpixel((0, 0)) == (156, 156, 156)


def test_transparency_is_kept_and_never_invented():
    assert decoded(GOOD["webp with transparency"]).getpixel((0, 0)) == (9, 9, 9, 40)
    assert decoded(picture("PNG", mode="RGBA", color=(1, 2, 3, 255))).mode == "RGB"


def test_a_photo_stands_as_it_was_held():
    image = decoded(standing_photo())
    assert image.size == (40, 80)
    assert image.getpixel((20, 5))[1] < 60 and image.getpixel((20, 75))[1] > 200


@for_each(
    [
        ((4000, 3000), (1600, 1200)),
        ((3000, 4000), (1200, 1600)),
        ((1170, 2532), (739, 1600)),
        ((1170, 20_000), (720, 12_308)),  # a scrolling screenshot
        ((16_384, 3800), (3104, 720)),  # a panorama
        ((20_000, 10), (16_000, 8)),
        ((1601, 1), (1601, 1)),
        ((40, 30), (40, 30)),
    ]
)
def test_large_ones_are_made_smaller_and_tall_ones_stay_legible(case):
    size, kept = case
    assert fitted(size) == kept


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_picture_is_kept_in_the_size_that_fits(format):
    assert decoded(picture(format, (300, 4000))).size == (300, 4000)
    assert decoded(picture(format, (2400, 900))).size == (1920, 720)


def test_a_photo_of_48_megapixels_is_scaled_while_it_is_read():
    data = photo_of_48_megapixels()
    began = time.process_time()
    with Image.open(io.BytesIO(data)) as image:
        assert image.draft("RGB", fitted(image.size)) is not None
        assert image.size == (2000, 1500), "a sixteenth of the memory"
    assert decoded(data).size == (1600, 1200)
    assert time.process_time() - began < 3


def test_a_photo_of_a_phone_that_cannot_be_read_is_told_how(monkeypatch):
    monkeypatch.setattr(image_decoder, "FORMATS", ("JPEG",))
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)
    with pytest.raises(ValidationFailed, match="is a HEIC"):
        decoded(heic)


def test_the_advice_says_what_to_do_on_the_phone_and_nothing_of_programs():
    advice = str(image_decoder._heic())
    assert "from the phone itself" in advice and "screenshot" in advice
    assert not re.search(r"mail|pip|install|pillow|heif|extra", advice, re.IGNORECASE)


def test_a_photo_of_an_iphone_is_read_upright_and_nothing_comes_along():
    picture = decoded(PHOTO)
    assert picture.size == (64, 96) and picture.mode == "RGB"
    above, below = picture.getpixel((32, 10)), picture.getpixel((32, 86))
    assert above[2] > 200 > 50 > above[0] and below[0] > 200 > 50 > below[2]
    assert not picture.info and not picture.getexif() and not moves(PHOTO)


def test_a_photo_of_an_iphone_is_held_to_the_pixels_of_others(monkeypatch):
    monkeypatch.setattr(image_decoder, "MOST_PIXELS", 5_000)
    with pytest.raises(ValidationFailed, match="megapixels"):
        decoded(PHOTO)


@pytest.mark.parametrize("cut", [40, 200, 500, 600])
def test_a_damaged_photo_of_an_iphone_is_refused_kindly(cut):
    with pytest.raises(ValidationFailed):
        decoded(PHOTO[:cut])


@pytest.mark.parametrize(
    "data",
    [moving("WEBP", lossless=True), moving("PNG"), moving("GIF")],
    ids=["webp", "png", "gif"],
)
def test_of_a_moving_picture_the_first_is_kept_and_it_is_known_to_move(data):
    assert decoded(data).getpixel((5, 5)) == (255, 0, 0)
    assert moves(data) and not moves(GOOD["gif"]) and not moves(b"no picture")


@for_each(NO_PICTURES.values())
def test_what_is_no_picture_is_refused_kindly(data):
    with pytest.raises(ValidationFailed) as refused:
        decoded(data)
    assert (
        str(refused.value)
        == "Picture 1 cannot be read as JPEG, PNG, WebP, AVIF or GIF."
    )


@for_each(BOMBS)
def test_bombs_are_refused_before_they_go_off(name):
    data = BOMBS[name]()
    sizes = ("20,000 by 20,000", "declared huge", "just too many")
    assert len(data) < LARGEST
    began = time.process_time()
    with pytest.raises(
        ValidationFailed,
        match="more than 25 megapixels" if name in sizes else "cannot be read",
    ):
        decoded(data)
    assert time.process_time() - began < 0.5


def test_broken_exif_does_not_matter():
    data = telling_photo()
    start = data.index(b"Exif\0\0") + 6
    assert decoded(data[:start] + b"\xff" * 40 + data[start + 40 :]).size == (60, 40)


def test_one_byte_too_many():
    with pytest.raises(ValidationFailed, match="larger than 20 MB"):
        decoded(picture("PNG").ljust(LARGEST + 1, b"\0"))


@tries(30, 150)
@given(
    st.binary(max_size=600),
    st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\x40\0\0\0WEBPVP8X"]
    ),
)
def test_random_bytes_are_never_more_than_refused(data, magic):
    try:
        assert decoded(magic + data).info == {}
    except ValidationFailed as refused:
        assert "Picture 1" in str(refused)


@tries(30, 150)
@given(
    st.sampled_from(sorted(GOOD)),
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=8),
)
def test_bent_pictures_are_drawn_or_refused(name, at, bytes_):
    data = bytearray(GOOD[name])
    at %= len(data)
    data[at : at + len(bytes_)] = bytes_
    try:
        image = decoded(bytes(data))
    except ValidationFailed:
        return
    assert image.size == (40, 30) or max(image.size) <= LONGEST_WEBP
    image.save(io.BytesIO(), "WEBP")
    assert isinstance(image, Image.Image)
