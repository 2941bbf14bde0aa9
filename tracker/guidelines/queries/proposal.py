"""Proposals, their supports and their decisions."""

from __future__ import annotations

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

# By the id alone: the mark of a page tells no moment at which somebody proposed unnamed
NEWEST_FIRST = [(Proposal.id, "id", int)]
OPEN = "open"
ACCEPTED = "accepted"
DECLINED = "declined"


@dataclass(frozen=True)
class ProposalView:
    """A proposal with everything that a page shows to one viewer.

    Attributes:
        maker: The author; None if the author did not agree to be named.
        verdict: The decision, with `.by`; None while it is open.
        behind: The number of supporters, the author among them.
        supported: Whether the viewer supports it.
    """

    proposal: Proposal
    maker: Person | None
    verdict: ProposalDecision | None
    behind: Figure
    supported: bool
    mine: bool


def proposals() -> peewee.ModelSelect:
    """Every proposal, joined with its clause, guideline, platform, author and decision."""
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
    """The rows that are open, accepted or declined; all of them for another state."""
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
    """The guideline of a slug; that of everywhere if there is none."""
    return Guideline.get_or_none(Guideline.slug == (slug or "")) or Guideline.get(
        Guideline.slug == EVERYWHERE
    )


def asks_to_lift() -> peewee.ModelSelect:
    """Open proposals to lift a "don't" that is in force, the oldest first; each with
    `.clause`, `.guideline` and its platform.
    """
    held = (
        (Proposal.kind == ProposalKind.lift)
        & (Clause.kind == ClauseKind.dont)
        & Clause.retired_at.is_null()
    )
    return of_state(proposals(), OPEN).where(held).order_by(Proposal.at, Proposal.id)


def wording_of(id: int | None) -> dict:
    """The fields of a clause that a proposal sets; none if there is no such proposal,
    or it lifts a clause.
    """
    if not id or id >= 2**31:
        return {}
    proposal = Proposal.get_or_none(
        Proposal.id == id, Proposal.kind != ProposalKind.lift
    )
    if proposal is None:
        return {}
    card = {"text": proposal.text, "kind": proposal.clause_kind}
    return {name: value for name, value in card.items() if value}


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
    """The view models of these proposals, in one query more."""
    rows = list(rows)
    own = fn.MAX(peewee.Case(None, [(ProposalSupport.person == viewer, 1)], 0))
    counted = ProposalSupport.select(
        ProposalSupport.proposal, fn.COUNT(ProposalSupport.id), own
    ).group_by(ProposalSupport.proposal)
    ids = [row.id for row in rows]
    others = {}
    supported = set()
    for id, count, own in counted.where(
        ProposalSupport.proposal.in_(ids or [0])
    ).tuples():
        others[id] = count
        if own:
            supported.add(id)
    return [
        _view(row, viewer, others.get(row.id, 0), row.id in supported) for row in rows
    ]


def _view(row: Proposal, viewer: Person, others: int, supported: bool) -> ProposalView:
    mine = row.by_id == viewer.id
    maker = None
    if row.named or mine:
        maker = row.by
    return ProposalView(
        proposal=row,
        maker=maker,
        verdict=getattr(row, "verdict", None),
        behind=Figure.about(1 + others),
        supported=supported,
        mine=mine,
    )
