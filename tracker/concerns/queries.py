"""Open concerns, hidden experiments and sealed texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

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
CARDS = (ConcernTarget.plan, ConcernTarget.learning)


def all_concerns() -> peewee.ModelSelect:
    return Concern.select()


def waiting(after: int = 0) -> tuple[list[Concern], int | None]:
    """A page of open concerns, the newest day first, and the mark of the next page.

    Within a day the order is random, so that a position does not reveal when an
    anonymous author acted.

    Args:
        after: The mark of the page: the public id of the last concern before it.
    """
    rows = sorted(_whole().where(Concern.settled_at.is_null()), key=_by_day)
    begin = next(
        (number for number, row in enumerate(rows, 1) if row.public_id == after), 0
    )
    shown = rows[begin : begin + PER_PAGE]
    if len(rows) > begin + PER_PAGE:
        return shown, shown[-1].public_id
    return shown, None


def withdrawn_since(experiments: Collection[int], at: dt.datetime) -> set[int]:
    """Ids of the experiments whose frozen texts must no longer be shown.

    They are hidden now because of something personal, or they were redacted or removed
    after they were frozen, so that the frozen texts still contain it.
    """
    hidden = Experiment.select(Experiment.id).where(
        Experiment.id.in_(experiments), Experiment.hidden_at.is_null(False)
    )
    mended = Concern.select(Concern.experiment).where(
        Concern.experiment.in_(experiments),
        Concern.place.in_(CARDS),
        Concern.settlement.in_([ConcernOutcome.mended, ConcernOutcome.removed]),
        Concern.settled_at >= at,
    )
    return {id for (id,) in (hidden | mended).tuples()}


def hiding(subject: Experiment | Comment) -> Concern | None:
    """The concern because of which a subject is hidden now."""
    if subject.hidden_at is None:
        return None
    if isinstance(subject, Comment):
        about = Concern.comment == subject
    else:
        about = (Concern.experiment == subject) & Concern.place.in_(CARDS)
    return _whole().where(about).order_by(Concern.id.desc()).first()


def sealed_text_of(
    concern: Concern, viewer: Person, at: dt.datetime
) -> SealedText | None:
    """The former texts of the subject, if the viewer may read them and they are not
    expired.
    """
    row = SealedText.get_or_none(
        SealedText.concern == concern, SealedText.at > at - KEPT
    )
    if row and row.readable_by(viewer):
        return row
    return None


def hidden_experiments() -> list[Concern]:
    """Concerns about experiments that stay hidden, the newest first."""
    left = (Concern.settlement == ConcernOutcome.removed) & Concern.place.in_(
        [ConcernTarget.plan, ConcernTarget.learning]
    )
    rows = sorted(
        _whole().where(left, Experiment.hidden_at.is_null(False)), key=_by_day
    )
    return rows[:50]


def is_still_visible(experiment: Experiment, viewer: Person) -> bool:
    """Whether the viewer may still see an experiment."""
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
