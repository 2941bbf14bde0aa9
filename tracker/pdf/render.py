"""Renders a Typst template with data as an accessible PDF."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import typst

from tracker.pdf.glyphs import SURE, SUREST, Naming, box, drawable
from tracker.pdf.row_header import with_row_headers
from tracker.pdf.word_break import breakable

HERE = Path(__file__).parent.parent
TEMPLATES = HERE / "_templates"  # inside the wheel
if not TEMPLATES.is_dir():
    TEMPLATES = HERE.parent / "templates"
# Tagged, titled, in reading order; what would not be accessible does not compile
STANDARDS = ["ua-1"]


class PdfError(Exception):
    """The template cannot be set with this data; the message says what Typst said, and where."""


def pdf(
    template: Path | str,
    data: Mapping,
    *,
    language: str,
    title: str,
    at: dt.datetime | None = None,
    named: Naming = box,
    folder: Path = TEMPLATES,
) -> bytes:
    """Set a template as a PDF that follows PDF/UA-1.

    The same template, data, language, title and `at` give the same bytes. Only `folder`
    can be read, nothing is fetched, and only the fonts inside the typst wheel are used,
    so that a PDF looks the same wherever it is made.

    Args:
        template: The .typ file, beginning at `folder`: "summaries/summary.typ". It
            finds its data with ``data`` of templates/kit/paper.typ.
        data: What JSON can hold. A text is shown as it is written, whatever it looks like.
        language: The two letters of the document's language.
        title: What the document is called, in its properties and in the reader's window.
        at: The moment the document says it was made; without it, it says none that changes.
        named: What stands in the place of signs that no font has.

    Raises:
        PdfError: The template has a mistake, or asks for data that is not there.
    """
    options = {"language": language, "title": title, "at": at, "folder": folder}
    try:
        return _set(template, data, SURE, named, **options)
    except PdfError as trouble:
        if "could not be displayed" not in str(trouble):
            raise
    # A sign and a mark that each can be drawn, but not together: rather a box too many
    # than no document.
    return _set(template, data, SUREST, named, **options)


def _set(
    template: Path | str,
    data: Mapping,
    sure: str,
    named: Naming,
    *,
    language: str,
    title: str,
    at,
    folder: Path,
) -> bytes:
    texts = drawable({"data": data, "title": title}, sure, named)
    said = {
        "data": json.dumps(breakable(texts["data"])),
        "title": " ".join(texts["title"].split()),
        "language": language,
    }
    timestamp = 0
    if at:
        timestamp = int(at.timestamp())
    with tempfile.TemporaryDirectory(prefix="paper-") as nothing:
        try:
            body = typst.compile(
                str(folder / template),
                root=str(folder),
                sys_inputs=said,
                ignore_system_fonts=True,
                pdf_standards=STANDARDS,
                timestamp=timestamp,
                package_path=nothing,
                package_cache_path=nothing,
            )
        except typst.TypstError as error:
            raise PdfError(error.diagnostic) from error
    return with_row_headers(body)
