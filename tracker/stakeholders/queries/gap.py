"""Stakeholders by priority, and the gaps: high priority without a good touchpoint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.guidelines.models import Platform
from tracker.stakeholders.models import (
    GOOD_ENOUGH,
    Gap,
    Stakeholder,
    StakeholderPlatform,
    Touchpoint,
)
from tracker.stakeholders.models.stakeholder import HIGH

PRIORITY = Stakeholder.interest * Stakeholder.influence
REMINDED_FOR = 14  # days after which an overdue contact causes no more reminders


@dataclass(frozen=True)
class Overview:
    """Counts of stakeholders and touchpoints.

    Attributes:
        total: Stakeholders on the map.
        owned: Those among them that have an owner.
        high: Those of high priority.
        gaps: Those of high priority without a touchpoint that is good enough.
        due: Those whose next contact is due.
        touchpoints: Touchpoints with those on the map.
        late: Touchpoints that miss the goal of their answer time.
    """

    total: int
    owned: int
    high: int
    gaps: int
    due: int
    touchpoints: int
    late: int


def stakeholders() -> peewee.ModelSelect:
    """All stakeholders, archived ones too, joined with their owner."""
    return Stakeholder.select(Stakeholder, Person).join(
        Person, JOIN.LEFT_OUTER, on=Stakeholder.owner
    )


def on_map() -> peewee.ModelSelect:
    """Stakeholders on the map, joined with their owner."""
    return stakeholders().where(Stakeholder.archived_at.is_null())


def archived() -> peewee.ModelSelect:
    """Archived stakeholders, by name."""
    return (
        stakeholders()
        .where(Stakeholder.archived_at.is_null(False))
        .order_by(Stakeholder.name)
    )


def ranked() -> list[Stakeholder]:
    """Stakeholders on the map, the highest priority first.

    Each has `.at` (platforms) and `.met` (touchpoints). Three queries.
    """
    rows = sorted(
        on_map(), key=lambda row: (-row.priority, -row.influence, row.name.casefold())
    )
    return with_touchpoints(rows)


def with_touchpoints(rows: list[Stakeholder]) -> list[Stakeholder]:
    """The same rows, each with `.at` (platforms) and `.met` (touchpoints that are not
    archived).
    """
    by_id = {row.id: row for row in rows}
    for row in rows:
        row.at = []
        row.met = []
    for presence in _of(StakeholderPlatform, by_id).order_by(
        Platform.position, Platform.id
    ):
        by_id[presence.stakeholder_id].at.append(presence.platform)
    for touchpoint in (
        _of(Touchpoint, by_id)
        .where(Touchpoint.archived_at.is_null())
        .order_by(Touchpoint.id)
    ):
        touchpoint.stakeholder = by_id[touchpoint.stakeholder_id]
        by_id[touchpoint.stakeholder_id].met.append(touchpoint)
    return rows


def gaps() -> peewee.ModelSelect:
    """Stakeholders of high priority without a touchpoint that is good enough.

    The highest priority first, each with `.gap_quality`: the best quality of its
    touchpoints, or None.
    """
    best = fn.MAX(Touchpoint.quality)
    met = (Touchpoint.stakeholder == Stakeholder.id) & Touchpoint.archived_at.is_null()
    return (
        Stakeholder.select(Stakeholder, best.alias("gap_quality"))
        .join(Touchpoint, JOIN.LEFT_OUTER, on=met)
        .where(Stakeholder.archived_at.is_null(), PRIORITY >= HIGH)
        .group_by(Stakeholder.id)
        .having(fn.COALESCE(best, 0) < GOOD_ENOUGH)
        .order_by(PRIORITY.desc(), Stakeholder.influence.desc(), Stakeholder.name)
    )


def gap_of(priority: int, qualities: Iterable[int]) -> Gap | None:
    """The gap of a stakeholder with this priority and these touchpoint qualities."""
    best = max(qualities, default=None)
    if priority < HIGH or (best or 0) >= GOOD_ENOUGH:
        return None
    if best is None:
        return Gap.nowhere
    return Gap.poor


def overview(on: dt.date) -> Overview:
    """The counts, in three queries."""
    total, high, due = (
        fn.COALESCE(fn.SUM(peewee.Case(None, [(condition, 1)], 0)), 0)
        for condition in (
            Stakeholder.id.is_null(False),
            PRIORITY >= HIGH,
            Stakeholder.next_contact <= on,
        )
    )
    counted = Stakeholder.select(total, fn.COUNT(Stakeholder.owner), high, due)
    total, owned, high, due = (
        counted.where(Stakeholder.archived_at.is_null()).tuples().get()
    )
    late = fn.SUM(
        peewee.Case(None, [(Touchpoint.answer_time > Touchpoint.answer_goal, 1)], 0)
    )
    met = Touchpoint.select(fn.COUNT(Touchpoint.id), fn.COALESCE(late, 0)).join(
        Stakeholder
    )
    shown = Touchpoint.archived_at.is_null() & Stakeholder.archived_at.is_null()
    touchpoints, late = met.where(shown).tuples().get()
    return Overview(total, owned, high, gaps().count(), due, touchpoints, late)


def contacts_due(on: dt.date) -> list[Stakeholder]:
    """Stakeholders with an active owner whose next contact became due within
    `REMINDED_FOR` days.
    """
    since = on - dt.timedelta(days=REMINDED_FOR)
    return list(
        Stakeholder.select()
        .join(Person, on=Stakeholder.owner)
        .where(
            Stakeholder.archived_at.is_null(),
            Stakeholder.next_contact <= on,
            Stakeholder.next_contact > since,
            Person.disabled_at.is_null(),
        )
        .order_by(Stakeholder.id)
    )


def _of(noun, by_id) -> peewee.ModelSelect:
    """Rows of a model that refer to these stakeholders, joined with platform and owner."""
    rows = noun.select(noun, Platform).join_from(
        noun, Platform, JOIN.LEFT_OUTER, on=noun.platform
    )
    if noun is Touchpoint:
        rows = rows.select_extend(Person).join_from(
            noun, Person, JOIN.LEFT_OUTER, on=noun.owner
        )
    return rows.where(noun.stakeholder.in_(list(by_id) or [0]))
