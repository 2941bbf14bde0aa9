"""All rows of a list or none, without keeping other writers waiting.

What is new is written in chunks as drafts of the source, which nobody sees; one short
transaction then concludes and shows them all. A draft that has a source is the mark of
a run under way: the next run of the source removes what a run that died left, and so
does the hourly sweep. What has changed is written last, in chunks: it was checked, and
a run that dies there is simply run again.
"""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable, Iterator
from typing import BinaryIO

import peewee

from tracker.db import chunked, database
from tracker.experiments.imports.batch import MEANWHILE, Chunk, Watch
from tracker.experiments.imports.insert import Bulk, Gone, Unfitting
from tracker.experiments.imports.report import Rejected, Report
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.models import Conclusion

CHUNK = 500
FORGOTTEN_AFTER = dt.timedelta(days=1)
IS_STAGED = (Experiment.stage == Stage.draft) & Experiment.source.is_null(False)


class AllOrNothing:
    """Writes the chunks that were checked and pickled into a file, one after the other.

    Args:
        checked: What `Chunk.sorted` gave, pickled, chunk by chunk.
        chunk: Makes an empty chunk that counts in the report.
        watch: Called in the transaction of each chunk that is counted, with the rows
            rejected in it.
    """

    def __init__(
        self,
        checked: BinaryIO,
        chunk: Callable[[], Chunk],
        bulk: Bulk,
        report: Report,
        watch: Watch | None,
    ):
        self.checked = checked
        self.chunk = chunk
        self.bulk = bulk
        self.report = report
        self.watch = watch

    def write(self) -> Iterator[Report]:
        """Stage, show, then change; yields the report after each chunk.

        Nothing is taken where a row can no longer be.
        """
        for chunk in self._chunks():
            if refused := self._refused(chunk):
                self._take_back(refused)
                return
            yield self.report
        if refused := self._shown():
            self._take_back(refused)
            return
        for chunk in self._chunks():
            chunk.write_changed(self.watch)
            yield self.report

    def _refused(self, chunk: Chunk) -> list[Rejected]:
        """Stage what is new in a chunk.

        Returns the rows that somebody else has taken since, or that the database
        refuses.
        """
        chunk.refuse_taken()
        if not chunk.rejected:
            with database.atomic():
                chunk.stage()
        return chunk.rejected

    def _shown(self) -> list[Rejected]:
        """Conclude and show all that is staged, in one transaction.

        Returns the rows that cannot be; then nothing is.
        """
        chunk = self.chunk()
        try:
            with database.atomic():
                for chunk in self._chunks():
                    self.bulk.conclude(chunk.new)
                self._show()
        except (*Unfitting, Gone):
            return [Rejected(it.line, (MEANWHILE,), it.row) for it in chunk.new]
        return []

    def _take_back(self, refused: list[Rejected]) -> None:
        remove_staged(self.bulk.source)
        self.report.take_back()
        for rejected in refused:
            self.report.reject(rejected)
        if self.watch:
            with database.atomic():
                self.watch(refused)

    def _show(self) -> None:
        """What was staged is what its row says it is."""
        concluded = peewee.fn.EXISTS(
            Conclusion.select(peewee.SQL("1")).where(
                Conclusion.experiment == Experiment.id
            )
        )
        stages = [
            (concluded, Stage.concluded.value),
            (Experiment.started_on.is_null(False), Stage.running.value),
        ]
        stage = peewee.Case(None, stages, Stage.planned.value)
        Experiment.update(stage=stage).where(
            IS_STAGED, Experiment.source == self.bulk.source
        ).execute()

    def _chunks(self) -> Iterator[Chunk]:
        self.checked.seek(0)
        while True:
            chunk = self.chunk()
            try:
                chunk.take(pickle.load(self.checked))
            except EOFError:
                return
            yield chunk


def remove_staged(source: str) -> int:
    """Remove what a run of the source has staged and not shown. Returns how many rows that were."""
    return _remove(Experiment.source == source)


def sweep_staged(at: dt.datetime) -> int:
    """Remove what runs that died long ago have staged. Returns how many rows that were."""
    return _remove(Experiment.made_at < at - FORGOTTEN_AFTER)


def _remove(condition) -> int:
    ids = [
        id
        for (id,) in Experiment.select(Experiment.id)
        .where(IS_STAGED, condition)
        .tuples()
    ]
    for some in chunked(ids, CHUNK):
        Experiment.delete().where(Experiment.id.in_(some), IS_STAGED).execute()
    return len(ids)
