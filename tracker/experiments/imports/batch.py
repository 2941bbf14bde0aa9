"""Some rows on their way in: sorted into new, changed, unchanged and rejected, and
written in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from tracker.core.validation import N_
from tracker.db import database
from tracker.experiments.imports import values
from tracker.experiments.imports.insert import Bulk, Unfitting
from tracker.experiments.imports.parsed_row import Answers
from tracker.experiments.imports.reader import Reader
from tracker.experiments.imports.report import Rejected, Report, Told
from tracker.experiments.imports.update import REOPENED, update
from tracker.tables import SURPLUS

SORTED = ("read", "unchanged", "new", "changed", "outcomes", "told", "rejected")
MEANWHILE = Told(
    "", N_("The database cannot take this row, or somebody is importing the same list.")
)
Watch = Callable[[list[Rejected]], None]


class Chunk:
    """Some rows on their way in."""

    def __init__(self, reader: Reader, bulk: Bulk, seen: set[str], report: Report):
        self.reader = reader
        self.bulk = bulk
        self.seen = seen
        self.report = report
        self.read = self.unchanged = 0
        self.new: list[Answers] = []
        self.changed: list[tuple[int, Answers]] = []
        self.outcomes: list[str] = []
        self.told: list[tuple[int, list[Told]]] = []
        self.rejected: list[Rejected] = []

    def sort(self, rows: list[tuple[int, dict]]) -> None:
        """Find out what is new, what has changed, what stays, and what cannot be taken."""
        self.read = len(rows)
        keyed = []
        for line, row in rows:
            texts = self.reader.texts(row)
            keyed.append((line, row, texts, *self.reader.key(texts)))
        known = self.bulk.known([external_id for *_, external_id, _ in keyed])
        for line, row, texts, external_id, digest in keyed:
            id, digest_here = known.get(external_id, (None, None))
            if external_id in self.seen:
                self._repeated(line, row, same=digest == digest_here)
            elif digest == digest_here:
                self.seen.add(external_id)
                self._stays(texts)
            else:
                it = self.reader.answers(line, row, texts, external_id, digest)
                if it.problems:
                    self.rejected.append(Rejected(line, tuple(it.problems), row))
                    continue
                self.seen.add(external_id)
                known[external_id] = (id, digest)
                if surplus := row.get(SURPLUS):
                    it.told.append(
                        Told(
                            "",
                            N_(
                                "The row has %(more)s cells more than there are columns."
                            ),
                            {"more": len(surplus)},
                        )
                    )
                if id is None:
                    self.new.append(it)
                else:
                    self.changed.append((id, it))

    def sorted(self) -> dict:
        """What `sort` found out, for another chunk to take up."""
        return {name: getattr(self, name) for name in SORTED}

    def take(self, found: dict) -> None:
        """Take up what was sorted before."""
        for name, value in found.items():
            setattr(self, name, value)

    def refuse_taken(self) -> None:
        """Refuse what has been imported by somebody else since it was sorted, instead
        of writing over it.
        """
        here = self.bulk.known(
            [it.external_id for it in self.new]
            + [it.external_id for _, it in self.changed]
        )
        came = [it for it in self.new if it.external_id in here]
        gone = [
            it for id, it in self.changed if here.get(it.external_id, (None,))[0] != id
        ]
        for it in came + gone:
            self._refuse(it, MEANWHILE)

    def stage(self) -> None:
        """Write what is new where nobody sees it; what does not fit is refused.

        Call it in a transaction.
        """
        self._added(self.bulk.stage)

    def write_changed(self, watch: Watch | None) -> None:
        """Write what has changed, and count all of the chunk, in one transaction; what
        is new was written before.
        """
        with database.atomic():
            self._count(
                self.new,
                [it for id, it in self.changed if self._updated(id, it, False)],
            )
            if watch:
                watch(self.rejected)

    def write(self, dry: bool, watch: Watch | None) -> None:
        """Write it, and count it, in one transaction."""
        writes = not dry and (self.new or self.changed)
        with database.atomic() if writes or watch else nullcontext():
            added = self.new if dry else self._added(self.bulk.add)
            updated = [it for id, it in self.changed if self._updated(id, it, dry)]
            self._count(added, updated)
            if watch:
                watch(self.rejected)

    def _added(self, add: Callable[[list[Answers]], None]) -> list[Answers]:
        try:
            with database.atomic():
                add(self.new)
        except Unfitting:
            return [it for it in self.new if self._added_alone(add, it)]
        return self.new

    def _added_alone(self, add: Callable[[list[Answers]], None], it: Answers) -> bool:
        try:
            with database.atomic():
                add([it])
        except Unfitting:
            self._refuse(it, MEANWHILE)
            return False
        return True

    def _updated(self, id: int, it: Answers, dry: bool) -> bool:
        told = update(self.bulk, id, it, dry)
        if told is None:
            return True
        if told is REOPENED:
            self._refuse(it, told)
        else:
            self.unchanged += 1
            self.told.append((it.line, [told]))
        return False

    def _repeated(self, line: int, row: dict, same: bool) -> None:
        column = self.reader.mapping.column_of("external_id")
        if same:
            self.unchanged += 1
            self.told.append(
                (
                    line,
                    [
                        Told(
                            column,
                            N_("The same row as an earlier one; it is taken once."),
                        )
                    ],
                )
            )
        else:
            told = Told(
                column,
                N_("An earlier row has the same external id and says something else."),
            )
            self.rejected.append(Rejected(line, (told,), row))

    def _stays(self, texts: dict[str, str]) -> None:
        self.unchanged += 1
        outcome, _ = values.outcome(texts.get("outcome", ""))
        if outcome:
            self.outcomes.append(outcome.value)

    def _refuse(self, it: Answers, told: Told) -> None:
        self.rejected.append(Rejected(it.line, (told,), it.row))

    def _count(self, added: list[Answers], updated: list[Answers]) -> None:
        report = self.report
        report.read += self.read
        report.added += len(added)
        report.updated += len(updated)
        report.unchanged += self.unchanged
        report.outcomes.update(self.outcomes)
        for it in (*added, *updated):
            if it.card:
                report.outcomes[it.card["outcome"].value] += 1
            for told in it.told:
                report.tell(it.line, told)
        for line, told in self.told:
            for word in told:
                report.tell(line, word)
        for rejected in self.rejected:
            report.reject(rejected)
