"""Parents, children and the whole family of an experiment, as far as they are visible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person, Unit
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.experiments.queries import (
    ExperimentRow,
    credited,
    is_visible,
    large_among,
    own,
    rows_of,
)
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    rows_for,
    viewer_values,
)
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.models.status import fallen_sql
from tracker.lineage.graph import Family, Member
from tracker.lineage.models import BuildsOn
from tracker.prepared import IdsParameter, Parameter, Prepared, prepared

SHOWN = ("id", "title", "stage", "author", "unit", "visibility", "withheld")
MOST_DRAWN = 200
MOST_LISTED = 20


def parents_of(experiment: Experiment, viewer: Person) -> peewee.ModelSelect:
    """The edges to its parents, joined with the parent; oldest first."""
    return (
        BuildsOn.select(BuildsOn, Experiment)
        .join(Experiment, on=BuildsOn.parent)
        .where(BuildsOn.child == experiment, is_visible(viewer))
        .order_by(BuildsOn.id)
    )


def parents_and_children(
    experiment: Experiment, viewer: Person
) -> tuple[list[BuildsOn], int]:
    """`parents_of`, and the number of `children_of`."""
    reader = ViewerParameter(viewer.facilitates)
    one = Parameter("experiment")
    values = {"experiment": experiment.id} | viewer_values(viewer)
    parents = prepared(("parents", viewer.facilitates), lambda: parents_of(one, reader))
    children = prepared(
        ("children", viewer.facilitates), lambda: _counted(children_of(one, reader))
    )
    above, below = [], 0
    if may_be_referred_to(experiment, BuildsOn.child):
        above = parents.rows(**values)
    if may_be_referred_to(experiment, BuildsOn.parent):
        below = children.first(**values)[0]
    return above, below


def _counted(rows: peewee.ModelSelect) -> peewee.ModelSelect:
    return rows.select(fn.COUNT(Experiment.id)).tuples()


def children_of(experiment: Experiment, viewer: Person) -> peewee.ModelSelect:
    """Published experiments that build on it; drafts are not counted."""
    built = BuildsOn.select(BuildsOn.child).where(BuildsOn.parent == experiment)
    return Experiment.select().where(
        Experiment.id.in_(built), Experiment.stage != Stage.draft, is_visible(viewer)
    )


def times_built_on(viewer: Person) -> peewee.ModelSelect:
    """Id of each experiment and its number of visible children, to order a list by."""
    return (
        BuildsOn.select(
            BuildsOn.parent.alias("experiment_id"), fn.COUNT(BuildsOn.id).alias("n")
        )
        .join(Experiment, on=BuildsOn.child)
        .where(is_visible(viewer), Experiment.stage != Stage.draft)
        .group_by(BuildsOn.parent)
    )


def times_others_built_on(person: Person) -> int:
    """How many visible experiments of others build on a person's."""
    mine = own(person).select(Experiment.id).order_by()
    child = Experiment.alias()
    rows = (
        BuildsOn.select(BuildsOn.child)
        .join(child, on=BuildsOn.child)
        .where(
            BuildsOn.parent.in_(mine),
            BuildsOn.child.not_in(mine),
            is_visible(person, child),
            child.stage != Stage.draft,
        )
    )
    return rows.distinct().count()


def built_on(experiment: Experiment, viewer: Person) -> list[ExperimentRow]:
    """The newest experiments that build on it, as rows of a list."""
    if not may_be_referred_to(experiment, BuildsOn.parent):
        return []
    newest = rows_for(viewer, "newest children", _newest_children, parent=experiment.id)
    return rows_of([id for (id,) in newest], viewer)


def _newest_children(reader: ViewerParameter) -> peewee.ModelSelect:
    return (
        children_of(Parameter("parent"), reader)
        .select(Experiment.id)
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
        .limit(MOST_LISTED)
        .tuples()
    )


def ancestors_of(experiment: Experiment, viewer: Person) -> peewee.ModelSelect:
    """All its ancestors that the viewer may see."""
    return Experiment.select().where(
        Experiment.id.in_(_line(experiment, up=True)), is_visible(viewer)
    )


def descendants_of(experiment: Experiment, viewer: Person) -> peewee.ModelSelect:
    """All its published descendants that the viewer may see."""
    published = Experiment.stage != Stage.draft
    return Experiment.select().where(
        Experiment.id.in_(_line(experiment, up=False)), published, is_visible(viewer)
    )


def lessons_inherited(parents: list[Experiment]) -> list[Lesson]:
    """The lessons of these experiments, oldest first."""
    if not parents:
        return []
    return _inherited.rows(parents=[parent.id for parent in parents])


@Prepared
def _inherited() -> peewee.ModelSelect:
    taught = Lesson.select(Lesson, fallen_sql().alias("fallen"))
    rows = taught.where(Lesson.experiment.in_(IdsParameter("parents")))
    return rows.order_by(Lesson.stated_at, Lesson.id)


def with_lessons(
    parents: list[Experiment],
) -> list[tuple[Experiment, str, LessonStatus | None]]:
    """Each parent with the statement of its lesson, or "", and how it fell, if it did."""
    lines = []
    taught = {row.experiment_id: row for row in lessons_inherited(parents)}
    for parent in parents:
        lesson = taught.get(parent.id)
        if lesson is None:
            lines.append((parent, "", None))
        else:
            fallen = lesson.fallen and LessonStatus(lesson.fallen)
            lines.append((parent, lesson.statement, fallen))
    return lines


