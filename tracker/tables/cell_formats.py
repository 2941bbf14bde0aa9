"""Numbers and dates as a spreadsheet keeps them, written as people would."""

import datetime
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel


class DateFormats:
    """Which of a workbook's styles show a number as a date. Reads the part with the styles."""

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

    def shows_date(self, style: str) -> bool:
        number = (
            self._styles[int(style)]
            if style.isdecimal() and int(style) < len(self._styles)
            else "0"
        )
        code = self._formats.get(number) or (
            BUILTIN_FORMATS.get(int(number), "") if number.isdecimal() else ""
        )
        return _is_date(code)


@lru_cache(maxsize=1024)
def _is_date(code: str) -> bool:
    return bool(code) and is_date_format(code) and not is_timedelta_format(code)


def as_text(number: str, style: str, dates: DateFormats) -> str:
    """A cell's number: a date as ISO, a whole number without a point, any other as
    short as it stays the same number.
    """
    try:
        value = float(number)
    except ValueError:
        return number
    if style != "0" and dates.shows_date(style):
        try:
            moment = from_excel(value, MAC_EPOCH if dates.since_1904 else WINDOWS_EPOCH)
        except (ValueError, OverflowError, TypeError):
            return number
        if isinstance(moment, datetime.datetime):
            if moment.time() == datetime.time():
                return moment.date().isoformat()
            return moment.isoformat()
        if moment is not None:
            return moment.isoformat()
        return number
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


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
