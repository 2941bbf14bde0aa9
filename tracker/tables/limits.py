"""Limits of the size of a table file, and the error of a refused file."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a table may cost. Sizes are in bytes and characters, times in seconds."""

    upload_bytes: int = 50_000_000
    unpacked_bytes: int = 500_000_000
    # Unpacked to packed; asked from the first 10 MB on, since repetitive little files are honest
    ratio: int = 200
    seconds: float = 20  # until the first row is known
    columns: int = 200
    rows: int = 1_000_000
    field_characters: int = 100_000  # no higher than the csv module's own 131,072
    row_characters: int = 1_000_000
    parts: int = 2_000  # files within an XLSX
    part_bytes: int = 20_000_000  # an XLSX's workbook, relations and styles, each
    # An XLSX's shared texts, which have to be kept in memory
    shared_bytes: int = 100_000_000
    shared_texts: int = 2_000_000
    empty_cells: int = 3_000_000  # beyond ten for each one filled


def N_(message: str) -> str:
    """Marks a sentence for translation, which whoever shows it does:

    ``_(error.message) % error.params``.
    """
    return message


class UnreadableTable(Exception):
    """The file cannot be read as a table.

    Args:
        message: an English sentence, a key to its translations, with named places.
        params: what goes in the places.
    """

    def __init__(self, message: str, **params):
        super().__init__(message % params)
        self.message = message
        self.params = params


class Deadline:
    """Runs out, and says so, if opening takes too long."""

    def __init__(self, limits: Limits):
        self.seconds = limits.seconds
        self._end = time.monotonic() + limits.seconds

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise UnreadableTable(
                N_(
                    "The file takes more than %(seconds)s seconds to open, so we stopped."
                ),
                seconds=f"{self.seconds:g}",
            )


def check_unpacked(unpacked: int, packed: int, limits: Limits) -> None:
    """Refuses what unpacks to more than a table has any need of."""
    if unpacked > limits.unpacked_bytes or (
        unpacked > 10_000_000 and unpacked > limits.ratio * max(packed, 1)
    ):
        raise UnreadableTable(
            N_("The file unpacks to far more than its size, so we did not open it.")
        )
