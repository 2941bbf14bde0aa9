"""Pictures for tests, good and hostile, made as they are needed."""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial

from PIL import Image, PngImagePlugin

CANARY = b"canary-55.676111-12.568333"


def picture(
    format: str = "PNG",
    size: tuple[int, int] = (40, 30),
    mode: str = "RGB",
    color=None,
    **options,
) -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new(mode, size, color if color is not None else 120).save(
        file, format, **options
    )
    return file.getvalue()


def telling_photo() -> bytes:
    """A JPEG that tells where it was taken, by whom, and carries a comment, a profile and XMP."""
    image = Image.new("RGB", (60, 40), (200, 30, 30))
    exif = Image.Exif()
    exif[0x013B] = CANARY.decode()  # artist
    exif.get_ifd(0x8825)[2] = (55.0, 40.0, 34.0)
    exif.get_ifd(0x8825)[29] = CANARY.decode()
    file = io.BytesIO()
    image.save(
        file,
        "JPEG",
        exif=exif,
        comment=CANARY,
        icc_profile=b"x" * 100 + CANARY,
        xmp=b"<x>" + CANARY + b"</x>",
    )
    return file.getvalue()


def telling_screenshot() -> bytes:
    """A PNG with texts before and after its pixels, and something hidden behind its end
    and under full transparency.
    """
    image = Image.new("RGBA", (50, 50), (0, 0, 0, 255))
    image.paste((99, 97, 110, 0), (0, 0, 25, 50))
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", CANARY.decode())
    info.add_itxt("Comment", CANARY.decode(), zip=True)
    file = io.BytesIO()
    image.save(file, "PNG", pnginfo=info)
    return file.getvalue() + CANARY


def standing_photo() -> bytes:
    """A JPEG that lies on its side and says so: red above white when it stands."""
    image = Image.new("RGB", (80, 40), "white")
    image.paste((220, 0, 0), (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif, quality=95)
    return file.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return (
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
    )


def photo_of_48_megapixels() -> bytes:
    """As a phone takes it: a JPEG that is not progressive."""
    return picture("JPEG", (8000, 6000), quality=50)


def declared_png(
    width: int, height: int, depth: int = 1, colour: int = 0, body: bytes = b""
) -> bytes:
    """A PNG that says how large it is, and holds only `body`."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    pixels = zlib.compress(body, 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def bomb() -> bytes:
    """400 megapixels of one bit, all black, in some fifty kilobytes."""
    return declared_png(20_000, 20_000, body=bytes(20_000 * (20_000 // 8 + 1)))


def text_bomb() -> bytes:
    """A small PNG whose text chunks unpack to a hundred megabytes."""
    packed = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(20_000_000), 9))
    good = picture("PNG")
    return good[:33] + packed * 5 + good[33:]


def scan_bomb() -> bytes:
    """A progressive JPEG with thousands of scans, each a walk over the whole picture."""
    good = picture("JPEG", (4000, 4000), progressive=True)
    last = good.rindex(b"\xff\xda")
    return good[:last] + good[last:-2] * 5000 + good[-2:]


def moving(format: str, **options) -> bytes:
    """A red picture that turns blue."""
    frames = [
        Image.new("RGB", (20, 20), colour) for colour in ((255, 0, 0), (0, 0, 255))
    ]
    file = io.BytesIO()
    frames[0].save(
        file, format, save_all=True, append_images=frames[1:], duration=100, **options
    )
    return file.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="9"'
    b' height="9"/></svg>'
)
HTML_IN_JPEG = b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>\xff\xd9"
NO_PICTURES = {
    "nothing": b"",
    "svg": SVG,
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "ico": picture("ICO", size=(32, 32)),
    "pdf": picture("PDF"),
    "html": b"<html><script>alert(1)</script></html>",
    "html in a jpeg": HTML_IN_JPEG,
    "script behind a gif's name": b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)",
    "zip": b"PK\x03\x04" + bytes(200),
    "half a png": picture("PNG", (400, 300))[:-60],
    "half a jpeg": picture("JPEG", (400, 300))[:300],
    "half a webp": picture("WEBP", (400, 300))[:-30],
    "no pixels": declared_png(10, 10),
    "no width": declared_png(0, 10),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "xpm": b'/* XPM */ static char *x[] = {"1 1 1 1", "a c #fff", "a"};',
}
# Made when a test asks for one: that takes a second, which whoever only reads this file
# need not wait
BOMBS = {
    "20,000 by 20,000": bomb,
    "declared huge": partial(declared_png, 2**31 - 1, 2**31 - 1),
    "just too many": partial(declared_png, 5_001, 5_000),
    "texts": text_bomb,
    "scans": scan_bomb,
}
