"""Signatures that a leader is asked for on the home page."""

from __future__ import annotations

from tracker.business_case.models import BusinessCase, CaseVersion, Reopening
from tracker.strategy.models import StrategySignature, StrategyText


def to_sign() -> list[str]:
    """ "business_case" where it was opened again, as the clock or an act noted, and
    "strategy" where nobody signed its newest version.
    Five short queries at most."""
    waits = []
    case = BusinessCase.current()
    version = case and CaseVersion.latest_of(case)
    if (
        version
        and Reopening.select()
        .where(Reopening.version == version, Reopening.lifted_at.is_null())
        .exists()
    ):
        waits.append("business_case")
    text = StrategyText.newest()
    if (
        text
        and not StrategySignature.select()
        .where(StrategySignature.text == text)
        .exists()
    ):
        waits.append("strategy")
    return waits
