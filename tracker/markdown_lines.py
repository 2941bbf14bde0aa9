"""Lines that begin like a mark of Markdown and mean none: dates, numbers, pros and cons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from babel.dates import get_month_names

# Put before a sign to take its meaning; no text that is kept has it
SHIELD = "\x02"
_BLANK = re.compile(r"[ \t]*")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_SIGN = re.compile(r"[-*+](?=[ \t]|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(.*)$")
_EMPTY_HEADING = re.compile(r"#{1,6}[ \t]*$")
# More than a number; also an angry face
_QUOTED_NUMBER = re.compile(r">(?:[ \t]*[\d=]|[:;])")
_WORD = re.compile(r"[ \t]*([^\W\d_]+)")
_PLUS = re.compile(r"(?m)^[ \t]*\+[ \t]")


def shielded(text: str) -> str:
    """The text with a shield before each sign that is no mark.

    One pass over the lines finds the places; those of numbers that count 1, 2, 3 are
    let go, since a list says the same.
    """
    text = text.replace(SHIELD, "")
    lines = text.split("\n")
    places = _Places(weighs=bool(_PLUS.search(text)), last_fence=_last_fence(lines))
    for number, line in enumerate(lines):
        places.read(number, line)
    places.end_list()
    for number, column in sorted(places.shields, reverse=True):
        line = lines[number]
        lines[number] = line[:column] + SHIELD + line[column:]
    return "\n".join(lines)


def _last_fence(lines: list[str]) -> int:
    """The last line that can end a block of code."""
    ends = [n for n, line in enumerate(lines) if re.fullmatch(r" {0,3}`{3,}\s*", line)]
    return max(ends, default=-1)


@cache
def _months() -> frozenset[str]:
    """The names of the months, long and short, in Danish and English."""
    names = set()
    for language in ("da", "en"):
        for width in ("wide", "abbreviated"):
            months = get_month_names(width, locale=language).values()
            names |= {month.casefold().rstrip(".") for month in months}
    return frozenset(names)


@dataclass
class _Places:
    """Where a shield is due.

    Attributes:
        weighs: Whether lines begin with a plus; then a minus means minus.
        last_fence: The last line that can end a block of code.
        counted: The places of a list that counts from 1 so far.
        in_code: Whether the line is within a block of code.
    """

    weighs: bool
    last_fence: int
    shields: list[tuple[int, int]] = field(default_factory=list)
    counted: list[tuple[int, int]] = field(default_factory=list)
    indent: int = 0
    in_code: bool = False
    after_blank: bool = False

    def read(self, number: int, line: str) -> None:
        """Find the places of a line."""
        column = _BLANK.match(line).end()
        if column == len(line):
            self.after_blank = True
            return
        found = _NUMBER.match(line, column)
        if found and not self.in_code:
            self._count(number, column, found)
            column = _BLANK.match(line, found.end()).end()
        elif self.after_blank and column == 0:
            self.end_list()
        self.after_blank = False
        self._read_signs(number, line, column, found is not None)

    def end_list(self) -> None:
        """Shield numbers that do not count: fewer than two."""
        if len(self.counted) < 2:
            self.shields += self.counted
        self.counted = []

    def _count(self, number: int, column: int, found: re.Match) -> None:
        line = found.string
        is_next = found[1] == str(len(self.counted) + 1) and found[2] == "."
        if self.counted and (not is_next or column != self.indent):
            self.end_list()
            is_next = found[1] == "1" and found[2] == "."
        place = (number, found.end() - 1)
        if not is_next or _is_month(line, found.end()):
            self.end_list()
            self.shields.append(place)
            return
        self.indent = column
        self.counted.append(place)

    def _read_signs(self, number: int, line: str, column: int, nested: bool) -> None:
        """Shield the signs from a column on, up to the first word."""
        if not nested and self._is_fence(number, line, column):
            return
        if self.in_code:
            return
        while column < len(line):
            found = _NUMBER.match(line, column)
            sign = line[column]
            if found:
                self.shields.append((number, found.end() - 1))
                column = found.end()
            elif _SIGN.match(line, column):
                if sign == "+" or (sign == "-" and self.weighs):
                    self.shields.append((number, column))
                    return
                column += 1
            elif sign == ">":
                if _QUOTED_NUMBER.match(line, column):
                    self.shields.append((number, column))
                    return
                column += 1
            elif sign in " \t":
                column += 1
            else:
                self._read_word(number, line, column)
                return

    def _read_word(self, number: int, line: str, column: int) -> None:
        if _EMPTY_HEADING.match(line, column) or _FENCE.match(line, column):
            self.shields.append((number, column))

    def _is_fence(self, number: int, line: str, column: int) -> bool:
        """Whether the line begins or ends a block of code."""
        found = _FENCE.match(line, column)
        if not found:
            return False
        if self.in_code:
            self.in_code = bool(found[2]) or found[1][0] != "`"
            return True
        begins = found[1][0] == "`" and not found[2].strip()
        if not begins or number >= self.last_fence or column > 3:
            return False
        self.in_code = True
        return True


def _is_month(line: str, column: int) -> bool:
    word = _WORD.match(line, column)
    return bool(word) and word[1].casefold() in _months()
