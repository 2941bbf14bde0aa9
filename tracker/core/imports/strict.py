"""All rows of a list or none, without keeping other writers waiting.

What is new is staged in chunks where nobody sees it; one short transaction then
concludes and shows it all. The next run of the same list removes what a run that died
left. What has changed is written last, in chunks: it was checked, and a run that dies
there is simply run again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from typing import BinaryIO

from tracker.core.imports.batch import MEANWHILE, Batch, Watch
from tracker.core.imports.report import ImportReport, Rejected
from tracker.core.imports.target import Gone, Target, Unfitting
from tracker.db import database


class AllOrNothing:
    """Writes the batches that were checked and pickled into a file, one after the other.

    Args:
        checked: What `Batch.sorted` gave, pickled, batch by batch.
        batch: Makes an empty batch that counts in the report.
        watch: Called in the transaction of each batch that is counted, with the rows
            rejected in it.
    """

    def __init__(
        self,
        checked: BinaryIO,
        batch: Callable[[], Batch],
        target: Target,
        report: ImportReport,
        watch: Watch | None,
    ):
        self.checked = checked
        self.batch = batch
        self.target = target
        self.report = report
        self.watch = watch

    def write(self) -> Iterator[ImportReport]:
        """Stage, show, then change; yields the report after each batch.

        Nothing is taken where a row can no longer be.
        """
        for batch in self._batches():
            if refused := self._refused(batch):
                self._take_back(refused)
                return
            yield self.report
        if refused := self._shown():
            self._take_back(refused)
            return
        for batch in self._batches():
            batch.write_changed(self.watch)
            yield self.report

    def _refused(self, batch: Batch) -> list[Rejected]:
        """Stage what is new in a batch.

        Returns the rows that somebody else has taken since, or that the database
        refuses.
        """
        batch.refuse_taken()
        if not batch.rejected:
            with database.atomic():
                batch.stage()
        return batch.rejected

    def _shown(self) -> list[Rejected]:
        """Conclude and show all that is staged, in one transaction.

        Returns the rows that cannot be; then nothing is.
        """
        batch = self.batch()
        try:
            with database.atomic():
                for batch in self._batches():
                    self.target.conclude(batch.new)
                self.target.show()
        except (*Unfitting, Gone):
            return [batch.rejection(row, MEANWHILE) for row in batch.new]
        return []

    def _take_back(self, refused: list[Rejected]) -> None:
        self.target.remove_staged()
        self.report.take_back()
        for rejected in refused:
            self.report.reject(rejected)
        if self.watch:
            with database.atomic():
                self.watch(refused)

    def _batches(self) -> Iterator[Batch]:
        self.checked.seek(0)
        while True:
            batch = self.batch()
            try:
                batch.take(pickle.load(self.checked))
            except EOFError:
                return
            yield batch
