"""Merging a platform into another: everything that points at it moves, in one
transaction, and its old names and address lead on.

Stands above the models, since it knows every table. Nothing that people wrote is lost:
what two guidelines, or two touchpoints of one stakeholder, say differently stays to be
read where it is looked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
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
    """What would move, as a page may tell it before.

    Attributes:
        attempts: Those that the viewer may see; nobody is told of others' drafts, but
            they move, too.
        clauses: Clauses of its guideline that hold.
        takes_over: Whether its guideline becomes that of the other, which has none of its own yet.
    """

    attempts: int
    questions: int
    clauses: int
    takes_over: bool


def merge_preview(source: Platform, into: Platform, viewer: Person) -> MergePreview:
    """What would move if the one were merged into the other."""
    guideline = Guideline.get_or_none(Guideline.platform == into)
    return MergePreview(
        attempts=visible_to(viewer).where(Experiment.platform == source).count(),
        questions=Question.select().where(Question.platform == source).count(),
        clauses=_holding(Guideline.get_or_none(Guideline.platform == source)).count(),
        takes_over=_is_empty(guideline),
    )


def merge_problems(source: Platform, into: Platform) -> list[FieldError]:
    """Why the one cannot be merged into the other now."""
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

    It is gone afterwards; its names and its address lead to the other.

    The guideline of the other holds as it stands. The clauses of the merged one are put
    away there, where each can be brought back; where the other has no rules yet, they
    become its own.

    Raises:
        ValidationFailed: It is the same, the other is switched off, or an import is under way.
    """
    with database.atomic():
        _lock(source, into)
        raise_if_errors(*merge_problems(source, into))
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
    """Nobody else merges, or tries something new there, until this is done.

    SQLite lets only one write anyhow.
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
        said = {name: getattr(old, name) for name in STANCE}
        Guideline.update(**said, version=Guideline.version + 1).where(
            Guideline.id == kept.id
        ).execute()
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
    # Who read the one has not read the other
    ReadReceipt.delete().where(ReadReceipt.guideline == old).execute()
    move_all(Guideline, old, kept)
    kept.log_change(by, at, "merged", {"platform": [source.name, into.name]})
    old.delete_instance()


def _retire(guideline: Guideline, at: dt.datetime) -> None:
    Clause.update(retired_at=at).where(
        Clause.guideline == guideline, Clause.retired_at.is_null()
    ).execute()


def _holding(guideline: Guideline | None) -> peewee.ModelSelect:
    """The clauses of a guideline that hold."""
    return Clause.select().where(
        Clause.guideline == guideline, Clause.retired_at.is_null()
    )


def _is_empty(guideline: Guideline | None) -> bool:
    """Whether nobody has decided anything there yet, and no clause holds."""
    return guideline is None or (
        guideline.is_draft and not guideline.why and not _holding(guideline).exists()
    )


def move_all(noun: type[peewee.Model], old: peewee.Model, new: peewee.Model) -> None:
    """Let everything that points at one row point at another of its noun, whatever noun
    it is of.
    """
    for field in noun._meta.backrefs:
        _move(field, old, new)


def _move(field: peewee.ForeignKeyField, old: peewee.Model, new: peewee.Model) -> None:
    noun = field.model
    for names in _alone(field) if noun.is_pair else ():
        _remove_twins(
            field,
            [noun._meta.fields[name] for name in names if name != field.name],
            old,
            new,
        )
    noun.update({field: new}).where(field == old).execute()


def _alone(field: peewee.ForeignKeyField) -> list[tuple[str, ...]]:
    """The fields, this one among them, that no two rows have alike."""
    indexes = [index for index in field.model._meta.indexes if isinstance(index, tuple)]
    return [names for names, unique in indexes if unique and field.name in names]


def _remove_twins(
    field: peewee.ForeignKeyField,
    others: list[peewee.Field],
    old: peewee.Model,
    new: peewee.Model,
) -> None:
    """Of what stands with both, leave the one with the new row."""
    twin = field.model.alias()
    same = [getattr(twin, other.name) == other for other in others]
    there = twin.select(peewee.Value(1)).where(getattr(twin, field.name) == new, *same)
    field.model.delete().where(field == old, peewee.fn.EXISTS(there)).execute()
