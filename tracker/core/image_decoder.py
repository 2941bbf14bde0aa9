"""Hostile bytes in, plain pixels out:

JPEG, PNG, WebP, AVIF and GIF are decoded, and drawn anew in an image that never saw the
file; HEIC, too, with the extra `heic`. That is pi-heif, whose wheel decodes alone, with
libraries under the LGPL; the wheel of pillow-heif also holds an encoder under the GPL.

So place, camera, comments, thumbnails and whatever hides behind the picture stay
behind. A colour profile is dropped unread rather than applied: hostile ones are an old
way into image libraries, and a screenshot loses nothing by it.
"""

from __future__ import annotations

import math
from contextlib import suppress
from io import BytesIO

from PIL import Image

from tracker.core.heic_grid import HeicGrid
from tracker.core.validation import N_, FieldError, ValidationFailed

LARGEST = 20_000_000  # bytes
MOST_PIXELS = 25_000_000
# A JPEG's decoder scales while it reads; a progressive one keeps the whole picture, at
# three bytes a pixel
MOST_SCALED = 80_000_000
MOST_PROGRESSIVE = 50_000_000
# Pixels of a lossless WebP: a kilobyte can hold very many of one colour, at 120 ns of work each
MOST_LOSSLESS = 10_000_000
LONGEST = 1600  # pixels on the long side
# A tall screenshot or a panorama is legible only if its short side keeps these, so it may
# be longer, within what a WebP can hold and a phone can show
SHORTEST = 720
MOST_KEPT = 12_000_000
LONGEST_WEBP = 16_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOVING = ("PNG", "WEBP", "AVIF", "GIF", "HEIF")
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
with suppress(ImportError):
    import pi_heif

    # One thread: several pictures at once would take several times the memory
    pi_heif.register_heif_opener(
        thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
    )
    FORMATS += ("HEIF",)
# A real progressive JPEG has about ten; each one more costs a walk over the whole picture
MOST_SCANS = 100
UPRIGHT = {  # EXIF's orientation, and what turns the picture so that it stands
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decoded(data: bytes) -> Image.Image:
    """The pixels of a picture in a new image, upright and as large as `fitted` says.
    Nothing else comes along.

    Raises:
        ValidationFailed: It is too large, or no such picture.
    """
    if len(data) > LARGEST:
        raise ValidationFailed(_too_large())
    if data[4:8] == b"ftyp" and data[8:12] in HEIC and "HEIF" not in FORMATS:
        raise ValidationFailed(_heic())
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.format == "HEIF" and _pixels(image) > MOST_PIXELS:
                return _drawn_anew(_from_tiles(image, data))
            _check_cost(image, data)
            return _drawn_anew(image)
    except ValidationFailed:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationFailed(_too_many_pixels()) from None
    except Exception as error:  # hostile bytes make decoders fail in every way there is
        raise ValidationFailed(_unreadable()) from error


def moves(data: bytes) -> bool:
    """Whether a picture that can be decoded has several views, of which the first is kept."""
    with suppress(Exception), Image.open(BytesIO(data), formats=FORMATS) as image:
        return image.format in MOVING and getattr(image, "is_animated", False)
    return False


def fitted(
    size: tuple[int, int],
    longest: int = LONGEST,
    shortest: int = SHORTEST,
    most: int = MOST_KEPT,
) -> tuple[int, int]:
    """The size in which a picture is kept: at most `longest` on the long side, but never
    less than `shortest` on the short one as long as all of it stays within `most` pixels.
    """
    long, short = max(size), min(size)
    scale = min(1, longest / long)
    if short * scale < shortest:
        room = math.sqrt(most / (long * short))
        scale = max(scale, min(1, shortest / short, room, LONGEST_WEBP / long))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _check_cost(image: Image.Image, data: bytes) -> None:
    """Refuse a picture that would take too much time or memory to decode."""
    most = MOST_PIXELS
    if image.format in ("JPEG", "MPO"):
        most = MOST_SCALED
        if image.info.get("progressive"):
            most = MOST_PROGRESSIVE
    if image.format == "WEBP" and b"VP8L" in data:
        most = MOST_LOSSLESS
    if _pixels(image) > most:
        raise ValidationFailed(_too_many_pixels(most))
    scans = data.count(b"\xff\xda")
    if scans > MOST_SCANS and image.format in ("JPEG", "MPO"):
        raise ValidationFailed(_unreadable())


def _pixels(image: Image.Image) -> int:
    return image.width * image.height


def _from_tiles(image: Image.Image, data: bytes) -> Image.Image:
    """A large photo of a phone, made smaller tile by tile; in one piece it would take too
    much memory.
    """
    if _pixels(image) > MOST_SCALED:
        raise ValidationFailed(_too_many_pixels(MOST_SCALED))
    grid = HeicGrid.found_in(data)
    if grid is None:
        raise ValidationFailed(_heic_in_one_piece())
    return grid.scaled(fitted(grid.size))


def _drawn_anew(image: Image.Image) -> Image.Image:
    # A JPEG's decoder can scale down by itself, in a fraction of time and memory
    size = fitted(image.size)
    image.draft("RGB", size)
    image.load()
    turn = UPRIGHT.get(_orientation(image))
    pixels = _plain(image)
    pixels.thumbnail(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn is not None:
        pixels = pixels.transpose(turn)
    drawn = Image.new(pixels.mode, pixels.size)
    seen = None
    if pixels.mode == "RGBA":
        seen = pixels.getchannel("A").point(lambda alpha: 255 * (alpha > 0))
    # Colours under full transparency were never meant to be shown
    drawn.paste(pixels, mask=seen)
    return drawn


def _plain(image: Image.Image) -> Image.Image:
    """The picture in eight bits of red, green and blue, and transparency where there is some."""
    if image.mode.startswith(("I", "F")):  # 16 bits of grey
        image = image.convert("F").point(lambda value: value * (1 / 256)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    if image.getchannel("A").getextrema()[0] < 255:
        return image
    return image.convert("RGB")


def _orientation(image: Image.Image) -> int:
    try:
        return image.getexif().get(0x0112, 1)
    except (
        Exception
    ):  # broken EXIF says nothing about the picture; it is dropped anyway
        return 1


def _too_large() -> FieldError:
    return FieldError(
        "pictures",
        N_("Picture %(number)s is larger than %(most)s MB."),
        {"most": LARGEST // 10**6, "number": 1},
    )


def _too_many_pixels(most: int = MOST_PIXELS) -> FieldError:
    told = {"most": most // 10**6, "number": 1}
    return FieldError(
        "pictures", N_("Picture %(number)s has more than %(most)s megapixels."), told
    )


def _heic_in_one_piece() -> FieldError:
    told = {"most": MOST_PIXELS // 10**6, "number": 1}
    return FieldError(
        "pictures",
        N_(
            "Picture %(number)s is a HEIC of more than %(most)s megapixels that cannot be made"
            " smaller while it is read. Choose a smaller size in the camera, or take a"
            " screenshot of it."
        ),
        told,
    )


def _unreadable() -> FieldError:
    return FieldError(
        "pictures",
        N_("Picture %(number)s cannot be read as JPEG, PNG, WebP, AVIF or GIF."),
        {"number": 1},
    )


def _heic() -> FieldError:
    return FieldError(
        "pictures",
        N_(
            "Picture %(number)s is a HEIC, as iPhones make them, and cannot be read here. Send"
            " it from the phone itself, which makes a JPEG of it, or take a screenshot of it."
        ),
        {"number": 1},
    )
