"""Open questions, their states for one viewer, and those that resemble a text.

No query shows an asker who did not wish to be named, nor how many wait for an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import peewee
from peewee import JOIN

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import Experiment, ExperimentQuestion, Stage
from tracker.experiments.queries import ExperimentRow, is_visible, rows_of
from tracker.guidelines.models import Platform
from tracker.guidelines.queries.question import found_by_words
from tracker.prepared import Parameter, Prepared
from tracker.questions.models import OpenQuestion, QuestionAsker
from tracker.search import Query, key_of
from tracker.search.document import keys_in, of_words

# The mark of a page tells no moment at which somebody asked unnamed
NEWEST_FIRST = [(OpenQuestion.asked_at, "asked_at", None), (OpenQuestion.id, "id", int)]
OPEN = "open"
TRIED = "tried"
ANSWERED = "answered"
STATES = (OPEN, TRIED, ANSWERED)
TOLD = {OPEN: 0, TRIED: 1, ANSWERED: 2}  # what a question's attempts tell
LOOKED_AT = 500
MOST_SIMILAR = 3


@dataclass(frozen=True)
class OpenQuestionView:
    """An open question with what a page shows of it to one viewer.

    Attributes:
        state: One of `STATES`, by the attempts that the viewer may see.
        attempt: The one of them that tells most: the newest, a concluded one first.
        asker: The person who asked, if they wished to be named.
        waits: Whether the viewer is told of an answer.
    """

    question: OpenQuestion
    state: str
    attempt: Experiment | None
    asker: Person | None
    waits: bool


def questions() -> peewee.ModelSelect:
    """Every question that was not removed, joined with its platform and named asker."""
    named = (QuestionAsker.question == OpenQuestion.id) & QuestionAsker.named
    return (
        OpenQuestion.select(OpenQuestion, Platform, QuestionAsker, Person)
        .join_from(OpenQuestion, Platform, JOIN.LEFT_OUTER)
        .join_from(
            OpenQuestion, QuestionAsker, JOIN.LEFT_OUTER, on=named, attr="named_asker"
        )
        .join_from(QuestionAsker, Person, JOIN.LEFT_OUTER, on=QuestionAsker.person)
        .where(OpenQuestion.removed_at.is_null())
    )


def fitting(words: Query, state: str | None, viewer: Person) -> peewee.ModelSelect:
    """Questions with these words and in this state, as the viewer sees it."""
    rows = questions().where(*_matching(words))
    if state in STATES:
        rows = rows.where(_in_state(state, viewer))
    return rows


def state_counts(words: Query, viewer: Person) -> dict[str, int]:
    """The number of questions with these words by state."""
    rows = OpenQuestion.select(_told(viewer).alias("told")).where(
        OpenQuestion.removed_at.is_null(), *_matching(words)
    )
    numbers = rows.select_from(rows.c.told, peewee.fn.COUNT(peewee.SQL("*"))).group_by(
        rows.c.told
    )
    counts = dict(numbers.tuples())
    return {state: counts.get(TOLD[state], 0) for state in STATES}


def unanswered(viewer: Person) -> peewee.ModelSelect:
    """The questions that nothing the viewer may see has answered, the newest first."""
    return (
        questions()
        .where(~_in_state(ANSWERED, viewer))
        .order_by(OpenQuestion.asked_at.desc(), OpenQuestion.id.desc())
    )


def similar_questions(text: str | None, viewer: Person) -> list[OpenQuestion]:
    """At most three unanswered questions that share what a text is about.

    A word that fewer questions have weighs more. One word in common is enough only for a
    text that has no more than two.
    """
    terms = {key_of(word) for words in Query.about(text).loose for word in words}
    if not terms:
        return []
    found = {}
    for question in unanswered(viewer).limit(LOOKED_AT):
        shared = terms & {key for _, key in keys_in(of_words(question.words))}
        if len(shared) >= min(2, len(terms) - 1 or 1):
            found[question] = shared
    having = Counter(term for shared in found.values() for term in shared)
    weights = {
        question: sum(1 / sqrt(having[term]) for term in shared)
        for question, shared in found.items()
    }
    return sorted(weights, key=lambda one: (-weights[one], -one.id))[:MOST_SIMILAR]


def questions_of_ids(ids: Iterable[int]) -> list[OpenQuestion]:
    """These questions, in the order of the ids; removed ones are left out."""
    ids = list(ids)
    if not ids:
        return []
    by_id = {row.id: row for row in questions().where(OpenQuestion.id.in_(ids))}
    return [by_id[id] for id in ids if id in by_id]


def questions_of_experiment(experiment: Experiment) -> list[OpenQuestion]:
    """The questions that an experiment looks into."""
    if not may_be_referred_to(experiment, ExperimentQuestion.experiment):
        return []
    return _questions_of_experiment.rows(experiment=experiment.id)


@Prepared
def _questions_of_experiment() -> peewee.ModelSelect:
    asked = ExperimentQuestion.select(ExperimentQuestion.question).where(
        ExperimentQuestion.experiment == Parameter("experiment")
    )
    rows = questions().where(OpenQuestion.id.in_(asked))
    return rows.order_by(OpenQuestion.asked_at, OpenQuestion.id)


def attempts_for(question: OpenQuestion, viewer: Person) -> list[ExperimentRow]:
    """The published attempts that look into a question and that the viewer may see, the
    concluded ones first.
    """
    concluded = peewee.Case(None, [(Experiment.stage == Stage.concluded, 1)], 0)
    rows = _attempts(viewer).where(ExperimentQuestion.question == question)
    rows = rows.order_by(concluded.desc(), Experiment.published_at.desc())
    return rows_of([row.experiment_id for row in rows], viewer)


def question_views(
    rows: Iterable[OpenQuestion], viewer: Person
) -> list[OpenQuestionView]:
    """The view models of these questions."""
    rows = list(rows)
    ids = [row.id for row in rows] or [0]
    attempts = _attempt_by_question(ids, viewer)
    waits = {
        row.question_id
        for row in QuestionAsker.select(QuestionAsker.question).where(
            QuestionAsker.question.in_(ids),
            QuestionAsker.person == viewer,
            QuestionAsker.told,
        )
    }
    return [
        OpenQuestionView(
            question=row,
            state=_state_of(attempts.get(row.id)),
            attempt=attempts.get(row.id),
            asker=asker_of(row),
            waits=row.id in waits,
        )
        for row in rows
    ]


def asker_of(question: OpenQuestion) -> Person | None:
    """The person to show as the asker of a row of `questions()`."""
    named = getattr(question, "named_asker", None)
    if named is None or named.id is None:
        return None
    return named.person


def _matching(words: Query) -> list:
    """The conditions that a question has the words of a search."""
    return found_by_words(OpenQuestion, words)


def _attempts(viewer: Person) -> peewee.ModelSelect:
    """The links to published attempts that the viewer may see."""
    return (
        ExperimentQuestion.select(ExperimentQuestion.experiment)
        .join(Experiment)
        .where(Experiment.stage != Stage.draft, is_visible(viewer))
    )


def _in_state(state: str, viewer: Person):
    return _told(viewer) == TOLD[state]


def _told(viewer: Person) -> peewee.Function:
    """How much the attempts of a question tell, as in `TOLD`.

    It asks for those of each question: a list of all questions that were tried would
    begin with all attempts, of which there are many more.
    """
    concluded = Experiment.stage == Stage.concluded
    told = peewee.Case(None, [(concluded, TOLD[ANSWERED])], TOLD[TRIED])
    attempts = _attempts(viewer).where(ExperimentQuestion.question == OpenQuestion.id)
    most = attempts.select(peewee.fn.MAX(told))
    return peewee.fn.COALESCE(most, TOLD[OPEN]).coerce(False)


def _attempt_by_question(ids: list[int], viewer: Person) -> dict[int, Experiment]:
    concluded = peewee.Case(None, [(Experiment.stage == Stage.concluded, 1)], 0)
    rows = (
        _attempts(viewer)
        .select(ExperimentQuestion, Experiment)
        .where(ExperimentQuestion.question.in_(ids))
        .order_by(concluded, Experiment.published_at, Experiment.id)
    )
    # The last one of each question stays
    return {row.question_id: row.experiment for row in rows}


def _state_of(attempt: Experiment | None) -> str:
    if attempt is None:
        return OPEN
    if attempt.stage is Stage.concluded:
        return ANSWERED
    return TRIED
