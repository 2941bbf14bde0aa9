"""Content of the weekly mail: a lesson, an open question, a thanks, and notices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.comments.models import SHOWN_QUESTION, AcceptedAnswer, Comment
from tracker.comments.models.mention_markup import with_names
from tracker.comments.queries import names_in, oldest_first
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.experiments.queries import ExperimentRow, is_visible, own
from tracker.lessons.models import Lesson, Reuse
from tracker.lessons.queries import lesson_of_the_week
from tracker.notifications.enums import Delivery
from tracker.notifications.models import Digest, Notice, Preference, Unsubscription
from tracker.notifications.queries.inbox import (
    NoticeGroup,
    is_kept_here,
    notice_groups,
    since,
)
from tracker.notifications.queries.quote import excerpt

A_WEEK = dt.timedelta(days=7)
WAITS_AT_MOST = dt.timedelta(days=60)
MOST_TOLD = 12


@dataclass(frozen=True)
class WeeklyDigest:
    """What there is to tell one person this week."""

    lesson: ExperimentRow | None
    question: Comment | None
    thanks: Reuse | None
    notices: list[NoticeGroup]

    def __bool__(self) -> bool:
        return bool(self.lesson or self.question or self.thanks or self.notices)


def readers(after: int, most: int) -> list[int]:
    """Ids of the active people who want Tuesday's mail, in their order, after one of them."""
    silent = Unsubscription.select(Unsubscription.person)
    rows = Person.select(Person.id).where(
        Person.id > after, Person.disabled_at.is_null(), Person.id.not_in(silent)
    )
    return [id for (id,) in rows.order_by(Person.id).limit(most).tuples()]


def weekly_digest_for(
    person: Person, digest: Digest, monday: dt.datetime
) -> WeeklyDigest:
    """This week's letter; about ten questions to the database, whoever it is."""
    lately = digest.at - A_WEEK
    return WeeklyDigest(
        lesson=lesson_of_the_week(person, monday),
        question=waiting_question(person, digest.at),
        thanks=thanks_for(person, lately),
        notices=notice_groups(_by_mail(person, lately), person),
    )


def _by_mail(person: Person, lately: dt.datetime) -> list[Notice]:
    """The newest of each group that this mail tells; what a mail told at once it does not."""
    ways = Preference.of(person)
    kinds = [k for k, way in ways.items() if way in (Delivery.mail, Delivery.at_once)]
    rows = since(person, lately, kinds)
    rows = rows.where(Notice.alert.is_null(), ~is_kept_here(person))
    return list(rows.limit(MOST_TOLD))


def waiting_question(person: Person, at: dt.datetime) -> Comment | None:
    """A question of somebody else that nobody has answered, joined with its experiment:
    about one's own first, then the one
    that has waited longest."""
    named = own(person).select(Experiment.id).where(~Experiment.withheld)
    mine = peewee.Case(None, [(Comment.experiment.in_(named), 0)], 1)
    rows = (
        Comment.select(Comment, Experiment)
        .join(Experiment)
        .where(
            SHOWN_QUESTION,
            Comment.asks,
            Comment.person != person,
            Comment.at > at - WAITS_AT_MOST,
            Comment.id.not_in(AcceptedAnswer.select(AcceptedAnswer.question)),
            is_visible(person),
        )
    )
    return rows.order_by(mine, *oldest_first()).first()


def question_excerpt(question: Comment, most: int = 280) -> str:
    """The beginning of a question in one line, with the names of those it mentions."""
    return excerpt(with_names(question.body, names_in(question)), most)


def thanks_for(person: Person, after: dt.datetime) -> Reuse | None:
    """The newest line in which somebody told that they used a lesson of this person,
    joined with lesson, experiment and person.
    """
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person)
    rows = (
        Reuse.select(Reuse, Lesson, Experiment, Person)
        .join_from(Reuse, Lesson)
        .join_from(Lesson, Experiment)
        .join_from(Reuse, Person, on=Reuse.person)
        .where(
            Reuse.at > after,
            Reuse.person != person,
            Experiment.stage != Stage.draft,
            ~Experiment.withheld,
        )
        .where((Experiment.author == person) | Experiment.id.in_(together))
    )
    return rows.order_by(Reuse.id.desc()).first()
