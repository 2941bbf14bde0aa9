"""Questions and experiments that wait for a leader's answer.

The page says what counts as waiting. Experiments are shown as in every list: the author
of an anonymous one is "a colleague".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.cache import cached_by_reads
from tracker.comments.models import (
    BY_A_LEADER,
    SHOWN_QUESTION,
    AcceptedAnswer,
    Comment,
)
from tracker.comments.queries import is_by_hidden_author, names_in_all, oldest_first
from tracker.commitments.models import Commitment
from tracker.commitments.queries import due_from, due_from_former
from tracker.endorsements.models import Endorsement
from tracker.endorsements.models import EndorsementKind as Word
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.experiments.queries import (
    ExperimentRow,
    is_visible,
    rows_of,
    visible_actor,
)
from tracker.guidelines.queries import asks_to_lift
from tracker.guidelines.queries.proposal import ProposalView, proposal_views
from tracker.lessons.models import Conclusion

LATELY = dt.timedelta(days=60)
PATIENCE = dt.timedelta(days=3)
LONGEST = dt.timedelta(days=180)
MOST = 6


@dataclass(frozen=True)
class UnansweredQuestion:
    """A question that waits.

    Attributes:
        person: The person who asks; None for the author of an anonymous experiment.
        row: The experiment that it is about.
        names: The names of the people mentioned in it, by id.
    """

    comment: Comment
    person: Person | None
    row: ExperimentRow
    names: dict[int, str]


@dataclass(frozen=True)
class LeaderTodo:
    """What waits for this leader, a few of each; `more` is the number of further questions."""

    questions: list[UnansweredQuestion]
    more: int
    surprising: list[ExperimentRow]
    first: list[ExperimentRow]
    lifts: list[ProposalView]
    promises: list[Commitment]

    def __bool__(self) -> bool:
        return any(
            (self.questions, self.surprising, self.first, self.lifts, self.promises)
        )


def leader_todo(leader: Person, *, at: dt.datetime, on: dt.date) -> LeaderTodo:
    """Everything that waits; about a dozen queries, however much it is."""
    asked = unanswered(leader, at)
    oldest = list(asked.order_by(*oldest_first()).limit(MOST))
    return LeaderTodo(
        questions=_asking(oldest, leader),
        more=max(0, unanswered_count(leader, at) - MOST),
        surprising=rows_of(surprising_lately(leader, on), leader),
        first=rows_of(first_attempts(leader, at), leader),
        lifts=proposal_views(asks_to_lift().limit(MOST), leader),
        promises=list(due_from(leader, on)) + list(due_from_former(on)),
    )


def unanswered(leader: Person, at: dt.datetime) -> peewee.ModelSelect:
    """Questions of others that have waited three days, and at most half a year.

    A question is a comment that its writer marked as one, or that ends with a question
    mark. It waits until it is marked as answered, or until an author of the experiment
    or a leader has replied. A question of an author waits for a reply of anyone else.
    How long it has waited is told by the hour: as long the number can be kept.
    """
    at = hour_of(at)
    return (
        Comment.select(Comment, Person, Experiment)
        .join_from(Comment, Person, on=Comment.person)
        .join_from(Comment, Experiment)
        .where(
            SHOWN_QUESTION,
            _lie_between(at - LONGEST, at - PATIENCE),
            # So said that no index answers it: nearly all comments are no replies
            fn.COALESCE(Comment.parent, peewee.SQL("0")) == peewee.SQL("0"),
            Comment.person != leader,
            _before(at - PATIENCE),
            ~_before(at - LONGEST),
            Comment.id.not_in(AcceptedAnswer.select(AcceptedAnswer.question)),
            ~fn.EXISTS(_replies()),
            is_visible(leader),
        )
    )


def _replies() -> peewee.ModelSelect:
    """Replies to a question that count as an answer; see `unanswered`."""
    Reply = Comment.alias()
    wrote = Experiment.author == Reply.person
    together = CoAuthor.select(CoAuthor.id).where(
        CoAuthor.experiment == Comment.experiment, CoAuthor.person == Reply.person
    )
    answers = Reply.by_leader | wrote | fn.EXISTS(together) | _asked_by_an_author()
    return Reply.select(Reply.id).where(
        Reply.parent == Comment.id,
        Reply.removed_at.is_null(),
        Reply.person != Comment.person,
        answers,
    )


def _before(moment: dt.datetime):
    """The condition that a comment was written before a moment.

    A comment by an anonymous author must be from an earlier day: otherwise the minute
    at which it appears here would reveal when it was written.
    """
    earlier_day = fn.DATE(Comment.at) < moment.astimezone(dt.UTC).date()
    return peewee.Case(
        None, [(is_by_hidden_author(), earlier_day)], Comment.at < moment
    )


def unanswered_count(leader: Person, at: dt.datetime) -> int:
    """How many questions wait, kept for each leader."""
    return cached_by_reads(
        ("unanswered", leader.id, leader.unit_id, leader.facilitates, hour_of(at)),
        lambda: unanswered(leader, at).select(fn.COUNT(Comment.id)).scalar(),
    )


def hour_of(at: dt.datetime) -> dt.datetime:
    """The moment by which it is told how long a question has waited."""
    return at.replace(minute=0, second=0, microsecond=0)


def _lie_between(since: dt.datetime, until: dt.datetime):
    """The condition that a comment was written between the days of two moments: true of
    all that `_before` chooses, but answered by an index.
    """
    first = since.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return (Comment.at >= first) & (Comment.at < until)


def surprising_lately(leader: Person, on: dt.date) -> list[int]:
    """Ids of surprising experiments of others that no leader has commented on.

    They were concluded within 60 days. Those that most colleagues learnt from come
    first, then the newest.
    """
    learnt = _learnt_by_experiment().alias("learnt")
    rows = (
        _unheard(leader)
        .join_from(Experiment, Conclusion, on=(Conclusion.experiment == Experiment.id))
        .join_from(
            Experiment,
            learnt,
            JOIN.LEFT_OUTER,
            on=(learnt.c.experiment_id == Experiment.id),
        )
        .where(Conclusion.surprise != "", Conclusion.concluded_on > on - LATELY)
        .order_by(
            fn.COALESCE(learnt.c.n, 0).desc(),
            Conclusion.concluded_on.desc(),
            Experiment.id.desc(),
        )
    )
    return [id for (id,) in rows.limit(MOST).tuples()]


def _learnt_by_experiment() -> peewee.ModelSelect:
    """The number of colleagues who learnt from each experiment, in column `n`."""
    return (
        Endorsement.select(Endorsement.experiment, fn.COUNT(Endorsement.id).alias("n"))
        .where(Endorsement.kind == Word.learned)
        .group_by(Endorsement.experiment)
    )


def first_attempts(leader: Person, at: dt.datetime) -> list[int]:
    """Ids of first experiments of their authors that no leader has commented on.

    They were shared by name within 60 days; the one that has waited longest comes first.
    An anonymous or imported experiment is nobody's first.
    """
    rows = _unheard(leader).where(
        ~Experiment.withheld,
        Experiment.source.is_null(),
        Experiment.published_at > at - LATELY,
        ~fn.EXISTS(_earlier()),
    )
    oldest = rows.order_by(Experiment.published_at, Experiment.id).limit(MOST)
    return [id for (id,) in oldest.tuples()]


def unheard_lately(leader: Person, at: dt.datetime) -> peewee.ModelSelect:
    """Ids of others' experiments, shared within 60 days, that no leader has commented on.

    Only those that everybody knows the author of: of others the order would tell when
    they were shared.
    """
    return _unheard(leader).where(
        ~Experiment.withheld, Experiment.published_at > at - LATELY
    )


def _earlier() -> peewee.ModelSelect:
    """Experiments that the author of an experiment had shared by name before it."""
    Earlier = Experiment.alias()
    Alongside = CoAuthor.alias()
    together = Alongside.select(Alongside.experiment).where(
        Alongside.person == Experiment.author
    )
    return Earlier.select(Earlier.id).where(
        (Earlier.author == Experiment.author) | Earlier.id.in_(together),
        Earlier.stage != Stage.draft,
        ~Earlier.withheld,
        Earlier.source.is_null(),
        (Earlier.published_at < Experiment.published_at)
        | (
            (Earlier.published_at == Experiment.published_at)
            & (Earlier.id < Experiment.id)
        ),
    )


def _unheard(leader: Person) -> peewee.ModelSelect:
    """Ids of others' experiments that a leader may see and that no leader has commented on.

    A leader's comment on an own anonymous experiment does not count.
    """
    hidden = Experiment.withheld & (Comment.person == Experiment.author)
    said = Comment.select(Comment.id).where(
        Comment.experiment == Experiment.id,
        BY_A_LEADER,
        ~hidden,
    )
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == leader)
    others = (Experiment.author != leader) & Experiment.id.not_in(together)
    return Experiment.select(Experiment.id).where(
        is_visible(leader),
        Experiment.stage != Stage.draft,
        Experiment.hidden_at.is_null(),
        others,
        ~fn.EXISTS(said),
    )


def _asked_by_an_author():
    together = CoAuthor.select(CoAuthor.id).where(
        CoAuthor.experiment == Comment.experiment, CoAuthor.person == Comment.person
    )
    return (Comment.person == Experiment.author) | fn.EXISTS(together)


def _asking(comments: list[Comment], leader: Person) -> list[UnansweredQuestion]:
    seen = {
        row.experiment.id: row
        for row in rows_of(dict.fromkeys(one.experiment_id for one in comments), leader)
    }
    names = names_in_all(comments)
    return [
        UnansweredQuestion(
            one,
            visible_actor(one.person, one.experiment),
            seen[one.experiment_id],
            names.get(one.id, {}),
        )
        for one in comments
        if one.experiment_id in seen
    ]
