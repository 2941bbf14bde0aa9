""" "May I?": from two or three answers to the clauses they lead to, the words to use,
and what is safe to try.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.guidelines.enums import About, CheckVerdict, People, SpeakingFor
from tracker.guidelines.models import Clause, ClauseKind, Guideline, Stance, Touches
from tracker.guidelines.queries.guideline import with_clauses

SAFE = 4


@dataclass(frozen=True)
class CheckResult:
    """What somebody is told.

    Attributes:
        told: In one word.
        leading: The clauses that say so.
        words: Clauses with words that one may use here.
        unless: What would have to be asked first, should it turn out so.
        safe: What may be tried without asking.
    """

    verdict: CheckVerdict
    leading: list[Clause]
    words: list[Clause]
    unless: list[Clause]
    safe: list[Clause]
    listens: bool = False


def check_answers(
    shown: list[Guideline], speaking: SpeakingFor, people: People, about: About
) -> CheckResult:
    """Look the answers up in the clauses that hold: what an organisation has written is
    what it is told. Only that a case is
    not told is said whatever is written, since the law says so.

    Args:
        shown: The guideline of the platform, if one was chosen, and the one that holds
            everywhere, in that order.
    """
    clauses = [clause for rules in with_clauses(shown) for clause in rules.clauses]
    if speaking is SpeakingFor.private:
        return CheckResult(CheckVerdict.free, [], [], [], _safe(clauses, []))
    touched = _touched(people, about)
    stops = [
        clause
        for clause in clauses
        if clause.stops and clause.touches in touched and not _agreed(clause, people)
    ]
    quiet = speaking is SpeakingFor.organisation and any(
        row.stance in (Stance.listening, Stance.not_now) for row in shown
    )
    if quiet:
        own = {row.id for row in shown if not row.is_everywhere}
        stops += [
            clause
            for clause in clauses
            if clause.stops and clause.touches is None and clause.guideline_id in own
        ]
    # The nearest first: people are in it, too
    stops.sort(key=lambda clause: clause.touches is not Touches.children)
    told = _verdict(stops, about, quiet)
    helps = [
        clause
        for clause in clauses
        if not clause.stops and clause.touches in (touched or {Touches.work})
    ]
    leading = {CheckVerdict.yes: helps, CheckVerdict.ask: stops}.get(
        told, [*helps, *stops]
    )
    worded = [clause for clause in leading if clause.words] or [
        clause for clause in helps if clause.words
    ]
    unless = [
        clause
        for clause in clauses
        if clause.kind is ClauseKind.ask and clause not in stops
    ]
    return CheckResult(told, leading, worded, unless, _safe(clauses, leading), quiet)


def _touched(people: People, about: About) -> set[Touches]:
    touched = {
        People.nobody: set(),
        People.children: {Touches.people, Touches.children},
    }.get(people, {Touches.people})
    return touched | {
        About.case: {Touches.case},
        About.colleague: {Touches.colleague},
    }.get(about, set())


def _agreed(clause: Clause, people: People) -> bool:
    """Whether those who are in it have said yes already to what one should ask them."""
    return (
        people is People.agreed
        and clause.kind is ClauseKind.ask
        and clause.touches in (Touches.people, Touches.colleague)
    )


def _verdict(stops: list[Clause], about: About, quiet: bool) -> CheckVerdict:
    if about is About.case or any(clause.kind is ClauseKind.dont for clause in stops):
        return CheckVerdict.leave
    if stops or quiet:
        return CheckVerdict.ask
    return CheckVerdict.yes


def _safe(clauses: list[Clause], but: list[Clause]) -> list[Clause]:
    free = [
        clause
        for clause in clauses
        if clause.kind is ClauseKind.may and clause.touches is Touches.work
    ]
    return [clause for clause in free if clause not in but][:SAFE]
