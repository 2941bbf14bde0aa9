"""A lesson from another organisation: told as theirs, and no evidence here."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
)
from tracker.cpr import without_cpr
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.lessons.enums import Outcome
from tracker.lessons.models.lesson import Lesson
from tracker.plaintext import one_line, plain_text

FORMAT = "forsoeg-lessons/1"
MOST = 500  # lessons in a file
LARGEST = 1_000_000  # bytes


class OutsideLesson(BaseModel):
    """What an attempt somewhere else has taught.

    It is in no search, no count and no standing. Who tries it here makes an attempt of
    their own, whose lesson then stands for itself.
    """

    statement = CheckedCharField(280)
    context = CheckedCharField(Lesson.context.max_length, default="")
    outcome = EnumCharField(Outcome, null=True, grows=True)
    platform = CheckedCharField(80, default="")
    source = CheckedCharField(120)
    # Digest of what it says and whose it is: taken in twice, it stands once
    key = peewee.FixedCharField(max_length=64, unique=True)
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        constraints = [peewee.Check("statement <> '' AND source <> ''")]

    # Making

    @classmethod
    def take_in(cls, content: bytes, *, by: Person, at: dt.datetime) -> int:
        """Take in a file of lessons: all of them, or none.

        Returns:
            How many are new.

        Raises:
            ValidationFailed: It is no such file, or a lesson in it is wrong.
        """
        told = read_lessons(content)
        new = 0
        with cls._meta.database.atomic():
            for one in told:
                row = cls.insert(**vars(one), key=one.key, by=by, at=at)
                new += row.on_conflict_ignore().as_rowcount().execute()
        return new

    # Permissions

    @staticmethod
    def kept_by(person: Person) -> bool:
        return person.facilitates


@dataclass(frozen=True)
class ToldLesson:
    """One lesson of a file."""

    statement: str
    context: str
    outcome: Outcome | None
    platform: str
    source: str

    @property
    def key(self) -> str:
        said = "\n".join([self.source, self.platform, self.statement, self.context])
        return hashlib.sha256(said.encode()).hexdigest()


def file_of(lessons: list[ToldLesson], organisation: str) -> str:
    """The text of a file with these lessons, without names."""
    rows = [
        {
            "statement": one.statement,
            "context": one.context,
            "outcome": one.outcome and one.outcome.value,
            "platform": one.platform,
        }
        for one in lessons
    ]
    told = {"format": FORMAT, "organisation": organisation, "lessons": rows}
    return json.dumps(told, ensure_ascii=False, indent=1)


def read_lessons(content: bytes) -> list[ToldLesson]:
    """The lessons of a file.

    Raises:
        ValidationFailed: It is no such file, or a lesson in it is wrong.
    """
    told = _parsed(content)
    source = one_line(str(told.get("organisation") or ""))[:120]
    rows = told.get("lessons")
    if not source or not isinstance(rows, list) or not 0 < len(rows) <= MOST:
        raise ValidationFailed(FieldError("file", NOT_LESSONS))
    lessons = []
    for row in rows:
        if not isinstance(row, dict):
            raise ValidationFailed(FieldError("file", NOT_LESSONS))
        lessons.append(_lesson_of(row, source))
    return lessons


NOT_LESSONS = N_("This is no file of lessons that somebody handed on.")


def _parsed(content: bytes) -> dict:
    told = None
    if len(content) <= LARGEST:
        try:
            told = json.loads(content)
        except (ValueError, RecursionError):
            told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValidationFailed(FieldError("file", NOT_LESSONS))
    return told


def _lesson_of(row: dict, source: str) -> ToldLesson:
    outcome = None
    if row.get("outcome") in Outcome._value2member_map_:
        outcome = Outcome(row["outcome"])
    lesson = ToldLesson(
        statement=without_cpr(one_line(str(row.get("statement") or ""))),
        context=without_cpr(plain_text(str(row.get("context") or ""))),
        outcome=outcome,
        platform=one_line(str(row.get("platform") or "")),
        source=source,
    )
    errors = length_errors(vars(lesson), OutsideLesson)
    if not lesson.statement or errors:
        raise_if_errors([FieldError("file", NOT_LESSONS)])
    return lesson
