"""Queries of the audit log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person, Unit
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_
from tracker.tables import TableColumn

NEWEST = [(AuditEvent.id, "id", int)]
COLUMNS = (
    TableColumn("at", N_("When"), 22),
    TableColumn("what", N_("What"), 30),
    TableColumn("by", N_("By"), 10),
    TableColumn("kind", N_("Kind"), 14),
    TableColumn("on", N_("About"), 10),
    TableColumn("detail", N_("Detail"), 40),
    TableColumn("request", N_("Request"), 34),
)


@dataclass(frozen=True)
class AuditFilter:
    """What of the log is wanted: acts by or on a person, of one kind, from a moment on
    and before another.
    """

    person: int | None = None
    what: EventType | None = None
    since: dt.datetime | None = None
    before: dt.datetime | None = None


def events(asked: AuditFilter) -> peewee.ModelSelect:
    """The acts that are asked for."""
    rows = AuditEvent.select()
    if asked.person:
        rows = rows.where(
            (AuditEvent.by == asked.person)
            | ((AuditEvent.kind == "person") & (AuditEvent.on == asked.person))
        )
    if asked.what:
        rows = rows.where(AuditEvent.what == asked.what.value)
    if asked.since:
        rows = rows.where(AuditEvent.at >= asked.since)
    if asked.before:
        rows = rows.where(AuditEvent.at < asked.before)
    return rows


def names_in(rows) -> dict[int, str]:
    """Id to name, of the people whom these acts tell of; looked up when they are read,
    so that an erased name is gone.
    """
    ids = {row.by for row in rows} | {row.on for row in rows if row.kind == "person"}
    return dict(
        Person.select(Person.id, Person.name)
        .where(Person.id.in_(ids - {None} or {0}))
        .tuples()
    )


def units_in(rows) -> dict[int, str]:
    """Id to name, of the units that these acts are on."""
    ids = {row.on for row in rows if row.kind == "unit"}
    return dict(Unit.select(Unit.id, Unit.name).where(Unit.id.in_(ids or {0})).tuples())


def export_rows(asked: AuditFilter) -> Iterator[list]:
    """The acts as rows of a table file, oldest first: ids only."""
    for act in events(asked).order_by(AuditEvent.id).iterator():
        yield [
            act.at.isoformat(timespec="seconds"),
            _word(act.what),
            act.by,
            act.kind,
            act.on,
            act.detail,
            act.request,
        ]


def _word(what: str) -> str:
    """The kind of act with its label; one that is no longer known as it was written."""
    if what in EventType.__members__.values():
        return EventType(what)
    return what
