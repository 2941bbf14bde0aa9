"""What became of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.core.validation import FieldError


@dataclass(frozen=True)
class Rejection:
    """A row, or one cell of it, that was not taken."""

    line: int
    column: str
    problem: FieldError


@dataclass(frozen=True)
class Taken:
    """A row that was taken: whom it is about, and what of it was new."""

    name: str
    new: bool
    changed: bool
    met: bool


@dataclass
class Report:
    """What became of a file.

    Attributes:
        added, changed: Names of stakeholders.
        met: How many touchpoints were added or changed.
        same: How many rows said nothing new.
        rejected: What was not taken, in the order of the file.
        unused: Columns that nothing was read from.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    met: int = 0
    same: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def note(
        self, told: Taken | list[FieldError], line: int, columns: Mapping[str, str]
    ) -> None:
        """Note what became of a row.

        Args:
            columns: Field to the column that it was read from.
        """
        if isinstance(told, list):
            self.rejected += [
                Rejection(line, columns.get(problem.field, problem.field), problem)
                for problem in told
            ]
            return
        known = self.added if told.new else self.changed
        if (told.new or told.changed) and told.name not in (*self.added, *self.changed):
            known.append(told.name)
        self.met += told.met
        self.same += not (told.new or told.changed or told.met)
