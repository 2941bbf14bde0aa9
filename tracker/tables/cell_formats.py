"""Numbers and dates as a spreadsheet keeps them, written as people would."""

import datetime
import math
import re
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from tracker.tables.table import NumberText

DATE = "date"
DURATION = "duration"
PERCENT = "percent"
NUMBER = "number"
# Letters of a format that stand for themselves
_LITERAL = re.compile(r'"[^"]*"|\\.')


class CellFormats:
    """How a workbook's styles show a number. Reads the part with the styles."""

    part = ""
    since_1904 = False

    def __init__(self):
        self._formats = {}
        self._inside = False
        self._styles = []

    def start(self, tag, attributes):
        if tag == "numFmt" and len(self._formats) < 10_000:
            self._formats[attributes.get("numFmtId")] = attributes.get(
                "formatCode", ""
            )[:255]
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside and len(self._styles) < 100_000:
            self._styles.append(attributes.get("numFmtId", "0"))

    def end(self, tag):
        if tag == "cellXfs":
            self._inside = False

    def text(self, characters):
        pass

    def kind(self, style: str) -> str:
        """DATE, DURATION, PERCENT or NUMBER."""
        number = (
            self._styles[int(style)]
            if style.isdecimal() and int(style) < len(self._styles)
            else "0"
        )
        code = self._formats.get(number) or (
            BUILTIN_FORMATS.get(int(number), "") if number.isdecimal() else ""
        )
        return _kind_of(code)


@lru_cache(maxsize=1024)
def _kind_of(code: str) -> str:
    if not code:
        return NUMBER
    if is_timedelta_format(code):
        return DURATION
    if is_date_format(code):
        return DATE
    if "%" in _LITERAL.sub("", code):
        return PERCENT
    return NUMBER


def as_text(number: str, style: str, formats: CellFormats) -> str:
    """A cell's number as people see it.

    A date as ISO, a length of time as h:mm:ss, a percentage with its sign, a whole
    number without a point, any other as short as it stays the same number.
    """
    try:
        value = float(number)
    except ValueError:
        return number
    if not math.isfinite(value):
        return number
    kind = NUMBER
    if style != "0":
        kind = formats.kind(style)
    if kind == DATE:
        return _date_text(number, value, formats.since_1904)
    if kind == DURATION and 0 <= value < 10_000:
        return duration_text(round(value * 86_400))
    if kind == PERCENT:
        return percent_text(value)
    return number_text(value)


def number_text(value: float) -> NumberText:
    """A whole number without a point, any other as short as it stays the same number."""
    if value.is_integer() and abs(value) < 1e22:
        return NumberText(int(value))
    return NumberText(repr(value))


def percent_text(value: float) -> NumberText:
    """A share as a percentage with its sign."""
    return NumberText(f"{value * 100:.15g}%")


def duration_text(seconds: int) -> str:
    """A length of time as h:mm:ss."""
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _date_text(number: str, value: float, since_1904: bool) -> str:
    epoch = WINDOWS_EPOCH
    if since_1904:
        epoch = MAC_EPOCH
    try:
        moment = from_excel(value, epoch)
    except (ValueError, OverflowError, TypeError):
        return number
    if isinstance(moment, datetime.datetime) and moment.time() == datetime.time():
        return moment.date().isoformat()
    if moment is None:
        return number
    return moment.isoformat()


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_number(place: str) -> int:
    """The number of a cell's column: 1 for A7, 28 for AB7; 0 for what is no place in a sheet."""
    letters = place.rstrip("0123456789")
    if (
        len(letters) <= 3
        and letters.isascii()
        and letters.isupper()
        and letters.isalpha()
    ):
        return _column(letters)
    return 0
