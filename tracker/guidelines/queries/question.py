"""Answers about questions: what was asked, what was answered, and what waits.

Nobody is told who asked.
"""

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
from tracker.search import Query

NEWEST_FIRST = [(Question.asked_at, "asked_at", dt.datetime), (Question.id, "id", int)]
ANSWERED = "answered"
WAITING = "waiting"
LATE = "late"
STATES = (ANSWERED, WAITING, LATE)
NOWHERE = "general"  # a question about no platform


@dataclass(frozen=True)
class QuestionView:
    """A question before a viewer, with all that a page shows.

    Attributes:
        asker: Who asks, only where this viewer may know.
        advice: The answer, with `.by`; None while it waits.
        late: Whether it waits longer than promised.
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
    return (
        Question.select(
            Question, Platform, Clause, Guideline, Its, Person, QuestionAnswer, Wise
        )
        .join_from(Question, Platform, JOIN.LEFT_OUTER)
        .join_from(Question, Clause, JOIN.LEFT_OUTER)
        .join_from(Clause, Guideline, JOIN.LEFT_OUTER)
        .join_from(
            Guideline,
            Its,
            JOIN.LEFT_OUTER,
            on=(Guideline.platform == Its.id),
            attr="platform",
        )
        .join_from(Question, Person, on=Question.asker)
        .join_from(
            Question,
            QuestionAnswer,
            JOIN.LEFT_OUTER,
            on=(QuestionAnswer.question == Question.id),
            attr="advice",
        )
        .join_from(
            QuestionAnswer,
            Wise,
            JOIN.LEFT_OUTER,
            on=(QuestionAnswer.by == Wise.id),
            attr="by",
        )
        .where(Question.removed_at.is_null())
    )


def fitting(
    words: Query, state: str | None, platform: str | None, at: dt.datetime
) -> peewee.ModelSelect:
    """Questions with these words in them or in their answers, in this state, about this
    platform (its slug, or "general").
    """
    rows = questions().where(*with_words(Question.words, words))
    if state in STATES:
        rows = rows.where(_in_state(state, at))
    if platform == NOWHERE:
        return rows.where(Question.platform.is_null())
    if platform:
        return rows.where(Platform.slug == platform)
    return rows


def counts(words: Query, at: dt.datetime) -> tuple[dict[str, int], dict[str, int]]:
    """How many there are of each state, and of each platform's slug, among those with
    these words.
    """
    every = (
        Question.select(
            *(
                fn.SUM(peewee.Case(None, [(_in_state(state, at), 1)], 0))
                for state in STATES
            ),
            fn.COALESCE(Platform.slug, NOWHERE),
        )
        .join_from(Question, Platform, JOIN.LEFT_OUTER)
        .join_from(
            Question,
            QuestionAnswer,
            JOIN.LEFT_OUTER,
            on=(QuestionAnswer.question == Question.id),
        )
        .where(Question.removed_at.is_null(), *with_words(Question.words, words))
        .group_by(Platform.slug, Platform.position)
        .order_by(fn.COALESCE(Platform.position, -1))
    )
    cells = list(every.tuples())
    by_state = {
        state: sum(cell[number] for cell in cells)
        for number, state in enumerate(STATES)
    }
    return by_state, {cell[-1]: cell[0] + cell[1] for cell in cells}


def waiting_for(person: Person) -> peewee.ModelSelect:
    """Questions that wait for an answer from this person, the most urgent first."""
    theirs = Question.asker != person
    mine = theirs if person.facilitates else theirs & (Question.whom == person)
    return (
        questions()
        .where(QuestionAnswer.id.is_null(), mine)
        .order_by(Question.due_at, Question.id)
    )


def answered_under(clause: Clause) -> peewee.ModelSelect:
    """What was asked and answered under one clause, the newest first."""
    return (
        questions()
        .where(Question.clause == clause, QuestionAnswer.id.is_null(False))
        .order_by(Question.asked_at.desc())
    )


def active_clauses() -> peewee.ModelSelect:
    """Clauses that hold, joined with their guideline and platform."""
    return clauses().where(Clause.retired_at.is_null())


def question_views(
    rows: Iterable[Question], viewer: Person, at: dt.datetime
) -> list[QuestionView]:
    """These questions as a page shows them."""
    return [_before(row, viewer, at) for row in rows]


def with_words(column: peewee.Field, words: Query) -> list:
    """The conditions under which a column of normalised words answers a query; for
    tables that have no search index.

    A word is found where one begins like it, a phrase where its words stand next to each other.
    """
    return [
        *(_holds(column, term) for term in words.wanted),
        *(~_holds(column, term) for term in words.unwanted),
    ]


def _holds(column, term):
    text = " ".join(term.words)
    whole = column.concat(" ")
    text += "" if term.prefix else " "
    return whole.startswith(text) | whole.contains(f" {text}")


def _in_state(state: str, at: dt.datetime):
    """Waiting is whatever has no answer yet, late ones too."""
    if state == ANSWERED:
        return QuestionAnswer.id.is_null(False)
    if state == LATE:
        return QuestionAnswer.id.is_null() & (Question.due_at < at)
    return QuestionAnswer.id.is_null()


def _before(row: Question, viewer: Person, at: dt.datetime) -> QuestionView:
    advice = getattr(row, "advice", None)
    asker = row.asker if row.shows_asker_to(viewer) else None
    late = advice is None and row.is_late(at)
    return QuestionView(
        row, asker, advice, late, row.asker_id == viewer.id, row.answerable_by(viewer)
    )
