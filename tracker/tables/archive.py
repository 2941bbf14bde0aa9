"""An XLSX or ODS file from outside: a zip of XML parts, each read with a bound on its size,
depth and time.

Libraries read such files too, and were tried. python-calamine lays a sheet out as one
rectangle: two cells far apart end the process (it asks for 500 GB). openpyxl fills the
rows between them one by one and builds whole parts in memory. Neither, when it streams,
tells merged cells, hyperlinks and percent formats. So the parts are read here, with
nothing but expat.
"""

import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from tracker.tables.limits import N_, Limits, UnreadableTable, check_unpacked

CHUNK = 1 << 16
# A tag, attribute or comment that is longer only fills memory
LONGEST_TOKEN = 4_000_000
DEEPEST = 64
DAMAGED = N_("The workbook is damaged or cut off.")
OPEN_DOCUMENT = N_(
    "This is an OpenDocument file, but not a spreadsheet. Please save the table as .ods,"
    " .xlsx or CSV."
)
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
PROTECTED = N_("The workbook is protected by a password. Please save it without one.")
MANIFEST = "META-INF/manifest.xml"
TOO_LARGE = N_("A part of the workbook is too large to read.")
# What reading a damaged part raises
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


class Archive:
    """The parts of a workbook."""

    def __init__(self, file, limits: Limits, size: int):
        self._limits = limits
        _check_directory(file, limits)
        try:
            self._zip = zipfile.ZipFile(file)
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            struct.error,
            NotImplementedError,
        ):
            raise UnreadableTable(DAMAGED) from None
        parts = self._zip.infolist()
        self._parts = {part.filename.lstrip("/").lower(): part for part in parts}
        self.is_open_document = {"content.xml", "mimetype"} <= self._parts.keys()
        if self.is_open_document:
            self._check_open_document()
        elif "[content_types].xml" not in self._parts:
            raise UnreadableTable(
                N_("This is a zip file, not a workbook. Please unpack it first.")
            )
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableTable(PROTECTED)
        check_unpacked(sum(part.file_size for part in parts), size, limits)

    def _check_open_document(self) -> None:
        """Refuses a text or a presentation, and what is encrypted."""
        kind = b"".join(self.chunks("mimetype", CHUNK))
        if not kind.startswith(SPREADSHEET):
            raise UnreadableTable(OPEN_DOCUMENT)
        manifest = b"".join(self.chunks(MANIFEST, self._limits.part_bytes))
        if b"encryption-data" in manifest:
            raise UnreadableTable(PROTECTED)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def size(self, name: str) -> int:
        if name in self:
            return self._parts[name.lower()].file_size
        return 0

    def chunks(self, name: str, most: int) -> Iterator[bytes]:
        """The bytes of a part; nothing where there is no such part."""
        if name not in self:
            return
        fed = 0
        try:
            with self._zip.open(self._parts[name.lower()]) as part:
                while chunk := part.read(CHUNK):
                    fed += len(chunk)
                    if fed > most:
                        raise UnreadableTable(TOO_LARGE)
                    yield chunk
        except UNREADABLE:
            raise UnreadableTable(DAMAGED) from None

    def parsed(self, name: str, handler, most: int) -> Iterator[int]:
        """Feeds a part to handler.start(tag, attributes), .end(tag) and
        .text(characters), tags without namespace.

        Yields how many bytes were fed, after each chunk, so that the caller can take
        what has come and stop when it wants.
        """
        if name not in self:
            raise UnreadableTable(DAMAGED)
        parser = _parser(handler)
        fed = 0
        try:
            for chunk in self.chunks(name, most):
                fed += len(chunk)
                parser.Parse(chunk)
                if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
                    raise UnreadableTable(DAMAGED)
                yield fed
            parser.Parse(b"", True)
            yield fed
        except (expat.ExpatError, ValueError, OverflowError):
            # No XML, or something else where the format wants a number
            raise UnreadableTable(DAMAGED) from None


def _parser(handler):
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0
    begin: Callable = handler.start
    finish: Callable = handler.end

    def start(tag, attributes):
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnreadableTable(DAMAGED)
        begin(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

    def end(tag):
        nonlocal depth
        depth -= 1
        finish(tag.rpartition(":")[2] if ":" in tag else tag)

    def doctype(*_):
        # Entities that stand for entities (the "billion laughs") begin here; no workbook has any.
        raise UnreadableTable(DAMAGED)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    return parser


def _check_directory(file, limits: Limits) -> None:
    """Refuses a list of a million parts before zipfile reads it: it goes by the size of
    the list, not by the count told.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise UnreadableTable(DAMAGED)
    length = struct.unpack_from("<L", tail, end + 12)[0]
    if length > limits.parts * 256 or b"PK\x06\x07" in tail[max(0, end - 20) : end]:
        raise UnreadableTable(
            N_("The workbook has more parts than a table has any need of.")
        )
