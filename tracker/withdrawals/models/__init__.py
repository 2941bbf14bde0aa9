"""Taking back an attempt, its start, its conclusion, or an import."""

from tracker.withdrawals.models.imported import is_undoable, undo_import
from tracker.withdrawals.models.withdrawal import (
    Withdrawal,
    reopen,
    undo_start,
    withdraw,
    withdrawable,
)

__all__ = [
    "Withdrawal",
    "is_undoable",
    "reopen",
    "undo_import",
    "undo_start",
    "withdraw",
    "withdrawable",
]
