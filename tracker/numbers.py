"""Parses whole numbers from requests."""

from __future__ import annotations

LARGEST_ID = 2**31 - 1  # the largest whole number that both databases keep in a column


def whole_number(text, most: int = LARGEST_ID) -> int | None:
    """The whole number, from 0 to `most`, that a text is; None where it is anything
    else, however long.
    """
    if text is None:
        return None
    text = str(text).strip()
    short = text.lstrip("0")[: len(str(most)) + 1] or text[-1:]
    if not (text.isascii() and text.isdecimal()) or int(short) > most:
        return None
    return int(short)
