"""What came of an import: counts, what was told on the way, and the rows that were not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.core.validation import N_, FieldError

MOST_KINDS = 60
MOST_LINES = 20


@dataclass(frozen=True)
class Told:
    """A word on one cell.

    Of a row that is rejected, why; of one that is taken, what was done with it.
    """

    column: str
    message: str
    params: Mapping = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken, as it stood in the file."""

    line: int
    reasons: tuple[Told, ...]
    row: dict


@dataclass
class Report:
    """Counts of rows by what became of them, and of concluded ones by outcome; grows
    with what is told, not with the file.

    Attributes:
        notes: What was told of rows that were taken: the same word on the same column
            once, with its count and first lines.
        rejections: The first rows that were not taken.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    outcomes: Counter = field(default_factory=Counter)
    notes: list[dict] = field(default_factory=list)
    rejections: list[Rejected] = field(default_factory=list)

    def tell(self, line: int, told: Told) -> None:
        """Note a word on a row that was taken."""
        params = dict(told.params)
        for note in self.notes:
            if (
                note["column"] == told.column
                and note["message"] == told.message
                and note["params"] == params
            ):
                break
        else:
            if len(self.notes) >= MOST_KINDS:
                note = self.notes[-1]
                note.update(column="", message=OTHER_NOTES, params={})
            else:
                note = {
                    "column": told.column,
                    "message": told.message,
                    "params": params,
                    "count": 0,
                    "lines": [],
                }
                self.notes.append(note)
        note["count"] += 1
        if len(note["lines"]) < MOST_LINES:
            note["lines"].append(line)

    def reject(self, rejected: Rejected) -> None:
        self.rejected += 1
        if len(self.rejections) < MOST_LINES:
            self.rejections.append(rejected)

    def take_back(self) -> None:
        """Nothing was taken after all, for not everything could be."""
        self.added = self.updated = self.unchanged = 0
        self.outcomes = Counter()
        self.notes = []

    def counts(self) -> dict[str, int]:
        return {
            name: getattr(self, name)
            for name in ("read", "added", "updated", "unchanged", "rejected")
        }

    @property
    def taken(self) -> int:
        return self.added + self.updated + self.unchanged


OTHER_NOTES = N_("Other small things were told.")


def reasons(problems: list[FieldError], column_of) -> tuple[Told, ...]:
    """The problems of a rule set as words on the columns that the fields came from."""
    return tuple(
        Told(
            column_of(problem.field) if problem.field else "",
            problem.message,
            problem.params,
        )
        for problem in problems
    )
