"""Step three: pulses, and actions about fears."""

from __future__ import annotations

import datetime as dt

from peewee import fn

from tracker.readiness.enums import Fear
from tracker.readiness.models import FearAction, Pulse
from tracker.strategy.enums import Check
from tracker.strategy.queries.check_result import CheckResult

A_YEAR = dt.timedelta(days=365)


def of_readiness(on: dt.date) -> dict[Check, CheckResult]:
    """The checks of the third step: a pulse within a year, and an action for each fear."""
    asked = Pulse.select().where(Pulse.opened_on > on - A_YEAR).exists()
    faced = FearAction.select(fn.COUNT(fn.DISTINCT(FearAction.fear))).scalar()
    return {
        Check.asked: CheckResult.whether(asked),
        Check.faced: CheckResult(faced, len(Fear)),
    }
