"""What a webhook is told of an event: what everybody may see when it is sent, and no names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.dashboard.queries.unanswered import PATIENCE, unanswered
from tracker.experiments.queries import ExperimentRow, rows_of
from tracker.lessons.models import Reuse
from tracker.lessons.queries import lesson_of_the_week
from tracker.plaintext import one_line
from tracker.summaries.models import Summary
from tracker.webhooks.enums import HookEvent
from tracker.webhooks.models import HookDelivery, Webhook

# What had waited longer when a webhook was made is not told
JUST_WAITING = PATIENCE + dt.timedelta(days=7)
MOST_QUESTIONS = 20
LONGEST = 300


@dataclass(frozen=True)
class HookFacts:
    """What an event is about.

    Attributes:
        row: The experiment; None for a quarter.
        words: What somebody wrote: a lesson, a question, thanks.
        quarter: The signed quarter, as its address has it.
    """

    row: ExperimentRow | None = None
    words: str = ""
    quarter: str = ""

    @property
    def unit_id(self) -> int | None:
        """The unit that is told; None where there is none, or it would tell too much."""
        unit = self.row and self.row.credit.unit
        return unit and unit.id


def webhooks() -> peewee.ModelSelect:
    """All webhooks, the oldest first."""
    return Webhook.select().order_by(Webhook.id)


def facts_of(delivery: HookDelivery, viewer: Person) -> HookFacts | None:
    """What there is to tell; None if not everybody may see it (any longer).

    Args:
        viewer: Nobody in particular, who sees what everybody may see.
    """
    return FACTS[delivery.event](delivery.about, viewer)


def waiting_questions(viewer: Person, at: dt.datetime) -> list[int]:
    """Ids of the questions that have begun to wait lately."""
    rows = unanswered(viewer, at).where(Comment.at > at - JUST_WAITING)
    return [row.id for row in rows.order_by(Comment.id).limit(MOST_QUESTIONS)]


def weekly_experiment(viewer: Person, monday: dt.datetime) -> int | None:
    """The id of the experiment that taught the lesson of the week."""
    row = lesson_of_the_week(viewer, monday)
    return row and row.experiment.id


def _lesson(id: int, viewer: Person) -> HookFacts | None:
    row = _row(id, viewer)
    if row is None or row.lesson is None:
        return None
    return HookFacts(row, row.lesson.statement)


def _question(id: int, viewer: Person) -> HookFacts | None:
    comment = Comment.get_or_none(
        Comment.id == id, Comment.removed_at.is_null(), Comment.hidden_at.is_null()
    )
    row = comment and _row(comment.experiment_id, viewer)
    if not row:
        return None
    return HookFacts(row)


def _thanks(id: int, viewer: Person) -> HookFacts | None:
    reuse = Reuse.get_or_none(Reuse.id == id)
    row = reuse and _row(reuse.lesson.experiment_id, viewer)
    if not row or row.lesson is None:
        return None
    return HookFacts(row, one_line(reuse.note)[:LONGEST])


def _signed(id: int, viewer: Person) -> HookFacts | None:
    summary = Summary.get_or_none(Summary.id == id)
    if summary is None or not summary.is_signed:
        return None
    return HookFacts(quarter=summary.quarter)


def _row(id: int, viewer: Person) -> ExperimentRow | None:
    return next(iter(rows_of([id], viewer)), None)


FACTS: dict[HookEvent, Callable[[int, Person], HookFacts | None]] = {
    HookEvent.lesson_of_week: _lesson,
    HookEvent.concluded: _lesson,
    HookEvent.question: _question,
    HookEvent.signed: _signed,
    HookEvent.thanks: _thanks,
}
