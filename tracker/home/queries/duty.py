"""Duties: what waits for a person because of their role."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import reduce
from operator import add

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    CaseSignature,
    CaseVersion,
    Reopening,
)
from tracker.commitments.queries import awaited_from
from tracker.concerns.models import Concern
from tracker.dashboard.queries.unanswered import hour_of, unanswered
from tracker.experiments.queries.visibility import ViewerParameter, rows_for
from tracker.guidelines.models import Proposal
from tracker.guidelines.queries.guideline import to_agree
from tracker.guidelines.queries.proposal import open_proposals
from tracker.guidelines.queries.question import waiting_for as asked_of
from tracker.home.enums import DutyKind
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.prepared import Prepared, Question, prepared
from tracker.safe_conduct.queries import conduct_to_sign, reports_to_settle
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.summaries.models import Summary, SummarySignature

# The event of a notice that asks the leaders to sign the business case
CASE_TO_SIGN = "to_sign:case="


@dataclass(frozen=True)
class Duty:
    """What waits of one kind, and how much of it."""

    kind: DutyKind
    n: int


def duties(person: Person, *, at: dt.datetime, on: dt.date) -> list[Duty]:
    """Everything that waits for a person because of their role, in the order of `DutyKind`.

    The home page, the dashboard, the page of what waits, the bell and Tuesday's mail show
    this one list, so that none of them says that nothing waits while another knows better.
    One query, which is kept.
    """
    decides = Proposal.decidable_by(person)
    if person.leads:
        # No more than the hour tells how long a question has waited
        rows = _of_leader(person, decides, hour_of(at), on)
    else:  # nearly everybody, on every page
        rows = _usual(person, decides).rows(viewer=person.id)
    found = dict(rows)
    return [Duty(kind, found[kind]) for kind in DutyKind if found.get(kind)]


def _of_leader(
    person: Person, decides: bool, hour: dt.datetime, on: dt.date
) -> list[tuple[DutyKind, int]]:
    """What waits for a leader; the text of the query is built once an hour for them all."""

    def build(leader: ViewerParameter) -> peewee.ModelSelect:
        return _counted(_of_role(leader, decides) | _of_leaders(leader, hour, on))

    return rows_for(person, ("duties of a leader", decides, hour, on), build)


def duties_to_ask(person: Person) -> list[Question]:
    """What `duties` asks about whoever leads nobody."""
    if person.leads:
        return []
    return [_usual(person, Proposal.decidable_by(person)).question(viewer=person.id)]


def _usual(person: Person, decides: bool) -> Prepared:
    """The query of what waits for whoever leads nobody."""
    return prepared(
        ("duties", person.facilitates, decides),
        lambda: _counted(_of_role(ViewerParameter(person.facilitates), decides)),
    )


def _counted(waiting: dict[DutyKind, peewee.ModelSelect]) -> peewee.ModelSelect:
    """Kinds, and how much waits of each."""
    counts = [
        rows.order_by().select(
            peewee.Value(kind.value).alias("kind"), fn.COUNT(peewee.SQL("*")).alias("n")
        )
        for kind, rows in waiting.items()
    ]
    return reduce(add, counts).tuples()


def _of_leaders(
    person: ViewerParameter, at: dt.datetime, on: dt.date
) -> dict[DutyKind, peewee.ModelSelect]:
    """The rows that wait for a leader, by their kind."""
    return {
        DutyKind.quarter: quarters_to_sign(),
        DutyKind.strategy: strategy_to_sign(),
        DutyKind.stance: to_agree(),
        DutyKind.safe_conduct: conduct_to_sign(person),
        DutyKind.reopened: reopened_cases(),
        DutyKind.business_case: cases_to_sign(),
        DutyKind.promise: awaited_from(person, on),
        DutyKind.question: unanswered(person, at),
    }


def _of_role(
    person: ViewerParameter, decides: bool
) -> dict[DutyKind, peewee.ModelSelect]:
    """The rows that wait for whoever may answer or decide, by their kind.

    Args:
        decides: Whether the person may decide on proposals.
    """
    waiting = {
        DutyKind.asked: asked_of(person),
        DutyKind.breach: reports_to_settle(person),
    }
    if decides:
        waiting[DutyKind.proposal] = open_proposals()
    if person.facilitates:
        waiting[DutyKind.concern] = Concern.select().where(Concern.settled_at.is_null())
    return waiting


def quarters_to_sign() -> peewee.ModelSelect:
    """Summaries that wait for a leader's signature."""
    signed = SummarySignature.select(SummarySignature.summary)
    return Summary.select().where(
        Summary.offered_at.is_null(False), Summary.id.not_in(signed)
    )


def strategy_to_sign() -> peewee.ModelSelect:
    """The newest version of the strategy, if no leader has signed it."""
    Any = StrategyText.alias()
    newest = Any.select(fn.MAX(Any.number))
    signed = StrategySignature.select(StrategySignature.text)
    return StrategyText.select().where(
        StrategyText.number == newest, StrategyText.id.not_in(signed)
    )


def reopened_cases() -> peewee.ModelSelect:
    """The business case, if an assumption of its newest version was refuted since."""
    open_again = Reopening.select(Reopening.version).where(
        Reopening.lifted_at.is_null()
    )
    return CaseVersion.select().where(
        CaseVersion.number == _newest_version(), CaseVersion.id.in_(open_again)
    )


def cases_to_sign() -> peewee.ModelSelect:
    """The business case, if no leader has signed it, or none since they were asked again.

    One without assumptions says nothing yet; one that is open again waits as such.
    """
    counted = Assumption.select(Assumption.id).where(
        Assumption.case == BusinessCase.id, Assumption.removed_at.is_null()
    )
    last_signed = CaseSignature.select(fn.MAX(CaseSignature.at))
    asked_again = Notice.select(Notice.id).where(
        Notice.kind == NoticeKind.to_sign,
        Notice.event.startswith(CASE_TO_SIGN),
        Notice.at > last_signed,
    )
    is_signed = fn.EXISTS(CaseSignature.select(CaseSignature.id))
    return BusinessCase.select().where(
        fn.EXISTS(counted),
        ~is_signed | fn.EXISTS(asked_again),
        ~fn.EXISTS(reopened_cases()),
    )


def _newest_version() -> peewee.ModelSelect:
    Any = CaseVersion.alias()
    return Any.select(fn.MAX(Any.number))
