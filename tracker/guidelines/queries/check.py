"""The result of "May I?": from the answers to the clauses that apply, the words to use,
and what is safe to try.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.guidelines.enums import About, CheckVerdict, People, SpeakingFor
from tracker.guidelines.models import (
    AppliesTo,
    Asks,
    Clause,
    ClauseKind,
    Guideline,
    Stance,
    Touches,
)
from tracker.guidelines.queries.guideline import with_clauses

SAFE = 4
# Whom a clause applies to, by whom one speaks for
SPEAKERS = {
    SpeakingFor.private: {AppliesTo.private},
    SpeakingFor.myself: {AppliesTo.work, AppliesTo.myself},
    SpeakingFor.organisation: {AppliesTo.work, AppliesTo.organisation},
}
# Topics that no answer rules out
ANY_TOPIC = (None, Touches.work)
QUIET = (Stance.listening, Stance.not_now)


@dataclass(frozen=True)
class Answers:
    """The answers to the questions of "May I?".

    Attributes:
        rules_out: Whether the person has said that nothing of what the clauses without a
            topic are about is in it.
    """

    speaking: SpeakingFor
    people: People = People.nobody
    about: About = About.nothing
    rules_out: bool = False

    @property
    def touched(self) -> set[Touches]:
        """The topics of clauses that the answers touch."""
        touched = set()
        if self.people is not People.nobody:
            touched.add(Touches.people)
        if self.people is People.children:
            touched.add(Touches.children)
        if self.about is not About.nothing:
            touched.add(Touches(self.about.value))
        return touched

    def touch(self, clause: Clause) -> bool:
        """Whether the post is about what the clause is about."""
        return clause.touches in ANY_TOPIC or clause.touches in self.touched

    def satisfy(self, clause: Clause) -> bool:
        """Whether those whom the clause demands to ask have said yes already."""
        return (
            self.people is People.agreed
            and clause.asks is Asks.themselves
            and clause.touches in (Touches.people, Touches.colleague)
        )


@dataclass(frozen=True)
class CheckResult:
    """The result of one check.

    Attributes:
        verdict: Whether the experiment is allowed.
        leading: The clauses from which the verdict follows, all that stop among them.
        words: Clauses with words to use.
        more: Further clauses that help, never ones that stop.
        safe: Clauses that allow something without asking.
        listens: Whether the organisation only listens on the platform.
        general: Clauses that stop whatever the topic is; the person may say that nothing
            of it is in what they have in mind.
    """

    verdict: CheckVerdict
    leading: list[Clause]
    words: list[Clause]
    safe: list[Clause]
    more: list[Clause] = field(default_factory=list)
    listens: bool = False
    general: tuple[Clause, ...] = ()


def check_answers(shown: list[Guideline], answers: Answers) -> CheckResult:
    """Find the clauses that apply, and the verdict that follows from them.

    Args:
        shown: The guideline of the platform, if one was chosen, then the one of
            everywhere.
    """
    clauses = [clause for rules in with_clauses(shown) for clause in rules.clauses]
    quiet = any(row.stance in QUIET for row in shown)
    return check_clauses(clauses, answers, quiet=quiet)


def check_clauses(
    clauses: Sequence[Clause], answers: Answers, *, quiet: bool = False
) -> CheckResult:
    """Find the verdict, which is never milder than the strictest clause that applies.

    A clause applies to whom it says it applies to, when the answers touch its topic. The
    verdict depends only on the organisation's clauses, with two exceptions: the law
    forbids to write about a case, and nobody posts for the organisation unasked where it
    only listens.

    Args:
        clauses: Those of the platform first.
        quiet: Whether the organisation only listens on the platform, or is not there.
    """
    held = [row for row in clauses if row.applies_to in SPEAKERS[answers.speaking]]
    if answers.speaking is SpeakingFor.private:
        return CheckResult(CheckVerdict.free, held, [], [])
    listens = quiet and answers.speaking is SpeakingFor.organisation
    general = _general(held)
    ruled_out = answers.rules_out and not listens
    stops = _stops(held, answers)
    if ruled_out:
        stops = [clause for clause in stops if clause not in general]
    helps = _helps(held, answers.touched or {Touches.work})
    verdict = _verdict(stops, answers.about, listens)
    leading = {CheckVerdict.yes: helps[:2], CheckVerdict.ask: stops}.get(
        verdict, helps[:1] + stops
    )
    more = [clause for clause in helps if clause not in leading]
    if verdict is CheckVerdict.ask:
        more = []
    if listens or ruled_out:
        general = []
    return CheckResult(
        verdict=verdict,
        leading=leading,
        more=more,
        words=_with_words(leading + more) or _with_words(helps),
        safe=_safe(held, leading + more),
        listens=listens,
        general=tuple(general),
    )


def _stops(clauses: list[Clause], answers: Answers) -> list[Clause]:
    """The clauses that stop; the strictest first, of these the ones about children."""
    stops = [
        clause
        for clause in clauses
        if clause.stops and answers.touch(clause) and not answers.satisfy(clause)
    ]
    stops.sort(
        key=lambda clause: (
            clause.kind is not ClauseKind.dont,
            clause.touches is not Touches.children,
        )
    )
    return stops


def _general(clauses: list[Clause]) -> list[Clause]:
    return [
        clause for clause in clauses if clause.stops and clause.touches in ANY_TOPIC
    ]


def _helps(clauses: list[Clause], touched: set[Touches]) -> list[Clause]:
    return [
        clause for clause in clauses if not clause.stops and clause.touches in touched
    ]


def _with_words(clauses: list[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.words]


def _verdict(stops: list[Clause], about: About, listens: bool) -> CheckVerdict:
    if about is About.case or any(clause.kind is ClauseKind.dont for clause in stops):
        return CheckVerdict.leave
    if stops or listens:
        return CheckVerdict.ask
    return CheckVerdict.yes


def _safe(clauses: list[Clause], but: list[Clause]) -> list[Clause]:
    free = [
        clause
        for clause in clauses
        if clause.kind is ClauseKind.may and clause.touches is Touches.work
    ]
    return [clause for clause in free if clause not in but][:SAFE]
