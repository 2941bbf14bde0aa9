"""The demo's business case: two signed versions, and one assumption that a new colleague's
story week showed to be wrong.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker import toml
from tracker.business_case.enums import AssumptionKind
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    CaseEvidence,
    CaseSignature,
    case_as_dict,
    digest_of,
)
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import ExperimentKey
from tracker.demo.organisation import PersonKey
from tracker.lessons.enums import EvidenceDirection


@dataclass(frozen=True, kw_only=True)
class AssumptionText:
    """An assumption with its minimum, expected and maximum value in DKK."""

    key: str
    by: PersonKey
    days_ago: int
    kind: AssumptionKind
    text: str
    low: int
    expected: int
    high: int
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseEvidenceText:
    """The evidence of an experiment or a lesson about an assumption."""

    assumption: str
    by: PersonKey
    days_ago: int
    bearing: EvidenceDirection
    experiment: ExperimentKey | None = None
    lesson_of: ExperimentKey | None = None
    note: str = ""

    def __post_init__(self):
        if bool(self.experiment) == bool(self.lesson_of):
            raise ValueError("either “experiment” or “lesson_of” has to be there")


@dataclass(frozen=True, kw_only=True)
class CaseSignatureText:
    """Who signed the case as it stood that day."""

    by: PersonKey
    days_ago: int


@dataclass(frozen=True, kw_only=True)
class CaseText:
    """The whole case."""

    by: PersonKey
    sponsor: PersonKey
    days_ago: int
    goal: str
    benefit: str
    hours: int
    rate: int
    cost: int
    assumptions: tuple[AssumptionText, ...]
    evidence: tuple[CaseEvidenceText, ...]
    signatures: tuple[CaseSignatureText, ...]

    def __post_init__(self):
        keys = {one.key for one in self.assumptions}
        for one in self.evidence:
            if one.assumption not in keys:
                raise ValueError(f"evidence: there is no assumption “{one.assumption}”")


class CaseWriter:
    """Writes the case as time goes.

    Attributes:
        case: None until it has begun.
        assumptions: Those that have been made, by their keys.
    """

    def __init__(self, demo: Context, text: CaseText):
        self.demo = demo
        self.text = text
        self.case: BusinessCase | None = None
        self.assumptions: dict[str, Assumption] = {}

    def begin(self) -> None:
        """Write the frame of the case."""
        at = self.demo.at(self.text.days_ago)
        self.case = BusinessCase.begin(
            by=self.demo.people[self.text.by],
            at=at,
            sponsor=self.demo.people[self.text.sponsor],
            goal=self.text.goal,
            benefit=self.text.benefit,
            hours=self.text.hours,
            rate=self.text.rate,
            cost=self.text.cost,
            period_from=dt.date(at.year, 1, 1),
            period_to=dt.date(at.year + 1, 12, 31),
        )

    def assume(self, text: AssumptionText) -> None:
        """Add an assumption."""
        self.assumptions[text.key] = Assumption.add(
            self.case,
            by=self.demo.people[text.by],
            at=self.demo.at(text.days_ago),
            kind=text.kind,
            text=text.text,
            basis=text.basis,
            low=text.low,
            expected=text.expected,
            high=text.high,
        )

    def argue(self, text: CaseEvidenceText) -> None:
        """Hold what an experiment showed against an assumption."""
        experiment = self.demo.experiments[text.experiment or text.lesson_of].reload()
        lesson = None
        if text.lesson_of:
            lesson = experiment.lessons.first()
        CaseEvidence.add(
            self.assumptions[text.assumption],
            by=self.demo.people[text.by],
            at=self.demo.at(text.days_ago),
            experiment=experiment,
            lesson=lesson,
            bearing=text.bearing,
            note=text.note,
        )

    def sign(self, text: CaseSignatureText) -> None:
        """Sign the case as it stands."""
        case = self.case.reload()
        CaseSignature.sign(
            case,
            seen=digest_of(case_as_dict(case)),
            by=self.demo.people[text.by],
            at=self.demo.at(text.days_ago),
        )


def seed_business_case(demo: Context) -> None:
    """Plan to write, sign, go on trying, and find out."""
    text = toml.read(TEXTS / "business_case.toml", CaseText)
    writer = CaseWriter(demo, text)
    demo.plan(demo.at(text.days_ago), writer.begin)
    for act, some in (
        (writer.assume, text.assumptions),
        (writer.argue, text.evidence),
        (writer.sign, text.signatures),
    ):
        for one in some:
            demo.plan(demo.at(one.days_ago), act, one)
