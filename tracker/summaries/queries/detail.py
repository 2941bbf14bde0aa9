"""Editions of summaries, and the quarters that can be drafted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Stage
from tracker.quarters import Quarter
from tracker.summaries.models import Summary, SummarySignature

FURTHEST = 12  # quarters


def readable_by(viewer: Person) -> peewee.ModelSelect:
    """The editions that a viewer may read, joined with their signature.

    Everybody reads signed ones; only facilitators and leaders read the others.
    """
    rows = (
        Summary.select(Summary, SummarySignature, Person)
        .join(
            SummarySignature,
            peewee.JOIN.LEFT_OUTER,
            on=(SummarySignature.summary == Summary.id),
            attr="signed",
        )
        .join(Person, peewee.JOIN.LEFT_OUTER, on=SummarySignature.by)
        .order_by(Summary.quarter.desc(), Summary.edition.desc())
    )
    if Summary.readable_by(viewer):
        return rows
    return rows.where(SummarySignature.id.is_null(False))


def editions_of(quarter: Quarter, viewer: Person) -> list[Summary]:
    """The editions of a quarter that the viewer may read, the newest first."""
    return list(readable_by(viewer).where(Summary.quarter == str(quarter)))


def beside(quarter: Quarter, viewer: Person) -> tuple[Quarter | None, Quarter | None]:
    """The nearest quarters before and after one whose summaries the viewer may read."""
    known = {
        Quarter.parse(text)
        for (text,) in readable_by(viewer).select(Summary.quarter).tuples()
    }
    before = [one for one in known if one < quarter]
    after = [one for one in known if one > quarter]
    return max(before, default=None), min(after, default=None)


def being_written(quarter: Quarter) -> Summary | None:
    """The edition of a quarter that is not signed yet."""
    rows = (
        Summary.select()
        .where(Summary.quarter == str(quarter))
        .order_by(Summary.edition.desc())
    )
    newest = rows.first()
    if newest and not newest.is_signed:
        return newest
    return None


def to_draft(on: dt.date) -> list[Quarter]:
    """The ended quarters that are not drafted yet, the newest first.

    They go back to the first shared experiment, at most twelve.
    """
    first = (
        Experiment.select(peewee.fn.MIN(Experiment.published_at))
        .where(Experiment.stage != Stage.draft)
        .scalar()
    )
    drafted = {quarter for (quarter,) in Summary.select(Summary.quarter).tuples()}
    found = []
    quarter = Quarter.of(on).previous
    while first and quarter.last >= first.date() and len(found) < FURTHEST:
        if str(quarter) not in drafted:
            found.append(quarter)
        quarter = quarter.previous
    return found


def latest_signed(quarters: Sequence[Quarter]) -> dict[Quarter, dict]:
    """The content of the newest signed edition of each of these quarters."""
    rows = (
        SummarySignature.select(Summary.quarter, SummarySignature.content)
        .join(Summary)
        .where(Summary.quarter.in_([str(quarter) for quarter in quarters]))
        .order_by(Summary.edition)
    )
    return {Quarter.parse(quarter): content for quarter, content in rows.tuples()}
