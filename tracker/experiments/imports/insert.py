"""Inserting parsed rows, a chunk at a time, with conclusions, lessons, tags and links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tracker.accounts.models import Person
from tracker.core.bulk_insert import SEARCHED_ROWS, insert_rows
from tracker.core.imports import Gone
from tracker.db import chunked
from tracker.experiments.imports.parsed_row import ParsedRow
from tracker.experiments.models import Change, Experiment, Link, Stage, Tag, Tagging
from tracker.experiments.models.review_day import USUAL
from tracker.lessons.models import Conclusion, Lesson
from tracker.search.document import Document, document_of
from tracker.vocabulary.models import IndexWord

MOST_IDS = 500  # in one query
MOST_WORDS = 50_000  # of a run, known to be in the table
KNOWN = (
    'SELECT "external_id", "id", "digest" FROM "experiment"'
    ' WHERE "source" = {} AND "external_id" IN ({})'
)
WORDS_OF_PLAN = ("hypothesis", "method", "metric", "criterion")


class BulkInsert:
    """Inserts new rows of one source, and finds those that are there.

    Args:
        by: The person who runs the import.
        at: The time of the run.
        run: The id of the import, by which it can be undone; None on the command line.
    """

    def __init__(
        self, source: str, *, by: Person, at: dt.datetime, run: int | None = None
    ):
        self.source = source
        self.by = by
        self.at = at
        self.run = run
        # Of every row of the run
        self._same = {
            "made_at": at,
            "changed_at": at,
            "source": source,
            "imported_version": 1,
            "import_job": run,
        }
        self._moments: dict[dt.date | None, dt.datetime] = {None: at}
        # Keys that the rows of this run have brought, so that they need not be asked for
        self._words: set[str] = set()

    def known(self, external_ids: list[str]) -> dict[str, tuple[int, str]]:
        """The saved rows: external id to id and digest."""
        db = Experiment._meta.database
        found = {}
        # By hand: building a query of so many ids takes longer than running it
        for ids in chunked(external_ids, MOST_IDS):
            places = ", ".join([db.param] * len(ids))
            rows = db.execute_sql(KNOWN.format(db.param, places), [self.source] + ids)
            found |= {external_id: (id, digest) for external_id, id, digest in rows}
        return found

    def add(self, many: list[ParsedRow]) -> None:
        """Write new experiments with conclusion, lesson, tags, links and search words.

        Call it in a transaction.

        Raises:
            Unfitting: A row does not fit; the caller undoes them all and tries one by one.
        """
        try:
            ids = self._experiments(many)
            self._plans(many, ids)
            self._cards(many, ids)
        except Exception:
            self._words.clear()  # undone with the rows
            raise

    def stage(self, many: list[ParsedRow]) -> None:
        """Write new experiments as drafts of the source, without conclusions.

        Call it in a transaction.

        Raises:
            Unfitting: A row does not fit.
        """
        self._plans(many, self._experiments(many, stage=Stage.draft))

    def conclude(self, many: list[ParsedRow]) -> None:
        """Write the conclusions and lessons of saved experiments.

        Call it in a transaction.

        Raises:
            Gone: Another run of the source has started since and removed the staged rows.
        """
        ids = {
            external_id: id
            for external_id, (id, _) in self.known([it.key for it in many]).items()
        }
        if len(ids) < len(many):
            raise Gone
        self._cards(many, ids)

    def tag(self, tagged: Iterable[tuple[int, list[str]]]) -> None:
        """Put tags on experiments that have none."""
        tagged = list(tagged)
        names = sorted({name for _, names in tagged for name in names})
        if not names:
            return
        Tag.insert_many(
            [(name,) for name in names], fields=[Tag.name]
        ).on_conflict_ignore().execute()
        ids = Tag.ids_named(names)
        insert_rows(
            Tagging,
            [
                {"experiment": id, "tag": tag}
                for id, names in tagged
                for tag in sorted({ids[name] for name in names})
            ],
        )

    # Rows

    def experiment(self, it: ParsedRow) -> dict:
        """The values of the row of an experiment."""
        return self._same | self._own(it)

    def _own(self, it: ParsedRow) -> dict:
        """The values in which experiments of this run differ."""
        started_on = None
        review_on = None
        if it.stage is Stage.running or it.card:
            started_on = it.plan["starts_on"]
            review_on = it.plan["review_on"]
        if it.stage is Stage.running and not review_on:
            review_on = it.plan["ends_on"] or started_on + USUAL
        return it.plan | {
            "author": it.author,
            "unit": it.unit or it.authors_unit,
            "stage": it.stage,
            "started_on": started_on,
            "review_on": review_on,
            "published_at": self.moment(it),
            "external_id": it.key,
            "digest": it.digest,
        }

    def conclusion(self, it: ParsedRow, id: int) -> dict:
        return it.card | {
            "imported": True,
            "experiment": id,
            "by": it.author,
            "at": self.at,
        }

    def lesson(self, it: ParsedRow, id: int) -> dict:
        return {
            "experiment": id,
            "stated_at": self.moment(it),
            "statement": it.lesson,
            "context": it.context,
        }

    def link(self, url: str, it: ParsedRow, id: int) -> dict:
        return {"experiment": id, "url": url, "by": it.author, "at": self.at}

    def moment(self, it: ParsedRow) -> dt.datetime:
        """The time of publication: noon of the day of the experiment, never in the future."""
        day = it.happened_on
        if day not in self._moments:
            noon = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
            self._moments[day] = min(noon, self.at)
        return self._moments[day]

    def _plans(self, many: list[ParsedRow], ids: dict[str, int]) -> None:
        insert_rows(
            Change,
            [{"experiment": id} for id in ids.values()],
            same={"by": self.by.id, "at": self.at, "act": "imported"},
        )
        insert_rows(
            Link,
            [self.link(url, it, ids[it.key]) for it in many for url in it.links],
        )
        self.tag((ids[it.key], it.tags) for it in many if it.tags)

    def _cards(self, many: list[ParsedRow], ids: dict[str, int]) -> None:
        concluded = [it for it in many if it.card]
        insert_rows(Conclusion, [self.conclusion(it, ids[it.key]) for it in concluded])
        insert_rows(
            Lesson,
            [self.lesson(it, ids[it.key]) for it in concluded if it.lesson],
        )

    def _experiments(
        self, many: list[ParsedRow], stage: Stage | None = None
    ) -> dict[str, int]:
        rows = []
        keys = set()
        for it in many:
            document = it.document or document_of_row(it)
            keys |= document.keys
            row = self._own(it)
            row["words"] = document.text
            if stage:
                row["stage"] = stage
            rows.append(row)
        ids = insert_rows(Experiment, rows, same=self._same, at_once=SEARCHED_ROWS)
        self._add_words(keys)
        return dict(zip((it.key for it in many), ids or [], strict=True))

    def _add_words(self, keys: set[str]) -> None:
        IndexWord.add(keys - self._words)
        if len(self._words) > MOST_WORDS:
            self._words.clear()
        self._words |= keys


def document_of_row(it: ParsedRow) -> Document:
    """The search words, as `Experiment.index` would write them."""
    title = sorted(it.tags)
    title.append(it.plan["title"])
    lesson = []
    rest = [it.plan[name] for name in WORDS_OF_PLAN]
    if it.card:
        rest += [it.card["observation"], it.card["surprise"]]
        if it.lesson:
            lesson = [it.lesson, it.context]
    return document_of(title, lesson, rest)
