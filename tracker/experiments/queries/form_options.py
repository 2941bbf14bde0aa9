"""Options of the plan card's form: people, tags, metrics, stakeholders; and its audience."""

from __future__ import annotations

from dataclasses import dataclass

import peewee

from tracker.accounts.models import MIN_GROUP_SIZE, Person, Unit
from tracker.accounts.models.name_index import first_called_like, ids_called
from tracker.columns import first_of_ids, may_contain
from tracker.experiments.models import Experiment, MetricReading, Stage
from tracker.experiments.queries.visibility import is_visible, visible_to
from tracker.guidelines.models import Metric, Platform
from tracker.plaintext import folded
from tracker.prepared import IdsParameter, Parameter, Prepared, Question
from tracker.stakeholders.models import Stakeholder, Touchpoint

SUGGESTED = 8
LOOKED_AT = (50, 5_000, None)  # titles, the newest first, until enough are found


@dataclass(frozen=True)
class Audience:
    """How many others would see an experiment, and how many work in the unit."""

    unit: Unit
    everyone: int
    in_unit: int
    working_there: int = 0

    @property
    def hides_one(self) -> bool:
        """Whether the unit is large enough for an anonymous experiment."""
        return self.working_there >= MIN_GROUP_SIZE


def audience(unit: Unit, viewer: Person) -> Audience:
    """The number of active colleagues, in all and in one unit."""
    everyone, in_unit = _others.first(viewer=viewer.id, unit=unit.id)
    in_unit = in_unit or 0
    working_there = in_unit
    if viewer.is_active and viewer.unit_id == unit.id:
        working_there += 1
    return Audience(unit, everyone, in_unit, working_there)


def options_to_ask(viewer: Person) -> list[Question]:
    """What is asked for a plan card in which nothing is chosen yet."""
    return [
        _platforms.question(chosen=0),
        _last_platform.question_first(person=viewer.id),
        _stakeholders.question(chosen=0),
        _others.question_first(viewer=viewer.id, unit=viewer.unit_id),
    ]


@Prepared
def _others() -> peewee.ModelSelect:
    """How many others there are, and how many of them in a unit."""
    inside = peewee.Case(None, [(Person.unit == Parameter("unit"), 1)], 0)
    return (
        Person.select(peewee.fn.COUNT(Person.id), peewee.fn.SUM(inside))
        .where(Person.disabled_at.is_null(), Person.id != Parameter("viewer"))
        .tuples()
    )


def platforms_to_choose(chosen: int | None = None) -> list[Platform]:
    """Platforms in use, and the one already chosen even when it was switched off since."""
    return _platforms.rows(chosen=chosen or 0)


_platforms = Prepared(
    lambda: (
        Platform.select()
        .where(Platform.in_use | (Platform.id == Parameter("chosen")))
        .order_by(Platform.position, Platform.name)
    )
)


def stakeholders_to_choose(
    chosen: int | None = None, met: int | None = None
) -> list[Stakeholder]:
    """The active stakeholders by name, each with its touchpoints in `.met`.

    Rows that are chosen already are included even when they were archived since.
    """
    rows = sorted(
        _stakeholders.rows(chosen=chosen or 0), key=lambda row: row.name.casefold()
    )
    if not rows:
        return []
    by_id = {row.id: row for row in rows}
    for row in rows:
        row.met = []
    for point in _touchpoints.rows(met=met or 0, stakeholders=by_id):
        point.stakeholder = by_id[point.stakeholder_id]
        point.stakeholder.met.append(point)
    return rows


@Prepared
def _stakeholders() -> peewee.ModelSelect:
    chosen = Stakeholder.id == Parameter("chosen")
    return Stakeholder.select().where(Stakeholder.archived_at.is_null() | chosen)


@Prepared
def _touchpoints() -> peewee.ModelSelect:
    kept = Touchpoint.archived_at.is_null() | (Touchpoint.id == Parameter("met"))
    return (
        Touchpoint.select(Touchpoint, Platform)
        .join(Platform, peewee.JOIN.LEFT_OUTER)
        .where(kept, Touchpoint.stakeholder.in_(IdsParameter("stakeholders")))
        .order_by(Touchpoint.id)
    )


def people_like(text: str, but: Person | None = None) -> list[Person]:
    """Active colleagues with a name that has a word beginning like this, with their unit.

    Args:
        but: A person to leave out, such as the author.
    """
    shown = (Person.id, Person.name, Person.email, Person.unit, Unit.id, Unit.name)
    rows = Person.select(*shown).join(Unit).where(Person.disabled_at.is_null())
    if but:
        rows = rows.where(Person.id != but.id)
    return first_called_like(rows, text, SUGGESTED)


