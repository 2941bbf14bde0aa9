"""How far the organisation is: the five steps and the four marks, computed from the
rows of every room.
"""

from tracker.strategy.queries.check_result import Found
from tracker.strategy.queries.culture_marks import (
    Reading,
    Shown,
    marks,
    quarter_to_show,
)
from tracker.strategy.queries.steps import Far, steps
from tracker.strategy.queries.texts import signatures_by_text, text_numbered, texts

__all__ = [
    "Far",
    "Found",
    "Reading",
    "Shown",
    "marks",
    "quarter_to_show",
    "signatures_by_text",
    "steps",
    "text_numbered",
    "texts",
]
