"""A shared lesson: several attempts taught the same, and one sentence says it for all.

Nothing is moved when lessons are joined: each keeps its attempt, its evidence and its
reuses, and the status is derived from those of all of them. So they can be taken apart
again, in any order.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person, Role
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import BaseModel, LateForeignKey, UTCDateTimeField
from tracker.experiments.models import Visibility
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models.recall import recall_fallen, statuses
from tracker.prepared import IdsParameter, Parameter, Prepared

if TYPE_CHECKING:
    from tracker.lessons.models.lesson import Lesson


class SharedLesson(BaseModel):
    """A lesson is one of those that say the same as `shared`, whose words are shown.

    The lesson whose words are shown has a row of its own, too.
    """

    shared = LateForeignKey("Lesson", backref="sharing", on_delete="CASCADE")
    origin = LateForeignKey(
        "Lesson", backref="shares", unique=True, on_delete="CASCADE"
    )
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    # Making

    @classmethod
    def add(cls, lesson: Lesson, other: Lesson, *, by: Person, at: dt.datetime) -> None:
        """Let two lessons, and all that are joined with either, be one.

        Where the other lesson makes this one contested, or the other way round, those
        who depend on it are told.

        Args:
            lesson: Its words are shown, or those that are shown for it already.

        Raises:
            ValidationFailed: They are one already, one of them is retired, or not the
                same people may see both.
        """
        raise_if_errors(join_problems(lesson, other))
        joined = lesson.pool() + other.pool()
        with cls._meta.database.atomic():
            before = statuses(joined)
            shared = cls.shown_for(lesson.id)
            ids = sorted(row.id for row in joined)
            cls.update(shared=shared).where(cls.origin.in_(ids)).execute()
            for origin in ids:
                row = cls.insert(shared=shared, origin=origin, by=by, at=at)
                row.on_conflict_ignore().execute()
            signed = by.id
            for row in joined:
                if row.experiment.is_hidden_author(by.id):
                    signed = None
                    at = row.experiment.moment(at)
            cause = f"shared={shared}:{other.id}:{at.isoformat()}"
            recall_fallen(before, cause=cause, by=signed, at=at)

    # Verbs

    @classmethod
    def separate(cls, lesson: Lesson) -> None:
        """Take a lesson out; the oldest of the others speaks for them if it spoke."""
        others = [row.id for row in lesson.pool() if row.id != lesson.id]
        with cls._meta.database.atomic():
            cls.delete().where(cls.origin == lesson).execute()
            if len(others) == 1:
                cls.delete().where(cls.origin.in_(others)).execute()
            elif others:
                moved = cls.update(shared=min(others))
                moved.where(cls.shared == lesson).execute()

    # Predicates

    @classmethod
    def pool_of(cls, lessons) -> dict[int, set[int]]:
        """Lesson to the ids of all that say the same, itself included. One query."""
        pools = {id: {id} for id in lessons}
        for asked, peer in _peers_of_some.rows(lessons=list(pools)):
            pools[asked].add(peer)
        return pools

    @classmethod
    def shown_for(cls, lesson: int) -> int:
        """The id of the lesson whose words are shown for this one."""
        found = _shown_for.first(lesson=lesson)
        return found[0] if found else lesson

    # Permissions

    @staticmethod
    def changeable_by(person: Person, lessons: list[Lesson]) -> bool:
        """Facilitators, and the authors of any of them."""
        return person.role is Role.facilitator or any(
            lesson.experiment.is_author(person) for lesson in lessons
        )


ASKED = SharedLesson.alias()
PEER = SharedLesson.alias()


def peers() -> peewee.ModelSelect:
    """Rows of a lesson and one that says the same; a joined lesson also with itself."""
    return ASKED.select(ASKED.origin, PEER.origin).join(
        PEER, on=(ASKED.shared == PEER.shared)
    )


_peers_of_some = Prepared(
    lambda: peers().where(ASKED.origin.in_(IdsParameter("lessons"))).tuples()
)
_shown_for = Prepared(
    lambda: (
        SharedLesson.select(SharedLesson.shared)
        .where(SharedLesson.origin == Parameter("lesson"))
        .tuples()
    )
)


def in_pool(column, lesson):
    """The condition that a column is a lesson, or one that says the same as it."""
    return (column == lesson.id) | column.in_(peers_of(lesson))


def peers_of(lesson, *conditions) -> peewee.ModelSelect:
    """Ids of the lessons that say the same as one; itself too, if there are others."""
    joined = PEER.select(PEER.origin).join(ASKED, on=(ASKED.shared == PEER.shared))
    return joined.where(ASKED.origin == lesson.id, *conditions)


def join_problems(lesson: Lesson, other: Lesson) -> list[FieldError]:
    """What stands in the way of two lessons being one."""
    errors = []
    if other.id in SharedLesson.pool_of([lesson.id])[lesson.id]:
        errors.append(FieldError("other", N_("They are one lesson already.")))
    if LessonStatus.retired in (lesson.status, other.status):
        retired = N_("A retired lesson says nothing any more.")
        errors.append(FieldError("other", retired))
    if readers_of(lesson) != readers_of(other):
        unseen = N_("Only lessons that the same people may see can be one.")
        errors.append(FieldError("other", unseen))
    return errors


def readers_of(lesson: Lesson) -> tuple:
    """Who may see a lesson: everybody, or one unit; and whether it is hidden."""
    experiment = lesson.experiment
    unit = None
    if experiment.visibility is Visibility.unit:
        unit = experiment.unit_id
    return unit, experiment.hidden_at is None
