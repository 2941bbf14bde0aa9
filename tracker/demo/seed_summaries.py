"""The quarters of the demo: the oldest are signed, one was corrected, the last one waits
for the director's signature.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker import toml
from tracker.accounts.models import Person
from tracker.dashboard.queries import Period
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.organisation import PersonKey
from tracker.experiments.models import Experiment
from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.models import Summary, SummarySignature

PARTS = ("opening", "learnt", "spent", "reused", "stopped", "next_question")
NONE_YET = "Jeg har endnu ikke et forsøg, der er slut. Det næste overblik får et."


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Why a signed summary was corrected, and what one part says now."""

    reason: str
    stopped: str


@dataclass(frozen=True, kw_only=True)
class SummaryText:
    """What was written of one quarter.

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
    """The quarters that were written, the last one that has ended first."""

    quarters: tuple[SummaryText, ...]


def seed_summaries(demo: Context) -> None:
    """Write the quarters that have ended, as far back as anything had been shared."""
    quarter = Quarter.of(demo.today)
    texts = toml.read(TEXTS / "summaries.toml", Summaries)
    for text in texts.quarters:
        quarter = quarter.previous
        if queries.anything_in(quarter, Period(quarter, demo.now.date(), demo.zone)):
            SummaryWriter(demo, quarter, text).write()


class SummaryWriter:
    """Writes the summary of one quarter in the weeks after its end."""

    def __init__(self, demo: Context, quarter: Quarter, text: SummaryText):
        self.demo = demo
        self.quarter = quarter
        self.text = text
        self.writer = demo.people[text.writer]

    def write(self) -> None:
        """Draft, write, offer and sign it, and correct it where there is a correction."""
        summary = self._draft()
        self._amend(summary, self.text.parts(), self._at(6))
        summary.offer(version=summary.version, by=self.writer, at=self._at(8))
        if self.text.leader:
            leader = self.demo.people[self.text.leader]
            self._sign(summary, leader, self._at(11))
            if self.text.correction:
                self._correct(summary, leader)

    def _draft(self) -> Summary:
        period = self._period(0)
        surprising = None
        for lesson in queries.surprising(period)[:1]:
            surprising = lesson.id
        return Summary.draft(
            self.quarter,
            figures=queries.taken(period),
            surprising=surprising,
            by=None,
            at=min(self._ended, self.demo.now),
            on=period.on,
        )

    def _correct(self, summary: Summary, leader: Person) -> None:
        correction = self.text.correction
        newer = summary.correct(
            reason=correction.reason,
            figures=queries.taken(self._period(30)),
            by=self.writer,
            at=self._at(30),
        )
        parts = self.text.parts() | {"stopped": correction.stopped}
        self._amend(newer, parts, self._at(30))
        newer.offer(version=newer.version, by=self.writer, at=self._at(31))
        self._sign(newer, leader, self._at(32))

    def _amend(self, summary: Summary, parts: dict[str, str], at: dt.datetime) -> None:
        summary.amend(
            version=summary.version,
            by=self.writer,
            at=at,
            surprising=summary.surprising,
            **parts,
        )

    def _sign(self, summary: Summary, leader: Person, at: dt.datetime) -> None:
        failed = self._own_failed_experiment(leader, at)
        why_not = ""
        if not failed:
            why_not = self.text.why_no_experiment
        SummarySignature.sign(
            summary,
            version=summary.version,
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

    @property
    def _ended(self) -> dt.datetime:
        return self.quarter.moments(self.demo.zone)[1]

    def _at(self, days: int) -> dt.datetime:
        """A moment so many days after the quarter's end, and not after now."""
        moment = self._ended + dt.timedelta(days=days, hours=9, minutes=days)
        return min(moment, self.demo.now)

    def _period(self, days: int) -> Period:
        on = self._at(days).astimezone(self.demo.zone).date()
        return Period(self.quarter, on, self.demo.zone)
