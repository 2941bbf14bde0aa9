"""The history of a guideline in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.guidelines.models import Amendment, Clause, Guideline
from tracker.web.history import FieldTexts, described_fields, history_entry

TEXTS = FieldTexts(described_fields(Guideline, Clause), shown={"platform": str})


def history_entries(amendments: Iterable[Amendment]) -> list[dict]:
    """The acts of a history as the page shows them."""
    return [history_entry(row, TEXTS) for row in amendments]
