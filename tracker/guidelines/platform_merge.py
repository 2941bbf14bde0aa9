"""Merging a platform into another: every row that refers to it moves in one
transaction, and its former names and slug refer to the other.

It is above the models, since it knows every table. No text is lost: where two
guidelines or two touchpoints differ, the history keeps the values of both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.merge import move_all
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import database, is_sqlite
from tracker.experiments.models import Experiment, Import, ImportProgress
from tracker.experiments.queries.visibility import visible_to
from tracker.guidelines.models import (
    Clause,
    Guideline,
    Platform,
    PlatformAlias,
    Question,
    ReadReceipt,
)

# What higher features merge before everything moves; `app.py` registers them.
BEFORE_MOVE: list[Callable[[Platform, Platform, Person, dt.datetime], None]] = []
STANCE = ("stance", "why", "why_en", "decided_by", "decided_on", "is_draft")


@dataclass(frozen=True)
class MergePreview:
    """The rows that a merge would move.

    Attributes:
        attempts: The number of experiments that the viewer may see. Drafts of others
            move as well, but are not counted.
        questions: The number of questions about the platform.
        clauses: The number of clauses in force.
        takes_over: Whether the other platform has no guideline of its own yet, and takes
            this one.
    """

    attempts: int
    questions: int
    clauses: int
    takes_over: bool


def merge_preview(source: Platform, into: Platform, viewer: Person) -> MergePreview:
    """The rows that would move if one platform were merged into the other."""
    guideline = Guideline.get_or_none(Guideline.platform == into)
    return MergePreview(
        attempts=visible_to(viewer).where(Experiment.platform == source).count(),
        questions=Question.select().where(Question.platform == source).count(),
        clauses=_holding(Guideline.get_or_none(Guideline.platform == source)).count(),
        takes_over=_is_empty(guideline),
    )


def merge_problems(source: Platform, into: Platform) -> list[FieldError]:
    """The reasons why one platform cannot be merged into the other now."""
    under_way = Import.progress.in_([ImportProgress.waiting, ImportProgress.running])
    there = Platform.select().where(Platform.id.in_([source.id, into.id])).count()
    problems = []
    if there < len({source.id, into.id}):
        problems.append(
            FieldError(
                "into",
                N_("Somebody else has just merged one of them. Please look again."),
            )
        )
    if source.id == into.id:
        problems.append(FieldError("into", N_("A place cannot be merged into itself.")))
    if not into.in_use:
        problems.append(
            FieldError("into", N_("That place is switched off. Switch it on first."))
        )
    if Import.select().where(under_way).exists():
        problems.append(
            FieldError(
                "into",
                N_(
                    "An import is under way, and may name this place. Merge when it is done."
                ),
            )
        )
    return problems


def merge(source: Platform, into: Platform, *, by: Person, at: dt.datetime) -> None:
    """Merge one platform into another, all or nothing.

    The merged platform is deleted; its names and its slug refer to the other.

    The guideline of the other stays in force. The clauses of the merged one become
    retired clauses of it, which can be restored; if the other has no rules yet, they
    become active clauses.

    Raises:
        ValidationFailed: Both are the same, the other is switched off, or an import is
            running.
    """
    with database.atomic():
        _lock(source, into)
        raise_if_errors(merge_problems(source, into))
        AuditEvent.record(
            EventType.platform_changed,
            on=source,
            by=by.id,
            detail=f"merged into {into.id}",
        )
        _merge_guidelines(source, into, by, at)
        for merge_more in BEFORE_MOVE:
            merge_more(source, into, by, at)
        move_all(Platform, source, into)
        gone = Platform.get_by_id(source.id)
        gone.delete_instance()
        PlatformAlias.remember(into, gone.name, gone.slug)


def _lock(*platforms: Platform) -> None:
    """Lock the rows of the platforms until the transaction ends.

    SQLite has only one writer anyway.
    """
    if not is_sqlite():
        ids = sorted(platform.id for platform in platforms)
        list(
            Platform.select()
            .where(Platform.id.in_(ids))
            .order_by(Platform.id)
            .for_update()
        )


def _merge_guidelines(
    source: Platform, into: Platform, by: Person, at: dt.datetime
) -> None:
    old = Guideline.get_or_none(Guideline.platform == source)
    kept = Guideline.open(into)
    if old is None:
        return
    if _is_empty(kept):
        values = {name: getattr(old, name) for name in STANCE}
        values["version"] = Guideline.version + 1
        Guideline.update(values).where(Guideline.id == kept.id).execute()
    else:
        _retire(old, at)
    below = (
        Clause.select(peewee.fn.MAX(Clause.position))
        .where(Clause.guideline == kept)
        .scalar()
    )
    Clause.update(position=Clause.position + (below or 0) + 1).where(
        Clause.guideline == old
    ).execute()
    # A reader of one guideline has not read the other
    ReadReceipt.delete().where(ReadReceipt.guideline == old).execute()
    move_all(Guideline, old, kept)
    kept.log_change(by, at, "merged", {"platform": [source.name, into.name]})
    old.delete_instance()


def _retire(guideline: Guideline, at: dt.datetime) -> None:
    Clause.update(retired_at=at).where(
        Clause.guideline == guideline, Clause.retired_at.is_null()
    ).execute()


def _holding(guideline: Guideline | None) -> peewee.ModelSelect:
    """The clauses of a guideline that are not retired."""
    return Clause.select().where(
        Clause.guideline == guideline, Clause.retired_at.is_null()
    )


def _is_empty(guideline: Guideline | None) -> bool:
    """Whether a guideline has no decision and no active clause."""
    return guideline is None or (
        guideline.is_draft and not guideline.why and not _holding(guideline).exists()
    )
