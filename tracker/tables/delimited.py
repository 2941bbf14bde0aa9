"""CSV and its relatives, gzipped or not."""

import csv
import gzip
import io
import re
import zlib
from collections import Counter
from functools import partial

from tracker.tables.encoding import encoding_of
from tracker.tables.formula_injection import plain_throughout
from tracker.tables.limits import N_, Deadline, Limits, UnreadableTable, check_unpacked
from tracker.tables.table import Score, Table

DELIMITERS = ",;\t|"
CHUNK = 1 << 20
NUL_DROPPED = N_("A NUL character, which stands for nothing, was left out.")
SAMPLE_CHARACTERS = 128 * 1024


class Delimited(Table):
    """Text with a row to a line, or to several where quotation marks hold line breaks."""

    plain = staticmethod(plain_throughout)

    def __init__(
        self,
        file,
        name: str,
        limits: Limits,
        size: int,
        packed: bool,
        deadline: Deadline,
        score: Score | None = None,
        header: int = 0,
    ):
        super().__init__(file, name, limits, score, header)
        self.size = size
        self.packed = packed
        text = encoding_of(self._chunks(deadline))
        self.encoding = text.encoding
        self._nul_line = text.nul_line
        if text.nul_line:
            self.notes.append((text.nul_line, NUL_DROPPED))
        lines, whole = self._sample()
        # Excel's own way to tell: a first line such as sep=;
        told = lines[0].rstrip("\r\n").lower()
        self.told = len(told) == 5 and told.startswith("sep=") and told[4] in DELIMITERS
        self.delimiter = (
            told[4]
            if self.told
            else _delimiter(lines if whole else lines[:-1] or lines)
        )
        self.plain = partial(plain_throughout, delimiter=self.delimiter)
        self.read_header()
        self.estimated_total = max(1, text.rows - 1 - self.told)

    @property
    def position(self) -> float:
        return min(1.0, self.file.tell() / self.size)

    def records(self):
        longest = self.limits.field_characters
        with self._text() as stream:
            lines = _Lines(stream, self.limits.row_characters, self.delimiter)
            if self.told:
                next(lines)
            reader = csv.reader(lines, delimiter=self.delimiter)
            while True:
                line = lines.number + 1
                lines.characters = 0
                try:
                    values = next(reader, None)
                except csv.Error:
                    # Its own limit is a little higher than ours
                    lines.characters = longest + 1
                    values = [" " * lines.characters]
                if values is None:
                    return
                # Nearly every row is shorter as a whole
                if lines.characters > longest and max(map(len, values)) > longest:
                    raise UnreadableTable(
                        N_(
                            "A text that begins in line %(line)s is longer than %(limit)s"
                            " characters. Perhaps a quotation mark is never closed."
                        ),
                        line=line,
                        limit=longest,
                    )
                if lines.over:
                    raise UnreadableTable(
                        N_("A quotation mark in line %(line)s is never closed."),
                        line=line,
                    )
                yield line, values

    def _sample(self) -> tuple[list[str], bool]:
        """The first lines, and whether they are all."""
        try:
            with self._text() as stream:
                sample = stream.read(SAMPLE_CHARACTERS)
        except UnicodeError:
            raise UnreadableTable(
                N_("We cannot tell how the text is encoded. Please save it as UTF-8.")
            ) from None
        if not sample:
            raise UnreadableTable(N_("The file is empty."))
        return io.StringIO(sample, newline="").readlines(), len(
            sample
        ) < SAMPLE_CHARACTERS

    def _stream(self):
        self.file.seek(0)
        if self.packed:
            return gzip.GzipFile(fileobj=self.file, mode="rb")
        return self.file

    def _chunks(self, deadline: Deadline):
        """The whole file once, so that a bomb or a broken letter is found before
        anything is made of the rows.
        """
        stream = self._stream()
        unpacked = 0
        try:
            while chunk := stream.read(CHUNK):
                unpacked += len(chunk)
                check_unpacked(
                    unpacked, self.size if self.packed else unpacked, self.limits
                )
                deadline.check()
                yield chunk
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise UnreadableTable(
                N_("The compressed file is damaged or cut off.")
            ) from None

    def _text(self):
        return _Text(self._stream(), self.encoding)


