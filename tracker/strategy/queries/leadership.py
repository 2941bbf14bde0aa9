"""Step five: signatures and commitments of leaders."""

from __future__ import annotations

import datetime as dt

from tracker.business_case.enums import CaseState
from tracker.business_case.models import BusinessCase, gaps_of
from tracker.business_case.queries import signature_status
from tracker.commitments.models import Commitment
from tracker.core.validation import N_
from tracker.experiments.models import Experiment, Stage
from tracker.quarters import Quarter
from tracker.strategy.enums import Check
from tracker.strategy.queries.check_result import CheckResult
from tracker.summaries.models import Summary, SummarySignature

A_YEAR = dt.timedelta(days=365)


def of_leadership(on: dt.date, midnight: dt.datetime) -> dict[Check, CheckResult]:
    """The checks of the fifth step.

    If the business case waits for a leader, its sponsor is named. The summary of the
    last quarter is checked only if something was shared before it ended.

    Args:
        midnight: The moment at which that day began, local time.
    """
    promised = Commitment.select().where(Commitment.made_at > midnight - A_YEAR)
    results = _of_business_case()
    results[Check.promised] = CheckResult.whether(promised.exists(), leaders=True)
    this = Quarter.of(on)
    return results | _of_last_quarter(this, midnight - (on - this.first))


def _of_business_case() -> dict[Check, CheckResult]:
    case = BusinessCase.current()
    if case is None:
        return {
            Check.case: CheckResult(0, 3, either=True),
            Check.committed: CheckResult.whether(False, leaders=True),
        }
    status = signature_status(case)
    complete = 1 + bool(case.sponsor) + bool(status.told["assumptions"])
    committed = status.state in (CaseState.signed, CaseState.changed)
    remark = ""
    if committed and gaps_of(status.version.told):
        remark = N_("signed without amounts, or before anything was tested")
    return {
        Check.case: CheckResult(complete, 3, either=True),
        Check.committed: CheckResult.whether(
            committed, owner=case.sponsor, leaders=True, remark=remark
        ),
    }


def _of_last_quarter(this: Quarter, began: dt.datetime) -> dict[Check, CheckResult]:
    """Whether the last quarter is signed; nothing if there was nothing to sum up.

    Args:
        this: The current quarter, which began at the moment `began`.
    """
    shared = Experiment.select().where(
        Experiment.stage != Stage.draft, Experiment.published_at < began
    )
    if not shared.exists():
        return {}
    signed = (
        SummarySignature.select()
        .join(Summary)
        .where(Summary.quarter == str(this.previous))
    )
    return {Check.quarter: CheckResult.whether(signed.exists(), leaders=True)}
