"""Empty cells, cells with errors, and texts cut to length."""

from __future__ import annotations

import re
from collections.abc import Mapping

NOTHING = frozenset(
    ("", "na", "n/a", "#n/a", "nan", "null", "none", "-", "–", "—", ".")
)

# What a spreadsheet shows where a formula fails, in Danish, English and other languages
_ERROR = re.compile(r"#(?=.*[!?/])[^\W\d_]+(?:/[^\W_]+)*[!?]?", re.UNICODE)
_LAST_WORD = re.compile(r"\S*\Z")


class Unreadable(ValueError):
    """A cell cannot be read as the value of its field.

    Attributes:
        message: A sentence of the catalogue.
        params: What stands in its places; `text` is the cell as it was written.
    """

    def __init__(self, message: str, text: str, **params):
        super().__init__(message)
        self.message = message
        self.params: Mapping = {"text": cut(" ".join(text.split()), 60)} | params


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.strip().casefold() in NOTHING


def is_error(text: str) -> bool:
    """Whether a cell holds the error of a formula, such as #N/A or #VÆRDI!."""
    return _ERROR.fullmatch(text.strip()) is not None


def cut(text: str, cap: int) -> str:
    """The text, or as many whole words of it as fit in `cap` characters with "…"."""
    if len(text) <= cap:
        return text
    head = text[: cap - 1]
    if not text[cap - 1].isspace():
        words = _LAST_WORD.sub("", head)
        # One word that fills the line is cut in itself
        if len(words) > cap // 2:
            head = words
    return head.rstrip(" \n\t,;:–-") + "…"
