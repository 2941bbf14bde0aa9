"""Queries about the tone."""

from __future__ import annotations

import peewee

from tracker.guidelines.models import Phrase, ToneKind


def phrases(kind: ToneKind | None = None) -> peewee.ModelSelect:
    """The phrases of the tone that are not retired, in their order."""
    rows = (
        Phrase.select()
        .where(Phrase.retired_at.is_null())
        .order_by(Phrase.position, Phrase.id)
    )
    if kind:
        return rows.where(Phrase.kind == kind)
    return rows
