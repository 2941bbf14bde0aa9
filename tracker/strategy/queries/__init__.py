"""The five steps and the four marks, computed from the rows of all features."""

from tracker.strategy.queries.check_result import CheckResult
from tracker.strategy.queries.culture_mark import (
    MarkView,
    MeasureComparison,
    marks,
    quarter_to_show,
)
from tracker.strategy.queries.step import StepProgress, steps
from tracker.strategy.queries.text import signatures_by_text, text_numbered, texts

__all__ = [
    "CheckResult",
    "MarkView",
    "MeasureComparison",
    "StepProgress",
    "marks",
    "quarter_to_show",
    "signatures_by_text",
    "steps",
    "text_numbered",
    "texts",
]
