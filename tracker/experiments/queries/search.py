"""Search of experiments: words and filters in, rows out.

Values of one dimension are joined by "or", dimensions by "and".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Stage, Tag, Tagging
from tracker.experiments.models.tag import tidy_tags
from tracker.experiments.queries.public_cells import Cell, PublicCells
from tracker.experiments.queries.relevance import as_typed, holding, ids_in, ranked
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_for_everyone,
    is_visible,
    of_units,
    viewer_values,
)
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.lessons.models import Conclusion
from tracker.prepared import IdsParameter, prepared
from tracker.search import Query, Ranking


@dataclass(frozen=True)
class ExperimentSearch:
    """The words and filters of a search.

    The ranking holds what the words find, so that they are searched for once.
    Platforms, units, tags and stakeholders are ids; `since` and `before` are times of
    publication. `standings` and `used` are filters of lessons alone.

    Attributes:
        best_alone: Whether only what is ranked is listed, not whatever has the words.
    """

    words: Query = Query()
    ranking: Ranking | None = field(default=None, compare=False)
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
    best_alone: bool = field(default=False, compare=False)

    @property
    def has_words(self) -> bool:
        """Whether anything is searched for, be it signs alone."""
        return bool(self.words or self.words.signs)

    @property
    def drafts(self) -> bool:
        """Whether own drafts are listed too; otherwise only published experiments are."""
        return Stage.draft in self.stages

    def is_exact(self, ids: Iterable[int]) -> bool:
        """Whether one of these experiments has all the words; else they are the nearest.

        Only once it is searched for: see `searched`.
        """
        return not self.words.loose or not self.ranking.exact.isdisjoint(ids)

    @property
    def finds_more(self) -> bool:
        """Whether more have the words than are listed, which are the best."""
        return self.best_alone and self.ranking is not None and self.ranking.more

    @property
    def found(self) -> list[int]:
        """The ids of what the words find, as far as it is listed."""
        if self.best_alone:
            return list(self.ranking.scores)
        return self.ranking.everything()

    @property
    def is_chosen(self) -> bool:
        """Whether not all that has a word fits: for a filter, a phrase or a -word."""
        filtered = self != ExperimentSearch(words=self.words)
        return filtered or bool(self.words.required or self.words.unwanted)


def matching(
    viewer: Person, asked: ExperimentSearch, on: dt.date
) -> peewee.ModelSelect:
    """Ids and days of the experiments that fit and that the viewer may see, unordered.

    Args:
        on: Today; after its review day an experiment awaits its lesson.
    """
    conditions = [is_visible(viewer)] + fitting(viewer, asked)
    conditions += choices(asked, on).values()
    rows = Experiment.select(Experiment.id, newest(asked).alias("newest"))
    return rows.where(*conditions)


def newest(asked: ExperimentSearch):
    """The time that a list is ordered by: publication, for drafts the last change."""
    if asked.drafts:
        return fn.COALESCE(Experiment.published_at, Experiment.changed_at)
    return Experiment.published_at


def searched(
    viewer: Person, asked: ExperimentSearch, on: dt.date, *, best: bool = False
) -> ExperimentSearch:
    """The search with what its words find, for a page that asks several things of it.

    Args:
        best: Whether the best are listed first, and then no more than can be ranked.
    """
    focus = None
    if asked.is_chosen:
        conditions = list(choices(asked, on).values()) + _on_days(asked)
        conditions += as_typed(asked.words)
        chosen = Experiment.select(Experiment.id).where(*conditions)
        focus = partial(ids_in, chosen)
    ranking = ranked(viewer, asked.words, drafts=True, focus=focus)
    return replace(
        asked,
        ranking=ranking,
        words=asked.words.found(ranking.keys),
        best_alone=best,
    )


def fitting(viewer: Person, asked: ExperimentSearch) -> list:
    """The conditions that hold for all counts: words and days."""
    return holding(asked.words, _found(viewer, asked), drafts=True) + _on_days(asked)


def _found(viewer: Person, asked: ExperimentSearch) -> list[int]:
    """The ids of what the words find, searched for if nobody has done it yet."""
    if asked.ranking is None:
        asked = replace(asked, ranking=ranked(viewer, asked.words, drafts=True))
    return asked.found


def rows_with_words(
    viewer: Person,
    asked: ExperimentSearch,
    shape: Hashable,
    build: Callable[[list], peewee.ModelSelect],
    found: list[int] | None = None,
) -> list[tuple]:
    """Rows of a query of what has the words of a search, which are asked anew each time.

    Its text is built once where nothing but what the words find differs from search to
    search: where there are no phrases and no unwanted words.

    Args:
        asked: The search, once it is searched for.
        shape: What the query is, with everything that its text depends on but the search.
        build: Builds the query from the conditions that an experiment is found and that
            the viewer may see it.
        found: The ids of what the words find, if only some of it is asked about; only
            where the words are plain.
    """
    if not has_plain_words(asked):
        return list(build([is_visible(viewer)] + fitting(viewer, asked)).tuples())
    if found is None:
        found = _found(viewer, asked)
    reader = ViewerParameter(viewer.facilitates)
    seen = [is_visible(reader), Experiment.id.in_(IdsParameter("found"))]
    query = prepared(
        (shape, replace(asked, words=Query()), reader.facilitates),
        lambda: build(seen + _on_days(asked)).tuples(),
    )
    return query.raw_rows(found=found, **viewer_values(viewer))


def has_plain_words(asked: ExperimentSearch) -> bool:
    """Whether it is searched for words alone, without phrases and unwanted words."""
    words = asked.words
    if words.signs or words.required or words.unwanted:
        return False
    return bool(words.loose)


def found_for_all(
    viewer: Person, asked: ExperimentSearch, public: PublicCells
) -> tuple[list[int], list[int]]:
    """What plain words find: the ids of what everybody may see, and those of the rest."""
    found = _found(viewer, asked)
    for_all = public.known(found)
    return for_all, sorted(set(found).difference(for_all))


def among(ids: list[int] | None, *conditions) -> list[int] | None:
    """Those of some ids, or of all that everybody may see, that fulfil the conditions;
    None for all of them.
    """
    if not conditions:
        return ids
    chosen = Experiment.select(Experiment.id).where(is_for_everyone(), *conditions)
    if ids is None:
        return ids_in(chosen)
    return sorted(set(ids).intersection(ids_in(chosen)))


def best_matching(viewer: Person, asked: ExperimentSearch, on: dt.date) -> list[int]:
    """The ids of the experiments that `matching` finds by words, unordered."""

    def build(seen: list) -> peewee.ModelSelect:
        return Experiment.select(Experiment.id).where(
            *seen, *choices(asked, on).values()
        )

    found = None
    best = []
    if has_plain_words(asked):
        public = PublicCells.of_database()
        for_all, found = found_for_all(viewer, asked, public)
        for_all = among(for_all, *beside_cells(asked), *tag_choice(asked))
        best = public.fitting(for_all, cell_choice(asked, on))
    if found != []:
        rows = rows_with_words(viewer, asked, ("best", on), build, found)
        best += [id for (id,) in rows]
    return best


def cell_choice(asked: ExperimentSearch, on: dt.date) -> Callable[[Cell], bool] | None:
    """What says whether a cell fulfils the `choices` that it tells of; None where all do."""
    chosen = (asked.platforms, asked.outcomes, asked.units, asked.stages)
    if any(chosen) or asked.awaiting:
        return partial(_fits_cell, asked, on)
    return None


def _fits_cell(asked: ExperimentSearch, on: dt.date, cell: Cell) -> bool:
    if asked.platforms and cell.platform not in asked.platforms:
        return False
    if asked.outcomes and cell.outcome not in asked.outcomes:
        return False
    if asked.units and cell.unit not in asked.units:
        return False
    if not asked.stages and not asked.awaiting:
        return True
    return cell.stage in asked.stages or (asked.awaiting and cell.awaits(on))


def beside_cells(asked: ExperimentSearch) -> list:
    """The conditions of which no cell tells, but for the tags: days and stakeholders."""
    return stakeholder_choice(asked) + _on_days(asked)


def _on_days(asked: ExperimentSearch) -> list:
    """The conditions on the time of publication."""
    conditions = []
    if asked.since:
        conditions.append(Experiment.published_at >= asked.since)
    if asked.before:
        conditions.append(Experiment.published_at < asked.before)
    return conditions


def choices(asked: ExperimentSearch, on: dt.date) -> dict:
    """The condition of each dimension that is filtered, and of the stage."""
    conditions = {}
    if asked.platforms:
        conditions["platform"] = Experiment.platform.in_(asked.platforms)
    if asked.outcomes:
        concluded = Conclusion.select(Conclusion.experiment)
        concluded = concluded.where(Conclusion.outcome.in_(asked.outcomes))
        conditions["outcome"] = Experiment.id.in_(concluded)
    if asked.units:
        conditions["unit"] = of_units(asked.units)
    if asked.tags:
        conditions["tag"] = tag_choice(asked)[0]
    if asked.stakeholders:
        conditions["stakeholder"] = stakeholder_choice(asked)[0]
    conditions["stage"] = _in_stage(asked, on)
    return conditions


def tag_choice(asked: ExperimentSearch) -> list:
    """The condition on tags, in a list that is empty when none is chosen."""
    tagged = Tagging.select(Tagging.experiment).where(Tagging.tag.in_(asked.tags))
    if asked.tags:
        return [Experiment.id.in_(tagged)]
    return []


def stakeholder_choice(asked: ExperimentSearch) -> list:
    """The condition on stakeholders, in a list that is empty when none is chosen."""
    if asked.stakeholders:
        return [Experiment.stakeholder.in_(asked.stakeholders)]
    return []


def awaiting(on: dt.date):
    """The condition that the review day has passed and there is no lesson yet."""
    return (Experiment.stage == Stage.running) & (Experiment.review_on < on)


def tags_named(names: Iterable[str], viewer: Person) -> list[Tag]:
    """The tags of these names that are on an experiment that the viewer may see.

    A tag of a draft alone would reveal the draft.
    """
    ids = list(Tag.ids_named(tidy_tags(names) or [""]).values())
    if ids:
        return list(
            Tag.select().where(Tag.id.in_(ids), seen_by(viewer)).order_by(Tag.name)
        )
    return []


def seen_by(viewer: Person):
    """The condition that a tag is on an experiment that the viewer may see."""
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
