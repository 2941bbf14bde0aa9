"""Experiments as lists show them, kept for all who may see them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person, Unit
from tracker.cache import cached, cached_each
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import CoAuthor, Experiment, Picture
from tracker.experiments.queries.visibility import (
    SHOWN,
    Credit,
    ViewerParameter,
    credited,
    is_visible,
    large_among,
    viewer_values,
    visible_to,
)
from tracker.guidelines.models import Platform
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.models.status import fallen_sql
from tracker.prepared import IdsParameter, Prepared, Question, prepared
from tracker.prepared_together import ask_together
from tracker.search import Query

LISTED = SHOWN
LONGEST_SHOWN = 2000
# What a row is made from beside the columns of its experiment, which its key tells
ROW_TABLES = (
    "co_author",
    "conclusion",
    "evidence",
    "lesson",
    "person",
    "picture",
    "platform",
    "retirement",
    "shared_lesson",
    "unit",
)


@dataclass(frozen=True)
class ExperimentRow:
    """An experiment with everything that a list shows.

    Attributes:
        fallen: Contested or retired, where its lesson is; shown wherever it is quoted.
        picture: Its first picture that is not hidden.
    """

    experiment: Experiment
    credit: Credit
    conclusion: Conclusion | None
    lesson: Lesson | None
    fallen: LessonStatus | None = None
    picture: Picture | None = None

    def elsewhere(self, words: Query) -> str:
        """The first text with a search word, when title and second line have none."""
        experiment = self.experiment
        second_line = experiment.hypothesis
        texts = []
        if self.lesson:
            second_line = self.lesson.statement
            texts += [self.lesson.context, experiment.hypothesis]
        if not words.wanted or _shows(words, experiment.title):
            return ""
        if _shows(words, second_line):
            return ""
        if card := self.conclusion:
            texts += [card.observation, card.surprise, card.meaning, card.pushback]
        texts += [experiment.method, experiment.criterion]
        return next((text for text in texts if _shows(words, text[:LONGEST_SHOWN])), "")


def rows_of(ids: Iterable[int], viewer: Person) -> list[ExperimentRow]:
    """The rows of these experiments that the viewer may see, in the order of the ids.

    One query, and two more for those that are not kept. A row is the same for all who
    may see it, but for an author who is withheld.
    """
    keys = row_keys(ids, viewer)
    made: dict[int, ExperimentRow] = {}

    def make(missing: list[int]) -> dict[int, ExperimentRow]:
        made.update(_made(missing, viewer))
        return made

    rows = cached_each(keys, ROW_TABLES, make, lambda id: is_of_key(made[id], keys[id]))
    return [rows[id] for id in keys if id in rows]


def row_keys(ids: Iterable[int], viewer: Person) -> dict[int, tuple]:
    """Those of these experiments that the viewer may see, in the order of the ids, each
    with the key under which its row is kept, and what is made of it.

    The key tells what stands in the columns of the experiment, so that a row is made
    anew when it has changed itself, not whenever somebody writes a draft.
    """
    ids = list(dict.fromkeys(ids))
    if not ids:
        return {}
    values = viewer_values(viewer)
    seen = cached(
        ("row keys", tuple(ids), viewer.facilitates, tuple(values.values())),
        ("co_author", "experiment"),
        lambda: {
            row[0]: _key(row, viewer)
            for row in _seen(viewer).rows_anew(ids=ids, **values)
        },
    )
    return {id: seen[id] for id in ids if id in seen}


def is_of_key(row: ExperimentRow, key: tuple) -> bool:
    """Whether a row is made from what its key tells of its experiment."""
    return _digest(vars(row.experiment)["__data__"][name] for name in _NAMES) == key[-1]


_NAMES = [field.name for field in LISTED]
_AUTHOR, _WITHHELD = _NAMES.index("author"), _NAMES.index("withheld")


def _key(columns: tuple, viewer: Person) -> tuple:
    # A withheld author sees their own name
    own = columns[_WITHHELD] and columns[_AUTHOR] == viewer.id
    return ("experiment row", columns[0], own, _digest(columns))


def _digest(columns: Iterable) -> bytes:
    return hashlib.blake2b(repr(list(columns)).encode(), digest_size=16).digest()


def rows_to_ask(ids: list[int], viewer: Person) -> list[Question]:
    """What `rows_of` asks about some experiments of which none is kept."""
    cards = _cards(viewer).question(ids=ids, **viewer_values(viewer))
    return [seen_to_ask(ids, viewer), cards]


def seen_to_ask(ids: list[int], viewer: Person) -> Question:
    """What `row_keys` asks about some experiments."""
    return _seen(viewer).question(ids=ids, **viewer_values(viewer))


def _seen(viewer: Person) -> Prepared:
    """The query of the `LISTED` columns of those `ids` that a viewer may see."""
    return prepared(
        ("seen", viewer.facilitates),
        lambda: (
            Experiment.select(*LISTED)
            .where(
                Experiment.id.in_(IdsParameter("ids")),
                is_visible(ViewerParameter(viewer.facilitates)),
            )
            .tuples()
        ),
    )


def _made(ids: list[int], viewer: Person) -> dict[int, ExperimentRow]:
    cards = _cards(viewer).question(ids=ids, **viewer_values(viewer))
    ask_together([cards, *co_authors_to_ask(ids)])
    by_id = {row.id: row for row in cards.query.rows_once(**cards.values)}
    prefetch_co_authors(by_id.values())
    large = large_among(by_id.values())
    return {
        id: ExperimentRow(
            row,
            credited(row, viewer, large),
            row.joined_conclusion,
            row.learnt,
            row.fallen and LessonStatus(row.fallen),
            row.first_picture,
        )
        for id, row in by_id.items()
    }


def _cards(viewer: Person) -> Prepared:
    """The query of the rows of some `ids`."""
    return prepared(
        ("with cards", viewer.facilitates),
        lambda: _with_cards(ViewerParameter(viewer.facilitates)),
    )


def _with_cards(viewer: ViewerParameter) -> peewee.ModelSelect:
    """The visible experiments of some `ids`, with learning card, lesson and first picture."""
    shown = Picture.alias()
    first = shown.select(fn.MIN(shown.id)).where(
        shown.experiment == Experiment.id, shown.hidden_at.is_null()
    )
    return (
        visible_to(viewer)
        .select(
            *LISTED,
            Person,
            Unit,
            Platform,
            Conclusion,
            Lesson,
            Picture,
            fallen_sql().alias("fallen"),
        )
        .join_from(
            Experiment,
            Conclusion,
            JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
            attr="joined_conclusion",
        )
        .join_from(
            Experiment,
            Lesson,
            JOIN.LEFT_OUTER,
            on=(Lesson.experiment == Experiment.id),
            attr="learnt",
        )
        .join_from(
            Experiment,
            Picture,
            JOIN.LEFT_OUTER,
            on=(Picture.id == first),
            attr="first_picture",
        )
        .where(Experiment.id.in_(IdsParameter("ids")))
    )


def prefetch_co_authors(experiments: Iterable[Experiment]) -> None:
    """Prefetch the co-authors for `credited` and `is_author`, in one query."""
    by_id = {experiment.id: experiment for experiment in experiments}
    for experiment in by_id.values():
        experiment.co_authors = []
    if by_id:
        for row in _co_authors.rows(experiments=sorted(by_id)):
            by_id[row.experiment_id].co_authors.append(row)


def prefetch_co_authors_of(experiment: Experiment) -> None:
    """As `prefetch_co_authors`, of one that a page is about: most have none."""
    if may_be_referred_to(experiment, CoAuthor.experiment):
        prefetch_co_authors([experiment])
    else:
        experiment.co_authors = []


def co_authors_to_ask(ids: list[int]) -> list[Question]:
    """What `prefetch_co_authors` asks about some experiments."""
    return [_co_authors.question(experiments=sorted(ids))]


_co_authors = Prepared(
    lambda: (
        CoAuthor.select(CoAuthor, Person)
        .join(Person)
        .where(CoAuthor.experiment.in_(IdsParameter("experiments")))
        .order_by(CoAuthor.id)
    )
)


def _shows(words: Query, text: str) -> bool:
    return any(marked for _, marked in words.marks(text))
