"""The lesson: one sentence that colleagues may use, and its status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.core.fields import described
from tracker.core.imports import importable
from tracker.core.reference import may_be_referred_to
from tracker.core.validation import N_, FieldError, length_errors
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.drawn_id import DrawnId
from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models.shared_lesson import SharedLesson
from tracker.prepared import Parameter, Prepared
from tracker.search.document import LESSON

A_YEAR = dt.timedelta(days=365)


class Lesson(DrawnId, BaseModel):
    """One sentence that colleagues may use, and the context in which it holds."""

    experiment = peewee.ForeignKeyField(
        Experiment, backref="lessons", unique=True, on_delete="CASCADE"
    )
    statement = described(
        importable(
            CheckedCharField(280),
            "learning læring erfaring lessons learnings læringer erfaringer lærdom "
            "lærdomme vi_lærte hvad_lærte_vi det_lærte_vi hvad_har_vi_lært "
            "hvad_lærte_i hvad_lærte_du what_we_learned what_did_we_learn",
            name="lesson",
            title=N_("Lesson"),
        ),
        N_("It taught us that …"),
        searched=LESSON,
        personal=True,
    )
    context = described(
        CheckedCharField(1000, default=""),
        N_("It holds when …"),
        searched=LESSON,
        personal=True,
    )
    review_by = peewee.DateField(null=True)
    stated_at = UTCDateTimeField()

    class Meta:
        indexes = (
            (("stated_at", "id"), False),
            # A covering index: lessons are counted without reading a row
            (("id", "experiment", "stated_at"), False),
        )

    # Making

    @classmethod
    def state(
        cls,
        experiment: Experiment,
        statement: str,
        context: str = "",
        *,
        at: dt.datetime,
    ) -> Lesson:
        """State the lesson of an experiment.

        In a year its authors are asked whether it is still true.
        """
        review_by = (at + A_YEAR).date()
        return cls.create(
            experiment=experiment,
            statement=statement,
            context=context,
            stated_at=at,
            review_by=review_by,
        )

    # Verbs

    @classmethod
    def put(
        cls, experiment: Experiment, statement: str, context: str, *, at: dt.datetime
    ) -> None:
        """Change the lesson of an experiment, or state it where there was none."""
        if lesson := experiment.lessons.first():
            lesson.restate(statement, context)
        elif statement:
            cls.state(experiment, statement, context, at=experiment.moment(at))

    def restate(self, statement: str, context: str) -> None:
        """Change the texts; the history of the experiment keeps the old ones."""
        self.statement = statement
        self.context = context
        self.save()

    def still_holds(self, on: dt.date) -> None:
        """Confirm that the lesson is still true; its authors are asked again in a year."""
        self.review_by = on + A_YEAR
        self.save()

    # Predicates

    @classmethod
    def of(cls, experiment: int) -> Lesson | None:
        """The lesson that an experiment taught."""
        return _taught_by.first(experiment=experiment)

    @property
    def status(self) -> LessonStatus:
        """The status, from the rows; `queries.detail.status_sql` is the same in SQL."""
        return pooled_status(self.pool())

    def pool(self) -> list[Lesson]:
        """The lessons that say the same, this one first, joined with their attempts."""
        if not may_be_referred_to(self, SharedLesson.origin):
            return [self]
        ids = SharedLesson.pool_of([self.id])[self.id] - {self.id}
        if not ids:
            return [self]
        rows = Lesson.select(Lesson, Experiment).join(Experiment)
        return [self] + list(
            rows.where(Lesson.id.in_(ids)).order_by(Lesson.stated_at, Lesson.id)
        )

    # Permissions

    def reviewable_by(self, person: Person) -> bool:
        return self.experiment.is_author(person)


_taught_by = Prepared(
    lambda: Lesson.select().where(Lesson.experiment == Parameter("experiment"))
)


def pooled_status(lessons: Iterable[Lesson]) -> LessonStatus:
    """The status of lessons that say the same, from the evidence of them all."""
    lessons = list(lessons)
    evidence = [
        (row.experiment_id, row.bearing, row.experiment.unit_id)
        for lesson in lessons
        for row in lesson.evidence
    ]
    origins = {row.experiment_id: row.experiment.unit_id for row in lessons}
    retired = any(lesson.retirements.exists() for lesson in lessons)
    return status_of_pool(origins, evidence, retired=retired)


def status_of_pool(
    origins: dict[int, int],
    evidence: Iterable[tuple[int, EvidenceDirection, int]],
    *,
    retired: bool = False,
) -> LessonStatus:
    """The status of a shared lesson: each attempt counts once, whatever it stands under.

    Args:
        origins: The attempts that taught it, each with its unit.
        evidence: The attempt, direction and unit of each piece of evidence.
    """
    (first, home), *others = origins.items()
    behind = {id: (EvidenceDirection.supports, unit) for id, unit in others}
    for experiment, bearing, unit in evidence:
        contradicts = bearing is EvidenceDirection.contradicts
        if contradicts or experiment not in (first, *behind):
            behind[experiment] = (bearing, unit)
    return status_of(home, behind.values(), retired=retired)


def status_of(
    unit: int,
    evidence: Iterable[tuple[EvidenceDirection, int]],
    *,
    retired: bool = False,
) -> LessonStatus:
    """The status of a lesson, derived from its evidence.

    The experiment that taught it supports it, so a new lesson is *emerging*. One more
    makes it *supported*; three in all, from two units or more, make it *confirmed*. A
    single experiment against it makes it *contested*. A retired one is *retired*.

    Args:
        unit: The unit of the experiment that taught it.
        evidence: The direction and the unit of each other experiment.
    """
    evidence = list(evidence)
    supporting = [unit]
    for bearing, other in evidence:
        if bearing is EvidenceDirection.supports:
            supporting.append(other)
    if retired:
        return LessonStatus.retired
    if len(supporting) <= len(evidence):
        return LessonStatus.contested
    if len(supporting) >= 3 and len(set(supporting)) >= 2:
        return LessonStatus.confirmed
    if len(supporting) >= 2:
        return LessonStatus.supported
    return LessonStatus.emerging


def lesson_problems(statement: str, context: str) -> list[FieldError]:
    """The errors of a lesson, under the names that the learning card gives its fields."""
    fields = {"statement": "lesson", "context": "context"}
    errors = length_errors({"statement": statement, "context": context}, Lesson)
    return [
        FieldError(fields[error.field], error.message, error.params) for error in errors
    ]
