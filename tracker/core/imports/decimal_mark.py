"""The decimal mark of a column, and the value of digits with marks between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tracker.tables import NumberText

LONGEST = 40

_GROUPS = {
    mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", re.ASCII)
    for mark in ".,' "
}
_EXPONENT = re.compile(r"[eE][+-]?\d{1,3}\Z")
_COMMA_IS_DECIMAL = re.compile(
    r"\d,\d{1,2}(?![\d,])|\d,\d{4,}|(?<!\d)0,\d|\.\d{3},\d|\d\.\d{3}\.\d{3}"
    # Nobody counts thousandths of a crown
    r"|\d,-(?!\d)|\.\d{3}[ \xa0]?(?:kr|dkk)|(?:kr\.?|dkk) ?\d{1,3}\.\d{3}(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_POINT_IS_DECIMAL = re.compile(
    r"\d\.\d{1,2}(?![\d.])|\d\.\d{4,}|(?<!\d)0\.\d|,\d{3}\.\d|\d,\d{3},\d{3}", re.ASCII
)


class Mark(NamedTuple):
    """The decimal mark of a column.

    Attributes:
        decimal: "," or "."; None when nothing shows which it is.
        certain: False where other cells of the column use the other mark.
    """

    decimal: str | None = None
    certain: bool = True


def mark_of(cells: Iterable[str], delimiter: str | None = None) -> Mark:
    """The decimal mark that the cells of a column show.

    A file with semicolons between its cells was written where the comma is decimal.
    """
    comma = point = False
    for text in cells:
        if isinstance(text, NumberText):
            continue
        points = text.count(".")
        commas = text.count(",")
        has_words = not (text[:1].isdigit() and text[-1:].isdigit())
        if not comma and (commas or points > 1 or (points and has_words)):
            comma = _COMMA_IS_DECIMAL.search(text) is not None
        if not point and (points or commas > 1):
            point = _POINT_IS_DECIMAL.search(text) is not None
    if comma or delimiter == ";":
        return Mark(",", certain=not point)
    if point:
        return Mark(".")
    return Mark()


def value_of(text: str, mark: Mark) -> tuple[float, bool] | None:
    """The value of signs, digits and marks, and whether it could be meant otherwise."""
    if len(text) > LONGEST:
        return None
    exponent = _EXPONENT.search(text)
    power = ""
    if exponent:
        power = exponent[0]
    sign = ""
    if text[:1] in "+-":
        sign = text[:1]
    body = text[len(sign) : len(text) - len(power)].strip()
    doubtful = False
    for blank in " '":
        if blank in body:
            whole, decimals = _split_at_last(body)
            if not _GROUPS[blank].fullmatch(whole):
                return None
            body = whole.replace(blank, "") + decimals
    marks = [letter for letter in body if letter in ".,"]
    if len(set(marks)) == 2:
        body = _both_marks(body)
    elif len(marks) > 1:
        body = _grouped_only(body, marks[0])
    elif marks:
        body, doubtful = _one_mark(body, marks[0], mark, bool(power))
    if body is None or not re.fullmatch(r"\d+\.?\d*|\.\d+", body, re.ASCII):
        return None
    return float(sign + body + power), doubtful


def _split_at_last(body: str) -> tuple[str, str]:
    """The whole part, and the decimals with the mark before them."""
    place = max(body.rfind("."), body.rfind(","))
    if place < 0:
        return body, ""
    return body[:place], body[place:]


def _both_marks(body: str) -> str | None:
    """Of two marks the last one is the decimal mark, and the other groups thousands."""
    whole, decimals = _split_at_last(body)
    other = "." if decimals[0] == "," else ","
    if not _GROUPS[other].fullmatch(whole):
        return None
    return whole.replace(other, "") + "." + decimals[1:]


def _grouped_only(body: str, group: str) -> str | None:
    if not _GROUPS[group].fullmatch(body):
        return None
    return body.replace(group, "")


def _one_mark(body: str, found: str, mark: Mark, power: bool) -> tuple[str, bool]:
    """A number with one mark: three digits after it may be a thousands group."""
    decimal = body.replace(found, ".")
    if power or body.startswith("0") or not _GROUPS[found].fullmatch(body):
        return decimal, False
    if mark.decimal is None:
        return decimal, True
    if mark.decimal == found:
        return decimal, not mark.certain
    return body.replace(found, ""), not mark.certain
