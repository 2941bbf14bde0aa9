"""Rounds of the pulse."""

from __future__ import annotations

import peewee

from tracker.readiness.models import FreeText, Pulse


def all_rounds() -> peewee.ModelSelect:
    """Rounds, the newest first."""
    return Pulse.select().order_by(Pulse.id.desc())


def closed_rounds(until: Pulse | None = None, most: int = 12) -> list[Pulse]:
    """The last closed rounds, the oldest first; none after `until`."""
    rows = Pulse.select().where(Pulse.closed_at.is_null(False))
    if until:
        rows = rows.where(Pulse.id <= until.id)
    return list(rows.order_by(Pulse.id.desc()).limit(most))[::-1]


def free_texts_of(pulse: Pulse) -> list[FreeText]:
    """The free texts of a round, in the order of their random keys."""
    return list(pulse.free_texts.order_by(FreeText.key))
