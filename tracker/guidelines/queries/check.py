"""The result of "May I?": from the answers to the clauses that apply, the words to use,
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
    """The result of one check.

    Attributes:
        verdict: Whether the experiment is allowed.
        leading: The clauses from which the verdict follows.
        words: Clauses with words to use.
        unless: Other clauses that demand to ask first, in case they apply after all.
        safe: Clauses that allow something without asking.
        listens: Whether the organisation only listens on the platform.
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
    """Find the clauses that apply, and the verdict that follows from them.

    The verdict depends only on the organisation's clauses, with one exception: the law
    forbids to write about a case.

    Args:
        shown: The guideline of the platform, if one was chosen, then the one of
            everywhere.
    """
    clauses = [clause for rules in with_clauses(shown) for clause in rules.clauses]
    if speaking is SpeakingFor.private:
        return CheckResult(CheckVerdict.free, [], [], [], _safe(clauses, []))
    quiet = speaking is SpeakingFor.organisation and any(
        row.stance in (Stance.listening, Stance.not_now) for row in shown
    )
    touched = _touched(people, about)
    stops = _stops(clauses, touched, people)
    if quiet:
        stops += _general_stops(clauses, shown)
    # Clauses about children come first
    stops.sort(key=lambda clause: clause.touches is not Touches.children)
    helps = _helps(clauses, touched or {Touches.work})
    verdict = _verdict(stops, about, quiet)
    leading = {CheckVerdict.yes: helps, CheckVerdict.ask: stops}.get(
        verdict, helps + stops
    )
    return CheckResult(
        verdict=verdict,
        leading=leading,
        words=_with_words(leading) or _with_words(helps),
        unless=_to_ask(clauses, stops),
        safe=_safe(clauses, leading),
        listens=quiet,
    )


def _stops(
    clauses: list[Clause], touched: set[Touches], people: People
) -> list[Clause]:
    return [
        clause
        for clause in clauses
        if clause.stops and clause.touches in touched and not _agreed(clause, people)
    ]


def _helps(clauses: list[Clause], touched: set[Touches]) -> list[Clause]:
    return [
        clause for clause in clauses if not clause.stops and clause.touches in touched
    ]


def _general_stops(clauses: list[Clause], shown: list[Guideline]) -> list[Clause]:
    """The clauses of the platform's guideline that stop, whatever the topic."""
    own = {row.id for row in shown if not row.is_everywhere}
    return [
        clause
        for clause in clauses
        if clause.stops and clause.touches is None and clause.guideline_id in own
    ]


def _with_words(clauses: list[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.words]


def _to_ask(clauses: list[Clause], but: list[Clause]) -> list[Clause]:
    return [
        clause
        for clause in clauses
        if clause.kind is ClauseKind.ask and clause not in but
    ]


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
    """Whether the people involved have already agreed to what the clause demands to ask."""
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
