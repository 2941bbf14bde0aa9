"""Undoes an import: the rows that a run added and that nobody touched since."""

from __future__ import annotations

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.comments.models import Comment
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import chunked, database
from tracker.experiments.models import Change, Experiment, Import
from tracker.lessons.models import Conclusion
from tracker.revision import Revision
from tracker.withdrawals.models.use_by_others import used

SOME = 500


def is_undoable(job: Import) -> bool:
    """Whether a run is over and any row that it added is still as it came."""
    return job.is_over and _untouched(job).exists()


def undo_import(job: Import, *, by: Person) -> tuple[int, int]:
    """Delete the rows that a run added, but those that somebody edited or used since.

    Rows that the run only updated stay as they are.

    Returns:
        The number of rows deleted, and of those of the run that stay.

    Raises:
        ValidationFailed: The run is still going on, or somebody else's.
    """
    if not job.is_over or job.by_id != by.id:
        message = N_("Only your own import can be undone, once it is over.")
        raise ValidationFailed(FieldError("", message))
    with database.atomic():
        ids = [id for (id,) in _untouched(job).tuples()]
        deleted = 0
        for some in chunked(ids, SOME):
            some = list(some)
            these = Experiment.select(Experiment.id).where(Experiment.id.in_(some))
            free = set(some) - used(these)
            deleted += Experiment.delete().where(Experiment.id.in_(free)).execute()
        stay = Experiment.select().where(Experiment.import_job == job).count()
        if deleted:
            AuditEvent.record(EventType.import_undone, on=job)
            Revision.advance()
    return deleted, stay


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
