"""The signature: a leader's own words under a quarter, and everything it said when it
was signed.
"""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import AppendOnly, BaseModel, CheckedCharField, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.summaries.models.snapshot import content_of
from tracker.summaries.models.summary import Summary


class SummarySignature(AppendOnly, BaseModel):
    """A leader signed an edition.

    What readers see of it comes from here alone, and the database lets nobody change
    it.

    `content` holds texts, figures and the ids of the rows and people behind them, never
    a name. `attempt` is one of the leader's own that did not hold, and `why_not` says
    why there is none.
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
        """Sign an edition as it was read: it is frozen, and everybody sees it from then
        on.

        Args:
            version: The version of the summary that the leader has read.
            attempt: An own attempt that did not hold.

        Raises:
            ValidationFailed: The word is missing; neither an attempt nor a reason is
                given; it does not wait for a signature, or has one.
            EditConflict: It was changed since it was read.
        """
        raise_if_errors(
            *signature_problems({"word": word, "attempt": attempt, "why_not": why_not}),
            *_waits(summary),
        )
        own = {
            "attempt": (
                attempt
                and {
                    "experiment": attempt.id,
                    "title": attempt.title,
                    **_taught(attempt),
                }
            )
        }
        try:
            with cls._meta.database.atomic():
                summary.changed_at = at
                summary.save_as_next(version)
                content = {**content_of(summary), **own}
                said = {
                    "word": word,
                    "attempt": attempt,
                    "why_not": "" if attempt else why_not,
                }
                signed = cls.create(
                    summary=summary, by=by, at=at, content=content, **said
                )
                AuditEvent.record(EventType.signed, on=summary, by=by.id)
                return signed
        except peewee.IntegrityError:
            raise_if_errors(FieldError("", N_("Somebody has signed it already.")))


def signature_problems(said: dict) -> list[FieldError]:
    """A personal word, and an own attempt that did not hold or the reason why there is
    none to tell.
    """
    neither = N_(
        "Choose one of your own attempts, or say why there is none to tell of."
    )
    return [
        *required(said, ["word"]),
        *length_errors(
            {name: said.get(name) for name in ("word", "why_not")}, SummarySignature
        ),
        *(
            []
            if said.get("attempt") or (said.get("why_not") or "").strip()
            else [FieldError("why_not", neither)]
        ),
    ]


def _waits(summary: Summary) -> list[FieldError]:
    if summary.is_signed:
        return [FieldError("", N_("Somebody has signed it already."))]
    if summary.offered_at:
        return []
    return [FieldError("", N_("It is still being written."))]


def _taught(attempt: Experiment) -> dict:
    lesson = attempt.lessons.first()
    return {
        "lesson": lesson and lesson.id,
        "statement": lesson.statement if lesson else "",
    }
