"""A business case to test with: one benefit, one cost, one risk."""

from __future__ import annotations

import datetime as dt

from tracker.business_case.enums import AssumptionKind
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    CaseEvidence,
    CaseSignature,
    CaseVersion,
    case_as_dict,
    digest_of,
)
from tracker.lessons.enums import EvidenceDirection

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
ROWS = (
    (AssumptionKind.benefit, "Færre ringer om pas.", 100, 400, 600),
    (AssumptionKind.cost, "Det tager to timer om ugen.", 50, 60, 80),
    (AssumptionKind.risk, "Én shitstorm.", 0, 20, 100),
)


def begun(cast, **more) -> BusinessCase:
    """Frida's case with three assumptions; its investment is 10 h × 5 DKK and 50 DKK."""
    case = BusinessCase.begin(
        by=cast.frida,
        at=AT,
        **{"goal": "Færre opkald", "hours": 10, "rate": 5, "cost": 50, **more},
    )
    for kind, text, low, expected, high in ROWS:
        Assumption.add(
            case,
            by=cast.frida,
            at=AT,
            kind=kind,
            text=text,
            low=low,
            expected=expected,
            high=high,
        )
    return case


def benefit_of(case: BusinessCase) -> Assumption:
    return case.assumptions.where(Assumption.kind == AssumptionKind.benefit).get()


def argue(
    cast, assumption, experiment=None, bearing=EvidenceDirection.contradicts, **more
) -> CaseEvidence:
    """Alma says that an attempt, hers unless another is named, speaks for or against it."""
    said = {
        "experiment": experiment or cast.passport.reload(),
        "bearing": bearing,
        "by": cast.alma,
        "at": AT,
        **more,
    }
    return CaseEvidence.add(assumption, **said)


def signed(case: BusinessCase, by, at=AT) -> CaseVersion:
    """A leader signs it as it stands."""
    case = case.reload()
    return CaseSignature.sign(case, seen=digest_of(case_as_dict(case)), by=by, at=at)


def in_business_case(cast, endpoint: str) -> int:
    """What stands in the address of a route of the business case."""
    case = BusinessCase.current() or begun(cast)
    if "version" in endpoint:
        return signed(case, cast.leif).number
    if endpoint == "business_case.withdraw_evidence":
        return argue(cast, benefit_of(case)).id
    return benefit_of(case).id
