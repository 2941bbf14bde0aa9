"""Opens a table file of unknown content with the reader of its format."""

import gzip
import os
import zlib
from pathlib import Path

from tracker.tables.archive import Archive
from tracker.tables.delimited import Delimited
from tracker.tables.limits import N_, Deadline, Limits, UnreadableTable
from tracker.tables.ods import OpenDocument
from tracker.tables.table import Score, Table
from tracker.tables.xlsx import Spreadsheet

GZIP = b"\x1f\x8b"
ZIP = b"PK"
# What Excel and LibreOffice keep beside a list while somebody has it open
LOCKS = ("~$", ".~lock.")
LOCK = N_(
    "This is not the list, but what is kept beside it while somebody has it open. Please choose the"
    " list itself."
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Text files with these beginnings are not tables either, though a CSV reader would make
# something of them.
OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"{\\rtf": "RTF",
    b"{": "JSON",
    b"[{": "JSON",
    b"SQLite format 3": "SQLite",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x7fELF": "ELF",
    b"<": "HTML/XML",
}


def open_table(
    source,
    name: str | None = None,
    limits: Limits | None = None,
    *,
    sheet: str = "",
    score: Score | None = None,
    header: int = 0,
) -> Table:
    """Opens a table and reads its header.

    Args:
        source: a path, or a binary file that can seek; such a file stays open when the
            table is closed.
        name: what people call the file; by default its own name.
        limits: what it may cost.
        sheet: the title of the sheet to read; by default the one in which `score`
            knows the most names, or the first.
        score: how many names of columns a row holds that the caller knows.
        header: the line in which the names of the columns stand; by default guessed.

    Raises:
        NotATable: it is none, or costs too much.
        OSError: the path cannot be read.
    """
    limits = limits or Limits()
    if not isinstance(source, (str, os.PathLike)):
        name = name or str(getattr(source, "name", None) or "?")
        return _opened(source, name, limits, sheet, score, header)
    file = Path(source).open("rb")  # noqa: SIM115
    try:
        name = name or Path(source).name
        table = _opened(file, name, limits, sheet, score, header)
    except BaseException:
        file.close()
        raise
    table.owns_file = True
    return table


def _opened(
    file, name: str, limits: Limits, sheet: str, score: Score | None, header: int
) -> Table:
    size = file.seek(0, os.SEEK_END)
    if name.startswith(LOCKS):
        raise UnreadableTable(LOCK)
    if size > limits.upload_bytes:
        raise UnreadableTable(
            N_("The file is larger than %(limit)s MB."),
            limit=limits.upload_bytes // 1_000_000,
        )
    if not size:
        raise UnreadableTable(N_("The file is empty."))
    file.seek(0)
    head = file.read(4096)
    if head.startswith(OLE):
        _refuse_ole(file)
    deadline = Deadline(limits)
    if head.startswith(ZIP):
        archive = Archive(file, limits, size)
        reader = Spreadsheet
        if archive.is_open_document:
            reader = OpenDocument
        return reader(file, name, limits, archive, deadline, sheet, score, header)
    if packed := head.startswith(GZIP):
        file.seek(0)
        try:
            head = gzip.GzipFile(fileobj=file, mode="rb").read(4096)
        except (OSError, EOFError, zlib.error):
            raise UnreadableTable(
                N_("The compressed file is damaged or cut off.")
            ) from None
        if head.startswith((GZIP, ZIP)):
            raise UnreadableTable(
                N_(
                    "There is another compressed file inside this one. Please unpack it first."
                )
            )
    _refuse_others(head)
    return Delimited(file, name, limits, size, packed, deadline, score, header)


def _refuse_others(head: bytes) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, kind in OTHERS.items():
        if start.startswith(beginning):
            raise UnreadableTable(
                N_("This is a %(kind)s file, not a table. We read CSV, XLSX and ODS."),
                kind=kind,
            )


def _refuse_ole(file) -> None:
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in file.read(5_000_000) or _late(file):
        raise UnreadableTable(
            N_("The workbook is protected by a password. Please save it without one.")
        )
    raise UnreadableTable(
        N_("This is the old Excel format (.xls). Please save it as .xlsx or CSV.")
    )


def _late(file) -> bool:
    # The directory of such a file often stands at its end.
    file.seek(-min(file.seek(0, os.SEEK_END), 1_000_000), os.SEEK_END)
    return "EncryptedPackage".encode("utf-16-le") in file.read()
