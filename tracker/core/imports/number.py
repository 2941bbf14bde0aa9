"""The number parser of forms, imports and commands."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from tracker.core.imports.cell import Unreadable, is_error, is_nothing
from tracker.core.imports.decimal_mark import LONGEST, Mark, mark_of, value_of
from tracker.core.imports.duration import seconds_of
from tracker.core.imports.number_words import (
    adds_nothing,
    factor_of,
    is_money,
    scaled,
    tells_of_fall,
)
from tracker.core.validation import N_
from tracker.tables import NumberText

READ_AS = N_("Read as %(value)s.")
IN_SECONDS = N_("A length of time; read as %(value)s seconds.")
SHEET_ERROR = N_("A formula in the spreadsheet failed here; left empty.")
NO_NUMBER = N_("“%(text)s” is not a number we can read.")
__all__ = ["IN_SECONDS", "READ_AS", "Mark", "Number", "mark_of", "parse_number"]

LONGEST_TEXT = 120  # whatever is longer is a story

_ABOUT = frozenset("ca cirka circa omkring approx about".split())
# Danish writes ÷ for a minus too
_MINUSES = str.maketrans("−÷", "--")
_DASHED = re.compile(r"^[–—‑‒](?= ?\d)")
_BLANKS = re.compile("[\u00a0\u2007\u2009\u202f]")
_PARTS = re.compile(
    r"(?P<before>(?:d\.kr\. ?|[^\d.,+\-(]*?(?:(?<=[a-z])\.)?(?: kr\.?)?)) ?"
    r"(?P<number>[+-]? ?(?:\d[\d.,' ]*|[.,]\d+)(?:[eE][+-]?\d{1,3})?)"
    r"(?P<after>[^\d]*(?:[(\[±][^()\[\]]*[)\]]?|\+/?-[ \d.,]+)?)",
    re.ASCII | re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:[^\W\d_]+\.?(?: [^\W\d_]+\.?)? ?[:=]?|us\$|d\.kr\.|[€$£~≈<>≤≥%]=?"
    r"|(?:ca\.?|cirka|omkring|over|under|~|≈|<|>|≤|≥) ?(?:kr\.?|dkk|eur|usd|[€$£]))",
    re.IGNORECASE,
)
# Words beside numbers that count something else: a week, an hour, a page of a list
_OTHER_THINGS = frozenset(
    "uge week kl tlf side kap version år year err fejl nr no nummer number".split()
)
# A number before one of these is the day of a month
_MONTH = re.compile(
    r"\d\. ?(?:jan|feb|mar(?:ts|\b)|apr|maj|jun|jul|aug|sep|okt|nov|dec)", re.IGNORECASE
)
_REMARK = r"(?: ?\([^()]{1,40}\)| ?\[[^\[\]]{1,10}\]| ?(?:±|\+/-|\+-) ?\d+(?:[.,]\d+)?)"
_REMARK_AFTER = re.compile(_REMARK + r"\Z")
_AFTER = re.compile(
    r"(?:(?:[^\W\d_]+(?:\.[^\W\d_]+)?\.?(?:[ /][^\W\d_]+\.?){0,3}|[€$£%])"
    r"(?:[ -]?(?:point|[€$£%*+]))?|[€$£%](?: [^\W\d_]+\.?){1,4}|/ ?[^\W\d_]+\.?|[*?+]{1,3})?"
    + _REMARK
    + "?"
)
# As machines write numbers, beyond doubt: the most frequent ones, read at once
_MACHINE = re.compile(r"-?(?:\d+|0\.\d+|\d+\.(?:\d\d?|\d{4,}))", re.ASCII)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_FRACTION = re.compile(
    r"(?<![\d.,/])(?P<whole>\d*) ?(?P<part>[½¼¾⅓⅔]|(?<=\d )[1-9]/[2-9])(?![\d/])",
    re.ASCII,
)
# Swedish crowns, not seconds
_CROWNS = re.compile(r"(?:\bSEK|SEK\b)")
# Bookkeeping programs write -12,50 as 12,50-, -kr. 12,50 or minus 12,50
_MINUS_AFTER = re.compile(r"\A(\d[\d.,]*\d)-\Z", re.ASCII)
_MINUS_BEFORE = re.compile(
    r"\A(?:-|minus) ?((?:(?:d\.)?kr\.?|dkk|eur|usd|[€$£])? ?)(\d)",
    re.ASCII | re.IGNORECASE,
)
# Reports head their columns so: tkr. 15, mio. kr. 1,5, DKKm 1,5
_MULTIPLIER_BEFORE = re.compile(
    r"\A(?P<money>(?:(?:d\.)?kr\.?|dkk|eur|usd|sek|nok|[€$£])?) ?"
    r"(?P<times>t\.? ?kr|tkr|tdkk|t\.dkk|(?:dkk|eur|usd)m|mio|mill?n?|mkr|mdkk|mia|mrd|tusinde?)"
    r"\.?(?: ?(?:kr\.?|dkk|eur|usd|[€$£]))? ?(?P<number>[+-]?\d[\d.,' ]*)\Z",
    re.ASCII | re.IGNORECASE,
)
# 15 (tusind), 15 i tusinder
_MULTIPLIER_APART = re.compile(
    r"(?<=\d) ?(?:\(i |\(|i )(?P<times>tusinde?r?|mio|millioner|mia|milliarder)\.?\)?\Z",
    re.IGNORECASE,
)
_PRICE_TAG = re.compile(
    r"(?<=\d)(?:[.,]--|:-)(?=\Z| )()|(\bkr\.?|(?<=\d)kr\.?),?-\Z",
    re.ASCII | re.IGNORECASE,
)


_THOUSANDS = {
    mark: re.compile(
        rf"\A[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+(?= ?[^\W\d])", re.ASCII
    )
    for mark in ".,"
}


class Number(NamedTuple):
    """The number in a cell, with a note where its notation is doubtful.

    Attributes:
        value: None when the cell says that there is none.
        note: A sentence to tell with `value`, where the text could be meant otherwise.
    """

    value: float | None
    note: str = ""


NO_VALUE = Number(None)


def parse_number(text: str, mark: Mark | str | None = None) -> Number:
    """Reads a number as people write it, with its currency, unit or thousands.

    Args:
        mark: The decimal mark where the text was written. Three digits after the other
            mark are a thousands group. Without it `1.250` is read as 1.25, with a note.

    Raises:
        Unreadable: It is no number, or none that is finite.
    """
    if not text:
        return NO_VALUE
    if isinstance(text, NumberText):
        return Number(text.value)
    if _MACHINE.fullmatch(text) and len(text) <= LONGEST:
        return Number(float(text))
    if not isinstance(mark, Mark):
        mark = Mark(mark)
    plain = " ".join(_BLANKS.sub(" ", text).translate(_MINUSES).split())
    plain = plain.replace("’", "'")
    plain = _DASHED.sub("-", plain).removeprefix("'")
    if is_nothing(plain):
        return Number(None)
    if is_error(plain):
        return Number(None, SHEET_ERROR)
    if len(plain) > LONGEST_TEXT or _MONTH.search(plain):
        raise Unreadable(NO_NUMBER, text)
    if _FRACTION.search(plain):
        plain = _FRACTION.sub(_as_decimal, plain)
        mark = Mark(".")
    found = _duration(_ungrouped(plain, mark)) or _with_words(_tidied(plain), mark)
    if found is None or not math.isfinite(found.value):
        raise Unreadable(NO_NUMBER, text)
    return found


def _ungrouped(text: str, mark: Mark) -> str:
    """A length of time such as 1.250 timer without the marks between its thousands."""
    if ":" in text or not mark.decimal:
        return text
    group = "." if mark.decimal == "," else ","
    return _THOUSANDS[group].sub(lambda match: match[0].replace(group, ""), text)


def _duration(text: str) -> Number | None:
    if _CROWNS.search(text):
        return None
    seconds = seconds_of(text)
    if seconds is None:
        return None
    return Number(seconds, IN_SECONDS)


def _as_decimal(match: re.Match) -> str:
    """A number with a fraction, such as 12½, with a point."""
    part = match["part"]
    if part in _FRACTIONS:
        value = _FRACTIONS[part]
    else:
        above, below = part.split("/")
        value = int(above) / int(below)
    return str(int(match["whole"] or 0) + value)


def _tidied(text: str) -> str:
    """The number with its minus sign in front and its multiplier behind, and without a price
    tag's dashes.
    """
    text = _MULTIPLIER_BEFORE.sub(r"\g<money> \g<number> \g<times>", text).strip()
    text = _MULTIPLIER_APART.sub(r" \g<times>", text)
    text = _MINUS_AFTER.sub(r"-\1", text)
    text = _MINUS_BEFORE.sub(r"\1-\2", text.removeprefix("="))
    return _PRICE_TAG.sub(r"\2", text)


def _with_words(text: str, mark: Mark) -> Number | None:
    """A number with what stands before and after it; told where that says more.

    In brackets it is negative, as bookkeepers write it, if only money stands beside it.
    """
    bracketed = text.startswith("(") and text.endswith(")")
    if bracketed:
        text = text[1:-1].strip()
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    before = match["before"].strip()
    after = match["after"].strip()
    digits = match["number"].strip()
    if after.startswith("-") and digits[-1:] in ",.":  # 1.250,- as on a price tag
        after = after[1:].strip()
        digits = digits[:-1]
        mark = _grouping_mark(digits)
    glued = match.end("before") == match.start("number")
    if not _may_stand_before(before, glued) or not _AFTER.fullmatch(after):
        return None
    number = value_of(digits, mark)
    if number is None:
        return None
    value, told = number
    factor, known = factor_of(after, money=is_money(before))
    value = scaled(value, factor)
    known = known and adds_nothing(before)
    if tells_of_fall(before, _REMARK_AFTER.sub("", after)):
        value = -abs(value)
    if bracketed and known:
        value = -value
    if told or bracketed or not known:
        return Number(value, READ_AS)
    return Number(value)


def _grouping_mark(whole: str) -> Mark:
    """The mark of a price without decimals: whatever parts its digits groups them."""
    if "." in whole:
        return Mark(",")
    return Mark(".")


def _may_stand_before(word: str, glued: bool) -> bool:
    """Whether the number is still the number: not in A4, COVID19 or uge 12."""
    if not word:
        return True
    if not _BEFORE.fullmatch(word):
        return False
    name = word.rstrip(" .:=").lower()
    if name.split(" ")[0] in _OTHER_THINGS:
        return False
    return not (glued and word[-1].isalpha()) or adds_nothing(word) or name in _ABOUT
