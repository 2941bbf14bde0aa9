"""A row that says something else than last time.

Where a person has edited since, the person wins.
"""

from __future__ import annotations

from tracker.core.conflicts import EditConflict
from tracker.core.imports import Note
from tracker.core.validation import N_
from tracker.experiments.imports.insert import BulkInsert, insert_rows
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
    """Bring an experiment and what hangs on it up to date with its row. Call it in a transaction.

    Returns:
        None when it was done, else why not.
    """
    experiment = Experiment.get_by_id(id)
    conclusion = experiment.conclusions.first()
    if _edited(experiment, conclusion):
        return EDITED
    if conclusion and not it.card:
        return REOPENED
    if dry:
        return None
    before = _told(experiment, conclusion)
    earlier = experiment.changed_at
    try:
        _plan(bulk, experiment, it)
    except EditConflict:
        return EDITED
    Tagging.replace_all(experiment, it.tags)
    Link.delete().where(Link.experiment == experiment, Link.at == earlier).execute()
    insert_rows(Link, [bulk.link(url, it, id) for url in it.links])
    _card(bulk, experiment, conclusion, it)
    experiment.index()
    after = _told(experiment, experiment.conclusions.first())
    changes = {
        name: [before.get(name, ""), text]
        for name, text in after.items()
        if before.get(name, "") != text
    }
    experiment.note(bulk.by, bulk.at, "imported", changes)
    return None


def _edited(experiment: Experiment, conclusion: Conclusion | None) -> bool:
    version = experiment.imported_version
    return experiment.version != version or (
        conclusion is not None and conclusion.version != version
    )


def _plan(bulk: BulkInsert, experiment: Experiment, it: ParsedRow) -> None:
    row = bulk.experiment(it)
    named_author = {"author": it.author} if it.author != bulk.by.id else {}
    named_unit = {"unit": it.unit} if it.unit else {}
    keep = ("author", "unit", "made_at", "words")
    changes = {name: value for name, value in row.items() if name not in keep}
    if experiment.stage is Stage.running and it.stage is Stage.planned:
        changes.pop("stage"), changes.pop("started_on")
    for name, value in {
        **changes,
        **named_author,
        **named_unit,
        "imported_version": experiment.version + 1,
    }.items():
        setattr(experiment, name, value)
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
        insert_rows(
            Conclusion,
            [{**bulk.conclusion(it, experiment.id), "version": experiment.version}],
        )
    else:
        for name, value in it.card.items():
            setattr(conclusion, name, value)
        conclusion.save_as_next(conclusion.version)
    lesson = experiment.lessons.first()
    if it.lesson and lesson:
        lesson.restate(it.lesson, it.context)
    elif it.lesson:
        insert_rows(Lesson, [bulk.lesson(it, experiment.id)])


def _told(experiment: Experiment, conclusion: Conclusion | None) -> dict[str, str]:
    return {**experiment.as_dict(), **(conclusion.as_dict() if conclusion else {})}
