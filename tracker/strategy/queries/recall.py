"""Who depends on a lesson because the strategy names it."""

from __future__ import annotations

import re
from collections.abc import Collection

from tracker.strategy.models import StrategySignature, StrategyText


def strategy_keepers(lessons: Collection[int]) -> set[int]:
    """Ids of who wrote and who signed the newest version, if it links to a lesson."""
    text = StrategyText.newest()
    if text is None or not names_any(text.text, lessons):
        return set()
    signed = StrategySignature.select(StrategySignature.person).where(
        StrategySignature.text == text
    )
    return {text.by_id} | {id for (id,) in signed.tuples()}


def names_any(text: str, lessons: Collection[int]) -> bool:
    """Whether a text has the address of one of these lessons."""
    named = {int(number) for number in re.findall(r"/lessons/(\d{1,15})\b", text)}
    return bool(named & set(lessons))
