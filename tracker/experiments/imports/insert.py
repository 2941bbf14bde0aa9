"""Inserts parsed rows in chunks, each experiment together with the rows that belong to it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.core.imports import Gone
from tracker.db import PublicId, chunked
from tracker.experiments.imports.parsed_row import ParsedRow
from tracker.experiments.models import Change, Experiment, Link, Stage, Tag, Tagging
from tracker.lessons.models import Conclusion, Lesson
from tracker.search import normalised

MOST_PARAMETERS = 30_000  # SQLite takes 32,766 in one statement, PostgreSQL 65,535


class BulkInsert:
    """Writes new rows of one source, and knows those that are there.

    `at` is the time of the run, `by` who runs it.
    """

    def __init__(self, source: str, *, by: Person, at: dt.datetime):
        self.source = source
        self.by = by
        self.at = at

    def known(self, external_ids: list[str]) -> dict[str, tuple[int, str]]:
        """The rows that are there: external id to id and digest."""
        rows = (
            Experiment.select(Experiment.external_id, Experiment.id, Experiment.digest)
            .where(
                Experiment.source == self.source,
                Experiment.external_id.in_(external_ids),
            )
            .tuples()
        )
        return {external_id: (id, digest) for external_id, id, digest in rows}

    def add(self, many: list[ParsedRow]) -> None:
        """Write new experiments with conclusion, lesson, tags, links and search words.

        Call it in a transaction.

        Raises:
            Unfitting: A row does not fit; the caller undoes them all and tries one by one.
        """
        self._plans(many, self._experiments(many))
        self.conclude(many)

    def stage(self, many: list[ParsedRow]) -> None:
        """Write new experiments as drafts of the source, without what concludes them.

        Call it in a transaction.

        Raises:
            Unfitting: A row does not fit.
        """
        self._plans(many, self._experiments(many, stage=Stage.draft))

    def conclude(self, many: list[ParsedRow]) -> None:
        """Write the conclusions and lessons of experiments that are there.

        Call it in a transaction.

        Raises:
            Gone: Another run of the source has begun since, and removed what this one staged.
        """
        ids = {
            external_id: id
            for external_id, (id, _) in self.known([it.key for it in many]).items()
        }
        if len(ids) < len(many):
            raise Gone
        concluded = [it for it in many if it.card]
        insert_rows(Conclusion, [self.conclusion(it, ids[it.key]) for it in concluded])
        insert_rows(
            Lesson,
            [self.lesson(it, ids[it.key]) for it in concluded if it.lesson],
        )

    def tag(self, tagged: Iterable[tuple[int, list[str]]]) -> None:
        """Put tags on experiments that have none."""
        tagged = list(tagged)
        names = sorted({name for _, names in tagged for name in names})
        if not names:
            return
        Tag.insert_many(
            [(name,) for name in names], fields=[Tag.name]
        ).on_conflict_ignore().execute()
        ids = dict(Tag.select(Tag.name, Tag.id).where(Tag.name.in_(names)).tuples())
        insert_rows(
            Tagging,
            [
                {"experiment": id, "tag": ids[name]}
                for id, names in tagged
                for name in names
            ],
        )

    # Rows

    def experiment(self, it: ParsedRow) -> dict:
        running = it.stage is Stage.running
        return {
            **it.plan,
            "author": it.author,
            "unit": it.unit or it.authors_unit,
            "stage": it.stage,
            "started_on": it.plan["starts_on"] if running or it.card else None,
            "made_at": self.at,
            "changed_at": self.at,
            "published_at": self.moment(it),
            "words": words(it),
            "source": self.source,
            "external_id": it.key,
            "digest": it.digest,
            "imported_version": 1,
        }

    def conclusion(self, it: ParsedRow, id: int) -> dict:
        return {
            **it.card,
            "imported": True,
            "experiment": id,
            "by": it.author,
            "at": self.at,
        }

    def lesson(self, it: ParsedRow, id: int) -> dict:
        texts = {
            "statement": it.lesson,
            "context": it.context,
            "words": normalised(it.lesson, it.context),
        }
        return {"experiment": id, "stated_at": self.moment(it), **texts}

    def link(self, url: str, it: ParsedRow, id: int) -> dict:
        return {"experiment": id, "url": url, "by": it.author, "at": self.at}

    def moment(self, it: ParsedRow) -> dt.datetime:
        """When it came to be known: noon of the day it happened, never later than now."""
        day = it.happened_on
        if day:
            return min(
                dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC), self.at
            )
        return self.at

    def _plans(self, many: list[ParsedRow], ids: dict[str, int]) -> None:
        insert_rows(
            Change,
            [
                {"experiment": id, "by": self.by.id, "at": self.at, "act": "imported"}
                for id in ids.values()
            ],
        )
        insert_rows(
            Link,
            [self.link(url, it, ids[it.key]) for it in many for url in it.links],
        )
        self.tag((ids[it.key], it.tags) for it in many if it.tags)

    def _experiments(self, many: list[ParsedRow], **instead) -> dict[str, int]:
        rows = [{**self.experiment(it), **instead} for it in many]
        insert_rows(Experiment, rows)
        return {
            external_id: id
            for external_id, (id, _) in self.known([it.key for it in many]).items()
        }


def words(it: ParsedRow) -> str:
    """The words an experiment is found by, as `Experiment.index` would write them."""
    plan = it.plan
    card = it.card
    return normalised(
        *(
            plan["title"],
            plan["hypothesis"],
            plan["method"],
            plan["metric"],
            plan["criterion"],
            *sorted(it.tags),
        ),
        *([it.lesson, it.context] if it.lesson and card else []),
        *([card["observation"], card["surprise"]] if card else []),
    )


def insert_rows(model: type[peewee.Model], rows: list[dict]) -> None:
    """Insert rows of the same fields, many to a statement; what they leave out has the
    model's defaults.

    As `insert_many` does it, at a third of the time: for many thousand rows, making the
    statement costs more than running it.
    """
    if not rows:
        return
    db = model._meta.database
    meta = model._meta
    made = {
        field.name: field.default
        for field in meta.sorted_fields
        if isinstance(field, PublicId)
    }
    if made := {
        name: make for name, make in made.items() if name not in rows[0]
    }:  # each row has one of its own
        rows = [
            {**row, **{name: make() for name, make in made.items()}} for row in rows
        ]
    left_out = {
        name: value
        for name, value in meta.get_default_dict().items()
        if name not in rows[0]
    }
    fields = [meta.fields[name] for name in (*rows[0], *left_out)]
    convert = [(name, meta.fields[name].db_value) for name in rows[0]]
    ends = [_for_db(meta.fields[name], value) for name, value in left_out.items()]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    place = f"({', '.join([db.param] * len(fields))})"
    for some in chunked(rows, MOST_PARAMETERS // len(fields)):
        params = []
        for row in some:
            params += [to_db(row[name]) for name, to_db in convert]
            params += ends
        db.execute_sql(
            f'INSERT INTO "{meta.table_name}" ({columns}) VALUES {", ".join([place] * len(some))}',
            params,
        )


def _for_db(field: peewee.Field, value):
    if isinstance(field, peewee.JSONField):
        return json.dumps(value)
    return field.db_value(value)
