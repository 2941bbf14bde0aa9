"""Queries of what a person follows and may follow."""

from __future__ import annotations

import peewee
from peewee import JOIN

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import Experiment, Stage, Tag
from tracker.experiments.queries import is_visible
from tracker.experiments.queries.search import seen_by
from tracker.follows.models import FOLLOWED, Follow, Followed
from tracker.guidelines.models import Platform
from tracker.lessons.models import Lesson
from tracker.prepared import Parameter, Prepared, Question
from tracker.questions.models import OpenQuestion, QuestionAsker


def follows(person: Person) -> list[tuple[str, Followed, str]]:
    """What somebody follows and may see, each with the word for its kind and what it is
    called, by that. Two queries.
    """
    Taught = Experiment.alias()
    rows = Follow.select(Follow, Tag, Platform, Unit, Experiment, Lesson)
    for noun in FOLLOWED.values():
        rows = rows.join_from(Follow, noun, JOIN.LEFT_OUTER)
    rows = rows.join_from(Lesson, Taught, JOIN.LEFT_OUTER, on=Lesson.experiment)
    rows = rows.where(
        Follow.person == person,
        Follow.tag.is_null() | seen_by(person),
        Follow.experiment.is_null() | is_visible(person),
        Follow.lesson.is_null() | is_visible(person, Taught),
    )
    found = [
        (kind, getattr(row, kind), name_of(getattr(row, kind)))
        for row in rows
        for kind in FOLLOWED
        if getattr(row, f"{kind}_id")
    ]
    found += [("question", row, row.body) for row in _questions_of(person)]
    return sorted(found, key=lambda one: (one[0], one[2].casefold()))


def name_of(followed: Followed) -> str:
    """What a page calls it."""
    if isinstance(followed, Experiment):
        return followed.title
    if isinstance(followed, Lesson):
        return followed.statement
    if isinstance(followed, OpenQuestion):
        return followed.body
    return followed.name


def to_follow(kind: str, viewer: Person) -> peewee.ModelSelect:
    """Everything of a kind that one may follow: of tags those that stand on something
    the viewer may see, no draft, and no lesson that is not theirs to see.
    """
    if kind == "question":
        return OpenQuestion.select().where(OpenQuestion.removed_at.is_null())
    rows = FOLLOWED[kind].select()
    if kind == "tag":
        return rows.where(seen_by(viewer))
    if kind == "experiment":
        return rows.where(is_visible(viewer), Experiment.stage != Stage.draft)
    if kind == "lesson":
        return rows.join(Experiment).where(is_visible(viewer))
    return rows


def following(person: Person) -> set[tuple[str, int]]:
    """Kind and id of what somebody follows, for the buttons; open questions apart."""
    rows = _followed.rows(person=person.id)
    return {
        (kind, id) for row in rows for kind, id in zip(FOLLOWED, row, strict=True) if id
    }


def following_to_ask(person: Person) -> Question:
    """What `following` asks."""
    return _followed.question(person=person.id)


_followed = Prepared(
    lambda: (
        Follow.select(*(getattr(Follow, kind) for kind in FOLLOWED))
        .where(Follow.person == Parameter("person"))
        .tuples()
    )
)


def follows_question(question: OpenQuestion, person: Person) -> bool:
    """Whether somebody wishes to hear of the answer to an open question."""
    return _questions_of(person).where(OpenQuestion.id == question.id).exists()


def _questions_of(person: Person) -> peewee.ModelSelect:
    """The open questions whose answer somebody wishes to hear of."""
    mine = (QuestionAsker.person == person) & QuestionAsker.told
    return (
        OpenQuestion.select()
        .join(QuestionAsker)
        .where(mine, OpenQuestion.removed_at.is_null())
    )
