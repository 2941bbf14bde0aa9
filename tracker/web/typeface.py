"""The serif of people's words: Source Serif, cut down to what Danish and English are written with.

Its package carries whole fonts of some 200 KB each; what a page needs of the three is 40 KB.
They are cut when a browser first asks, and lie beside the bundles from then on.
"""

from __future__ import annotations

import io
import re
import string
from importlib.resources import as_file, files
from pathlib import Path

from tracker.disk import open_private

# Name of a file: its weight and slope, and which cut it is. Whoever changes what is cut raises
# the number here and in `static/css/10_tokens.css`: browsers keep the files for good.
FILE = re.compile(r"words-(400|600|400i)-1\.woff2")
SOURCES = {
    "400": "SourceSerifPro-Regular.ttf",
    "600": "SourceSerifPro-Semibold.ttf",
    "400i": "SourceSerifPro-It.ttf",
}
LETTERS = "æøåÆØÅéÉèêëáàâäÄöÖüÜíóúñçßðþ"
MARKS = "«»„“”‘’–—…·•§°×½¼±−→←€£©\N{NO-BREAK SPACE}"
CHARACTERS = string.printable.strip() + " " + LETTERS + MARKS
# Its licence reserves the name "Source" for what Adobe has made
OUR_NAME = "Forsoeg Words"
NAMES = {1, 4, 6}
LICENCE = {0, 13, 14}
USE_MY_METRICS = 0x0200  # a flag of a part in the table "glyf"


def write_typeface(folder: Path, name: str) -> None:
    """Cut a font into the folder, unless it is there.

    Args:
        name: A name that `FILE` matches.
    """
    path = folder / name
    if path.exists():
        return
    # Another process that serves from this folder finds all of it or nothing
    unfinished = path.with_suffix(".unfinished")
    with open_private(unfinished) as file:
        file.write(cut(SOURCES[FILE.fullmatch(name)[1]]))
    unfinished.replace(path)


def cut(source: str) -> bytes:
    """A font of the package as WOFF2, with our characters alone."""
    # They take half a second to load, and only the first reader ever needs them
    from fontTools import subset

    options = subset.Options(
        flavor="woff2",
        layout_features=["kern", "liga", "lnum", "tnum", "locl", "ccmp"],
        hinting=False,
        name_IDs=sorted(NAMES | LICENCE),
    )
    with as_file(files("font_source_serif_pro") / "files" / source) as path:
        font = subset.load_font(path, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=CHARACTERS)
    cutter.subset(font)
    _keep_widths(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = OUR_NAME
    written = io.BytesIO()
    font.flavor = "woff2"
    font.save(written)
    font.close()
    return written.getvalue()


def _keep_widths(font) -> None:
    """Let each sign keep its own width: this font says wrongly of some, such as “…”, that
    they are as wide as one of their parts.
    """
    for name in font.getGlyphOrder():
        for part in getattr(font["glyf"][name], "components", []):
            part.flags &= ~USE_MY_METRICS
