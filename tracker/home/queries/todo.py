"""Tasks of a person, and their open experiments."""

from __future__ import annotations

import datetime as dt
import operator
from dataclasses import dataclass, field
from functools import reduce

import peewee

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.comments.models.mention_markup import with_names
from tracker.comments.queries import names_in_all, questions_to
from tracker.commitments.models import Commitment
from tracker.commitments.queries import due_from
from tracker.core.fields import texts
from tracker.dashboard.queries.unanswered import unanswered
from tracker.experiments import queries as experiments
from tracker.experiments.models import CoAuthorInvitation, Experiment, Stage
from tracker.experiments.queries.co_author_invitation import open_invitations
from tracker.guidelines.models import Proposal
from tracker.guidelines.queries import proposal
from tracker.guidelines.queries.question import waiting_for as asked_of
from tracker.home.queries.signatures_due import to_sign
from tracker.lessons.models import Lesson, Reuse
from tracker.lessons.queries import asked_of as reuses_to_judge
from tracker.lessons.queries import due_decisions, due_for_review
from tracker.notifications.queries.quote import excerpt
from tracker.readiness.models import Pulse
from tracker.readiness.queries import round_for

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
    """Own experiments that ask for something, lessons of a year ago, a leader's
    promises that are soon due, and the pulse.
    """

    lessons: list[Experiment]
    starts: list[Experiment]
    drafts: list[Experiment]
    reviews: list[Lesson]
    promises: list[Commitment]
    pulse: Pulse | None
    questions: int = 0  # that no leader has answered; a leader's to answer
    answers: tuple[OwnQuestion, ...] = ()  # that an author owes, the oldest first
    asked: int = 0  # what one may do, that this person may answer
    proposed: int = 0  # to change a guideline, that this person may decide on
    decisions: list[Experiment] = field(default_factory=list)  # carried out or not yet
    reuses: list[Reuse] = field(
        default_factory=list
    )  # of three weeks ago: did it hold?
    invitations: tuple[CoAuthorInvitation, ...] = ()  # to stand as co-author
    to_sign: tuple[str, ...] = ()  # "business_case", "strategy"; a leader's to sign

    def __bool__(self) -> bool:
        own = self.lessons or self.starts or self.drafts or self.reviews
        return bool(
            own
            or self.promises
            or self.pulse
            or self.questions
            or self.answers
            or self.asked
            or self.proposed
            or self.invitations
            or self.to_sign
            or self.decisions
            or self.reuses
        )


def waiting_for(
    person: Person,
    on: dt.date,
    most: int = SHOWN_AT_HOME,
    at: dt.datetime | None = None,
) -> Todo:
    """Lessons to tell, attempts whose first day has come, drafts, and lessons to look
    at again; a few of each. For a leader what
    was promised, too; and where a moment is given, how many questions of colleagues wait then."""
    todo = Todo(
        lessons=list(experiments.awaiting_lesson(person, on).limit(most)),
        starts=list(experiments.ready_to_start(person, on).limit(most)),
        drafts=list(_written_drafts(person).limit(most)),
        reviews=list(due_for_review(person, on).limit(most)),
        promises=[],
        pulse=round_for(person, on),
        asked=asked_of(person).count(),
        decisions=_lately_due(person, on)[:most],
        reuses=list(reuses_to_judge(person, on).limit(most)),
        invitations=tuple(open_invitations(person).limit(most)),
        answers=_answers_of(person, most),
    )
    if Proposal.decidable_by(person):
        todo.proposed = proposal.open_proposals().count()
    if person.leads:
        todo.promises = due_from(person, on)[:most]
    if person.leads and at:
        todo.questions = unanswered(person, at).count()
        todo.to_sign = tuple(to_sign())
    return todo


def _written_drafts(person: Person) -> peewee.ModelSelect:
    """Own drafts with words in them; a form that was only looked into awaits nobody."""
    written = [getattr(Experiment, name) != "" for name in texts(Experiment)]
    return experiments.drafts(person).where(reduce(operator.or_, written))


def _answers_of(person: Person, most: int) -> tuple[OwnQuestion, ...]:
    rows = list(questions_to(person).limit(most))
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


def _lately_due(person: Person, on: dt.date) -> list[Experiment]:
    """Own decisions that were to be carried out, due within the last weeks.

    What was due longer ago is asked about on its own page only.
    """
    lately = on - ASKED_FOR + dt.timedelta(days=1)
    return [row.experiment for row, _ in due_decisions(on, person, lately)]
