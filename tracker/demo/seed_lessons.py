"""Seeds evidence about lessons, and the reuse of lessons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker import toml
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import EXPERIMENTS, ExperimentKey
from tracker.demo.organisation import PersonKey
from tracker.lessons.enums import EvidenceDirection, Outcome
from tracker.lessons.models import Evidence, Reuse


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
class LessonTexts:
    evidence: tuple[EvidenceText, ...]
    reuses: tuple[ReuseText, ...]


LESSONS = toml.read(TEXTS / "lessons.toml", LessonTexts)


def seed_lessons(demo: Context) -> None:
    """Plan evidence for the day that an experiment is concluded, and reuses for theirs."""
    for evidence in list(_of_descendants()) + list(LESSONS.evidence):
        source = next(one for one in EXPERIMENTS if one.key == evidence.experiment)
        given = demo.at(source.concluded_days_ago)
        demo.plan(given, _give, demo, evidence, source.author, given)
    for reuse in LESSONS.reuses:
        demo.plan(demo.at(reuse.days_ago), _tell, demo, reuse)


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
        demo.experiments[evidence.lesson_of].lessons.get(),
        experiment=demo.experiments[evidence.experiment].reload(),
        bearing=evidence.bearing,
        note=evidence.note,
        by=demo.people[by],
        at=at,
    )


def _tell(demo: Context, reuse: ReuseText) -> None:
    moment = demo.at(reuse.days_ago)
    Reuse.add(
        demo.experiments[reuse.lesson_of].lessons.get(),
        note=reuse.note,
        hours=reuse.hours,
        by=demo.people[reuse.by],
        at=moment,
        on=moment.date(),
    )
