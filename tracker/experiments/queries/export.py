"""Experiments as rows of a table, in batches; with the unit, never the author."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

import peewee
from peewee import JOIN, SQL, fn

from tracker.accounts.models import Person, Unit
from tracker.core.validation import N_
from tracker.db import chunked
from tracker.experiments.imports.mapping import COLUMNS as IMPORTED
from tracker.experiments.models import Experiment, Link, Stage, Tag, Tagging, Visibility
from tracker.experiments.queries.search import ExperimentSearch, matching
from tracker.experiments.queries.visibility import is_visible
from tracker.guidelines.models import Platform
from tracker.lessons.models import Conclusion, Lesson
from tracker.stakeholders.models import Stakeholder, Touchpoint
from tracker.tables import TableColumn

# What an import knows, without the author, and what only an export tells
COLUMNS = [
    IMPORTED[name].table_column for name in IMPORTED if name != "author_email"
] + [
    TableColumn("stakeholder", N_("Stakeholder"), 26),
    TableColumn("touchpoint", N_("Touchpoint"), 22),
]
NAMES = [column.name for column in COLUMNS]
SEVERAL = ("tags", "link")  # of which an experiment has several
BATCH = 500


def exported(viewer: Person, asked: ExperimentSearch, on: dt.date) -> Iterator[list]:
    """The experiments of a list, newest first, in the columns of an import."""
    ids = (
        matching(viewer, asked, on)
        .order_by(SQL("newest").desc(), Experiment.id.desc())
        .tuples()
        .iterator()
    )
    yield from _rows(array("q", (id for id, _ in ids)), is_visible(viewer))


def exported_ids(viewer: Person, ids: Sequence[int]) -> Iterator[list]:
    """These experiments, as far as the viewer may see them, in the columns of an import."""
    yield from _rows(ids, is_visible(viewer))


def published() -> Iterator[list]:
    """The experiments that everyone may see, newest first."""
    ids = (
        Experiment.select(Experiment.id)
        .where(_for_everyone())
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
    )
    yield from _rows(
        array("q", (id for (id,) in ids.tuples().iterator())), _for_everyone()
    )


def kept_to_units() -> int:
    """How many published experiments are shown to their unit only."""
    return (
        Experiment.select()
        .where(
            Experiment.stage != Stage.draft, Experiment.visibility == Visibility.unit
        )
        .count()
    )


def _for_everyone():
    return (Experiment.stage != Stage.draft) & (
        Experiment.visibility == Visibility.everyone
    )


def _rows(ids: Sequence[int], visible) -> Iterator[list]:
    for some in chunked(ids, BATCH):
        some = list(some)
        rows = {row[0]: row for row in _conclusion_rows(some).where(visible).tuples()}
        tags = _tags(some)
        links = _links(some)
        for id in some:
            if id in rows:
                yield _cells(rows[id], tags[id], links[id])


Met = Platform.alias()
# What is told of an experiment in another way than as its declared field
FIELDS_TOLD = {
    "external_id": Experiment.id,
    "platform": Platform.name,
    "unit": peewee.Case(
        None,
        [(Experiment.withheld & Unit.id.not_in(Person.large_units()), "")],
        Unit.name,
    ),
    "stakeholder": Stakeholder.name,
    "touchpoint": fn.COALESCE(Met.name, Touchpoint.channel),
}


def _conclusion_rows(ids: list[int]) -> peewee.ModelSelect:
    columns = [
        FIELDS_TOLD.get(name) or IMPORTED[name].field
        for name in NAMES
        if name not in SEVERAL
    ]
    return (
        Experiment.select(*columns)
        .join_from(Experiment, Unit, on=Experiment.unit)
        .join_from(Experiment, Platform, JOIN.LEFT_OUTER, on=Experiment.platform)
        .join_from(
            Experiment,
            Conclusion,
            JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
        )
        .join_from(
            Experiment, Lesson, JOIN.LEFT_OUTER, on=(Lesson.experiment == Experiment.id)
        )
        .join_from(Experiment, Stakeholder, JOIN.LEFT_OUTER, on=Experiment.stakeholder)
        .join_from(Experiment, Touchpoint, JOIN.LEFT_OUTER, on=Experiment.touchpoint)
        .join_from(Touchpoint, Met, JOIN.LEFT_OUTER, on=Touchpoint.platform)
        .where(Experiment.id.in_(ids))
    )


def _cells(row: tuple, tags: list[str], links: list[str]) -> list:
    told = [name for name in NAMES if name not in SEVERAL]
    cells = dict(zip(told, row, strict=True))
    cells["external_id"] = str(row[0])
    cells["tags"] = "; ".join(tags)
    cells["link"] = " ".join(links)
    return [cells[name] for name in NAMES]


def _tags(ids: list[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = (
        Tagging.select(Tagging.experiment, Tag.name)
        .join(Tag)
        .where(Tagging.experiment.in_(ids))
        .order_by(Tag.name)
    )
    for id, name in rows.tuples():
        found[id].append(name)
    return found


def _links(ids: list[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for id, url in (
        Link.select(Link.experiment, Link.url)
        .where(Link.experiment.in_(ids))
        .order_by(Link.id)
        .tuples()
    ):
        found[id].append(url)
    return found
