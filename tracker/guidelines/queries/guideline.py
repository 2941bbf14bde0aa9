"""Answers about guidelines: what holds where, what was done under it, and how many have read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, ExperimentClause, Stage
from tracker.experiments.queries.visibility import is_visible, visible_to
from tracker.guidelines.models import (
    EVERYWHERE,
    Amendment,
    Clause,
    ClauseKind,
    Guideline,
    Platform,
    ReadReceipt,
)
from tracker.small_groups import Figure

KINDS = list(ClauseKind)
MOST_LISTED = 40


@dataclass(frozen=True)
class GuidelineWithClauses:
    """A guideline with its clauses, those of a kind together, in the order one reads them."""

    guideline: Guideline
    clauses: list[Clause]

    def of(self, kind: str) -> list[Clause]:
        return [clause for clause in self.clauses if clause.kind == kind]

    @property
    def drafts(self) -> int:
        """How many of its clauses, and its stance, are as they came ready."""
        return sum(clause.is_draft for clause in self.clauses) + self.guideline.is_draft


def guidelines() -> peewee.ModelSelect:
    """Every guideline, joined with its platform, as the platforms stand; what holds
    everywhere first.
    """
    rows = Guideline.select(Guideline, Platform).join(Platform, JOIN.LEFT_OUTER)
    return rows.order_by(
        Platform.position.is_null(False), Platform.position, Platform.id
    )


def in_use() -> peewee.ModelSelect:
    """The guidelines of the places where the organisation is, and what holds everywhere."""
    return guidelines().where(Platform.in_use | Guideline.platform.is_null())


def everywhere() -> Guideline | None:
    """What holds everywhere."""
    return Guideline.get_or_none(Guideline.slug == EVERYWHERE)


def guideline_at(slug: str) -> peewee.ModelSelect:
    """The guideline of one address."""
    return guidelines().where(Guideline.slug == slug.replace("\0", ""))


def with_clauses(shown: Iterable[Guideline]) -> list[GuidelineWithClauses]:
    """These guidelines with the clauses that hold; one query for all."""
    shown = list(shown)
    gathered: dict[int, list[Clause]] = {guideline.id: [] for guideline in shown}
    for clause in active_clauses().where(Clause.guideline.in_(list(gathered) or [0])):
        gathered[clause.guideline_id].append(clause)
    return [
        GuidelineWithClauses(guideline, _in_order(gathered[guideline.id]))
        for guideline in shown
    ]


def active_clauses() -> peewee.ModelSelect:
    """The clauses that hold."""
    return (
        Clause.select()
        .where(Clause.retired_at.is_null())
        .order_by(Clause.position, Clause.id)
    )


def clauses() -> peewee.ModelSelect:
    """Every clause, those that were retired too, joined with guideline and platform."""
    return (
        Clause.select(Clause, Guideline, Platform)
        .join(Guideline)
        .join(Platform, JOIN.LEFT_OUTER)
    )


def retired_from(guideline: Guideline) -> list[Clause]:
    """Clauses that no longer hold, the last retired first."""
    gone = Clause.select().where(
        Clause.guideline == guideline, Clause.retired_at.is_null(False)
    )
    return list(gone.order_by(Clause.retired_at.desc(), Clause.id.desc()))


def named(ids: Iterable[int]) -> list[Clause]:
    """Clauses by their ids, joined with guideline and platform."""
    return list(clauses().where(Clause.id.in_(list(ids) or [0])).order_by(Clause.id))


def guidelines_for_plan(platforms: Iterable[Platform]) -> list[GuidelineWithClauses]:
    """What stands beside a plan card: the guideline of each platform that may be
    chosen, then what holds everywhere.
    """
    ids = [platform.id for platform in platforms]
    rows = list(
        guidelines().where(
            Guideline.platform.in_(ids or [0]) | Guideline.platform.is_null()
        )
    )
    return sorted(with_clauses(rows), key=lambda rules: rules.guideline.is_everywhere)


def read_by_how_many(guideline: Guideline) -> Figure:
    """How many active colleagues have read the present edition; hidden where they, or
    the others, are fewer than five.
    """
    active = Person.disabled_at.is_null()
    read = (
        ReadReceipt.select()
        .join(Person)
        .where(ReadReceipt.guideline == guideline, active)
        .count()
    )
    return Figure.about(read, of=Person.select().where(active).count())


def has_read(guideline: Guideline, person: Person) -> bool:
    """Whether somebody has said so; told to that person alone."""
    return (
        ReadReceipt.select()
        .where(ReadReceipt.guideline == guideline, ReadReceipt.person == person)
        .exists()
    )


def experiments_under(clause: Clause, viewer: Person) -> list[int]:
    """Ids of the published attempts that were planned under a clause, among those one
    may see, the newest first.
    """
    under = ExperimentClause.select(ExperimentClause.experiment).where(
        ExperimentClause.clause == clause
    )
    rows = visible_to(viewer).where(
        Experiment.stage != Stage.draft, Experiment.id.in_(under)
    )
    newest = rows.order_by(Experiment.published_at.desc(), Experiment.id.desc()).limit(
        MOST_LISTED
    )
    return [row.id for row in newest]


def experiment_counts_by_clause(
    shown: Iterable[Clause], viewer: Person
) -> dict[int, int]:
    """Clause to the number of published attempts under it that one may see."""
    ids = [clause.id for clause in shown]
    rows = ExperimentClause.select(
        ExperimentClause.clause, peewee.fn.COUNT(ExperimentClause.id)
    ).join(Experiment)
    rows = rows.where(
        ExperimentClause.clause.in_(ids or [0]),
        Experiment.stage != Stage.draft,
        is_visible(viewer),
    )
    return dict(rows.group_by(ExperimentClause.clause).tuples())


def experiments_on(
    platform: Platform, viewer: Person, limit: int
) -> tuple[list[int], int]:
    """Published attempts on a platform, among those one may see: ids of the newest, and
    how many there are.
    """
    rows = visible_to(viewer).where(
        Experiment.stage != Stage.draft, Experiment.platform == platform
    )
    newest = rows.order_by(Experiment.published_at.desc(), Experiment.id.desc()).limit(
        limit
    )
    return [row.id for row in newest], rows.count()


def clauses_of_experiment(experiment: Experiment) -> list[Clause]:
    """The clauses that an attempt was planned under."""
    under = ExperimentClause.select(ExperimentClause.clause).where(
        ExperimentClause.experiment == experiment
    )
    return list(clauses().where(Clause.id.in_(under)).order_by(Clause.id))


def amendments_of(guideline: Guideline) -> peewee.ModelSelect:
    """What was changed in a guideline, joined with who did it and with the clause."""
    rows = Amendment.of(guideline).select_extend(Clause)
    return rows.join_from(Amendment, Clause, JOIN.LEFT_OUTER)


def _in_order(clauses: list[Clause]) -> list[Clause]:
    return sorted(clauses, key=lambda clause: KINDS.index(clause.kind))
