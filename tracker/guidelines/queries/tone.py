"""Answers about our tone: how we sound, and what one may reply."""

from __future__ import annotations

import peewee

from tracker.guidelines.models import Phrase, ToneKind


def phrases(kind: ToneKind | None = None) -> peewee.ModelSelect:
    """What stands on the page of our tone, in its order."""
    rows = (
        Phrase.select()
        .where(Phrase.retired_at.is_null())
        .order_by(Phrase.position, Phrase.id)
    )
    if kind:
        return rows.where(Phrase.kind == kind)
    return rows
