"""Guidelines with their clauses, experiments, readers and history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
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
from tracker.prepared import IdsParameter, Parameter, Prepared
from tracker.small_groups import Figure

KINDS = list(ClauseKind)
MOST_LISTED = 40


@dataclass(frozen=True)
class GuidelineWithClauses:
    """A guideline with its clauses, grouped by kind in reading order."""

    guideline: Guideline
    clauses: list[Clause]

    def of(self, kind: str) -> list[Clause]:
        return [clause for clause in self.clauses if clause.kind == kind]

    @property
    def drafts(self) -> int:
        """The number of drafts among its clauses and its stance."""
        return sum(clause.is_draft for clause in self.clauses) + self.guideline.is_draft


def guidelines() -> peewee.ModelSelect:
    """Every guideline, joined with its platform and in the order of the platforms; that of
    everywhere first.
    """
    rows = Guideline.select(Guideline, Platform).join(Platform, JOIN.LEFT_OUTER)
    return rows.order_by(
        Platform.position.is_null(False), Platform.position, Platform.id
    )


def in_use() -> list[Guideline]:
    """The guidelines of the platforms in use, and that of everywhere."""
    return _in_use.rows()


_in_use = Prepared(
    lambda: guidelines().where(Platform.in_use | Guideline.platform.is_null())
)


def everywhere() -> Guideline | None:
    """The guideline of everywhere."""
    return Guideline.get_or_none(Guideline.slug == EVERYWHERE)


def guideline_at(slug: str) -> peewee.ModelSelect:
    """The guideline of a slug."""
    return guidelines().where(Guideline.slug == slug.replace("\0", ""))


def with_clauses(shown: Iterable[Guideline]) -> list[GuidelineWithClauses]:
    """These guidelines with their active clauses, in one query."""
    shown = list(shown)
    gathered: dict[int, list[Clause]] = {guideline.id: [] for guideline in shown}
    for clause in _clauses_in.rows(guidelines=gathered):
        gathered[clause.guideline_id].append(clause)
    return [
        GuidelineWithClauses(guideline, _in_order(gathered[guideline.id]))
        for guideline in shown
    ]


def active_clauses() -> peewee.ModelSelect:
    """The clauses that are not retired."""
    return (
        Clause.select()
        .where(Clause.retired_at.is_null())
        .order_by(Clause.position, Clause.id)
    )


_clauses_in = Prepared(
    lambda: active_clauses().where(Clause.guideline.in_(IdsParameter("guidelines")))
)


def clauses() -> peewee.ModelSelect:
    """Every clause, those that were retired too, joined with guideline and platform."""
    return (
        Clause.select(Clause, Guideline, Platform)
        .join(Guideline)
        .join(Platform, JOIN.LEFT_OUTER)
    )


def to_agree() -> peewee.ModelSelect:
    """The decided guidelines of platforms in use whose stance no leader has said yes to."""
    rows = Guideline.select(Guideline, Platform).join(Platform)
    return rows.where(
        Platform.in_use, ~Guideline.is_draft, Guideline.agreed_at.is_null()
    ).order_by(Platform.position, Platform.id)


def edited() -> set[int]:
    """Ids of the guidelines in which somebody has changed, added or retired a text."""
    rows = Amendment.select(Amendment.guideline, Amendment.act, Amendment.changes)
    rows = rows.where(
        Amendment.by.is_null(False),
        Amendment.act.in_(("added", "amended", "retired", "decided")),
    )
    return {
        guideline
        for guideline, act, changes in rows.tuples()
        if act != "decided" or changes.keys() & {"why", "why_en", "stance"}
    }


def is_own(guideline: Guideline, edited_ids: set[int]) -> bool:
    """Whether it is the organisation's own: no draft, and a text of it was edited, or
    somebody is named who decided it, and on which day.
    """
    named = guideline.decided_by and guideline.decided_on
    return not guideline.is_draft and bool(named or guideline.id in edited_ids)


def retired_from(guideline: Guideline) -> list[Clause]:
    """The retired clauses of a guideline, the last retired first."""
    gone = Clause.select().where(
        Clause.guideline == guideline, Clause.retired_at.is_null(False)
    )
    return list(gone.order_by(Clause.retired_at.desc(), Clause.id.desc()))


def named(ids: Iterable[int]) -> list[Clause]:
    """Clauses by their ids, joined with guideline and platform."""
    ids = list(ids)
    if not ids:
        return []
    return list(clauses().where(Clause.id.in_(ids)).order_by(Clause.id))


def guidelines_for_plan(platform: int | None) -> list[GuidelineWithClauses]:
    """The guidelines beside a plan card: that of a platform that is in use, then that of
    everywhere.
    """
    wanted = Guideline.platform.is_null()
    if platform:
        wanted |= (Guideline.platform == platform) & Platform.in_use
    rows = with_clauses(guidelines().where(wanted))
    return sorted(rows, key=lambda rules: rules.guideline.is_everywhere)


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
    """Whether the viewer has read the current edition; shown to the viewer only."""
    return (
        ReadReceipt.select()
        .where(ReadReceipt.guideline == guideline, ReadReceipt.person == person)
        .exists()
    )


def experiments_under(clause: Clause, viewer: Person) -> list[int]:
    """Ids of the published experiments under a clause that the viewer may see, the newest
    first.
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
    """Clause id to the number of published experiments under it that the viewer may see."""
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
    """Ids of the newest published experiments on a platform that the viewer may see, and
    the number of all of them.
    """
    rows = visible_to(viewer).where(
        Experiment.stage != Stage.draft, Experiment.platform == platform
    )
    newest = rows.order_by(Experiment.published_at.desc(), Experiment.id.desc()).limit(
        limit
    )
    return [row.id for row in newest], rows.count()


def clauses_of_experiment(experiment: Experiment) -> list[Clause]:
    """The clauses under which an experiment was planned."""
    if not may_be_referred_to(experiment, ExperimentClause.experiment):
        return []
    return _clauses_of_experiment.rows(experiment=experiment.id)


@Prepared
def _clauses_of_experiment() -> peewee.ModelSelect:
    under = ExperimentClause.select(ExperimentClause.clause).where(
        ExperimentClause.experiment == Parameter("experiment")
    )
    return clauses().where(Clause.id.in_(under)).order_by(Clause.id)


def amendments_of(guideline: Guideline) -> peewee.ModelSelect:
    """The changes of a guideline, joined with their author and clause."""
    rows = Amendment.of(guideline).select_extend(Clause)
    return rows.join_from(Amendment, Clause, JOIN.LEFT_OUTER)


def _in_order(clauses: list[Clause]) -> list[Clause]:
    return sorted(clauses, key=lambda clause: KINDS.index(clause.kind))
