"""What the garbage collector no longer walks through, since it stays.

A server freezes what is there before it forks; an import freezes what was there before it
began. `gc.get_freeze_count()` would tell one from the other, but it counts every object.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_stays_frozen = False


def freeze_for_good() -> None:
    """Keep the garbage collector from what is there now, as long as the process lives."""
    global _stays_frozen
    _stays_frozen = True
    gc.freeze()


@contextmanager
def frozen_heap() -> Iterator[None]:
    """Keep the garbage collector from walking again and again what was there before."""
    if _stays_frozen:
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
