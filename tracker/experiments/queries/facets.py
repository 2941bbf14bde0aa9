"""The counts beside the filters: how many experiments one more choice would find."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.cache import cached
from tracker.experiments.models import Experiment, Stage, Tag, Tagging
from tracker.experiments.queries.public_cells import (
    Cell,
    PublicCells,
    without_unit_to_ask,
)
from tracker.experiments.queries.search import (
    ExperimentSearch,
    among,
    awaiting,
    beside_cells,
    cell_choice,
    choices,
    fitting,
    found_for_all,
    has_plain_words,
    rows_with_words,
    stakeholder_choice,
    tag_choice,
)
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_for_everyone,
    is_for_few,
    is_visible,
    shown_unit,
    viewer_values,
)
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.prepared import Prepared, Question, prepared

MOST_TAGS = 12
# What the counts beside the filters are made from
COUNTED_TABLES = ("co_author", "conclusion", "experiment", "person", "tagging", "unit")
AWAITING = "awaiting"
DRAFT = Stage.draft.value
OUTCOMES = [word.value for word in Outcome]


@dataclass(frozen=True)
class FacetCounts:
    """The total, and the counts by platform, outcome, stage and unit.

    Platforms and units are ids; outcomes and stages are their values, and "awaiting".
    The filter of a dimension does not change the counts of that dimension.
    """

    total: int = 0
    platform: Counter = field(default_factory=Counter)
    outcome: Counter = field(default_factory=Counter)
    stage: Counter = field(default_factory=Counter)
    unit: Counter = field(default_factory=Counter)

    def plus(self, other: FacetCounts) -> FacetCounts:
        """The counts of two sets of experiments that have none in common."""
        return FacetCounts(
            self.total + other.total,
            self.platform + other.platform,
            self.outcome + other.outcome,
            self.stage + other.stage,
            self.unit + other.unit,
        )


def counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> FacetCounts:
    """Counts of experiments.

    Those of the experiments that everybody may see are counted in memory, and kept where
    no words are asked for; only what this viewer may see beside them is asked for anew.
    """
    if not asked.has_words:
        shared = cached(
            ("facets", asked, on), COUNTED_TABLES, lambda: _shared(asked, on)
        )
        few = _own_cells(viewer, asked, on).rows(**viewer_values(viewer))
        return shared.plus(counts_from_cells(few, asked))
    shared, found = FacetCounts(), None
    if has_plain_words(asked):
        for_all, found = found_for_all(viewer, asked, PublicCells.of_database())
        shared = _shared(asked, on, for_all)
    if found == []:
        return shared
    build = partial(_cube_of, asked, on)
    few = rows_with_words(viewer, asked, ("facets", on), build, found)
    return shared.plus(counts_from_cells(few, asked))


def _shared(
    asked: ExperimentSearch, on: dt.date, ids: list[int] | None = None
) -> FacetCounts:
    """The counts of what everybody may see, or of some of it."""
    public = PublicCells.of_database()
    ids = among(ids, *beside_cells(asked), *tag_choice(asked))

    def count() -> FacetCounts:
        return counts_of_public(public.cells(ids), asked, on)

    if ids is None:
        return public.counted(("facets", asked, on), count)
    if cell_choice(asked, on) is None:
        return counts_of_all(public.cells_of(ids), on)
    return count()


def counts_of_all(cells: list[Cell], on: dt.date) -> FacetCounts:
    """The counts of published experiments, of which no filter leaves any out."""
    stage = Counter(cell.stage for cell in cells)
    stage[AWAITING] = sum(cell.awaits(on) for cell in cells)
    return FacetCounts(
        len(cells),
        Counter(cell.platform for cell in cells),
        Counter(cell.outcome for cell in cells if cell.outcome),
        stage,
        Counter(cell.unit for cell in cells),
    )


def counts_of_public(
    cells: Mapping[Cell, int], asked: ExperimentSearch, on: dt.date
) -> FacetCounts:
    """The counts from cells with the number of experiments of each."""
    counted: Counter = Counter()
    for cell, n in cells.items():
        late = cell.awaits(on)
        counted[cell.platform, cell.unit, cell.stage, late, cell.outcome] += n
    return _counted([group + (n,) for group, n in counted.items()], asked)


def _cube_of(asked: ExperimentSearch, on: dt.date, seen: list) -> peewee.ModelSelect:
    conditions = tag_choice(asked) + stakeholder_choice(asked)
    return cube(Experiment.select(), on, shown_unit()).where(*seen, *conditions)


def own_to_ask(viewer: Person, asked: ExperimentSearch, on: dt.date) -> list[Question]:
    """What `counts` and `tag_counts` ask about what not everybody may see, where no words
    are searched for.
    """
    values = viewer_values(viewer)
    return [
        _own_cells(viewer, asked, on).question(**values),
        _own_tags(viewer, replace(asked, tags=()), on).question(**values),
    ]


def _own_cells(viewer: Person, asked: ExperimentSearch, on: dt.date) -> Prepared:
    """The query of the cells of what a viewer may see and not everybody."""
    return prepared(
        ("own facets", asked, on, viewer.facilitates),
        lambda: _own(viewer, partial(_cube_of, asked, on), asked).tuples(),
    )


def _own_tags(viewer: Person, asked: ExperimentSearch, on: dt.date) -> Prepared:
    """The query of the tags of what a viewer may see and not everybody."""
    return prepared(
        ("own tags", asked, on, viewer.facilitates),
        lambda: _own(viewer, partial(_uses_of, asked, on), asked),
    )


def _own(
    viewer: Person, build: Callable[[list], peewee.ModelSelect], asked: ExperimentSearch
) -> peewee.ModelSelect:
    """What a query tells of the experiments that a viewer may see and not everybody."""
    reader = ViewerParameter(viewer.facilitates)
    seen = [~is_for_everyone(), is_for_few(reader), is_visible(reader)]
    return build(seen + fitting(viewer, asked))


def counts_from_cells(
    cells: Iterable[Sequence], asked: ExperimentSearch
) -> FacetCounts:
    """The counts from the cells of a cube."""
    groups = []
    for platform, unit, stage, late, n, *by_outcome in cells:
        place = (platform, unit, stage)
        concluded = zip(OUTCOMES, by_outcome, strict=True)
        groups += [place + (False, word, many) for word, many in concluded if many]
        groups.append(place + (True, None, late))
        groups.append(place + (False, None, n - late - sum(by_outcome)))
    return _counted(groups, asked)


def _counted(groups: Iterable[Sequence], asked: ExperimentSearch) -> FacetCounts:
    """The counts from numbers of experiments by platform, unit, stage, whether they await
    their lesson, and outcome.

    An experiment that awaits its lesson has no outcome yet, so a filter by outcome
    leaves none of them.
    """
    counted = FacetCounts()
    total = 0
    for platform, unit, stage, late, outcome, n in groups:
        if not n:
            continue
        in_platform = not asked.platforms or platform in asked.platforms
        in_unit = not asked.units or unit in asked.units
        fits = _fits(stage, asked)
        found = 0
        if not asked.outcomes or outcome in asked.outcomes:
            if fits or (late and asked.awaiting):
                found = n
            if in_platform and in_unit:
                counted.stage[stage] += n
                counted.stage[AWAITING] += late and n
        if in_platform and in_unit:
            total += found
            if fits and outcome:
                counted.outcome[outcome] += n
        if in_unit:
            counted.platform[platform] += found
        if in_platform:
            counted.unit[unit] += found
    return replace(counted, total=total)


def _fits(stage: str, asked: ExperimentSearch) -> bool:
    """Whether a stage is chosen; without a choice all but drafts are."""
    if not asked.stages and not asked.awaiting:
        return stage != DRAFT
    return stage in {chosen.value for chosen in asked.stages}


def tag_counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> list[Tag]:
    """The tags used most in the experiments that fit, each with `.n`."""
    asked = replace(asked, tags=())
    if not asked.has_words:
        shared = cached(
            ("tags", asked, on), COUNTED_TABLES, lambda: _shared_tags(asked, on)
        )
        few = _own_tags(viewer, asked, on).rows(**viewer_values(viewer))
        return most_used(shared + Counter(dict(few)))
    shared, found = Counter(), None
    if has_plain_words(asked):
        for_all, found = found_for_all(viewer, asked, PublicCells.of_database())
        shared = _shared_tags(asked, on, for_all)
    if found == []:
        return most_used(shared)
    build = partial(_uses_of, asked, on)
    few = rows_with_words(viewer, asked, ("tags", on), build, found)
    return most_used(shared + Counter(dict(few)))


def _shared_tags(
    asked: ExperimentSearch, on: dt.date, ids: list[int] | None = None
) -> Counter[int]:
    """The uses of tags in what everybody may see and fits, or in some of it."""
    public = PublicCells.of_database()
    ids = among(ids, *beside_cells(asked))

    def count() -> Counter[int]:
        return public.tags(cell_choice(asked, on), ids)

    if ids is None:
        return public.counted(("tags", asked, on), count)
    return count()


def most_used(used: Counter[int]) -> list[Tag]:
    """The tags used most, each with `.n`, from the number of uses of each tag's id."""
    names = cached(("tag names",), ["tag"], lambda: dict(_tag_names.rows_anew()))
    # One that came while this page is made has no name here yet
    known = [id for id in used if id in names]
    # Equal counts are sorted by name: the id would show when a draft first used the tag
    most = sorted(known, key=lambda id: (-used[id], names[id]))[:MOST_TAGS]
    return [_counted_tag(id, names[id], used[id]) for id in most]


