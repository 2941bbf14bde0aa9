"""Undoes an import: the rows that a run added and that nobody touched since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.comments.models import Comment
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import chunked, database
from tracker.experiments.models import Change, Experiment, Import
from tracker.jobs.models import Job
from tracker.lessons.models import Conclusion
from tracker.revision import Revision
from tracker.withdrawals.models.use_by_others import used

SOME = 500
# Rows that a request takes out by itself; more of them are left to the worker
FEW = 500
KIND = "undo_import"


def is_undoable(job: Import) -> bool:
    """Whether a run is over and any row that it added is still as it came."""
    return job.is_over and not is_being_undone(job) and _untouched(job).exists()


def is_being_undone(job: Import) -> bool:
    """Whether the worker is taking its rows out, or soon will."""
    waiting = Job.select(Job.payload).where(Job.kind == KIND)
    return any(row.payload["id"] == job.id for row in waiting)


def rows_left(job: Import) -> int:
    """The number of rows of a run that are still there."""
    return Experiment.select().where(Experiment.import_job == job).count()


def undo_import(job: Import, *, by: Person, at: dt.datetime) -> int | None:
    """Delete the rows that a run added, but those that somebody edited or used since.

    Rows that the run only updated stay as they are.

    Returns:
        The number of rows deleted; None when they are many, and the worker deletes them.

    Raises:
        ValidationFailed: The run is still going on, or somebody else's.
    """
    if not job.is_over or job.by_id != by.id:
        message = N_("Only your own import can be undone, once it is over.")
        raise ValidationFailed(FieldError("", message))
    many = _untouched(job).count() > FEW
    with database.atomic():
        if is_being_undone(job):
            return None
        AuditEvent.record(EventType.import_undone, on=job)
        if many:
            Job.enqueue(KIND, at=at, id=job.id)
            return None
        return _take_out(job)


def carry_out_undo(queued: Job, *, now: Callable[[], dt.datetime]) -> None:
    """Delete the rows in the worker, some hundreds in each transaction."""
    job = Import.get_or_none(Import.id == queued.payload["id"])
    if job is not None:
        _take_out(job, after_some=lambda: queued.renew_lease(now()))


def _take_out(job: Import, after_some: Callable[[], None] = lambda: None) -> int:
    ids = [id for (id,) in _untouched(job).tuples()]
    deleted = 0
    for some in chunked(ids, SOME):
        with database.atomic():
            these = Experiment.select(Experiment.id).where(Experiment.id.in_(some))
            free = set(some) - used(these)
            rows = Experiment.delete().where(
                Experiment.id.in_(free),
                # As it was, also when somebody has edited it since the list was read
                Experiment.id.in_(_untouched(job)),
            )
            deleted += rows.execute()
            Revision.advance()
        after_some()
    return deleted


def _untouched(job: Import):
    """The ids of the rows of a run that are as it left them."""
    edited = Conclusion.select(Conclusion.experiment).where(Conclusion.version > 1)
    # A link, a picture, a reading: the history knows of it, the version does not
    acts = Change.select(Change.experiment).where(Change.act != "imported")
    said = Comment.select(Comment.experiment)
    return Experiment.select(Experiment.id).where(
        Experiment.import_job == job,
        # As it was inserted; another run that updated it would have raised both
        Experiment.version == 1,
        Experiment.imported_version == 1,
        Experiment.hidden_at.is_null(),
        Experiment.id.not_in(edited),
        Experiment.id.not_in(acts),
        Experiment.id.not_in(said),
    )
