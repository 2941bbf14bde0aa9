"""Rounds of the pulse."""

from __future__ import annotations

import peewee

from tracker.readiness.models import FreeText, Pulse


def all_rounds() -> peewee.ModelSelect:
    """Rounds, the newest first."""
    return Pulse.select().order_by(Pulse.id.desc())


def closed_rounds(until: Pulse | None = None, most: int = 12) -> list[Pulse]:
    """The last rounds that are closed, the oldest first; up to one of them."""
    rows = Pulse.select().where(
        Pulse.closed_at.is_null(False), *([Pulse.id <= until.id] if until else [])
    )
    return list(rows.order_by(Pulse.id.desc()).limit(most))[::-1]


def free_texts_of(pulse: Pulse) -> list[FreeText]:
    """What people wrote, in the order of keys by chance."""
    return list(pulse.free_texts.order_by(FreeText.key))
