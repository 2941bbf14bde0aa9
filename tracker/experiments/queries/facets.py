"""The counts beside the filters: how many experiments one more choice would find."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.cache import cached
from tracker.db import database
from tracker.experiments.models import Experiment, Stage, Tag, Tagging
from tracker.experiments.queries.search import (
    ExperimentSearch,
    awaiting,
    choices,
    fitting,
    rows_with_words,
    stakeholder_choice,
    tag_choice,
)
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    experiments_without_unit,
    is_for_everyone,
    is_for_few,
    is_visible,
    viewer_values,
)
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.prepared import prepared

MOST_TAGS = 12
NO_UNIT = 0
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

    Without words, those of the experiments that everybody may see are kept; only what
    this viewer may see beside them is counted anew.
    """
    conditions = tag_choice(asked) + stakeholder_choice(asked)
    if asked.words or asked.words.signs:
        cells = rows_with_words(
            viewer,
            asked,
            ("facets", on),
            lambda seen: cube(Experiment.select(), on, shown_unit()).where(
                *seen, *conditions
            ),
        )
        return counts_from_cells(cells, asked)
    conditions += fitting(viewer, asked)
    shared = cached(
        ("facets", asked, on), COUNTED_TABLES, lambda: _shared(conditions, asked, on)
    )
    own = prepared(
        ("own facets", asked, on, viewer.facilitates),
        lambda: _own_cube(conditions, viewer.facilitates, on),
    )
    return shared.plus(counts_from_cells(own.rows(**viewer_values(viewer)), asked))


def _shared(conditions: list, asked: ExperimentSearch, on: dt.date) -> FacetCounts:
    """The counts of what everybody may see."""
    rows = cube(Experiment.select(), on).where(is_for_everyone(), *conditions)
    return counts_from_cells(cells_of(rows), asked)


def _own_cube(conditions: list, facilitates: bool, on: dt.date) -> peewee.ModelSelect:
    """The cells of what a viewer may see and not everybody."""
    viewer = ViewerParameter(facilitates)
    rows = cube(Experiment.select(), on, shown_unit()).where(
        ~is_for_everyone(), is_for_few(viewer), is_visible(viewer), *conditions
    )
    return rows.tuples()


def shown_unit():
    """The unit to count an experiment under: none where nobody may know it."""
    small = Experiment.id.in_(experiments_without_unit())
    return peewee.Case(None, [(small, NO_UNIT)], Experiment.unit)


def counts_from_cells(
    cells: Iterable[Sequence], asked: ExperimentSearch
) -> FacetCounts:
    """The counts from the cells of a cube.

    An experiment that awaits its lesson has no outcome yet, so a filter by outcome
    leaves none of them.
    """
    chosen = [OUTCOMES.index(word.value) for word in asked.outcomes]
    counted = FacetCounts()
    total = 0
    for platform, unit, stage, late, n, *by_outcome in cells:
        if chosen:
            n = sum(by_outcome[at] for at in chosen)
            late = 0
        in_platform = not asked.platforms or platform in asked.platforms
        in_unit = not asked.units or unit in asked.units
        fits = _fits(stage, asked)
        found = _found(fits, n, late, asked)
        if in_platform and in_unit:
            counted.stage[stage] += n
            counted.stage[AWAITING] += late
            total += found
            if fits:
                counted.outcome.update(dict(zip(OUTCOMES, by_outcome, strict=True)))
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


def _found(fits: bool, n: int, late: int, asked: ExperimentSearch) -> int:
    """How many experiments of a cell are found."""
    if fits:
        return n
    if asked.awaiting:
        return late
    return 0


def cells_of(cube: peewee.ModelSelect) -> Iterable[Sequence]:
    """The cells of a cube.

    Anonymous experiments are counted without a unit when it has become small.
    """
    lone = [id for (id,) in experiments_without_unit().tuples()]
    if not lone:
        return database.execute(cube)
    cells = list(database.execute(cube.where(Experiment.id.not_in(lone))))
    for cell in database.execute(cube.where(Experiment.id.in_(lone))):
        platform, _unit, *rest = cell
        cells.append([platform, NO_UNIT] + rest)
    return cells


def tag_counts(viewer: Person, asked: ExperimentSearch, on: dt.date) -> list[Tag]:
    """The tags used most in the experiments that fit, each with `.n`."""
    asked = replace(asked, tags=())
    conditions = list(choices(asked, on).values())
    if asked.words or asked.words.signs:
        uses = rows_with_words(
            viewer, asked, ("tags", on), lambda seen: _uses(seen + conditions)
        )
        used = Counter(dict(uses))
    else:
        conditions += fitting(viewer, asked)
        shared = cached(
            ("tags", asked, on),
            COUNTED_TABLES,
            lambda: Counter(dict(_uses([is_for_everyone()] + conditions))),
        )
        reader = ViewerParameter(viewer.facilitates)
        seen = is_for_few(reader) & is_visible(reader)
        own = prepared(
            ("own tags", asked, on, viewer.facilitates),
            lambda: _uses([~is_for_everyone(), seen] + conditions),
        )
        used = shared + Counter(dict(own.rows(**viewer_values(viewer))))
    return most_used(used)


def most_used(used: Counter[int]) -> list[Tag]:
    """The tags used most, each with `.n`, from the number of uses of each tag's id."""
    names = cached(("tag names",), ["tag"], _tag_names)
    # One that came while this page is made has no name here yet
    known = [id for id in used if id in names]
    # Equal counts are sorted by name: the id would show when a draft first used the tag
    most = sorted(known, key=lambda id: (-used[id], names[id]))[:MOST_TAGS]
    return [_counted_tag(id, names[id], used[id]) for id in most]


def _tag_names() -> dict[int, str]:
    return dict(Tag.select(Tag.id, Tag.name).tuples())


def _uses(conditions: list) -> peewee.ModelSelect:
    """Tags, each with the number of experiments with it that fulfil the conditions."""
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
