"""Ids that do not tell in which order their rows were made.

They stand in addresses and in the API. Were an id the next number, whoever makes a row
now and then would know when the one in between was made, though its author is withheld
or its day alone is told. So ids are drawn from a block of numbers, and the next block is
begun when half of one is given out. They stay small enough to be said aloud, and for the
search to keep sets of them as bits; what they tell is which of several hundred rows came
before the several hundred after them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import peewee

from tracker.prepared import Parameter, prepared

BLOCK = 1024
_draw = secrets.SystemRandom().sample
_in_turn = ContextVar("in_turn", default=False)


class DrawnId:
    """Mixin of models whose ids are shown and have to tell nothing of order."""

    def save(self, force_insert: bool = False, only=None):
        """Save the row; a new one, which is saved whole, gets an id."""
        if self._pk is not None:
            return super().save(force_insert=force_insert, only=only)
        while True:
            (drawn,) = free_ids(type(self))
            self.id = drawn
            try:
                with self._meta.database.atomic():
                    return super().save(force_insert=True)
            except peewee.IntegrityError:
                self.id = None
                if not _is_taken(type(self), drawn):
                    raise
                # Somebody else drew it in the same moment


def free_ids(model: type[peewee.Model], many: int = 1) -> list[int]:
    """Ids that no row has, the smallest first, so that rows of one import stay in order."""
    # Asked for each row that is made; nothing of it may be kept
    [(largest,)] = prepared(("largest id", model), lambda: _largest(model)).raw_rows()
    largest = largest or 0
    first = largest // BLOCK * BLOCK
    block = range(max(first, 1), first + BLOCK)
    # Where more are taken it is full, and which ones need not be known
    most_taken = max(len(block) - many - BLOCK // 2, 0)
    query = prepared(
        ("taken ids", model, most_taken), lambda: _taken(model, most_taken + 1)
    )
    taken = {id for (id,) in query.raw_rows(first=first)}
    free = [id for id in block if id not in taken]
    if len(free) - many < BLOCK // 2:
        blocks = -(-2 * many // BLOCK)
        free = list(range(first + BLOCK, first + BLOCK + blocks * BLOCK))
    if _in_turn.get():
        return [id for id in free if id > largest][:many]
    return sorted(_draw(free, many))


def _largest(model: type[peewee.Model]) -> peewee.ModelSelect:
    return model.select(peewee.fn.MAX(model._meta.primary_key))


def _taken(model: type[peewee.Model], most: int) -> peewee.ModelSelect:
    key = model._meta.primary_key
    return model.select(key).where(key >= Parameter("first")).limit(most)


@contextmanager
def ids_in_turn() -> Iterator[None]:
    """Give out the next ids meanwhile: for invented rows, which hide nobody."""
    before = _in_turn.set(True)
    try:
        yield
    finally:
        _in_turn.reset(before)


def _is_taken(model: type[peewee.Model], id: int) -> bool:
    return model.select().where(model._meta.primary_key == id).exists()