def people_called(text: str) -> list[Person]:
    """At most two people of this name or mail address, however it is written."""
    ids = ids_called(Person.select(), text)
    rows = Person.select().where(Person.id.in_(ids or [0]))
    return list(rows.order_by(Person.disabled_at.is_null(False), Person.id).limit(2))


def people_of(ids: list[int]) -> list[Person]:
    """People by their ids, in the order of their names."""
    if not ids:
        return []
    return list(Person.select().where(Person.id.in_(ids)).order_by(Person.name))


def people_as_text(ids: list[int]) -> list[str]:
    """The text of people in a form field: the name, or the mail address if it is needed.

    The address is needed where people share a name, or a name has a comma.
    """
    people = people_of(ids)
    if not people:
        return []
    alike = Person.select(Person.name).where(
        Person.name.in_([person.name for person in people])
    )
    shared = {
        name
        for (name,) in alike.group_by(Person.name)
        .having(peewee.fn.COUNT(Person.id) > 1)
        .tuples()
    }
    texts = []
    for person in people:
        if "," in person.name or person.name in shared:
            texts.append(person.email)
        else:
            texts.append(person.name)
    return texts


def attempts_titled(title: str, viewer: Person) -> list[Experiment]:
    """Published, visible experiments with this folded title, however it is written."""
    published = visible_to(viewer).where(Experiment.stage != Stage.draft)
    rows = published.where(may_contain(Experiment.title, title))
    return [row for row in rows if folded(row.title) == title]


def attempts_like(
    text: str, viewer: Person, concluded: bool = False
) -> list[Experiment]:
    """Published experiments with these words in the title, the newest first, with unit.

    Args:
        concluded: Whether only concluded ones are suggested.
    """
    words = folded(text).split()[:6]
    titles = Experiment.select(Experiment.id, Experiment.title)
    titles = titles.where(Experiment.published_at.is_null(False))
    for word in words:
        titles = titles.where(may_contain(Experiment.title, word))
    newest = (Experiment.published_at.desc(), Experiment.id.desc())
    rows = Experiment.select(Experiment, Unit).join(Unit, on=Experiment.unit)
    if concluded:
        rows = rows.where(Experiment.stage == Stage.concluded)
    else:
        rows = rows.where(Experiment.stage != Stage.draft)
    rows = rows.where(is_visible(viewer)).order_by(*newest)
    found: list[Experiment] = []
    for most in LOOKED_AT:
        titled = list(titles.order_by(*newest).limit(most).tuples())
        near = (id for id, title in titled if _has_all(title, words))
        found = first_of_ids(rows, near, SUGGESTED)
        if len(found) == SUGGESTED or most is None or len(titled) < most:
            break
    return found


def _has_all(title: str, words: list[str]) -> bool:
    title = folded(title)
    return all(word in title for word in words)


def metrics_like(platform_id: int | None, text: str, viewer: Person) -> list[str]:
    """Names of metrics of a platform, or of any."""
    wanted = folded(text)
    rows = (
        Metric.select(Metric.name)
        .where(may_contain(Metric.name, wanted), is_metric_visible(viewer))
        .distinct()
        .order_by(Metric.name)
    )
    if platform_id:
        rows = rows.where(Metric.platform == platform_id)
    return [name for (name,) in rows.tuples() if wanted in folded(name)][:SUGGESTED]


def is_metric_visible(viewer: Person):
    """The condition that a metric is not used by hidden experiments alone."""
    held = Experiment.select(Experiment.id).where(
        Experiment.hidden_at.is_null(False), ~is_visible(viewer)
    )
    seen = Experiment.select(Experiment.id).where(
        Experiment.stage != Stage.draft, is_visible(viewer)
    )
    only_held = peewee.fn.EXISTS(_measuring(held)) & ~peewee.fn.EXISTS(_measuring(seen))
    return Metric.remembered.is_null() | ~only_held


def _measuring(rows: peewee.ModelSelect) -> peewee.ModelSelect:
    """The experiments that use a metric of their platform, in plan or readings."""
    read = MetricReading.select(MetricReading.id).where(
        MetricReading.experiment == Experiment.id, MetricReading.metric == Metric.name
    )
    named = (Experiment.metric == Metric.name) | peewee.fn.EXISTS(read)
    return rows.where(Experiment.platform == Metric.platform, named)


def last_platform(person: Person) -> int | None:
    """Id of the platform that a person chose last for a plan, if it is in use."""
    last = _last_platform.first(person=person.id)
    if last and last[1]:
        return last[0]
    return None


_last_platform = Prepared(
    lambda: (
        Experiment.select(Platform.id, Platform.in_use)
        .join(Platform)
        .where(Experiment.author == Parameter("person"), Experiment.source.is_null())
        .order_by(Experiment.made_at.desc(), Experiment.id.desc())
        .limit(1)
        .tuples()
    )
)
