"""Seeds questions, their answers, proposals to change the guidelines, and open questions."""

from __future__ import annotations

from dataclasses import dataclass

from tracker import toml
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.organisation import GuidelineSlug, PersonKey, PlatformSlug
from tracker.guidelines.models import (
    Clause,
    ClauseKind,
    Guideline,
    Proposal,
    ProposalDecision,
    ProposalKind,
    Question,
    QuestionAnswer,
    ShortAnswer,
)
from tracker.questions.models import OpenQuestion


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    """A question; an answer comes a day after it.

    Attributes:
        clause: How the clause begins under which it was asked.
        named: Whether the asker's name is shown.
    """

    asker: PersonKey
    days_ago: int
    body: str
    platform: PlatformSlug | None = None
    clause: str = ""
    named: bool = False
    answered_by: PersonKey | None = None
    short: ShortAnswer | None = None
    answer: str = ""

    def __post_init__(self):
        if bool(self.answer) != bool(self.answered_by):
            raise ValueError("“answer” and “answered_by” go together")


@dataclass(frozen=True, kw_only=True)
class Questions:
    questions: tuple[QuestionText, ...]


@dataclass(frozen=True, kw_only=True)
class OpenQuestionText:
    """A question that no attempt has answered yet."""

    asker: PersonKey
    days_ago: int
    body: str
    platform: PlatformSlug | None = None
    told: bool = True
    named: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenQuestions:
    questions: tuple[OpenQuestionText, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalText:
    """A proposal; a decision comes three days after it.

    Attributes:
        clause: How the clause begins that it is about; else `guideline` says where a
            new clause should stand.
        behind: Who supports it.
    """

    maker: PersonKey
    days_ago: int
    kind: ProposalKind
    why: str
    clause: str = ""
    guideline: GuidelineSlug | None = None
    clause_kind: ClauseKind | None = None
    text: str = ""
    named: bool = False
    behind: tuple[PersonKey, ...] = ()
    accepted: bool = False
    decided_by: PersonKey | None = None
    reason: str = ""

    def __post_init__(self):
        if bool(self.clause) == bool(self.guideline):
            raise ValueError("either “clause” or “guideline” has to be there")
        if bool(self.reason) != bool(self.decided_by):
            raise ValueError("“reason” and “decided_by” go together")


@dataclass(frozen=True, kw_only=True)
class Proposals:
    proposals: tuple[ProposalText, ...]


def seed_questions(demo: Context) -> None:
    """Plan the questions and their answers, each thing for its day."""
    texts = toml.read(TEXTS / "questions.toml", Questions)
    for text in texts.questions:
        demo.plan(demo.at(text.days_ago), _ask, demo, text)


def _ask(demo: Context, text: QuestionText) -> None:
    question = Question.add(
        body=text.body,
        by=demo.people[text.asker],
        at=demo.at(text.days_ago),
        zone=demo.zone,
        platform=demo.platforms.get(text.platform),
        clause=_clause(text.clause),
        named=text.named,
    )
    if text.answer:
        QuestionAnswer.add(
            question,
            body=text.answer,
            short=text.short,
            by=demo.people[text.answered_by],
            at=demo.at(text.days_ago - 1),
        )


def seed_open_questions(demo: Context) -> None:
    """Plan the open questions, each for its day."""
    texts = toml.read(TEXTS / "open_questions.toml", OpenQuestions)
    for text in texts.questions:
        demo.plan(demo.at(text.days_ago), _keep_open, demo, text)


def _keep_open(demo: Context, text: OpenQuestionText) -> None:
    OpenQuestion.add(
        body=text.body,
        by=demo.people[text.asker],
        at=demo.at(text.days_ago),
        platform=demo.platforms.get(text.platform),
        told=text.told,
        named=text.named,
    )


def seed_proposals(demo: Context) -> None:
    """Plan the proposals and the decisions on them, each for its day."""
    texts = toml.read(TEXTS / "proposals.toml", Proposals)
    for text in texts.proposals:
        demo.plan(demo.at(text.days_ago), _propose, demo, text)


def _propose(demo: Context, text: ProposalText) -> None:
    clause = _clause(text.clause)
    if clause:
        guideline = clause.guideline
    elif text.guideline:
        guideline = Guideline.get(Guideline.slug == text.guideline)
    else:  # the clause that it is about no longer begins like this
        return
    proposal = Proposal.add(
        guideline,
        clause=clause,
        kind=text.kind,
        by=demo.people[text.maker],
        at=demo.at(text.days_ago),
        text=text.text,
        why=text.why,
        named=text.named,
        clause_kind=text.clause_kind,
    )
    for key in text.behind:
        proposal.support(demo.people[key])
    if text.reason:
        _decide(demo, text, guideline, proposal)


def _decide(
    demo: Context, text: ProposalText, guideline: Guideline, proposal: Proposal
) -> None:
    by = demo.people[text.decided_by]
    decided = demo.at(text.days_ago - 3)
    ProposalDecision.add(
        proposal, accepted=text.accepted, reason=text.reason, by=by, at=decided
    )
    if text.accepted and text.clause_kind:
        Clause.add(
            guideline,
            kind=text.clause_kind,
            text=text.text,
            reason=text.why,
            by=by,
            at=decided,
        )


def _clause(begins: str) -> Clause | None:
    """The clause that begins like this, as it came ready; None where none does any more."""
    if not begins:
        return None
    rows = Clause.select(Clause, Guideline).join(Guideline)
    return rows.where(Clause.text.startswith(begins)).first()
