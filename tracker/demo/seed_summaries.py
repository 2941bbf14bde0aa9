"""Seeds the quarterly summaries: old ones signed, one corrected, the last one waiting for
the director's signature.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tracker import toml
from tracker.accounts.models import Person
from tracker.dashboard.queries import Period
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.organisation import PersonKey
from tracker.experiments.models import Experiment
from tracker.lessons.models import Lesson
from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.models import Summary, SummarySignature

PARTS = (
    "opening",
    "answer",
    "learnt",
    "spent",
    "reused",
    "stopped",
    "next_question",
)
NONE_YET = "Jeg har endnu ikke et forsøg, der er slut. Det næste overblik får et."


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The reason for a correction of a signed summary, and the new text of one part."""

    reason: str
    stopped: str


@dataclass(frozen=True, kw_only=True)
class SummaryText:
    """The texts of the summary of one quarter.

    Attributes:
        leader: Who signed it, with the leader's own word; nobody yet where there is none.
        why_no_experiment: Why the leader tells of none of their own that did not hold.
    """

    writer: PersonKey
    opening: str
    learnt: str
    spent: str
    reused: str
    next_question: str
    answer: str = ""
    stopped: str = ""
    leader: PersonKey | None = None
    word: str = ""
    why_no_experiment: str = NONE_YET
    correction: Correction | None = None

    def parts(self) -> dict[str, str]:
        """The parts of the summary by their names."""
        return {name: getattr(self, name) for name in PARTS}


@dataclass(frozen=True, kw_only=True)
class Summaries:
    """The summaries, the last completed quarter first."""

    quarters: tuple[SummaryText, ...]


def seed_summaries(demo: Context) -> None:
    """Plan the summaries of quarters that have ended, each for the weeks after its end."""
    quarter = Quarter.of(demo.today)
    texts = toml.read(TEXTS / "summaries.toml", Summaries)
    for text in texts.quarters:
        quarter = quarter.previous
        SummaryWriter(demo, quarter, text).plan()


class SummaryWriter:
    """Writes the summary of one quarter in the weeks after its end.

    Attributes:
        summary: None until it is drafted; then its newest edition.
    """

    def __init__(self, demo: Context, quarter: Quarter, text: SummaryText):
        self.demo = demo
        self.quarter = quarter
        self.text = text
        self.writer = demo.people[text.writer]
        self.summary: Summary | None = None

    def plan(self) -> None:
        """Plan to draft, write, offer and sign it, and to correct it where it is wrong."""
        self._plan(0, self._draft)
        self._plan(6, self._write)
        self._plan(8, self._offer)
        if self.text.leader:
            self._plan(11, self._sign)
        if self.text.correction:
            self._plan(30, self._correct)
            self._plan(31, self._offer)
            self._plan(32, self._sign)

    def _plan(self, days: int, act: Callable) -> None:
        moment = self._at(days)
        self.demo.plan(moment, self._act, act, moment)

    def _act(self, act: Callable, at: dt.datetime) -> None:
        """Do one of the acts; where nothing had been shared there is no summary."""
        if act == self._draft or self.summary:
            act(at)

    def _draft(self, at: dt.datetime) -> None:
        period = self._period(at)
        if not queries.anything_in(self.quarter, period):
            return
        self.summary = Summary.draft(
            self.quarter,
            figures=queries.taken(period),
            by=None,
            at=at,
            on=period.on,
            surprising=_first(queries.surprising(period)),
            quote=_first(queries.quotable(period)),
            rough=_first(queries.well_met(period)),
        )

    def _write(self, at: dt.datetime) -> None:
        self._amend(self.text.parts(), at)

    def _offer(self, at: dt.datetime) -> None:
        self.summary.offer(version=self.summary.version, by=self.writer, at=at)

    def _correct(self, at: dt.datetime) -> None:
        correction = self.text.correction
        self.summary = self.summary.correct(
            reason=correction.reason,
            figures=queries.taken(self._period(at)),
            by=self.writer,
            at=at,
        )
        self._amend(self.text.parts() | {"stopped": correction.stopped}, at)

    def _amend(self, parts: dict[str, str], at: dt.datetime) -> None:
        self.summary.amend(
            version=self.summary.version,
            by=self.writer,
            at=at,
            surprising=self.summary.surprising,
            quote=self.summary.quote,
            rough=self.summary.rough,
            **parts,
        )

    def _sign(self, at: dt.datetime) -> None:
        leader = self.demo.people[self.text.leader]
        failed = self._own_failed_experiment(leader, at)
        why_not = ""
        if not failed:
            why_not = self.text.why_no_experiment
        SummarySignature.sign(
            self.summary,
            version=self.summary.version,
            word=self.text.word,
            attempt=failed,
            why_not=why_not,
            by=leader,
            at=at,
        )

    def _own_failed_experiment(
        self, leader: Person, at: dt.datetime
    ) -> Experiment | None:
        """One of the leader's own that did not hold, of those concluded by then."""
        for one in queries.own_that_did_not_hold(leader):
            if one.conclusions.get().concluded_on <= at.date():
                return one
        return None

    def _at(self, days: int) -> dt.datetime:
        """A moment so many days after the quarter's end, and not after now."""
        ended = self.quarter.moments(self.demo.zone)[1]
        moment = ended + dt.timedelta(days=days, hours=9, minutes=days)
        return min(moment, self.demo.now)

    def _period(self, at: dt.datetime) -> Period:
        on = at.astimezone(self.demo.zone).date()
        return Period(self.quarter, on, self.demo.zone)


def _first(lessons: list[Lesson]) -> int | None:
    if lessons:
        return lessons[0].id
    return None
