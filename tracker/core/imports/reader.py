"""Reads the rows and cells of a table."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from tracker.core.imports.cell import Unreadable, cut, is_nothing
from tracker.core.imports.column import Columns, Kind
from tracker.core.imports.day import Period, is_doubtful, orders_of, parse_period
from tracker.core.imports.left_out import LeftOut
from tracker.core.imports.mapping import Mapping
from tracker.core.imports.number import (
    IN_SECONDS,
    READ_AS,
    Mark,
    mark_of,
    parse_number,
)
from tracker.core.imports.report import Note, Row
from tracker.core.validation import N_
from tracker.plaintext import one_line
from tracker.tables import SURPLUS, NumberText, Table

# From how many rows the way of writing numbers and days is learnt
SAMPLED = 20_000
LONGEST_KEY = 200
MOST_KEPT = 200  # notes
BETWEEN = "\x1f"  # cells that are joined, or said in a digest
LONGEST_SCIENTIFIC = 40
NOT_WHOLE = N_("“%(text)s” is not such a number.")
LEFT_EMPTY = N_("“%(text)s” is not a number we can read; left empty.")
NOT_WHOLE_EMPTY = N_("“%(text)s” is no whole number; left empty.")
NO_DAY_EMPTY = N_("“%(text)s” is no day we can read; left empty.")
LOST_DIGITS = N_(
    "The spreadsheet has lost the last digits of this number, so the row is known by what it says."
)
BROKEN = N_("“%(text)s” has broken letters in it; it was taken as it stands.")
# UTF-8 that was read as Windows-1252, as Mac or as DOS, or that lost its letters
_BROKEN = re.compile(
    r"Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|â€|√[∏¶•òÖÜ]|├[©ªÑ]|\ufffd"
    r"|(?<=[a-z])[›†](?=[a-zæøå])"
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d{2,}", re.IGNORECASE)


@dataclass(frozen=True)
class Habits:
    """How numbers and days are written in a file.

    Attributes:
        on: Today.
        zone: The time zone in which a moment falls on a day.
        days: Day or month first, where somebody has said so.
        marks: The decimal mark, by field.
        orders: Day or month first by the mark between them, by field.
        doubtful: Fields in which nothing shows which comes first.
    """

    on: dt.date | None = None
    zone: dt.tzinfo = dt.UTC
    days: str = ""
    marks: Dictionary[str, Mark] = field(default_factory=dict)
    orders: Dictionary[str, Dictionary[str, str]] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()


def habits_of(
    table: Table,
    mapping: Mapping,
    *,
    on: dt.date,
    zone: dt.tzinfo = dt.UTC,
    days: str = "",
) -> Habits:
    """Learns how numbers and days are written from the first rows of a table."""
    names = {
        name: column
        for name, column in mapping.plain().items()
        if name in mapping.declared
        and mapping.declared[name].kind not in (Kind.text, Kind.word)
        and column in table.columns
    }
    cells: dict[str, list[str]] = {}
    if names:
        texts = table.cells(list(names.values()), SAMPLED)
        cells = dict(zip(names, texts, strict=True))
    marks = {}
    orders = {}
    for name, texts in cells.items():
        if mapping.declared[name].kind is not Kind.day:
            marks[name] = mark_of(texts, table.delimiter)
        elif days:
            orders[name] = orders_of(texts) | dict.fromkeys("/-. ", days)
        else:
            orders[name] = orders_of(texts)
    marks = with_shared_mark(marks)
    orders = with_shared_orders(orders)
    doubtful = [
        name
        for name, known in orders.items()
        if not days and is_doubtful(cells[name], known)
    ]
    return Habits(on, zone, days, marks, orders, tuple(doubtful))


def with_shared_mark(marks: dict[str, Mark]) -> dict[str, Mark]:
    """Gives columns that show no decimal mark that of the other columns of the file."""
    shown = {mark.decimal for mark in marks.values() if mark.decimal}
    if len(shown) != 1:
        return marks
    shared = Mark(shown.pop())
    return {name: mark if mark.decimal else shared for name, mark in marks.items()}


def with_shared_orders(orders: dict[str, dict]) -> dict[str, dict]:
    """Gives columns that show no order of day and month that of the other columns."""
    shared: dict[str, set[str]] = {}
    for known in orders.values():
        for mark, order in known.items():
            shared.setdefault(mark, set()).add(order)
    agreed = {mark: found.pop() for mark, found in shared.items() if len(found) == 1}
    return {name: agreed | known for name, known in orders.items()}


class Reader:
    """Reads the rows of a table as a mapping says.

    Args:
        header_line: Where the headings stand; 0 where nobody knows.
    """

    def __init__(
        self,
        mapping: Mapping,
        columns: list[str],
        habits: Habits,
        header_line: int = 0,
    ):
        self.mapping = mapping
        self.columns = columns
        self.declared: Columns = mapping.declared
        self.habits = habits
        self._notes: dict[tuple, Note] = {}
        self._read = mapping.reader(columns)
        self._names = sorted(mapping.plain() | mapping.fixed)
        self.left_out = LeftOut(self.declared, mapping.plain(), header_line)

    def texts(self, row: dict) -> dict[str, str]:
        """Field to text, as the file has it."""
        return self._read(row)

    def note(self, name: str, message: str, params: dict) -> Note:
        """A note on a cell of a column; lists give the same one again and again."""
        said = (name, message, *params.values())
        if said not in self._notes:
            if len(self._notes) > MOST_KEPT:
                self._notes.clear()
            self._notes[said] = Note(self.mapping.column_of(name), message, params)
        return self._notes[said]

    def joined(self, cells: dict) -> dict | str:
        """The cells of a row in one text, which goes through a pipe sooner than many.

        Those of a row with too many cells stay as they are.
        """
        if len(cells) == len(self.columns) and SURPLUS not in cells:
            text = BETWEEN.join(cells.values())
            if text.count(BETWEEN) == len(cells) - 1:
                return text
        return cells

    def parted(self, cells: dict | str) -> dict:
        """The cells of a row by heading, joined or not."""
        if isinstance(cells, dict):
            return cells
        return dict(zip(self.columns, cells.split(BETWEEN), strict=True))

    def key(self, texts: dict[str, str]) -> tuple[str, str]:
        """The external key of a row, and a digest of its content.

        A row without an id is known by what it says; so is one whose id a spreadsheet
        has rounded.
        """
        said = BETWEEN.join([f"{name}={texts[name]}" for name in self._names])
        if self.habits.days:
            said += f"{BETWEEN}days={self.habits.days}"
        digest = _digest(said)
        if not self.declared.key:
            return digest, digest
        text = texts.get(self.declared.key, "")
        key = one_line(text)
        if lost_digits(text):
            key = ""
        if len(key) > LONGEST_KEY:
            key = _digest(key)
        return key or digest, digest


def lost_digits(text: str) -> bool:
    """Whether a spreadsheet keeps an id as a number of more digits than it can."""
    if isinstance(text, NumberText):
        return len(text.lstrip("-")) > 15
    if len(text) > LONGEST_SCIENTIFIC or ("e" not in text and "E" not in text):
        return False
    return _SCIENTIFIC.fullmatch(text.strip()) is not None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


class CellReader:
    """Reads the cells of one row by column name; notes doubtful and unreadable ones."""

    def __init__(self, reader: Reader, row: Row, texts: dict[str, str]):
        self.reader = reader
        self.row = row
        self.texts = texts
        key = reader.declared.key
        # Only a row without a usable id is known by its digest
        if key and row.key == row.digest and lost_digits(texts.get(key, "")):
            self.tell(key, LOST_DIGITS)
        said = "\n".join(texts.values())
        if not said.isascii() and _BROKEN.search(said):
            self._tell_broken()

    def _tell_broken(self) -> None:
        for name in self.texts:
            if _BROKEN.search(self.texts[name]):
                self.tell(name, BROKEN, text=cut(self.line(name), 60))

    def line(self, name: str) -> str:
        """A text of one line."""
        return one_line(self.texts.get(name, ""))

    def number(self, name: str) -> float | None:
        text = self.texts.get(name)
        if not text:
            return None
        declared = self.reader.declared[name]
        try:
            found = parse_number(text, self.reader.habits.marks.get(name))
        except Unreadable as error:
            self._leave_empty(name, error, LEFT_EMPTY)
            return None
        if found.value is None:
            if found.note:
                self.tell(name, found.note)
            return None
        value = found.value
        if found.note == IN_SECONDS and declared.seconds:
            value /= declared.seconds
            self.tell(name, READ_AS, value=_shown(value))
        elif found.note:
            self.tell(name, found.note, value=_shown(value))
        return value

    def whole(self, name: str) -> int | None:
        value = self.number(name)
        if value is None:
            return None
        if value != int(value) or abs(value) >= 1e12:
            text = cut(self.line(name), 40)
            self._leave_empty(name, Unreadable(NOT_WHOLE, text), NOT_WHOLE_EMPTY)
            return None
        return int(value)

    def period(self, name: str) -> Period | None:
        text = self.texts.get(name)
        if not text:
            return None
        habits = self.reader.habits
        try:
            found = parse_period(
                text,
                orders=habits.orders.get(name),
                on=habits.on,
                zone=habits.zone,
            )
        except Unreadable as error:
            self._leave_empty(name, error, NO_DAY_EMPTY)
            return None
        if found and found.note:
            self.tell(name, found.note, **found.params)
        return found

    def day(self, name: str) -> dt.date | None:
        """The last day of the period in the cell."""
        found = self.period(name)
        if found is None:
            return None
        return found.last

    def both_days(self, name: str) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day of two ends; of one, its last day and None."""
        found = self.period(name)
        if found is None:
            return None, None
        if found.is_range:
            return found.first, found.last
        return found.last, None

    def _leave_empty(self, name: str, error: Unreadable, told: str) -> None:
        """Refuse the row if it needs the cell; otherwise note that it was left empty."""
        if self.reader.declared[name].required:
            self.refuse(name, error.message, **error.params)
        else:
            self.tell(name, told, **error.params)

    def word(self, name: str, known: Dictionary, otherwise=None):
        """The enumeration member in a cell; `otherwise`, with a note, for unknown words."""
        text = self.texts.get(name)
        if not text:
            return None
        word = one_line(text).casefold()
        if is_nothing(word):
            return None
        if word not in known and otherwise is None:
            self.tell(
                name,
                N_("“%(text)s” is not known here; left empty."),
                text=cut(word, 60),
            )
        elif word not in known:
            self.tell(
                name,
                N_("“%(text)s” became “%(chosen)s”."),
                text=cut(word, 60),
                chosen=otherwise.value,
            )
        return known.get(word, otherwise)

    def refuse(self, name: str, message: str, /, **params) -> None:
        """Note why the row cannot be taken."""
        self.row.problems.append(self.reader.note(name, message, params))

    def tell(self, name: str, message: str, /, **params) -> None:
        """Add a note on a cell."""
        self.row.notes.append(self.reader.note(name, message, params))


def _shown(value: float) -> float | int:
    """A whole number without its point."""
    if value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
