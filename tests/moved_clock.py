"""The mark of tests that `bash tests/at` leaves out."""

import os

import pytest

# libfaketime moves the clock that a wait is counted from, and not the one that it is
# counted with: a thread that waits for a tenth of a second waits for days.
waits_for_seconds = pytest.mark.skipif(
    "FAKETIME" in os.environ, reason="a thread's wait lasts until another date"
)
