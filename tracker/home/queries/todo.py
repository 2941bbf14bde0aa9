"""Tasks of a person, and their open experiments."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce

import peewee

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.comments.models.mention_markup import with_names
from tracker.comments.queries import names_in_all, questions_to
from tracker.core.fields import texts
from tracker.experiments import queries as experiments
from tracker.experiments.models import CoAuthorInvitation, Experiment, Stage
from tracker.experiments.queries.co_author_invitation import open_invitations
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    question_for,
    rows_for,
)
from tracker.fears.queries.circle_answer import circles_of
from tracker.home.queries.duty import Duty
from tracker.lessons.models import Lesson, Reuse
from tracker.lessons.queries import asked_of as reuses_to_judge
from tracker.lessons.queries import due_for_review
from tracker.lessons.queries.implementation import own_due
from tracker.notifications.queries.quote import excerpt
from tracker.prepared import Question
from tracker.readiness.models import Pulse
from tracker.readiness.queries import round_for
from tracker.readiness.queries.invitation import round_to_ask

SHOWN_AT_HOME = 5
SHOWN_ON_MY_PAGE = 30
ASKED_FOR = dt.timedelta(days=60)
LONGEST_WORDS = 120


@dataclass(frozen=True)
class OwnQuestion:
    """A colleague's question about an own experiment, and how it begins."""

    comment: Comment
    words: str


@dataclass
class Todo:
    """Own experiments that ask for something, lessons of a year ago, the pulse, and what
    waits because of one's role.
    """

    lessons: list[Experiment]
    starts: list[Experiment]
    drafts: list[Experiment]
    reviews: list[Lesson]
    pulse: Pulse | None
    duties: list[Duty]
    answers: tuple[OwnQuestion, ...] = ()  # that an author owes, the oldest first
    decisions: list[Experiment] = field(default_factory=list)  # carried out or not yet
    reuses: list[Reuse] = field(
        default_factory=list
    )  # of three weeks ago: did it hold?
    invitations: tuple[CoAuthorInvitation, ...] = ()  # to stand as co-author
    circles: tuple[Experiment, ...] = ()  # may more than the unit see them?

    def __bool__(self) -> bool:
        own = self.lessons or self.starts or self.drafts or self.reviews
        return bool(
            own
            or self.pulse
            or self.duties
            or self.answers
            or self.invitations
            or self.decisions
            or self.reuses
            or self.circles
        )


def waiting_for(
    person: Person,
    on: dt.date,
    duties: list[Duty],
    most: int = SHOWN_AT_HOME,
) -> Todo:
    """Lessons to tell, attempts whose first day has come, drafts, and lessons to look
    at again, a few of each; and the duties that are known already.
    """
    asked = _asked_on(on)
    waits = _waits(person, on)

    def first(name: str) -> list:
        if name in waits:
            return asked[name].first(person, most)
        return []

    return Todo(
        lessons=first("lessons"),
        starts=first("starts"),
        drafts=first("drafts"),
        reviews=first("reviews"),
        pulse=round_for(person, on),
        duties=duties,
        decisions=[row.experiment for row in first("decisions")],
        reuses=first("reuses"),
        invitations=tuple(first("invitations")),
        answers=_answers_of(first("answers")),
        circles=tuple(first("circles")),
    )


def waiting_to_ask(person: Person, on: dt.date) -> list[Question]:
    """What `waiting_for` asks first."""
    return [_any_to_ask(person, on), round_to_ask(on)]


class _Asked:
    """A query of what waits for a person, for some days."""

    def __init__(self, rows: Callable, *days: dt.date):
        self.rows = rows
        self.days = days
        self.shape = (rows.__name__, *days)

    def first(self, person: Person, most: int) -> list:
        """The first few rows for a person."""
        return rows_for(
            person,
            (*self.shape, most),
            lambda own: self.rows(own, *self.days).limit(most),
        )


def _asked_on(on: dt.date) -> dict[str, _Asked]:
    """The queries of what may wait for somebody on a day."""
    lately = on - ASKED_FOR + dt.timedelta(days=1)
    return {
        "lessons": _Asked(experiments.awaiting_lesson, on),
        "starts": _Asked(experiments.ready_to_start, on),
        "drafts": _Asked(_written_drafts),
        "reviews": _Asked(due_for_review, on),
        "decisions": _Asked(own_due, on, lately),
        "reuses": _Asked(reuses_to_judge, on),
        "invitations": _Asked(open_invitations),
        "answers": _Asked(questions_to),
        "circles": _Asked(circles_of),
    }


def _waits(person: Person, on: dt.date) -> set[str]:
    """The names of the queries that find anything for a person. One query: for most
    people, on most days, it is all that is asked.
    """
    [found] = _any_to_ask(person, on).rows()
    return {name for name, any_row in zip(_asked_on(on), found, strict=True) if any_row}


def _any_to_ask(person: Person, on: dt.date) -> Question:
    """What `_waits` asks."""
    return question_for(
        person, ("waits", on), lambda own: _any_of(_asked_on(on).values(), own)
    )


def _any_of(asked: Iterable[_Asked], own: ViewerParameter) -> peewee.Select:
    columns = [peewee.fn.EXISTS(one.rows(own, *one.days)) for one in asked]
    return peewee.Select(columns=columns).bind(Experiment._meta.database).tuples()


def _written_drafts(person: Person) -> peewee.ModelSelect:
    """Own drafts with words in them; a form that was only looked into awaits nobody."""
    written = [getattr(Experiment, name) != "" for name in texts(Experiment)]
    return experiments.drafts(person).where(reduce(operator.or_, written))


def _answers_of(rows: list[Comment]) -> tuple[OwnQuestion, ...]:
    if not rows:
        return ()
    names = names_in_all(rows)
    return tuple(
        OwnQuestion(row, excerpt(with_names(row.body, names[row.id]), LONGEST_WORDS))
        for row in rows
    )


def by_stage(person: Person, on: dt.date) -> dict[str, list[Experiment]]:
    """Own experiments that are not concluded, by how far they are."""
    return {
        "awaiting": list(
            experiments.awaiting_lesson(person, on).limit(SHOWN_ON_MY_PAGE)
        ),
        "running": list(
            experiments.under_way(person, Stage.running, on).limit(SHOWN_ON_MY_PAGE)
        ),
        "planned": list(
            experiments.under_way(person, Stage.planned, on).limit(SHOWN_ON_MY_PAGE)
        ),
        "drafts": list(experiments.drafts(person).limit(SHOWN_ON_MY_PAGE)),
    }
