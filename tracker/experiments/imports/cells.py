"""The kinds of cells in a row: numbers, days and words; and what is told of one that is
doubtful or cannot be read.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tracker.core.validation import N_
from tracker.experiments.imports import values
from tracker.experiments.imports.parsed_row import Answers
from tracker.experiments.imports.report import Told
from tracker.plaintext import one_line

if TYPE_CHECKING:
    from tracker.experiments.imports.reader import Reader


class Cells:
    """One row, by the names of its fields."""

    def __init__(self, reader: Reader, answers: Answers, texts: dict[str, str]):
        self.reader = reader
        self.it = answers
        self.texts = texts
        # Texts that were cut, to stand in full in the observation
        self.full: list[str] = []

    def _number(self, name: str) -> float | None:
        try:
            value, doubtful = values.number(self.texts.get(name, ""))
        except values.Unreadable as error:
            return self._bad(name, error)
        if doubtful:
            self._tell(name, N_("Read as %(value)s."), value=value)
        return value

    def _day(self, name: str) -> dt.date | None:
        try:
            first, last = values.period(self.texts.get(name, "")) or (None, None)
        except values.Unreadable as error:
            return self._bad(name, error)
        if (
            name == "concluded_on"
            and last
            and first < last
            and first <= self.reader.on < last
        ):
            self._tell(name, N_("It is not over yet; today was taken."))
            return self.reader.on
        return last

    def _word(self, name: str, known: dict, otherwise):
        word = one_line(self.texts.get(name, "")).casefold()
        if word in values.NOTHING:
            return None
        if word not in known:
            message = (
                N_("“%(text)s” is not known here; left empty.")
                if otherwise is None
                else N_("“%(text)s” became “%(chosen)s”.")
            )
            self._tell(
                name,
                message,
                text=values.cut(word, 60),
                **({"chosen": otherwise.value} if otherwise else {}),
            )
        return known.get(word, otherwise)

    def _bad(self, name: str, error: values.Unreadable) -> None:
        text = values.cut(one_line(error.text), 60)
        self.it.problems.append(
            Told(self.reader.mapping.column_of(name), error.message, {"text": text})
        )

    def _tell(self, name: str, message: str, /, **params) -> None:
        self.it.told.append(Told(self.reader.mapping.column_of(name), message, params))
