"""Rows that tell of no thing: headings again, totals, and how to fill the columns."""

from __future__ import annotations

import re

from tracker.core.imports.cell import Unreadable
from tracker.core.imports.column import Columns, Kind
from tracker.core.imports.day import parse_period
from tracker.core.imports.number import parse_number
from tracker.core.validation import N_

TOTALS = N_("A line of totals was left out.")
HEADINGS = N_("The headings stand here again; the line was left out.")
EXPLANATION = N_("This line says how to fill the columns; it was left out.")

_TOTAL_WORDS = frozenset(
    ("i alt", "ialt", "total", "totalt", "totaler", "sum", "subtotal", "grand total")
)
# How far below the headings a line explains them
_EXPLAINED = 2
_TEMPLATE = re.compile(
    r"\W*(?:format:? ?)?(?:d{1,2}|m{1,2}|å{2,4}|y{2,4})"
    r"(?:[-/. ](?:d{1,2}|m{1,2}|å{2,4}|y{2,4})){1,2}\W*",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"\W*(?:skriv|vælg|angiv|indtast|udfyldt?|udfyldes|udfyld|beskriv|indsæt|anfør|tilføj|notér"
    r"|noter|fritekst|valgfri|valgfrit|obligatorisk|write|choose|select|pick|enter|type"
    r"|describe|insert|fill|required|optional)\b",
    re.IGNORECASE,
)
# What stands beside an instruction; a title alone begins so just as well
_HINT = re.compile(
    r"\W*(?:skal|f\.?eks|fx|kort|hvad|hvornår|hvem|hvilken|free|e\.g|what|when|who|which)\b",
    re.IGNORECASE,
)


class LeftOut:
    """Says which rows of a table are left out, and why.

    Args:
        plain: Field to heading.
        header_line: Where the headings stand; 0 where nobody knows.
    """

    def __init__(self, declared: Columns, plain: dict[str, str], header_line: int = 0):
        self.required = declared.required
        self.headings = [plain[name] for name in self.required if name in plain]
        self._first = next(iter(self.headings), "")
        self._explained = 0
        if header_line:
            self._explained = header_line + _EXPLAINED
        names = [name for name in plain if name in declared]
        self._days = [name for name in names if declared[name].kind is Kind.day]
        kinds = (Kind.number, Kind.whole)
        self._numbers = [name for name in names if declared[name].kind in kinds]

    def why(self, line: int, texts: dict[str, str], row: dict) -> str:
        """The sentence to tell of a row that is left out; "" for any other row."""
        if self._is_heading(row):
            return HEADINGS
        if self._is_total(texts, row):
            return TOTALS
        if line <= self._explained and self._is_explanation(texts):
            return EXPLANATION
        return ""

    def _is_heading(self, row: dict) -> bool:
        """Whether a row says the headings again, as where lists were put together."""
        if row.get(self._first) != self._first or not self._first:
            return False
        return all(row[name] == name for name in self.headings)

    def _is_total(self, texts: dict[str, str], row: dict) -> bool:
        """Whether a row only adds up those above it."""
        if all(texts.get(name, "").strip() for name in self.required):
            return False
        first = next((text for text in row.values() if text and str(text).strip()), "")
        return str(first).strip(" :.").casefold() in _TOTAL_WORDS

    def _is_explanation(self, texts: dict[str, str]) -> bool:
        """Whether the cells say how to fill them, and no day or number stands there."""
        filled = [text for text in texts.values() if text.strip()]
        templates = sum(bool(_TEMPLATE.fullmatch(text)) for text in filled)
        instructions = sum(bool(_INSTRUCTION.match(text)) for text in filled)
        told = (
            templates + instructions + sum(bool(_HINT.match(text)) for text in filled)
        )
        if not templates and (not instructions or told < 2):
            return False
        # An attempt may begin so, too: nearly all cells have to
        if told < len(filled) - len(filled) // 5:
            return False
        days = [texts.get(name, "") for name in self._days]
        numbers = [texts.get(name, "") for name in self._numbers]
        return not any(map(_is_day, days)) and not any(map(_is_number, numbers))


def _is_day(text: str) -> bool:
    try:
        return parse_period(text) is not None
    except Unreadable:
        return False


def _is_number(text: str) -> bool:
    try:
        return parse_number(text).value is not None
    except Unreadable:
        return False
