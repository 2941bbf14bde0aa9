"""Questions and their answers. No query shows an asker who did not agree to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.guidelines.models import (
    Clause,
    Guideline,
    Platform,
    Question,
    QuestionAnswer,
)
from tracker.guidelines.queries.guideline import clauses
from tracker.search import Query, Term
from tracker.search.document import REST, of_words
from tracker.vocabulary.models import Synonym
from tracker.vocabulary.queries import ranked_documents

# By the id alone: the mark of a page tells no moment at which somebody asked unnamed
NEWEST_FIRST = [(Question.id, "id", int)]
ANSWERED = "answered"
WAITING = "waiting"
LATE = "late"
STATES = (ANSWERED, WAITING, LATE)
NOWHERE = "general"  # a question about no platform


@dataclass(frozen=True)
class QuestionView:
    """A question with everything that a page shows to one viewer.

    Attributes:
        asker: The asker, if this viewer may see the name.
        advice: The answer, with `.by`; None while there is none.
        late: Whether it is unanswered after the promised time.
    """

    question: Question
    asker: Person | None
    advice: QuestionAnswer | None
    late: bool
    mine: bool
    answerable: bool


def questions() -> peewee.ModelSelect:
    """Every question that was not removed, joined with platform, clause and answer."""
    Wise = Person.alias()
    Its = Platform.alias()
    outer = JOIN.LEFT_OUTER
    about = Guideline.platform == Its.id
    answer = QuestionAnswer.question == Question.id
    author = QuestionAnswer.by == Wise.id
    return (
        Question.select(
            Question, Platform, Clause, Guideline, Its, Person, QuestionAnswer, Wise
        )
        .join_from(Question, Platform, outer)
        .join_from(Question, Clause, outer)
        .join_from(Clause, Guideline, outer)
        .join_from(Guideline, Its, outer, on=about, attr="platform")
        .join_from(Question, Person, on=Question.asker)
        .join_from(Question, QuestionAnswer, outer, on=answer, attr="advice")
        .join_from(QuestionAnswer, Wise, outer, on=author, attr="by")
        .where(Question.removed_at.is_null())
    )


def fitting(
    words: Query, state: str | None, platform: str | None, at: dt.datetime
) -> peewee.ModelSelect:
    """Questions with these words in them or in their answers, in this state and about
    this platform (its slug, or "general").
    """
    rows = questions().where(*_matching(words))
    if state in STATES:
        rows = rows.where(_in_state(state, at))
    if platform == NOWHERE:
        return rows.where(Question.platform.is_null())
    if platform:
        return rows.where(Platform.slug == platform)
    return rows


def counts(words: Query, at: dt.datetime) -> tuple[dict[str, int], dict[str, int]]:
    """The number of questions with these words by state, and by the platform's slug."""
    every = (
        Question.select(
            _count_of(ANSWERED, at),
            _count_of(WAITING, at),
            _count_of(LATE, at),
            fn.COALESCE(Platform.slug, NOWHERE),
        )
        .join_from(Question, Platform, JOIN.LEFT_OUTER)
        .join_from(
            Question,
            QuestionAnswer,
            JOIN.LEFT_OUTER,
            on=(QuestionAnswer.question == Question.id),
        )
        .where(Question.removed_at.is_null(), *_matching(words))
        .group_by(Platform.slug, Platform.position)
        .order_by(fn.COALESCE(Platform.position, -1))
    )
    cells = list(every.tuples())
    by_state = {ANSWERED: 0, WAITING: 0, LATE: 0}
    by_platform = {}
    for answered, waiting, late, slug in cells:
        by_state[ANSWERED] += answered
        by_state[WAITING] += waiting
        by_state[LATE] += late
        by_platform[slug] = answered + waiting
    return by_state, by_platform


def waiting_for(person: Person) -> peewee.ModelSelect:
    """Questions that wait for an answer from this person, the most urgent first."""
    theirs = Question.asker != person
    if not person.facilitates:
        theirs &= Question.whom == person
    return (
        questions()
        .where(QuestionAnswer.id.is_null(), theirs)
        .order_by(Question.due_at, Question.id)
    )


def answered_under(clause: Clause) -> peewee.ModelSelect:
    """The answered questions under one clause, the newest first."""
    return (
        questions()
        .where(Question.clause == clause, QuestionAnswer.id.is_null(False))
        .order_by(Question.asked_at.desc())
    )


def active_clauses() -> peewee.ModelSelect:
    """Clauses that are not retired, joined with their guideline and platform."""
    return clauses().where(Clause.retired_at.is_null())


def question_views(
    rows: Iterable[Question], viewer: Person, at: dt.datetime
) -> list[QuestionView]:
    """The view models of these questions."""
    return [_before(row, viewer, at) for row in rows]


def _matching(words: Query) -> list:
    return found_by_words(Question, words)


def found_by_words(model, words: Query) -> list:
    """The conditions that words find a question of any kind; few enough to be ranked as
    they are.

    Args:
        model: The model of the questions, with `words` and `removed_at`.
    """
    if words.signs:
        return [peewee.SQL("1 = 0")]
    conditions = with_words(model.words, words.required, words.unwanted)
    if words.loose:
        rows = model.select(model.id, model.words)
        documents = [
            (id, of_words(text))
            for id, text in rows.where(model.removed_at.is_null()).tuples()
        ]
        found = ranked_documents(documents, words.loose, {REST: 1.0}, Synonym.by_key())
        conditions.append(model.id.in_(found.everything()))
    return conditions


def with_words(
    column: peewee.Field, required: Iterable[Term], unwanted: Iterable[Term]
) -> list:
    """The conditions that a column of normalised words has all of some terms and none of
    others, without an index.

    A word matches the beginning of a word, a phrase matches adjacent words.
    """
    conditions = [_holds(column, term) for term in required]
    return conditions + [~_holds(column, term) for term in unwanted]


def _holds(column, term):
    text = " ".join(term.words)
    whole = column.concat(" ")
    if not term.prefix:
        text += " "
    return whole.startswith(text) | whole.contains(f" {text}")


def _count_of(state: str, at: dt.datetime) -> peewee.Function:
    return fn.SUM(peewee.Case(None, [(_in_state(state, at), 1)], 0))


def _in_state(state: str, at: dt.datetime):
    """The condition of a state; late questions are waiting as well."""
    if state == ANSWERED:
        return QuestionAnswer.id.is_null(False)
    if state == LATE:
        return QuestionAnswer.id.is_null() & (Question.due_at < at)
    return QuestionAnswer.id.is_null()


def _before(row: Question, viewer: Person, at: dt.datetime) -> QuestionView:
    advice = getattr(row, "advice", None)
    asker = None
    if row.shows_asker_to(viewer):
        asker = row.asker
    return QuestionView(
        question=row,
        asker=asker,
        advice=advice,
        late=advice is None and row.is_late(at),
        mine=row.asker_id == viewer.id,
        answerable=row.answerable_by(viewer),
    )
