"""Seeds the leaders' commitments: kept, not kept, open, moved, and an overdue one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from tracker import toml
from tracker.business_case.models import BusinessCase
from tracker.commitments.models import Commitment, Settled, Settlement
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import ExperimentKey
from tracker.demo.organisation import PersonKey
from tracker.summaries.models import Summary, SummarySignature
from tracker.toml import Known

SUMMARY = "summary"
CASE = "business_case"


@dataclass(frozen=True, kw_only=True)
class Move:
    """When the day of a promise was moved, from which day, and why."""

    days_ago: int
    was_due_days_ago: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The day on which a commitment was answered, and its outcome."""

    days_ago: int
    settled: Settled
    word: str


@dataclass(frozen=True, kw_only=True)
class CommitmentText:
    """A promise. Days are counted back; a day to come is below zero.

    Attributes:
        experiment: The experiment that it was promised from; or `lesson_of`, whose
            lesson; or `promised_from`, the summary that was signed last or the business
            case.
    """

    by: PersonKey
    made_days_ago: int
    due_days_ago: int
    text: str
    experiment: ExperimentKey | None = None
    lesson_of: ExperimentKey | None = None
    promised_from: Annotated[str, Known("source", (SUMMARY, CASE))] | None = None
    moved: Move | None = None
    answer: Answer | None = None

    def __post_init__(self):
        sources = (self.experiment, self.lesson_of, self.promised_from)
        if sum(bool(source) for source in sources) != 1:
            raise ValueError(
                "one of “experiment”, “lesson_of” and “promised_from” has to be there"
            )


@dataclass(frozen=True, kw_only=True)
class Commitments:
    promises: tuple[CommitmentText, ...]


def seed_commitments(demo: Context) -> None:
    """Plan the commitments and their outcomes, each for its day."""
    texts = toml.read(TEXTS / "commitments.toml", Commitments)
    for text in texts.promises:
        promises: list[Commitment] = []
        demo.plan(demo.at(text.made_days_ago), _promise, demo, text, promises)
        if text.moved:
            demo.plan(demo.at(text.moved.days_ago), _move, demo, text, promises)
        if text.answer:
            demo.plan(demo.at(text.answer.days_ago), _answer, demo, text, promises)


def _promise(demo: Context, text: CommitmentText, promises: list[Commitment]) -> None:
    made = demo.at(text.made_days_ago)
    due = text.due_days_ago
    if text.moved:
        due = text.moved.was_due_days_ago
    promise = Commitment.add(
        _source(demo, text),
        text=text.text,
        due_on=demo.day(due),
        by=demo.people[text.by],
        at=made,
        on=made.date(),
    )
    promises.append(promise)


def _move(demo: Context, text: CommitmentText, promises: list[Commitment]) -> None:
    (promise,) = promises
    moment = demo.at(text.moved.days_ago)
    promise.amend(
        text=text.text,
        due_on=demo.day(text.due_days_ago),
        why=text.moved.why,
        version=promise.version,
        by=demo.people[text.by],
        at=moment,
        on=moment.date(),
    )


def _answer(demo: Context, text: CommitmentText, promises: list[Commitment]) -> None:
    (promise,) = promises
    Settlement.answer(
        promise,
        settled=text.answer.settled,
        word=text.answer.word,
        by=demo.people[text.by],
        at=demo.at(text.answer.days_ago),
    )


def _source(demo: Context, text: CommitmentText):
    if text.experiment:
        return demo.experiments[text.experiment]
    if text.lesson_of:
        return demo.experiments[text.lesson_of].lessons.get()
    if text.promised_from == SUMMARY:
        return _signed_last()
    return BusinessCase.select().first()


def _signed_last() -> Summary:
    newest = SummarySignature.select().order_by(SummarySignature.at.desc())
    return newest.first().summary
