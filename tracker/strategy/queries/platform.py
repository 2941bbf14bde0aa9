"""Step four: platforms, guidelines and the strategy text."""

from __future__ import annotations

import peewee
from peewee import fn

from tracker.guidelines.models import EVERYWHERE, Clause, Guideline, Platform
from tracker.guidelines.queries.guideline import edited, is_own
from tracker.strategy.enums import Check
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.strategy.queries.check_result import CheckResult


def of_platforms() -> dict[Check, CheckResult]:
    """The checks of the fourth step: own guidelines for each platform with a leader's yes,
    and a signed text.
    """
    in_use = Platform.select().where(Platform.in_use).count()
    edited_ids = edited()
    own = [row for row in _decided_guidelines() if is_own(row, edited_ids)]
    everywhere = Guideline.get_or_none(Guideline.slug == EVERYWHERE)
    text = StrategyText.newest()
    signed = False
    if text:
        signatures = StrategySignature.select().where(StrategySignature.text == text)
        signed = signatures.exists()
    return {
        Check.stances: CheckResult(len(own), in_use),
        Check.everywhere: CheckResult.whether(
            everywhere and is_own(everywhere, edited_ids)
        ),
        Check.agreed: CheckResult(
            sum(row.agreed_at is not None for row in own), in_use, leaders=True
        ),
        Check.written: CheckResult.whether(text, either=True),
        Check.signed: CheckResult.whether(signed, leaders=True),
    }


def _decided_guidelines() -> peewee.ModelSelect:
    """Guidelines of platforms in use that have a stance and a clause and are no drafts."""
    clauses = Clause.select(Clause.id).where(
        Clause.guideline == Guideline.id, Clause.retired_at.is_null()
    )
    return (
        Guideline.select()
        .join(Platform)
        .where(
            Platform.in_use,
            ~Guideline.is_draft,
            Guideline.stance.is_null(False),
            fn.EXISTS(clauses),
        )
    )
