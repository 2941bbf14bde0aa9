"""Updating an experiment from a row that has changed since the last import.

An experiment that a person has edited since is left as it is.
"""

from __future__ import annotations

from tracker.core.bulk_insert import insert_rows
from tracker.core.conflicts import EditConflict
from tracker.core.imports import Note
from tracker.core.validation import N_
from tracker.experiments.imports.insert import BulkInsert
from tracker.experiments.imports.parsed_row import ParsedRow
from tracker.experiments.models import Experiment, Link, Stage, Tagging
from tracker.lessons.models import Conclusion, Lesson

EDITED = Note(
    "", N_("Somebody has edited this experiment here since; their words stay.")
)
REOPENED = Note(
    "outcome", N_("It is concluded here; the file no longer says how it went.")
)


def update(bulk: BulkInsert, id: int, it: ParsedRow, dry: bool = False) -> Note | None:
    """Update an experiment from its row. Call it in a transaction.

    Returns:
        None when it was done, else the reason.
    """
    experiment = Experiment.get_by_id(id)
    conclusion = experiment.conclusions.first()
    if _edited(experiment, conclusion):
        return EDITED
    if conclusion and not it.card:
        return REOPENED
    if dry:
        return None
    return _write(bulk, experiment, conclusion, it)


def _write(
    bulk: BulkInsert,
    experiment: Experiment,
    conclusion: Conclusion | None,
    it: ParsedRow,
) -> Note | None:
    before = _words(experiment, conclusion)
    earlier = experiment.changed_at
    try:
        _plan(bulk, experiment, it)
    except EditConflict:
        return EDITED
    Tagging.replace_all(experiment, it.tags)
    Link.delete().where(Link.experiment == experiment, Link.at == earlier).execute()
    insert_rows(Link, [bulk.link(url, it, experiment.id) for url in it.links])
    _card(bulk, experiment, conclusion, it)
    experiment.index()
    after = _words(experiment, experiment.conclusions.first())
    changes = {
        name: [before.get(name, ""), text]
        for name, text in after.items()
        if before.get(name, "") != text
    }
    experiment.log_change(bulk.by, bulk.at, "imported", changes)
    return None


def _edited(experiment: Experiment, conclusion: Conclusion | None) -> bool:
    version = experiment.imported_version
    return experiment.version != version or (
        conclusion is not None and conclusion.version != version
    )


def _plan(bulk: BulkInsert, experiment: Experiment, it: ParsedRow) -> None:
    keep = {"author", "unit", "made_at", "words", "import_job"}
    if experiment.stage is Stage.running and it.stage is Stage.planned:
        keep |= {"stage", "started_on", "review_on"}
    for name, value in bulk.experiment(it).items():
        if name not in keep:
            setattr(experiment, name, value)
    if it.author != bulk.by.id:
        experiment.author = it.author
    if it.unit:
        experiment.unit = it.unit
    experiment.imported_version = experiment.version + 1
    experiment.save_as_next(experiment.version)


def _card(
    bulk: BulkInsert,
    experiment: Experiment,
    conclusion: Conclusion | None,
    it: ParsedRow,
) -> None:
    if not it.card:
        return
    if conclusion is None:
        row = bulk.conclusion(it, experiment.id) | {"version": experiment.version}
        insert_rows(Conclusion, [row])
    else:
        for name, value in it.card.items():
            setattr(conclusion, name, value)
        conclusion.save_as_next(conclusion.version)
    lesson = experiment.lessons.first()
    if it.lesson and lesson:
        lesson.restate(it.lesson, it.context)
    elif it.lesson:
        insert_rows(Lesson, [bulk.lesson(it, experiment.id)])


def _words(experiment: Experiment, conclusion: Conclusion | None) -> dict[str, str]:
    """Plan card and learning card as plain text for the history."""
    words = experiment.as_dict()
    if conclusion:
        words |= conclusion.as_dict()
    return words
