"""The versions of the strategy, and their signatures."""

from __future__ import annotations

from tracker.accounts.models import Person
from tracker.strategy.models import StrategySignature, StrategyText


def texts() -> list[StrategyText]:
    """Every version, the newest first, joined with its author."""
    return list(
        StrategyText.select(StrategyText, Person)
        .join(Person)
        .order_by(StrategyText.number.desc())
    )


def signatures_by_text() -> dict[int, list[StrategySignature]]:
    """Signatures by the id of the version, joined with the person, the oldest first. One query."""
    signed: dict[int, list[StrategySignature]] = {}
    for row in (
        StrategySignature.select(StrategySignature, Person)
        .join(Person)
        .order_by(StrategySignature.id)
    ):
        signed.setdefault(row.text_id, []).append(row)
    return signed


def text_numbered(number: int) -> StrategyText | None:
    """The version of this number."""
    return StrategyText.get_or_none(StrategyText.number == number)
