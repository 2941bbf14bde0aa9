"""Step four: what we do where, by whose rules, and the strategy behind it."""

from __future__ import annotations

from peewee import fn

from tracker.guidelines.models import EVERYWHERE, Clause, Guideline, Platform
from tracker.strategy.enums import Check
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.strategy.queries.check_result import CheckResult


def of_platforms() -> dict[Check, CheckResult]:
    """What the fourth step needs: platforms in use with a stance and clauses that
    somebody has looked at; a text that is signed.
    """
    says = fn.EXISTS(
        Clause.select(Clause.id).where(
            Clause.guideline == Guideline.id, Clause.retired_at.is_null()
        )
    )
    ours = (
        Guideline.select()
        .join(Platform)
        .where(
            Platform.in_use, ~Guideline.is_draft, Guideline.stance.is_null(False), says
        )
    )
    everywhere = Guideline.select().where(
        Guideline.slug == EVERYWHERE, ~Guideline.is_draft
    )
    text = StrategyText.newest()
    signed = (
        text
        and StrategySignature.select().where(StrategySignature.text == text).exists()
    )
    return {
        Check.stances: CheckResult(
            ours.count(), Platform.select().where(Platform.in_use).count()
        ),
        Check.everywhere: CheckResult.whether(everywhere.exists()),
        Check.written: CheckResult.whether(text, either=True),
        Check.signed: CheckResult.whether(signed, leaders=True),
    }
