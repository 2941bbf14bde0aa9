"""The base class of table readers."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice

from tracker.tables.formula_injection import plain
from tracker.tables.limits import N_, Limits, UnreadableTable


class NumberText(str):
    """The text of a cell that a spreadsheet keeps as a number: its point is decimal.

    A percentage is written as people see it, with the sign: 0.125 is 12.5%.
    """

    __slots__ = ()

    @property
    def value(self) -> float:
        return float(self.removesuffix("%"))


class LinkedText(str):
    """The text of a cell that is a hyperlink.

    Attributes:
        target: the web address behind it; several with blanks between them.
    """

    target = ""


# The key under which a row's cells beyond the last column stand, as a list (as in csv.DictReader)
SURPLUS = None


# In how many rows the names of the columns are looked for
HEADER_ROWS = 20
# How far down somebody may say that they stand
LAST_HEADER_LINE = 1000

# How many names of columns a row holds that somebody knows
Score = Callable[[list[str]], int]


class Table(ABC):
    """A table file that is open.

    Iterate `rows` as often as needed, but not twice at the same time.

    Attributes:
        name: of the file, for people.
        kind: ``csv``, ``xlsx`` or ``ods``.
        encoding: of the text; for a workbook ``utf-8``.
        delimiter: between cells; None for a workbook.
        columns: the names in the header: stripped, made distinct (``note``,
            ``note_2``).
        header_line: where the header stands: the first row that is not empty, unless
            `score` knows more names in one of the rows below, or in two rows together.
        tops: the first rows that are not empty, as (line, texts).
        repeated: the names that stand more than once in the header.
        sheets: the titles of the sheets that can be read; empty for CSV.
        sheet: the title of the one that is read.
        notes: what was mended on the way in, as (line, sentence).
        estimated_total: about how many rows there are, or None.
    """

    kind = "csv"
    encoding = "utf-8"
    delimiter: str | None = None
    estimated_total: int | None = None

    plain = staticmethod(plain)  # what a cell says, of the text that stands in the file

    def __init__(
        self,
        file,
        name: str,
        limits: Limits,
        score: Score | None = None,
        header: int = 0,
    ):
        self.file = file
        self.header = header
        self.tops: list[tuple[int, list[str]]] = []
        self.score = score
        self.name = name
        self.limits = limits
        self.columns: list[str] = []
        self.repeated: list[str] = []
        self.owns_file = False
        self.header_line = 0
        self.sheets: list[str] = []
        self.sheet = ""
        self.notes: list[tuple[int, str]] = []

    @property
    @abstractmethod
    def position(self) -> float:
        """How far into the file we have read, from 0 to 1."""

    @abstractmethod
    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Each row as it stands, the header and empty ones too, with the line where it begins."""

    def rows(self) -> Iterator[tuple[int, dict[str | None, str]]]:
        """Each row that is not empty, with the line of the file (in XLSX the row of the
        sheet) where it begins.

        A row that is too short is filled with empty text. One that is too long has the
        rest under `SURPLUS`: to be told, and no reason to stop.

        Raises:
            NotATable: when the file turns out to be broken further down.
        """
        width = len(self.columns)
        blanks = [""] * width
        count = 0
        for line, values in self._filled():
            if line <= self.header_line:
                count = 1  # the header, and what stands above it
                continue
            if count > self.limits.rows:
                raise UnreadableTable(
                    N_("The file has more than %(limit)s rows. Please split it."),
                    limit=self.limits.rows,
                )
            count += 1
            texts = [self.plain(text) if "'" in text else text for text in values]
            if len(texts) < width:
                texts += blanks[len(texts) :]
            row = dict(zip(self.columns, texts, strict=False))
            if len(values) > width and (
                surplus := [value for value in values[width:] if value.strip()]
            ):
                row[SURPLUS] = surplus
            yield line, row

    def cells(self, columns: list[str], most: int) -> list[list[str]]:
        """The cells of some columns in the first rows, column by column.

        For whoever learns from a whole file before it is read row by row.
        """
        places = [self.columns.index(column) for column in columns]
        found: list[list[str]] = [[] for _ in columns]
        with closing(self._filled()) as filled:
            for line, values in islice(filled, most):
                if line <= self.header_line:
                    continue
                for place, texts in zip(places, found, strict=True):
                    if place < len(values):
                        texts.append(values[place])
        return [list(map(self.plain, texts)) for texts in found]

    def close(self) -> None:
        if self.owns_file:
            self.file.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def read_header(self) -> None:
        """Learns the columns, and that at least one row follows."""
        filled = self._filled()
        try:
            first = self._first(filled)
        finally:
            filled.close()
        if not first:
            raise UnreadableTable(N_("The file is empty."))
        self.tops = [(line, self._cleaned(values)) for line, values in first]
        place = self._header_place([texts for _, texts in self.tops])
        self.header_line, header = first[place]
        self.columns = self._named(self._with_upper(place, header))
        if place + 1 == len(first):
            raise UnreadableTable(N_("The file has column names, but no rows."))

    def _first(self, filled: Iterator) -> list[tuple[int, list[str]]]:
        """The rows among which the header is, and one more."""
        if not self.header:
            return list(islice(filled, HEADER_ROWS if self.score else 2))
        first = []
        for line, values in islice(filled, LAST_HEADER_LINE):
            first.append((line, values))
            if line > self.header:
                break
        return first

    def known(self) -> int:
        """How many of the columns have a name that `score` knows."""
        if self.score:
            return self.score(self.columns)
        return 0

    def _header_place(self, rows: list[list[str]]) -> int:
        """The row that was chosen, or in which most names are known, or the first.

        Where hardly any name is known, lone titles above the table are passed over.
        """
        if self.header:
            lines = [line for line, _ in self.tops]
            if self.header not in lines:
                raise UnreadableTable(
                    N_("Line %(line)s is empty; no names of columns stand there."),
                    line=self.header,
                )
            return lines.index(self.header)
        if self.score is None:
            return 0
        scores = [self.score(values) for values in rows]
        best = max(scores)
        if best < 2:
            return _below_titles(rows)
        place = scores.index(best)
        if place + 2 < len(rows):
            both = self.score(_joined(rows[place], rows[place + 1]))
            if both > best and not _has_digits(rows[place + 1]):
                return place + 1
        return place

    def _with_upper(self, place: int, header: list[str]) -> list[str]:
        """The header, its empty cells filled from the row above where more is known so."""
        if not place or self.score is None:
            return header
        joined = _joined(self.tops[place - 1][1], self._cleaned(header))
        if self.score(joined) > self.score(self._cleaned(header)):
            return joined
        return header

    def _cleaned(self, values: list[str]) -> list[str]:
        return [" ".join(self.plain(name).split())[:200] for name in values]

    def _filled(self):
        records = self.records()
        try:
            for line, values in records:
                if any(map(str.strip, values)):
                    yield line, values
        finally:
            records.close()

    def _named(self, header: list[str]) -> list[str]:
        names = self._cleaned(header)
        while not names[-1]:
            names.pop()
        if len(names) > self.limits.columns:
            raise UnreadableTable(
                N_("The file has more than %(limit)s columns."),
                limit=self.limits.columns,
            )
        taken = set(names)
        self.repeated = [name for name in taken if name and names.count(name) > 1]
        distinct = []
        for number, name in enumerate(names, start=1):
            name = first = name or f"column_{number}"
            again = 2
            while name in distinct or (name != first and name in taken):
                name = f"{first}_{again}"
                again = again + 1
            distinct.append(name)
        return distinct


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """A header of two rows: the lower names, and the upper ones where those are empty."""
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    lower = lower + [""] * (width - len(lower))
    return [below or above for above, below in zip(upper, lower, strict=True)]


def _below_titles(rows: list[list[str]]) -> int:
    """The first row with several texts, where lone ones stand above a wide table."""
    filled = [sum(map(bool, values)) for values in rows]
    if filled[0] > 1 or max(filled) < 3:
        return 0
    return next(place for place, count in enumerate(filled) if count * 2 > max(filled))


def _has_digits(values: list[str]) -> bool:
    return any(letter.isdigit() for text in values for letter in text)
