"""Takes back a publication, a start or a conclusion, as if it had not happened.

Only within ten minutes, and while nobody else has answered, endorsed, used or built on
it. The history then no longer knows of it either.
"""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import FormSubmission, Person
from tracker.comments.models import Comment
from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import database
from tracker.experiments.models import Change, Experiment, MetricReading, Stage
from tracker.experiments.models.picture import lock_experiment
from tracker.guidelines.models import Metric
from tracker.jobs.models import Job
from tracker.lessons.models import Conclusion, Evidence, Lesson
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.revision import Revision
from tracker.withdrawals.models.use_by_others import is_used_by_others

WITHIN = dt.timedelta(minutes=10)
TOO_LATE = N_("More than ten minutes have passed: it stands now.")
USED = N_("Somebody has answered, used or built on it: it stands now.")


class Withdrawal(LabelledEnum):
    """What may be taken back. The value is the act of the change history."""

    conclusion = (
        "concluded",
        N_("Reopen it"),
        {"hint": N_("The learning card is then yours to write on; nobody sees it.")},
    )
    start = (
        "started",
        N_("Undo the start"),
        {"hint": N_("It is then planned again, and the criterion is not locked.")},
    )
    publication = (
        "published",
        N_("Take it back to a draft"),
        {"hint": N_("Only its authors then see it, and nobody is told of it.")},
    )


STAGES = {
    Withdrawal.conclusion: (Stage.concluded,),
    Withdrawal.start: (Stage.running,),
    Withdrawal.publication: (Stage.planned, Stage.running, Stage.concluded),
}


def withdrawable(
    experiment: Experiment, person: Person, at: dt.datetime
) -> list[Withdrawal]:
    """What the person may take back of an experiment now, the newest act first.

    Each act is a change: of what has not changed lately nothing more is asked.
    """
    if experiment.is_draft or at - experiment.changed_at > WITHIN:
        return []
    if not experiment.is_author(person):
        return []
    return [act for act in Withdrawal if not _problems(experiment, act, at)]


def withdraw(experiment: Experiment, *, at: dt.datetime) -> None:
    """Make it a draft again; its learning card waits in the draft.

    Raises:
        ValidationFailed: It is too late, or somebody else has built on it.
        EditConflict: Another person saved first.
    """
    with database.atomic():
        _check(experiment, Withdrawal.publication, at)
        platform, metric = experiment.platform_id, experiment.metric
        card = _without_card(experiment) or experiment.draft_extras.get("card", {})
        experiment.stage = Stage.draft
        experiment.withheld = False
        experiment.criterion_afterwards = False
        experiment.published_at = None
        _unstart(experiment)
        experiment.draft_extras = {"already": bool(card), "card": card}
        _save(experiment, at)
        Change.delete().where(Change.experiment == experiment).execute()
        Comment.delete().where(Comment.experiment == experiment).execute()
        _untell(experiment)
        _forget_metric(platform, metric)


def undo_start(experiment: Experiment, *, at: dt.datetime) -> None:
    """Make it a plan again; the criterion stays as it was written, and is not locked.

    Raises:
        ValidationFailed: It is too late, or somebody else has built on it.
        EditConflict: Another person saved first.
    """
    with database.atomic():
        entry = _check(experiment, Withdrawal.start, at)
        experiment.stage = Stage.planned
        _unstart(experiment, entry)
        _save(experiment, at)
        entry.delete_instance()


def reopen(experiment: Experiment, *, at: dt.datetime) -> None:
    """Take back its conclusion; the form brings the learning card again.

    Raises:
        ValidationFailed: It is too late, or somebody else has used the lesson.
        EditConflict: Another person saved first.
    """
    with database.atomic():
        entry = _check(experiment, Withdrawal.conclusion, at)
        card = _without_card(experiment)
        experiment.stage = Stage.planned
        if experiment.started_on:
            experiment.stage = Stage.running
        if experiment.criterion_afterwards and "criterion" in entry.changes:
            experiment.criterion = entry.changes["criterion"][0]
            experiment.criterion_afterwards = False
        experiment.draft_extras = {"card": card}
        _save(experiment, at)
        _forget_card(experiment, entry)
        _untell(experiment, NoticeKind.conclusion, NoticeKind.evidence)


# Rules


