"""Finding experiments: words and choices in, rows out.

What is chosen in one dimension is any of them, and all dimensions hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN, SQL, fn

from tracker.accounts.models import Person, Unit
from tracker.db import is_sqlite
from tracker.experiments.models import CoAuthor, Experiment, Stage, Tag, Tagging
from tracker.experiments.queries.visibility import (
    Credit,
    credited,
    is_visible,
    large_among,
    of_units,
    visible_to,
)
from tracker.guidelines.models import Platform
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.lessons.models import Conclusion, Lesson
from tracker.search import Query

# All but what is long and never shown. Never a choice of columns: `credited` must find
# every field it decides by.
LISTED = [field for field in Experiment._meta.sorted_fields if field.name != "words"]
LONGEST_SHOWN = 2000


@dataclass(frozen=True)
class ExperimentSearch:
    """What somebody looks for.

    Platforms, units, tags and stakeholders are ids; `since` and `before` are moments of
    publication.

    Standing, and whether it was used, are asked of lessons alone.
    """

    words: Query = Query()
    platforms: tuple[int, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    stages: tuple[Stage, ...] = ()
    awaiting: bool = False
    units: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    stakeholders: tuple[int, ...] = ()
    since: dt.datetime | None = None
    before: dt.datetime | None = None
    standings: tuple[LessonStatus, ...] = ()
    used: bool = False

    @property
    def drafts(self) -> bool:
        """Whether one's own drafts are asked for; otherwise only what was published is listed."""
        return Stage.draft in self.stages

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for, so that far from everything fits."""
        return self != ExperimentSearch(tags=self.tags)


@dataclass(frozen=True)
class ExperimentRow:
    """An experiment in a list, with all that the list shows."""

    experiment: Experiment
    credit: Credit
    conclusion: Conclusion | None
    lesson: Lesson | None

    def elsewhere(self, words: Query) -> str:
        """The first other text that has what was searched for, when neither title nor
        the line below it shows any.
        """
        line = self.lesson.statement if self.lesson else self.experiment.hypothesis
        if (
            not words.wanted
            or _shows(words, self.experiment.title)
            or _shows(words, line)
        ):
            return ""
        told = self.conclusion
        learnt = self.lesson
        texts = [
            *([learnt.context, self.experiment.hypothesis] if learnt else []),
            *(
                [told.observation, told.surprise, told.meaning, told.pushback]
                if told
                else []
            ),
            *(self.experiment.method, self.experiment.criterion),
        ]
        return next((text for text in texts if _shows(words, text[:LONGEST_SHOWN])), "")


def matching(
    viewer: Person, asked: ExperimentSearch, on: dt.date
) -> peewee.ModelSelect:
    """Ids and days of the experiments a viewer may see that fit, in no order.

    Args:
        on: Today; after its last day an experiment awaits its lesson.
    """
    return Experiment.select(Experiment.id, newest(asked).alias("newest")).where(
        is_visible(viewer), *fitting(asked), *choices(asked, on).values()
    )


def newest(asked: ExperimentSearch):
    """The moment that a list is ordered by: publication; a draft, where drafts are
    asked for, counts from its last change.
    """
    if asked.drafts:
        return fn.COALESCE(Experiment.published_at, Experiment.changed_at)
    return Experiment.published_at


def fitting(asked: ExperimentSearch) -> list:
    """The conditions that no counts leave out: words and days."""
    return [
        *holding(Experiment, asked.words),
        *([Experiment.published_at >= asked.since] if asked.since else []),
        *([Experiment.published_at < asked.before] if asked.before else []),
    ]


def choices(asked: ExperimentSearch, on: dt.date) -> dict:
    """The condition of each dimension in which something is chosen; without a choice of
    stage, drafts are left out.
    """
    told = Conclusion.select(Conclusion.experiment).where(
        Conclusion.outcome.in_(asked.outcomes)
    )
    return {
        **(
            {"platform": Experiment.platform.in_(asked.platforms)}
            if asked.platforms
            else {}
        ),
        **({"outcome": Experiment.id.in_(told)} if asked.outcomes else {}),
        **({"unit": of_units(asked.units)} if asked.units else {}),
        **({"tag": tag_choice(asked)[0]} if asked.tags else {}),
        **({"stakeholder": stakeholder_choice(asked)[0]} if asked.stakeholders else {}),
        "stage": _in_stage(asked, on),
    }


def tag_choice(asked: ExperimentSearch) -> list:
    """The condition that one of the chosen tags is on it, if any is chosen."""
    tagged = Tagging.select(Tagging.experiment).where(Tagging.tag.in_(asked.tags))
    if asked.tags:
        return [Experiment.id.in_(tagged)]
    return []


def stakeholder_choice(asked: ExperimentSearch) -> list:
    """The condition that it is about one of the chosen stakeholders, if any is chosen."""
    if asked.stakeholders:
        return [Experiment.stakeholder.in_(asked.stakeholders)]
    return []


def awaiting(on: dt.date):
    """The condition that the time is up and the lesson is not told."""
    return Experiment.stage.in_([Stage.planned, Stage.running]) & (
        Experiment.ends_on < on
    )


def holding(model: type[peewee.Model], words: Query) -> list:
    """The conditions under which a row's words answer a query, each as its database
    searches them.
    """
    wanted, unwanted = words.fts5() if is_sqlite() else words.tsquery()
    found = found_by_words(model)
    return [
        *([model.id.in_(SQL(f"({found})", [wanted]))] if wanted else []),
        *([model.id.not_in(SQL(f"({found})", [unwanted]))] if unwanted else []),
    ]


def found_by_words(model: type[peewee.Model]) -> str:
    """The SQL of the ids that answer a query, with one place for it.

    PostgreSQL must take its search index: OFFSET 0 keeps it from reading every row in
    the order of the page instead.
    """
    table = model._meta.table_name
    if is_sqlite():
        return f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?"
    return (
        f"SELECT id FROM {table} WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s)"
        " OFFSET 0"
    )


def rows_of(ids: Iterable[int], viewer: Person) -> list[ExperimentRow]:
    """The rows of these experiments, in this order, without those the viewer may not
    see.

    Two queries, however many.
    """
    ids = list(ids)
    experiments = (
        visible_to(viewer)
        .select(*LISTED, Person, Unit, Platform, Conclusion, Lesson)
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
        .where(Experiment.id.in_(ids))
    )
    by_id = {row.id: row for row in experiments} if ids else {}
    _prefetch_co_authors(by_id)
    found = [by_id[id] for id in ids if id in by_id]
    large = large_among(found)
    return [
        ExperimentRow(
            row, credited(row, viewer, large), row.joined_conclusion, row.learnt
        )
        for row in found
    ]


def _prefetch_co_authors(by_id: dict[int, Experiment]) -> None:
    """Read the co-authors of all of them at once, where `credited` looks for them."""
    for experiment in by_id.values():
        experiment.co_authors = []
    if by_id:
        for row in (
            CoAuthor.select(CoAuthor, Person)
            .join(Person)
            .where(CoAuthor.experiment.in_(list(by_id)))
            .order_by(CoAuthor.id)
        ):
            by_id[row.experiment_id].co_authors.append(row)


def tags_named(names: Iterable[str], viewer: Person) -> list[Tag]:
    """The tags of these names, those that stand on something the viewer may see: a
    draft's own would tell that there is one.
    """
    names = list(names)
    if names:
        return list(
            Tag.select().where(Tag.name.in_(names), seen_by(viewer)).order_by(Tag.name)
        )
    return []


def seen_by(viewer: Person):
    """The condition that a tag stands on something the viewer may see."""
    return fn.EXISTS(
        Tagging.select(Tagging.id)
        .join(Experiment)
        .where(Tagging.tag == Tag.id, is_visible(viewer))
    )


def _in_stage(asked: ExperimentSearch, on: dt.date):
    if not asked.stages and not asked.awaiting:
        return Experiment.stage != Stage.draft
    wanted = Experiment.stage.in_(asked.stages)
    if not asked.awaiting:
        return wanted
    if asked.stages:
        return wanted | awaiting(on)
    return awaiting(on)


def _shows(words: Query, text: str) -> bool:
    return any(marked for _, marked in words.marks(text))
