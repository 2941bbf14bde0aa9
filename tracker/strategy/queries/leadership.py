"""Step five: what leaders put their names to."""

from __future__ import annotations

import datetime as dt

from tracker.business_case.enums import CaseState
from tracker.business_case.models import BusinessCase
from tracker.business_case.queries import signature_status
from tracker.commitments.models import Commitment
from tracker.experiments.models import Experiment, Stage
from tracker.quarters import Quarter
from tracker.strategy.enums import Check
from tracker.strategy.queries.check_result import CheckResult
from tracker.summaries.models import Summary, SummarySignature

A_YEAR = dt.timedelta(days=365)


def of_leadership(on: dt.date, midnight: dt.datetime) -> dict[Check, CheckResult]:
    """What the fifth step needs.

    The sponsor is named where the business case waits for a leader.

    A quarter is signed only when something was shared before it ended: a new
    organisation has nothing to sign yet.

    Args:
        midnight: The moment at which that day began, where the organisation is.
    """
    case = BusinessCase.current()
    stand = signature_status(case) if case else None
    sponsor = case.sponsor if case else None
    complete = (
        bool(case and sponsor) + bool(case) + bool(stand and stand.told["assumptions"])
    )
    return {
        Check.case: CheckResult(complete, 3, either=True),
        Check.committed: CheckResult.whether(
            stand and stand.state in (CaseState.signed, CaseState.changed),
            owner=sponsor,
            leaders=True,
        ),
        Check.promised: CheckResult.whether(
            Commitment.select().where(Commitment.made_at > midnight - A_YEAR).exists(),
            leaders=True,
        ),
        **_of_last_quarter(Quarter.of(on), midnight - (on - Quarter.of(on).first)),
    }


def _of_last_quarter(this: Quarter, began: dt.datetime) -> dict[Check, CheckResult]:
    """Whether the quarter before this one, which began at that moment, is signed;
    nothing where there was nothing to sum up.
    """
    if (
        not Experiment.select()
        .where(Experiment.stage != Stage.draft, Experiment.published_at < began)
        .exists()
    ):
        return {}
    signed = (
        SummarySignature.select()
        .join(Summary)
        .where(Summary.quarter == str(this.previous))
    )
    return {Check.quarter: CheckResult.whether(signed.exists(), leaders=True)}
