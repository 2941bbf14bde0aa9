"""Answers about proposals: what is proposed, how many stand behind it, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.guidelines.models import (
    EVERYWHERE,
    Clause,
    ClauseKind,
    Guideline,
    Platform,
    Proposal,
    ProposalDecision,
    ProposalKind,
    ProposalSupport,
)
from tracker.small_groups import Figure

NEWEST_FIRST = [(Proposal.at, "at", dt.datetime), (Proposal.id, "id", int)]
OPEN = "open"
ACCEPTED = "accepted"
DECLINED = "declined"


@dataclass(frozen=True)
class ProposalView:
    """A proposal before a viewer, with all that a page shows.

    Attributes:
        maker: Who made it; None where its maker would rather not say.
        verdict: What came of it, with `.by`; None while it is open.
        behind: How many stand behind it, its maker among them.
        supported: Whether the viewer stands behind it.
    """

    proposal: Proposal
    maker: Person | None
    verdict: ProposalDecision | None
    behind: Figure
    supported: bool
    mine: bool


def proposals() -> peewee.ModelSelect:
    """Every proposal, joined with its clause, guideline and platform, and with
    `.verdict` and who gave it.
    """
    Judge = Person.alias()
    return (
        Proposal.select(
            Proposal, Guideline, Platform, Clause, Person, ProposalDecision, Judge
        )
        .join_from(Proposal, Guideline)
        .join_from(Guideline, Platform, JOIN.LEFT_OUTER)
        .join_from(Proposal, Clause, JOIN.LEFT_OUTER)
        .join_from(Proposal, Person, on=Proposal.by)
        .join_from(
            Proposal,
            ProposalDecision,
            JOIN.LEFT_OUTER,
            on=(ProposalDecision.proposal == Proposal.id),
            attr="verdict",
        )
        .join_from(
            ProposalDecision,
            Judge,
            JOIN.LEFT_OUTER,
            on=(ProposalDecision.by == Judge.id),
            attr="by",
        )
    )


def of_state(rows: peewee.ModelSelect, state: str | None) -> peewee.ModelSelect:
    """Those that are open, accepted or declined; all of them for any other word."""
    conditions = {
        OPEN: ProposalDecision.id.is_null(),
        ACCEPTED: ProposalDecision.accepted,
        DECLINED: ~ProposalDecision.accepted,
    }
    if state in conditions:
        return rows.where(conditions[state])
    return rows


def counts() -> dict[str, int]:
    """How many proposals there are of each state."""
    return {
        state: of_state(proposals(), state).count()
        for state in (OPEN, ACCEPTED, DECLINED)
    }


def guideline_called(slug: str | None) -> Guideline:
    """The guideline of this slug; that of everywhere for any other word."""
    return Guideline.get_or_none(Guideline.slug == (slug or "")) or Guideline.get(
        Guideline.slug == EVERYWHERE
    )


def asks_to_lift() -> peewee.ModelSelect:
    """Open proposals to lift a don't that still holds, the oldest first; each with
    `.clause`, `.guideline` and its platform.
    """
    held = (
        (Proposal.kind == ProposalKind.lift)
        & (Clause.kind == ClauseKind.dont)
        & Clause.retired_at.is_null()
    )
    return of_state(proposals(), OPEN).where(held).order_by(Proposal.at, Proposal.id)


def wording_of(id: int | None) -> dict:
    """What a proposal would have a clause say: field to value; nothing where there is
    no such proposal, or it lifts one.
    """
    proposal = (
        Proposal.get_or_none(Proposal.id == id, Proposal.kind != ProposalKind.lift)
        if id and id < 2**31
        else None
    )
    said = {"text": proposal.text, "kind": proposal.clause_kind} if proposal else {}
    return {name: value for name, value in said.items() if value}


def open_proposals() -> peewee.ModelSelect:
    """Proposals that nobody has decided on."""
    return of_state(proposals(), OPEN)


def open_about(clause: Clause) -> peewee.ModelSelect:
    """Open proposals about one clause, the oldest first."""
    return (
        of_state(proposals(), OPEN)
        .where(Proposal.clause == clause)
        .order_by(Proposal.id)
    )


def proposal_views(rows: Iterable[Proposal], viewer: Person) -> list[ProposalView]:
    """These proposals as a page shows them. One query more, however many."""
    rows = list(rows)
    own = fn.MAX(peewee.Case(None, [(ProposalSupport.person == viewer, 1)], 0))
    counted = ProposalSupport.select(
        ProposalSupport.proposal, fn.COUNT(ProposalSupport.id), own
    ).group_by(ProposalSupport.proposal)
    behind = {
        id: (n, own)
        for id, n, own in counted.where(
            ProposalSupport.proposal.in_([row.id for row in rows] or [0])
        ).tuples()
    }
    return [_before(row, viewer, *behind.get(row.id, (0, 0))) for row in rows]


def _before(row: Proposal, viewer: Person, others: int, own: int) -> ProposalView:
    mine = row.by_id == viewer.id
    maker = row.by if row.named or mine else None
    verdict = getattr(row, "verdict", None)
    return ProposalView(row, maker, verdict, Figure.about(1 + others), bool(own), mine)
