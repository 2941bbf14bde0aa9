"""What every table has, whatever file it comes from."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from tracker.tables.formula_injection import plain
from tracker.tables.limits import N_, Limits, NotATable

# The key under which a row's cells beyond the last column stand, as a list (as in csv.DictReader)
SURPLUS = None


class Table(ABC):
    """A table file that is open.

    Iterate `rows` as often as needed, but not twice at the same time.

    Attributes:
        name: of the file, for people.
        kind: ``csv`` or ``xlsx``.
        encoding: of the text; for XLSX ``utf-8``.
        delimiter: between cells; None for XLSX.
        columns: the names in the first row that is not empty: stripped, made distinct
            (``note``, ``note_2``).
        estimated_total: about how many rows there are, or None.
    """

    kind = "csv"
    encoding = "utf-8"
    delimiter: str | None = None
    estimated_total: int | None = None

    plain = staticmethod(plain)  # what a cell says, of the text that stands in the file

    def __init__(self, file, name: str, limits: Limits):
        self.file = file
        self.name = name
        self.limits = limits
        self.columns: list[str] = []
        self.owns_file = False

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
        blanks = [""] * len(self.columns)
        count = 0
        for line, values in self._filled():
            if not count:
                count = 1  # the header
                continue
            if count > self.limits.rows:
                raise NotATable(
                    N_("The file has more than %(limit)s rows. Please split it."),
                    limit=self.limits.rows,
                )
            count += 1
            row = dict(
                zip(
                    self.columns,
                    [self.plain(value) for value in values] + blanks[len(values) :],
                    strict=False,
                )
            )
            if len(values) > width and (
                surplus := [value for value in values[width:] if value.strip()]
            ):
                row[SURPLUS] = surplus
            yield line, row

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
            _, header = next(filled, (0, None))
            if header is None:
                raise NotATable(N_("The file is empty."))
            self.columns = self._named(header)
            if next(filled, None) is None:
                raise NotATable(N_("The file has column names, but no rows."))
        finally:
            filled.close()

    def _filled(self):
        records = self.records()
        try:
            for line, values in records:
                if any(map(str.strip, values)):
                    yield line, values
        finally:
            records.close()

    def _named(self, header: list[str]) -> list[str]:
        names = [" ".join(self.plain(name).split())[:200] for name in header]
        while not names[-1]:
            names.pop()
        if len(names) > self.limits.columns:
            raise NotATable(
                N_("The file has more than %(limit)s columns."),
                limit=self.limits.columns,
            )
        taken = set(names)
        distinct = []
        for number, name in enumerate(names, start=1):
            name = first = name or f"column_{number}"
            again = 2
            while name in distinct or (name != first and name in taken):
                name = f"{first}_{again}"
                again = again + 1
            distinct.append(name)
        return distinct