class _Text(io.TextIOWrapper):
    """Decodes as it goes; leaves the file open for the next reading."""

    def __init__(self, stream, encoding: str):
        super().__init__(stream, encoding=encoding, newline="")

    def __exit__(self, *_):
        self.detach()


class _Lines:
    """Physical lines, counted; none longer than a row may be."""

    def __init__(self, stream: io.TextIOWrapper, limit: int, delimiter: str):
        self._quoted = _quoted_field(delimiter)
        # A mark within a field that is not doubled; nearly every line is without one.
        # Two that begin a field are looked at too.
        edge = re.escape(delimiter) + r"\r\n"
        self._inner_mark = re.compile(
            rf'"(?:(?<=[^{edge}"]")|(?<![^{edge}]")")(?:"")*+(?=[^"{edge}])'
        )
        self._read = stream.readline
        self._limit = limit
        self.number = self.characters = 0
        self.over = False  # somebody asked for a line after the last

    def __iter__(self):
        return self

    def __next__(self) -> str:
        try:
            line = self._read(self._limit + 1)
        except (UnicodeError, EOFError, gzip.BadGzipFile, zlib.error):
            raise UnreadableTable(
                N_("The text cannot be read from line %(line)s on."),
                line=self.number + 1,
            ) from None
        if not line:
            self.over = True
            raise StopIteration
        self.number += 1
        begins_row = self.characters == 0
        self.characters += len(line)
        if self.characters > self._limit:
            message = N_(
                "The row that ends in line %(line)s is longer than %(limit)s characters."
            )
            raise UnreadableTable(message, line=self.number, limit=self._limit)
        if "\0" in line:
            line = line.replace("\0", "")
        if begins_row and self._inner_mark.search(line):
            line = self._quoted.sub(_mended, line)
        return line


def _quoted_field(delimiter: str) -> re.Pattern:
    """A field that begins with a quotation mark.

    First as the format wants it, then one within the line that holds a mark that is
    neither doubled nor the last, then one that goes on in the next line.
    """
    mark = re.escape(delimiter)
    end = rf"(?=[{mark}\r\n]|\Z)"
    whole = rf'"(?:[^"]|"")*+"{end}'
    broken = rf'"([^"{mark}\r\n]*)"([^"{mark}\r\n][^{mark}\r\n]*){end}'
    opened = r'"(?:[^"]|"")*+\Z'
    return re.compile(rf"(?:(?<=^)|(?<=[{mark}]))(?:{whole}|{broken}|{opened})")


def _mended(match: re.Match) -> str:
    """The field with its inner quotation marks doubled, as the format wants it.

    In `"Den "gode" historie"` the outer marks hold the field; in `"Åbent" hus` they
    belong to the text.
    """
    before, rest = match.groups()
    if before is None:
        return match[0]
    opens = before.endswith(" ") or not before
    if rest.endswith('"') and opens:
        inside = f'{before}"{rest[:-1]}'
    else:
        inside = f'"{before}"{rest}'
    return '"' + inside.replace('"', '""') + '"'


def _parsed(lines: list[str], delimiter: str):
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return  # too long a field: reading the rows will tell


def _delimiter(lines: list[str]) -> str:
    """The delimiter that gives the most rows as many cells as the header; among equals
    the one with more columns.
    """

    widths = {
        delimiter: [len(row) for row in _parsed(lines, delimiter) if any(row)]
        for delimiter in DELIMITERS
    }
    if any(counts and counts[0] > 1 for counts in widths.values()):
        return max(DELIMITERS, key=lambda mark: _share(widths[mark], widths[mark][:1]))
    # A title stands above the table: judge by the most frequent width
    return max(DELIMITERS, key=lambda mark: _share(widths[mark], _usual(widths[mark])))


def _share(widths: list[int], width: list[int]) -> tuple[float, int]:
    """How many rows have a width, as a share, and the width; nothing for one column."""
    if not width or width[0] < 2:
        return 0, 0
    return round(widths.count(width[0]) / len(widths), 1), width[0]


def _usual(widths: list[int]) -> list[int]:
    return [width for width, _ in Counter(w for w in widths if w > 1).most_common(1)]
