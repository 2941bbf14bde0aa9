"""Report of an import: counts, notes on cells, and rejected rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.core.validation import N_, FieldError

MOST_KINDS = 60
MOST_LINES = 20
OTHER_NOTES = N_("Other small things were told.")
COUNTS = ("read", "added", "updated", "unchanged", "rejected")


@dataclass(frozen=True)
class Note:
    """A sentence about one cell.

    Of a row that is rejected, why; of one that is taken, what was done with it.
    """

    column: str
    message: str
    params: Mapping = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params


@dataclass
class Row:
    """One row of a file, checked.

    Attributes:
        cells: Heading to text, as it stands in the file; or the texts in one, see
            `Reader.joined`.
        key: What the row is known by.
        digest: Digest of what it says.
        tally: Under what else the report counts it, such as its outcome.
        act: What writing it came to: added, updated or unchanged.
        problems: Why the row cannot be taken; empty when it can.
        notes: What was done with it on the way in.
        is_checked: Whether it was filled from its cells.
    """

    line: int
    cells: dict | str
    key: str = ""
    digest: str = ""
    tally: str = ""
    act: str = "added"
    problems: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    is_checked: bool = False


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken, as it stood in the file."""

    line: int
    reasons: tuple[Note, ...]
    row: dict


@dataclass
class ImportReport:
    """Counts of imported rows and kinds of notes; its size does not grow with the file.

    Attributes:
        tallies: Rows by what else they are counted under.
        notes: What was told of rows that were taken: the same sentence on the same
            column once, with its count and first lines.
        rejections: The first rows that were not taken, `most_rejections` of them.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    tallies: Counter = field(default_factory=Counter)
    notes: list[dict] = field(default_factory=list)
    rejections: list[Rejected] = field(default_factory=list)
    most_rejections: int = MOST_LINES

    def count(self, row: Row) -> None:
        """Count a row that was taken."""
        setattr(self, row.act, getattr(self, row.act) + 1)
        if row.tally:
            self.tallies[row.tally] += 1
        for note in row.notes:
            self.tell(row.line, note)

    def tell(self, line: int, note: Note) -> None:
        """Add a note on a row that was taken."""
        known = self._known(note)
        known["count"] += 1
        if len(known["lines"]) < MOST_LINES:
            known["lines"].append(line)

    def _known(self, note: Note) -> dict:
        params = dict(note.params)
        for known in self.notes:
            if (
                known["column"] == note.column
                and known["message"] == note.message
                and known["params"] == params
            ):
                return known
        if len(self.notes) >= MOST_KINDS:
            self.notes[-1].update(column="", message=OTHER_NOTES, params={})
            return self.notes[-1]
        new = {
            "column": note.column,
            "message": note.message,
            "params": params,
            "count": 0,
            "lines": [],
        }
        self.notes.append(new)
        return new

    def reject(self, rejected: Rejected) -> None:
        self.rejected += 1
        if len(self.rejections) < self.most_rejections:
            self.rejections.append(rejected)

    def take_back(self) -> None:
        """Nothing was taken after all, for not everything could be."""
        self.added = self.updated = self.unchanged = 0
        self.tallies = Counter()
        self.notes = []

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNTS}

    @property
    def taken(self) -> int:
        return self.added + self.updated + self.unchanged


def as_notes(problems: Iterable[FieldError], column_of) -> list[Note]:
    """The problems of a rule set as notes on the columns that the fields came from."""
    notes = []
    for problem in problems:
        column = ""
        if problem.field:
            column = column_of(problem.field)
        notes.append(Note(column, problem.message, problem.params))
    return notes
