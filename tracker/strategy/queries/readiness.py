"""Step three: whether everybody was asked, and what was done about what they said."""

from __future__ import annotations

import datetime as dt

from peewee import fn

from tracker.readiness.enums import Fear
from tracker.readiness.models import FearAction, Pulse
from tracker.strategy.enums import Check
from tracker.strategy.queries.check_result import CheckResult

A_YEAR = dt.timedelta(days=365)


def of_readiness(on: dt.date) -> dict[Check, CheckResult]:
    """What the third step needs: a round that was opened within a year, and a deed for
    each fear.
    """
    asked = Pulse.select().where(Pulse.opened_on > on - A_YEAR).exists()
    faced = FearAction.select(fn.COUNT(fn.DISTINCT(FearAction.fear))).scalar()
    return {
        Check.asked: CheckResult.whether(asked),
        Check.faced: CheckResult(faced, len(Fear)),
    }
