"""Writes the search index anew, when a version writes it in another way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import peewee

from tracker.accounts.models import Setting
from tracker.core.fields import indexed_cards, names
from tracker.db import chunked
from tracker.experiments.models import Experiment, Stage, Tag, Tagging
from tracker.lessons.models import Conclusion, Lesson
from tracker.revision import Revision
from tracker.search.document import keys_in
from tracker.vocabulary.models import IndexChange, IndexWord

VERSION = "2"  # raise it when `indexed` writes something else
WRITTEN = "search_index"  # the setting's name
CHUNK = 300


def reindex_if_outdated(tell: Callable[[int, int], None]) -> None:
    """Write the words of every experiment, if another version wrote them.

    Args:
        tell: Called with how many are done and how many there are.
    """
    kept = Setting.get_or_none(Setting.name == WRITTEN)
    if kept and kept.value == VERSION:
        return
    ids = [id for (id,) in Experiment.select(Experiment.id).tuples()]
    done = 0
    for some in chunked(ids, CHUNK):
        some = list(some)
        with Experiment._meta.database.atomic():
            _write(some)
        done += len(some)
        tell(done, len(ids))
    tidy_vocabulary()
    Setting.insert(name=WRITTEN, value=VERSION).on_conflict(
        conflict_target=[Setting.name], update={Setting.value: VERSION}
    ).execute()


def tidy_vocabulary() -> None:
    """Remove the words that no published experiment has any more."""
    rows = Experiment.select(Experiment.words).where(Experiment.stage != Stage.draft)
    words = {key for (text,) in rows.tuples().iterator() for _, key in keys_in(text)}
    with Experiment._meta.database.atomic():
        if IndexWord.keep_only(words):
            Revision.advance()
        IndexChange.prune()


def _write(ids: list[int]) -> None:
    """Write the words of some experiments, with few queries."""
    cards = defaultdict(list)
    experiments = list(Experiment.select().where(Experiment.id.in_(ids)))
    for experiment in experiments:
        cards[experiment.id].append((experiment, names(Experiment, "searched")))
    for model in (Conclusion, Lesson):
        for row in model.select().where(model.experiment.in_(ids)):
            cards[row.experiment_id].append((row, names(model, "searched")))
    tags = _tags(ids)
    for experiment in experiments:
        words = indexed_cards(cards[experiment.id], sorted(tags[experiment.id]))
        if words != experiment.words:
            Experiment.update(words=words).where(
                Experiment.id == experiment.id
            ).execute()


def _tags(ids: list[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows: peewee.ModelSelect = (
        Tagging.select(Tagging.experiment, Tag.name)
        .join(Tag)
        .where(Tagging.experiment.in_(ids))
    )
    for id, name in rows.tuples():
        found[id].append(name)
    return found
