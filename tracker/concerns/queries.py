"""What waits for a facilitator."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.concerns.models import (
    KEPT,
    Concern,
    ConcernOutcome,
    ConcernTarget,
    SealedText,
)
from tracker.experiments.models import Experiment, Picture
from tracker.experiments.queries import visible_to

PER_PAGE = 20


def all_concerns() -> peewee.ModelSelect:
    return Concern.select()


def waiting(after: int = 0) -> tuple[list[Concern], int | None]:
    """A page of concerns that nobody has settled, with all that their page shows; and
    the mark of the next page.

    They stand by their days, and within a day in no order: a place among others tells
    no moment of an author who is withheld.

    Args:
        after: A mark: the public id of the last one of the page before.
    """
    rows = sorted(_whole().where(Concern.settled_at.is_null()), key=_by_day)
    begin = next(
        (number for number, row in enumerate(rows, 1) if row.public_id == after), 0
    )
    shown = rows[begin : begin + PER_PAGE]
    return shown, shown[-1].public_id if len(rows) > begin + PER_PAGE else None


def hiding(subject: Experiment | Comment) -> Concern | None:
    """The concern for which something is hidden now."""
    if subject.hidden_at is None:
        return None
    if isinstance(subject, Comment):
        about = Concern.comment == subject
    else:
        about = (Concern.experiment == subject) & Concern.place.in_(
            [ConcernTarget.plan, ConcernTarget.learning]
        )
    return _whole().where(about).order_by(Concern.id.desc()).first()


def sealed_text_of(
    concern: Concern, viewer: Person, at: dt.datetime
) -> SealedText | None:
    """What it said before, where the viewer may read that, and as long as it is kept."""
    row = SealedText.get_or_none(
        SealedText.concern == concern, SealedText.at > at - KEPT
    )
    if row and row.readable_by(viewer):
        return row
    return None


def hidden_experiments() -> list[Concern]:
    """Experiments that were left hidden, the newest first."""
    left = (Concern.settlement == ConcernOutcome.removed) & Concern.place.in_(
        [ConcernTarget.plan, ConcernTarget.learning]
    )
    rows = sorted(
        _whole().where(left, Experiment.hidden_at.is_null(False)), key=_by_day
    )
    return rows[:50]


def is_still_visible(experiment: Experiment, viewer: Person) -> bool:
    """Whether an experiment still is the viewer's to see."""
    return visible_to(viewer).where(Experiment.id == experiment.id).exists()


def _by_day(concern: Concern) -> tuple[int, int]:
    return -concern.at.astimezone(dt.UTC).date().toordinal(), concern.public_id


def _whole() -> peewee.ModelSelect:
    return (
        Concern.select(Concern, Experiment, Comment, Picture, Person)
        .join_from(Concern, Experiment)
        .join_from(Concern, Comment, peewee.JOIN.LEFT_OUTER)
        .join_from(Concern, Picture, peewee.JOIN.LEFT_OUTER)
        .join_from(Concern, Person, on=Concern.by)
    )
