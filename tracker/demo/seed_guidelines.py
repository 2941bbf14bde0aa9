"""How the demo's guidelines came to be: decided, tried, changed; read by some, and leant on
by experiments.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tracker import toml
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import ExperimentKey
from tracker.demo.organisation import ClauseKey, GuidelineSlug, PersonKey
from tracker.experiments.models import ExperimentClause
from tracker.guidelines.models import (
    AbandonCount,
    Clause,
    ClauseKind,
    Guideline,
    ReadReceipt,
    Stance,
    Touches,
)

KEEPER = "helle"


@dataclass(frozen=True, kw_only=True)
class DecisionText:
    """A decision on a guideline; without a reason the default one is kept."""

    days_ago: int
    guideline: GuidelineSlug
    stance: Stance
    decided_by: str
    why: str = ""
    agreed_by: PersonKey | None = None


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """A default guideline that was confirmed unchanged."""

    days_ago: int
    guideline: GuidelineSlug
    decided_by: str


@dataclass(frozen=True, kw_only=True)
class AmendmentText:
    """A change of a clause; fields that are left out keep their values."""

    days_ago: int
    clause: ClauseKey
    by: PersonKey
    read_again: bool = False
    text: str = ""
    reason: str = ""

    def values(self) -> dict[str, str]:
        """What it says now, with the English emptied that no longer fits."""
        values: dict[str, str] = {}
        for name, value in (("text", self.text), ("reason", self.reason)):
            if value:
                values[name] = value
                values[f"{name}_en"] = ""
        return values


@dataclass(frozen=True, kw_only=True)
class RetirementText:
    """A clause was retired."""

    days_ago: int
    clause: ClauseKey
    by: PersonKey


@dataclass(frozen=True, kw_only=True)
class Change:
    """A clause of the organisation's own has another reason from that day on."""

    days_ago: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AdditionText:
    """A clause of the organisation's own."""

    days_ago: int
    guideline: GuidelineSlug
    by: PersonKey
    kind: ClauseKind
    text: str
    touches: Touches | None = None
    read_again: bool = False
    reason: str = ""
    words: str = ""
    changed: Change | None = None


@dataclass(frozen=True, kw_only=True)
class GuidelineTexts:
    """Everything that happened to the guidelines.

    Attributes:
        readers: How many people have read a guideline.
        abandoned: On which days somebody stopped because of a clause.
        experiments: Which experiments a clause helped.
    """

    decisions: tuple[DecisionText, ...]
    confirmations: tuple[Confirmation, ...]
    amendments: tuple[AmendmentText, ...]
    additions: tuple[AdditionText, ...]
    retirements: tuple[RetirementText, ...] = ()
    readers: dict[GuidelineSlug, int] = field(default_factory=dict)
    abandoned: dict[ClauseKey, tuple[int, ...]] = field(default_factory=dict)
    experiments: dict[ClauseKey, tuple[ExperimentKey, ...]] = field(
        default_factory=dict
    )


def seed_guidelines(demo: Context) -> None:
    """Plan the changes of the guidelines and their readers, each for its day."""
    texts = toml.read(TEXTS / "guidelines.toml", GuidelineTexts)
    for act, some in (
        (_decide, texts.decisions),
        (_confirm, texts.confirmations),
        (_amend, texts.amendments),
        (_retire, texts.retirements),
        (_add, texts.additions),
    ):
        for text in some:
            demo.plan(demo.at(text.days_ago), act, demo, text)
    for text in texts.additions:
        if text.changed:
            changed = demo.at(text.changed.days_ago)
            demo.plan(changed, _change, demo, text, changed)
    demo.plan(demo.now, _use, demo, texts)


def _use(demo: Context, texts: GuidelineTexts) -> None:
    for key, experiments in texts.experiments.items():
        clause = _clause(key)
        for name in experiments:
            ExperimentClause.create(experiment=demo.experiments[name], clause=clause)
    for key, days in texts.abandoned.items():
        for days_ago in days:
            AbandonCount.count(_clause(key), on=demo.at(days_ago).date())
    for slug, number in texts.readers.items():
        for person in list(demo.people.values())[:number]:
            ReadReceipt.add(_guideline(slug), person)


def _decide(demo: Context, text: DecisionText) -> None:
    guideline = _guideline(text.guideline)
    why = guideline.why
    english = guideline.why_en
    if text.why:
        why = text.why
        english = ""
    at = demo.at(text.days_ago)
    guideline.decide(
        stance=text.stance,
        why=why,
        why_en=english,
        decided_by=text.decided_by,
        decided_on=at.date(),
        version=guideline.version,
        by=demo.people[KEEPER],
        at=at,
    )
    if text.agreed_by:
        leader = demo.people[text.agreed_by]
        guideline.agree(version=guideline.version, by=leader, at=at)


def _confirm(demo: Context, text: Confirmation) -> None:
    guideline = _guideline(text.guideline)
    at = demo.at(text.days_ago)
    keeper = demo.people[KEEPER]
    guideline.confirm(decided_by=text.decided_by, by=keeper, at=at, on=at.date())


def _amend(demo: Context, text: AmendmentText) -> None:
    clause = _clause(text.clause)
    clause.amend(
        version=clause.version,
        by=demo.people[text.by],
        at=demo.at(text.days_ago),
        anew=text.read_again,
        **text.values(),
    )


def _retire(demo: Context, text: RetirementText) -> None:
    by = demo.people[text.by]
    _clause(text.clause).retire(by=by, at=demo.at(text.days_ago))


def _add(demo: Context, text: AdditionText) -> None:
    Clause.add(
        _guideline(text.guideline),
        by=demo.people[text.by],
        at=demo.at(text.days_ago),
        anew=text.read_again,
        kind=text.kind,
        touches=text.touches,
        text=text.text,
        reason=text.reason,
        words=text.words,
    )


def _change(demo: Context, text: AdditionText, at: dt.datetime) -> None:
    clause = Clause.get(Clause.text == text.text)
    clause.amend(
        version=clause.version,
        by=demo.people[text.by],
        at=at,
        anew=False,
        reason=text.changed.reason,
    )


def _clause(key: str) -> Clause:
    return Clause.get(Clause.key == key)


def _guideline(slug: str) -> Guideline:
    return Guideline.get(Guideline.slug == slug)
