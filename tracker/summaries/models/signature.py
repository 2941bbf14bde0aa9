"""The signature of a summary: the leader's words, and the frozen content."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import AppendOnly, BaseModel, CheckedCharField, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.summaries.models.snapshot import content_of
from tracker.summaries.models.subscription import SummarySubscription
from tracker.summaries.models.summary import Summary


class SummarySignature(AppendOnly, BaseModel):
    """A leader's signature under an edition.

    Readers see only its content, which the database does not allow to change.

    Attributes:
        content: Texts, figures and the ids of rows and people; never a name.
        attempt: One of the leader's own experiments that did not hold.
        why_not: The reason why there is none.
    """

    summary = peewee.ForeignKeyField(
        Summary, backref="signatures", unique=True, on_delete="RESTRICT"
    )
    by = peewee.ForeignKeyField(
        Person, backref="summaries_signed", on_delete="RESTRICT"
    )
    at = UTCDateTimeField()
    word = CheckedCharField(2000)
    attempt = peewee.ForeignKeyField(
        Experiment, backref="+", null=True, on_delete="RESTRICT"
    )
    why_not = CheckedCharField(500, default="")
    content = peewee.JSONField(default=dict)

    class Meta:
        constraints = [
            peewee.Check("word <> ''"),
            peewee.Check("(attempt_id IS NULL) = (why_not <> '')"),
        ]

    # Making

    @classmethod
    def sign(
        cls,
        summary: Summary,
        *,
        version: int,
        word: str,
        attempt: Experiment | None = None,
        why_not: str = "",
        by: Person,
        at: dt.datetime,
    ) -> SummarySignature:
        """Sign the edition that the leader has read; it is frozen and visible to everybody.

        Args:
            attempt: An own experiment that did not hold.

        Raises:
            ValidationFailed: A value is missing, or it does not wait for a signature.
            EditConflict: It was changed since it was read.
        """
        values = {"word": word, "attempt": attempt, "why_not": why_not}
        raise_if_errors(signature_problems(values) + _waits(summary))
        if attempt:
            values["why_not"] = ""
        try:
            with cls._meta.database.atomic():
                summary.changed_at = at
                summary.save_as_next(version)
                return cls._create(summary, values, by, at)
        except peewee.IntegrityError as error:
            raise ValidationFailed(
                FieldError("", N_("Somebody has signed it already."))
            ) from error

    # Private

    @classmethod
    def _create(
        cls, summary: Summary, values: dict, by: Person, at: dt.datetime
    ) -> SummarySignature:
        content = content_of(summary) | {"attempt": _as_dict(values["attempt"])}
        signed = cls.create(summary=summary, by=by, at=at, content=content, **values)
        AuditEvent.record(EventType.signed, on=summary, by=by.id)
        Job.enqueue(
            "tell",
            at=at,
            what="signed",
            by=by.id,
            to="facilitators",
            path=f"/summaries/{summary.quarter}",
            event=f"signed:summary={summary.id}",
        )
        for person in SummarySubscription.people():
            Job.enqueue("summary_mail", at=at, summary=summary.id, person=person)
        Job.enqueue("announce", at=at, summary=summary.id)
        return signed


def signature_problems(said: dict) -> list[FieldError]:
    """The errors of a signature: it needs a word, and an experiment or a reason."""
    errors = required(said, ["word"])
    texts = {name: said.get(name) for name in ("word", "why_not")}
    errors += length_errors(texts, SummarySignature)
    if not said.get("attempt") and not (said.get("why_not") or "").strip():
        neither = N_(
            "Choose one of your own attempts, or say why there is none to tell of."
        )
        errors.append(FieldError("why_not", neither))
    return errors


def _waits(summary: Summary) -> list[FieldError]:
    if summary.is_signed:
        return [FieldError("", N_("Somebody has signed it already."))]
    if summary.offered_at:
        return []
    return [FieldError("", N_("It is still being written."))]


def _as_dict(attempt: Experiment | None) -> dict | None:
    """The leader's experiment with its lesson, for the frozen content."""
    if attempt is None:
        return None
    frozen = {"experiment": attempt.id, "title": attempt.title}
    lesson = attempt.lessons.first()
    if lesson is None:
        return frozen | {"lesson": None, "statement": ""}
    return frozen | {"lesson": lesson.id, "statement": lesson.statement}
