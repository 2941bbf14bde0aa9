"""What the demo's colleagues asked before they tried, what they were told, and what
they proposed to change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from tracker.accounts.models import Person
from tracker.demo.answer_texts import PROPOSALS, QUESTIONS, Asked, Proposed
from tracker.guidelines.models import (
    Advice,
    Clause,
    ClauseKind,
    Guideline,
    Platform,
    Proposal,
    ProposalKind,
    Question,
    ShortAnswer,
    Verdict,
)


def plant_answers(
    people: Mapping[str, Person], at: Callable[[int], dt.datetime], zone: ZoneInfo
) -> None:
    """Ask, answer, propose and decide, each thing on its day.

    Args:
        at: A moment of so many days ago.
    """
    for asked in QUESTIONS:
        _ask(asked, people, at, zone)
    for proposed in PROPOSALS:
        if proposed.guideline or _clause(proposed.about):
            _propose(proposed, people, at)


def _ask(asked: Asked, people: Mapping[str, Person], at, zone: ZoneInfo) -> None:
    question = Question.ask(
        body=asked.body,
        by=people[asked.asker],
        at=at(asked.days_ago),
        zone=zone,
        platform=Platform.get_or_none(Platform.slug == asked.platform),
        clause=_clause(asked.under),
        named=asked.named,
    )
    if asked.answer:
        short = ShortAnswer(asked.short) if asked.short else None
        Advice.give(
            question,
            body=asked.answer,
            short=short,
            by=people[asked.by],
            at=at(asked.days_ago - 1),
        )


def _propose(proposed: Proposed, people: Mapping[str, Person], at) -> None:
    clause = _clause(proposed.about)
    guideline = (
        clause.guideline
        if clause
        else Guideline.get(Guideline.slug == proposed.guideline)
    )
    clause_kind = ClauseKind(proposed.clause_kind) if proposed.clause_kind else None
    said = {
        "text": proposed.text,
        "why": proposed.why,
        "named": proposed.named,
        "clause_kind": clause_kind,
    }
    maker = people[proposed.maker]
    kind = ProposalKind(proposed.kind)
    proposal = Proposal.make(
        guideline, clause=clause, kind=kind, by=maker, at=at(proposed.days_ago), **said
    )
    for key in proposed.behind:
        proposal.support(people[key])
    if proposed.reason:
        by = people[proposed.by]
        decided = at(proposed.days_ago - 3)
        Verdict.give(
            proposal,
            accepted=proposed.accepted,
            reason=proposed.reason,
            by=by,
            at=decided,
        )
        if proposed.accepted and clause_kind:
            Clause.add(
                guideline,
                kind=clause_kind,
                text=proposed.text,
                reason=proposed.why,
                by=by,
                at=decided,
            )


def _clause(begins: str) -> Clause | None:
    """The clause that begins like this, as it came ready; None where none does any more."""
    rows = (
        Clause.select(Clause, Guideline)
        .join(Guideline)
        .where(Clause.text.startswith(begins))
    )
    if begins:
        return rows.first()
    return None
