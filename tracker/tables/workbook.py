"""What the readers of XLSX and ODS share: of several sheets one is read."""

from __future__ import annotations

from abc import abstractmethod

from tracker.tables.archive import Archive
from tracker.tables.limits import N_, Deadline, Limits, UnreadableTable
from tracker.tables.table import Score, Table

LAST_ROW = 1_048_576  # of any sheet, says the format
MOST_SHEETS = 50  # that are looked at for the one with the table
MOST_NOTES = 50
HIDDEN = N_("This row is hidden in the spreadsheet; it was read all the same.")
HIDDEN_COLUMN = N_("A column is hidden in the spreadsheet; it was read all the same.")
NO_VALUE = N_(
    "A formula here has no value; open the workbook in a spreadsheet and save it."
)


class Workbook(Table):
    """One sheet of a workbook: the one asked for, or that looks most like a list.

    Attributes:
        part: Of the archive, in which the rows stand.
    """

    part = ""

    def __init__(
        self,
        file,
        name: str,
        limits: Limits,
        archive: Archive,
        deadline: Deadline,
        sheet: str = "",
        score: Score | None = None,
        header: int = 0,
    ):
        super().__init__(file, name, limits, score, header)
        self._archive = archive
        self._deadline = deadline
        self._fed = 0
        self.sheets = self._titles()
        if not self.sheets:
            raise UnreadableTable(N_("The workbook has no sheet that can be read."))
        self._turn_to(self._asked(sheet) or self._best())
        self._prepare()
        self.read_header()
        self._deadline = None

    @abstractmethod
    def _titles(self) -> list[str]:
        """Reads the workbook; returns the titles of the sheets that can be read."""

    def _turn_to(self, title: str) -> None:
        """Makes a sheet the one that is read."""
        self.sheet = title

    def _prepare(self) -> None:
        """Reads what else there is of the sheet that was chosen."""

    @property
    def position(self) -> float:
        return min(1.0, self._fed / max(self._archive.size(self.part), 1))

    def _asked(self, title: str) -> str:
        """The title of the sheet that was asked for; "" where none was.

        Raises:
            UnreadableTable: There is none with this title.
        """
        if not title:
            return ""
        wanted = " ".join(title.split()).casefold()
        for sheet in self.sheets:
            if " ".join(sheet.split()).casefold() == wanted:
                return sheet
        raise UnreadableTable(
            N_("There is no sheet called “%(sheet)s”. There are: %(sheets)s."),
            sheet=title[:60],
            sheets=", ".join(self.sheets)[:300],
        )

    def _best(self) -> str:
        """The title of the sheet that looks most like a list."""
        if self.score is None or len(self.sheets) == 1:
            return self.sheets[0]
        return max(self.sheets[:MOST_SHEETS], key=self._fit)

    def _fit(self, title: str) -> int:
        """How much a sheet looks like a list: names that are known, then any rows."""
        self._turn_to(title)
        try:
            self.read_header()
        except UnreadableTable:
            return -1
        return self.known()

    def _watch(self) -> None:
        """Stops what takes too long before the first row is asked for."""
        if self._deadline:
            self._deadline.check()
