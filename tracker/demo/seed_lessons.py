"""Seeds evidence about lessons, their reuse, and what came of them and of decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker import toml
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import EXPERIMENTS, ExperimentKey
from tracker.demo.organisation import ClauseKey, PersonKey
from tracker.guidelines.models import Clause
from tracker.lessons.enums import EvidenceDirection, ImplementationState, Outcome
from tracker.lessons.models import (
    Citation,
    Evidence,
    Implementation,
    Lesson,
    LocalResult,
    Reuse,
    SharedLesson,
)


@dataclass(frozen=True, kw_only=True)
class EvidenceText:
    """An experiment that is evidence about the lesson of another."""

    lesson_of: ExperimentKey
    experiment: ExperimentKey
    bearing: EvidenceDirection
    note: str


@dataclass(frozen=True, kw_only=True)
class ReuseText:
    """“I used this”, and the hours that it saved, where anybody knows."""

    lesson_of: ExperimentKey
    by: PersonKey
    days_ago: int
    note: str
    hours: float | None = None


@dataclass(frozen=True, kw_only=True)
class ResultText:
    """Whether a lesson held with somebody who used it."""

    lesson_of: ExperimentKey
    by: PersonKey
    days_ago: int
    held: bool = True


@dataclass(frozen=True, kw_only=True)
class SharedText:
    """Two lessons say one thing."""

    lesson_of: ExperimentKey
    other: ExperimentKey
    by: PersonKey
    days_ago: int


@dataclass(frozen=True, kw_only=True)
class CarriedText:
    """A lesson that somebody carried to their unit, or to its next meeting.

    Attributes:
        brought_days_ago: When the meeting talked about it; None if it has not.
    """

    lesson_of: ExperimentKey
    by: PersonKey
    days_ago: int
    place: Place
    word: str = ""
    brought_days_ago: int | None = None


@dataclass(frozen=True, kw_only=True)
class CitationText:
    """A clause rests on a lesson."""

    clause: ClauseKey
    lesson_of: ExperimentKey
    by: PersonKey
    days_ago: int


@dataclass(frozen=True, kw_only=True)
class ImplementationText:
    """What became of a decision, as its author told."""

    experiment: ExperimentKey
    state: ImplementationState
    days_ago: int
    place: str = ""
    clause: ClauseKey | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LessonTexts:
    evidence: tuple[EvidenceText, ...]
    reuses: tuple[ReuseText, ...]
    results: tuple[ResultText, ...]
    shared: tuple[SharedText, ...]
    carried: tuple[CarriedText, ...]
    citations: tuple[CitationText, ...]
    implementations: tuple[ImplementationText, ...]


LESSONS = toml.read(TEXTS / "lessons.toml", LessonTexts)


def seed_lessons(demo: Context) -> None:
    """Plan evidence for the day that an experiment is concluded, and reuses for theirs."""
    for evidence in list(_of_descendants()) + list(LESSONS.evidence):
        source = next(one for one in EXPERIMENTS if one.key == evidence.experiment)
        given = demo.at(source.concluded_days_ago)
        demo.plan(given, _give, demo, evidence, source.author, given)
    for act, texts in (
        (_tell, LESSONS.reuses),
        (_answer, LESSONS.results),
        (_join, LESSONS.shared),
        (_carry, LESSONS.carried),
        (_cite, LESSONS.citations),
        (_carry_out, LESSONS.implementations),
    ):
        for text in texts:
            demo.plan(demo.at(text.days_ago), act, demo, text)
    for text in LESSONS.carried:
        if text.brought_days_ago is not None:
            demo.plan(demo.at(text.brought_days_ago), _bring, demo, text)


def _of_descendants() -> list[EvidenceText]:
    """A successful experiment supports the lesson of the experiment on which it builds."""
    return [
        EvidenceText(
            lesson_of=parent,
            experiment=child.key,
            bearing=EvidenceDirection.supports,
            note=child.descent_note,
        )
        for child in EXPERIMENTS
        if child.outcome is Outcome.supported
        for parent in child.builds_on
    ]


def _give(demo: Context, evidence: EvidenceText, by: str, at: dt.datetime) -> None:
    Evidence.add(
        _lesson(demo, evidence.lesson_of),
        experiment=demo.experiments[evidence.experiment].reload(),
        bearing=evidence.bearing,
        note=evidence.note,
        by=demo.people[by],
        at=at,
    )


def _tell(demo: Context, reuse: ReuseText) -> None:
    moment = demo.at(reuse.days_ago)
    Reuse.add(
        _lesson(demo, reuse.lesson_of),
        note=reuse.note,
        hours=reuse.hours,
        by=demo.people[reuse.by],
        at=moment,
        on=moment.date(),
    )


def _answer(demo: Context, result: ResultText) -> None:
    LocalResult.add(
        _lesson(demo, result.lesson_of),
        held=result.held,
        by=demo.people[result.by],
        at=demo.at(result.days_ago),
    )


def _join(demo: Context, text: SharedText) -> None:
    lesson = _lesson(demo, text.lesson_of)
    other = _lesson(demo, text.other)
    at = demo.at(text.days_ago)
    SharedLesson.add(lesson, other, by=demo.people[text.by], at=at)


def _carry(demo: Context, text: CarriedText) -> None:
    Amplification.add(
        _lesson(demo, text.lesson_of),
        place=text.place,
        word=text.word,
        by=demo.people[text.by],
        at=demo.at(text.days_ago),
    )


def _bring(demo: Context, text: CarriedText) -> None:
    row = Amplification.get(
        Amplification.lesson == _lesson(demo, text.lesson_of),
        Amplification.person == demo.people[text.by],
    )
    row.bring(on=demo.at(text.brought_days_ago).date())


def _cite(demo: Context, text: CitationText) -> None:
    clause = Clause.get(Clause.key == text.clause)
    lesson = _lesson(demo, text.lesson_of)
    at = demo.at(text.days_ago)
    Citation.add(clause, lesson, by=demo.people[text.by], at=at)


def _carry_out(demo: Context, text: ImplementationText) -> None:
    experiment = demo.experiments[text.experiment]
    clause = None
    if text.clause:
        clause = Clause.get(Clause.key == text.clause)
    at = demo.at(text.days_ago)
    Implementation.record(
        experiment.conclusions.get(),
        state=text.state,
        clause=clause,
        place=text.place,
        reason=text.reason,
        by=experiment.author,
        at=at,
        on=at.date(),
    )


def _lesson(demo: Context, key: str) -> Lesson:
    return demo.experiments[key].lessons.get()
