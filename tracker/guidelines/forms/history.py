"""The history of a guideline in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from tracker.accounts.models import Person
from tracker.guidelines.models import Amendment, Clause, Guideline
from tracker.web.history import (
    FieldTexts,
    clearable_texts,
    described_fields,
    history_entry,
)

TEXTS = FieldTexts(described_fields(Guideline, Clause), shown={"platform": str})


def history_entries(
    amendments: Iterable[Amendment], guideline: Guideline, viewer: Person
) -> list[dict]:
    """The acts of a history as the page shows them."""
    entries = []
    for row in amendments:
        entry = history_entry(row, TEXTS)
        if viewer.facilitates and clearable_texts(row, TEXTS):
            entry["clear_url"] = url_for(
                "guidelines.clear_change", slug=guideline.slug, change_id=row.id
            )
        entries.append(entry)
    return entries