_tag_names = Prepared(lambda: Tag.select(Tag.id, Tag.name).tuples())


def shared_to_ask() -> list[Question]:
    """What `counts` and `tag_counts` ask for every reader alike."""
    return [_tag_names.question(), without_unit_to_ask()]


def _uses_of(asked: ExperimentSearch, on: dt.date, seen: list) -> peewee.ModelSelect:
    """The tags of the experiments that fit, each with how many have it."""
    conditions = seen + list(choices(asked, on).values())
    return (
        Tagging.select(Tagging.tag, fn.COUNT(Tagging.experiment))
        .join(Experiment)
        .where(*conditions)
        .group_by(Tagging.tag)
        .tuples()
    )


def _counted_tag(id: int, name: str, n: int) -> Tag:
    tag = Tag(id=id, name=name)
    tag.n = n
    return tag


def stakeholder_counts(
    viewer: Person, asked: ExperimentSearch, on: dt.date
) -> dict[int, int]:
    """Id of a stakeholder to the number of experiments that fit."""
    conditions = [is_visible(viewer), Experiment.stakeholder.is_null(False)]
    conditions += fitting(viewer, asked)
    conditions += choices(replace(asked, stakeholders=()), on).values()
    about = Experiment.select(Experiment.stakeholder, fn.COUNT(Experiment.id))
    found = about.where(*conditions).group_by(Experiment.stakeholder)
    return dict(found.tuples())


def cube(
    rows: peewee.ModelSelect, on: dt.date, unit=Experiment.unit
) -> peewee.ModelSelect:
    """The counts of experiments by platform, unit and stage.

    Each cell is platform, unit, stage, number that await their lesson, number, and
    number of each outcome. The group follows an index, so the database counts while it
    reads.

    Args:
        rows: A query with the experiment in it.
        unit: The unit that an experiment is counted under.
    """
    n = fn.COUNT(Experiment.id)
    columns = [Experiment.platform, unit.alias("shown_unit"), Experiment.stage]
    columns += [fn.SUM(peewee.Case(None, [(awaiting(on), 1)], 0)), n]
    columns += [n.filter(Conclusion.outcome == Outcome(word)) for word in OUTCOMES]
    return (
        rows.select(*columns)
        .join_from(
            Experiment,
            Conclusion,
            JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
        )
        .group_by(Experiment.platform, peewee.SQL("shown_unit"), Experiment.stage)
    )
