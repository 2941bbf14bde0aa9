"""Taking back an attempt, its start, its conclusion, or an import."""

from tracker.withdrawals.models.imported import (
    carry_out_undo,
    is_being_undone,
    is_undoable,
    rows_left,
    undo_import,
)
from tracker.withdrawals.models.withdrawal import (
    Withdrawal,
    reopen,
    undo_start,
    withdraw,
    withdrawable,
)

__all__ = [
    "Withdrawal",
    "carry_out_undo",
    "is_being_undone",
    "is_undoable",
    "reopen",
    "rows_left",
    "undo_import",
    "undo_start",
    "withdraw",
    "withdrawable",
]