def _check(experiment: Experiment, act: Withdrawal, at: dt.datetime) -> Change:
    """Lock the experiment and check the rules; returns the entry of the history."""
    lock_experiment(experiment)
    problems = _problems(experiment, act, at)
    if problems:
        raise ValidationFailed(*problems)
    return _entry(experiment, act)


def _problems(
    experiment: Experiment, act: Withdrawal, at: dt.datetime
) -> list[FieldError]:
    entry = _entry(experiment, act)
    fitting = experiment.stage in STAGES[act] and experiment.hidden_at is None
    if not fitting or entry is None or at - entry.at > WITHIN:
        return [FieldError("", TOO_LATE)]
    since = entry.at
    if act is Withdrawal.publication:
        since = None
    this = Experiment.select(Experiment.id).where(Experiment.id == experiment.id)
    if is_used_by_others(this, since):
        return [FieldError("", USED)]
    return []


def _entry(experiment: Experiment, act: Withdrawal) -> Change | None:
    rows = Change.select().where(
        Change.experiment == experiment, Change.act == act.value
    )
    return rows.order_by(Change.id.desc()).first()


# Parts


def _unstart(experiment: Experiment, entry: Change | None = None) -> None:
    """Undo what a start has set; the first day too, where the start set it."""
    entry = entry or _entry(experiment, Withdrawal.start)
    experiment.started_on = None
    experiment.review_on = None
    if entry and entry.changes.get("starts_on", ["kept"])[0] == "":
        experiment.starts_on = None


def _without_card(experiment: Experiment) -> dict[str, str]:
    """Delete conclusion, lesson and its own evidence; returns the card as plain text."""
    conclusion = experiment.conclusions.first()
    if conclusion is None:
        return {}
    card = {name: text for name, text in conclusion.as_dict().items() if text}
    Evidence.delete().where(Evidence.experiment == experiment).execute()
    Lesson.delete().where(Lesson.experiment == experiment).execute()
    Conclusion.delete().where(Conclusion.experiment == experiment).execute()
    # A form that was sent before would otherwise be taken for sent
    form = f"conclusion of {experiment.id} "
    FormSubmission.delete().where(FormSubmission.made.startswith(form)).execute()
    return card


def _forget_card(experiment: Experiment, entry: Change) -> None:
    """Delete the entry of the conclusion, and later changes of the card in the history."""
    on_card = entry.changes.keys() | {"lesson", "context"}
    later = Change.select().where(Change.experiment == experiment, Change.id > entry.id)
    for change in later:
        change.changes = {
            name: texts for name, texts in change.changes.items() if name not in on_card
        }
        if change.changes or change.act != "edited":
            change.save()
        else:
            change.delete_instance()
    entry.delete_instance()


def _save(experiment: Experiment, at: dt.datetime) -> None:
    """Save it, its search words too; whatever was cached is not shown any more."""
    experiment.changed_at = at
    experiment.save_as_next(experiment.version)
    experiment.index()
    Revision.advance()


def _untell(experiment: Experiment, *kinds: NoticeKind) -> None:
    """Delete what people were told, or would soon be told, of these kinds; of all, without."""
    names = {kind.value for kind in kinds or NoticeKind}
    for job in Job.select().where(Job.kind == "tell"):
        told = job.payload
        of_it = {told.get(name) for name in ("experiment", "child", "source")}
        if experiment.id in of_it and told.get("what") in names:
            job.delete_instance()
    about_it = (Notice.experiment == experiment) | (Notice.about == experiment)
    notices = Notice.delete().where(about_it)
    if kinds:
        notices = notices.where(Notice.kind.in_(kinds))
    notices.execute()


def _forget_metric(platform: int, name: str) -> None:
    """Delete a remembered metric of a platform that no published experiment uses."""
    published = Experiment.select(Experiment.id).where(
        Experiment.platform == platform, Experiment.stage != Stage.draft
    )
    planned = published.where(Experiment.metric == name)
    measured = MetricReading.select(MetricReading.id).where(
        MetricReading.metric == name, MetricReading.experiment.in_(published)
    )
    if not planned.exists() and not measured.exists():
        Metric.delete().where(
            Metric.platform == platform,
            Metric.name == name,
            Metric.remembered.is_null(False),
        ).execute()
