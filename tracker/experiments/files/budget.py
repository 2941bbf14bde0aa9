"""Limits of the processor time for pictures: for one form, and for a person in an hour.

The time of each picture is measured.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tracker.accounts.models import Person, TokenBucket
from tracker.core.validation import N_, FieldError, ValidationFailed, raise_if_errors
from tracker.db import DATABASE_ERRORS

# Processor time; a dozen photos from a phone take about four seconds
FORM_SECONDS = 15
HOUR_SECONDS = 120
HOUR = dt.timedelta(hours=1)
PATIENCE = 10  # seconds that a form waits for others' pictures
# A picture of 25 megapixels takes up to 200 MB while it is decoded.
_one_at_a_time = threading.Lock()

TOO_MANY_AT_ONCE = N_(
    "Picture %(number)s was left out: so many large ones at once take too long. Please send it by"
    " itself."
)
TOO_MANY = N_(
    "Picture %(number)s was left out: you have sent very many within the hour. Please wait a while."
)
OTHERS_FIRST = N_(
    "Picture %(number)s was left out: others are sending pictures just now. Please try again in a"
    " moment."
)


class Budget:
    """The processor time that one person has for the pictures of one form."""

    def __init__(self, person: Person, at: dt.datetime):
        self.key = f"pictures of {person.id}"
        self.at = at
        self.spent = 0.0

    @contextmanager
    def work(self) -> Iterator[None]:
        """Run the block when it is its turn, and charge the time that it takes.

        Raises:
            ValidationFailed: The time of the form or the person is used up, or others
                take too long.
        """
        with one_at_a_time():
            raise_if_errors(self._problems())
            began = time.thread_time()
            try:
                yield
            finally:
                self._charge(time.thread_time() - began)

    def _problems(self) -> list[FieldError]:
        if self.spent > FORM_SECONDS:
            return [_left_out(TOO_MANY_AT_ONCE)]
        left = TokenBucket.left_in(
            self.key, capacity=HOUR_SECONDS, per=HOUR, at=self.at
        )
        if left <= 0:
            return [_left_out(TOO_MANY)]
        return []

    def _charge(self, seconds: float) -> None:
        self.spent += seconds
        # A broken database is reported when the picture itself is saved
        with suppress(*DATABASE_ERRORS):
            TokenBucket.spend(
                self.key, seconds, capacity=HOUR_SECONDS, per=HOUR, at=self.at
            )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """One picture at a time in this process.

    Raises:
        ValidationFailed: Others take too long.
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise ValidationFailed(_left_out(OTHERS_FIRST))
    try:
        yield
    finally:
        _one_at_a_time.release()


def _left_out(message: str) -> FieldError:
    return FieldError("pictures", message, {"number": 1})
