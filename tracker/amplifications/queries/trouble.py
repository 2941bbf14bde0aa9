"""Units that wrestle with the same: like attempts, like questions, or one of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person, Unit
from tracker.amplifications.likeness import ALIKE, likeness, roots_in, weights_of
from tracker.cache import cached
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.queries import rows_of
from tracker.questions.models import OpenQuestion, QuestionAsker
from tracker.questions.queries import questions_of_ids

NEWEST = 400  # attempts, and as many questions, that are compared
MOST_UNITS = 3
ATTEMPT = "attempt"
QUESTION = "question"
TABLES = ("experiment", "open_question", "person", "question_asker", "unit")

Key = tuple[str, int]  # what it is, and its id


@dataclass(frozen=True)
class Topic:
    """What a unit wrestles with: the title of an attempt, or a question."""

    kind: str
    id: int
    text: str


@dataclass(frozen=True)
class SameTrouble:
    """A topic of a unit, and the one of another unit that is most like it."""

    unit: Unit
    own: Topic
    other: Topic


def same_trouble(unit: Unit, viewer: Person) -> list[SameTrouble]:
    """Other units that wrestle with the same as a unit, each with the topics most alike.

    Attempts that everybody may see are compared, and questions whose askers show their
    names; a unit takes part only if at least five work there. So both units' pages say
    the same to everybody. How like is alike: see `likeness`.
    """
    pairs = cached(("same trouble", unit.id), TABLES, lambda: _pairs(unit.id))
    keys = {key for _unit, own, other in pairs for key in (own, other)}
    topics = _shown(keys, viewer)
    units = {row.id: row for row in Unit.select().where(Unit.id.in_(_units_in(pairs)))}
    found = [
        SameTrouble(units[home], topics[own], topics[other])
        for home, own, other in pairs
        if own in topics and other in topics and home in units
    ]
    return sorted(found, key=lambda one: one.unit.name)


def _units_in(pairs: Iterable[tuple[int, Key, Key]]) -> list[int]:
    return [home for home, _own, _other in pairs] or [0]


def _shown(keys: set[Key], viewer: Person) -> dict[Key, Topic]:
    """The topics that the viewer may see, in the words of today."""
    attempts = [id for kind, id in keys if kind == ATTEMPT]
    asked = [id for kind, id in keys if kind == QUESTION]
    topics = [
        Topic(ATTEMPT, row.experiment.id, row.experiment.title)
        for row in rows_of(attempts, viewer)
    ]
    topics += [Topic(QUESTION, row.id, row.body) for row in questions_of_ids(asked)]
    return {(topic.kind, topic.id): topic for topic in topics}


def _pairs(unit: int) -> list[tuple[int, Key, Key]]:
    """The units most like one, each with the own topic and theirs, the most alike first.

    Both sides of a pair are found alike: the likeness of two topics is the same from
    either, and so are the texts that their words are weighed by.
    """
    topics = _attempts() + _questions()
    weights = weights_of([roots for _home, _key, roots in topics])
    best: dict[int, tuple[float, Key, Key]] = {}
    own = [(key, roots) for home, key, roots in topics if home == unit]
    for home, key, roots in topics:
        if home == unit:
            continue
        for mine, of_mine in own:
            alike = likeness(of_mine, roots, weights)
            if alike >= ALIKE and alike > best.get(home, (0.0,))[0]:
                best[home] = (alike, mine, key)
    order = sorted(best, key=lambda home: (-best[home][0], home))
    return [(home, *best[home][1:]) for home in order[:MOST_UNITS]]


def _attempts() -> list[tuple[int, Key, frozenset[str]]]:
    """Unit, key and words of the newest attempts that everybody may see."""
    rows = (
        Experiment.select(
            Experiment.unit, Experiment.id, Experiment.title, Experiment.hypothesis
        )
        .where(
            Experiment.stage != Stage.draft,
            Experiment.visibility == Visibility.everyone,
            Experiment.hidden_at.is_null(),
            Experiment.unit.in_(Person.large_units()),
        )
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
    )
    return [
        (unit, (ATTEMPT, id), roots_in(f"{title} {hypothesis}"))
        for unit, id, title, hypothesis in rows.limit(NEWEST).tuples()
    ]


def _questions() -> list[tuple[int, Key, frozenset[str]]]:
    """Unit, key and words of the newest questions whose askers show their names.

    Of whoever does not, no unit is told: it would say who they may be.
    """
    asked = (QuestionAsker.question == OpenQuestion.id) & QuestionAsker.named
    rows = (
        OpenQuestion.select(Person.unit, OpenQuestion.id, OpenQuestion.body)
        .join_from(OpenQuestion, QuestionAsker, peewee.JOIN.INNER, on=asked)
        .join_from(QuestionAsker, Person, on=QuestionAsker.person)
        .where(
            OpenQuestion.removed_at.is_null(),
            Person.disabled_at.is_null(),
            Person.unit.in_(Person.large_units()),
        )
        .order_by(OpenQuestion.asked_at.desc(), OpenQuestion.id.desc())
    )
    return [
        (unit, (QUESTION, id), roots_in(body))
        for unit, id, body in rows.limit(NEWEST).tuples()
    ]