@dataclass(frozen=True)
class LineageSummary:
    """The lineage as the page of an experiment shows it.

    Attributes:
        lessons: Each parent with the statement of its lesson, or "".
        fallen: Parent's id to contested or retired, where its lesson is.
    """

    ancestors: int
    descendants: int
    lessons: list[tuple[Experiment, str]]
    fallen: dict[int, LessonStatus]

    def __bool__(self) -> bool:
        return bool(self.ancestors or self.descendants)


def lineage_summary(
    experiment: Experiment, parents: list[BuildsOn], viewer: Person
) -> LineageSummary:
    """The numbers of ancestors and descendants, and the inherited lessons."""
    reader = ViewerParameter(viewer.facilitates)
    one = Parameter("experiment")
    values = {"experiment": experiment.id} | viewer_values(viewer)
    ancestors = prepared(
        ("ancestors", viewer.facilitates), lambda: _counted(ancestors_of(one, reader))
    )
    descendants = prepared(
        ("descendants", viewer.facilitates),
        lambda: _counted(descendants_of(one, reader)),
    )
    above = below = 0
    if may_be_referred_to(experiment, BuildsOn.child):
        above = ancestors.first(**values)[0]
    if may_be_referred_to(experiment, BuildsOn.parent):
        below = descendants.first(**values)[0]
    taught = lessons_inherited([row.parent for row in parents])
    statements = {lesson.experiment_id: lesson.statement for lesson in taught}
    return LineageSummary(
        ancestors=above,
        descendants=below,
        lessons=[(row.parent, statements.get(row.parent_id, "")) for row in parents],
        fallen={
            lesson.experiment_id: LessonStatus(lesson.fallen)
            for lesson in taught
            if lesson.fallen
        },
    )


def family_of(experiment: Experiment, viewer: Person) -> Family:
    """An experiment with all its ancestors and descendants, in a few queries.

    An experiment that the viewer may not see has no name: it is kept where it connects
    two visible ones, and counted otherwise. Drafts of others are not even counted.
    """
    up = _line(experiment, up=True)
    down = _line(experiment, up=False)
    ids = {experiment.id} | {id for line in (up, down) for (id,) in line.tuples()}
    lines = BuildsOn.select(BuildsOn.parent, BuildsOn.child, BuildsOn.note).where(
        BuildsOn.parent.in_(ids), BuildsOn.child.in_(ids)
    )
    members = _members(ids, viewer)
    unseen = [id for id in ids if id not in members]
    for (id,) in (
        Experiment.select(Experiment.id)
        .where(Experiment.id.in_(unseen), Experiment.stage != Stage.draft)
        .tuples()
    ):
        members[id] = Member(id)
    return Family.of(
        experiment.id,
        members,
        list(lines.order_by(BuildsOn.id).tuples()),
        most=MOST_DRAWN,
    )


def _line(experiment: Experiment, up: bool) -> peewee.Select:
    """Ids of all its ancestors, or of all its descendants."""
    here, there, name = "parent", "child", "down"
    if up:
        here, there, name = "child", "parent", "up"
    Next = BuildsOn.alias()
    first = BuildsOn.select(getattr(BuildsOn, f"{there}_id").alias("id")).where(
        getattr(BuildsOn, here) == experiment
    )
    line = first.cte(name, recursive=True, columns=("id",))
    further = Next.select(getattr(Next, f"{there}_id")).join(
        line, on=(getattr(Next, f"{here}_id") == line.c.id)
    )
    return line.union(further).select_from(line.c.id)


def _members(ids: Iterable[int], viewer: Person) -> dict[int, Member]:
    """The visible members with their credit, without the long texts.

    Four queries; each person is read once.
    """
    columns = [getattr(Experiment, name) for name in SHOWN]
    columns += [Conclusion.outcome, fallen_sql().alias("fallen")]
    rows = (
        Experiment.select(*columns)
        .join(Conclusion, JOIN.LEFT_OUTER, on=(Conclusion.experiment == Experiment.id))
        .join_from(
            Experiment, Lesson, JOIN.LEFT_OUTER, on=(Lesson.experiment == Experiment.id)
        )
        .where(Experiment.id.in_(list(ids)), is_visible(viewer))
        .objects()
    )
    seen = {row.id: row for row in rows}
    _prefetch_people(seen)
    large = large_among(seen.values())
    return {
        id: Member(
            id,
            row,
            credited(row, viewer, large),
            row.outcome,
            row.fallen and LessonStatus(row.fallen),
        )
        for id, row in seen.items()
    }


def _prefetch_people(seen: dict[int, Experiment]) -> None:
    """Prefetch authors, co-authors and units for `credited`."""
    together = list(
        CoAuthor.select()
        .where(CoAuthor.experiment.in_(list(seen)))
        .order_by(CoAuthor.id)
    )
    authors = {row.author_id for row in seen.values()}
    authors |= {row.person_id for row in together}
    named = Person.select(Person.id, Person.name).where(Person.id.in_(authors))
    people = {person.id: person for person in named}
    unit_ids = {row.unit_id for row in seen.values()}
    units = {unit.id: unit for unit in Unit.select().where(Unit.id.in_(unit_ids))}
    for row in seen.values():
        row.author = people[row.author_id]
        row.unit = units[row.unit_id]
        row.co_authors = []
    for row in together:
        row.person = people[row.person_id]
        seen[row.experiment_id].co_authors.append(row)
