"""What was carried to a unit, how often a lesson was, and units with the same trouble."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person, Unit
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.cache import cached
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.queries import ExperimentRow, rows_of, visible_to
from tracker.experiments.queries.row import ROW_TABLES
from tracker.experiments.queries.similar import similar
from tracker.lessons.models import Lesson
from tracker.lessons.queries import visible_lessons
from tracker.prepared import Parameter, Prepared

MOST_CARRIED = 30
MOST_GIVEN = 3
LATELY = dt.timedelta(days=14)
NEWEST = 12  # attempts of a unit whose likes are looked for
MOST_LIKE = 8
MOST_UNITS = 3


def carried_to(unit: Unit, viewer: Person) -> peewee.ModelSelect:
    """What was carried to a unit, of the lessons that the viewer may see; newest first."""
    seen = visible_lessons(viewer).select(Lesson.id)
    return (
        Amplification.select(Amplification, Lesson, Person)
        .join_from(Amplification, Lesson)
        .join_from(Amplification, Person)
        .where(Amplification.unit == unit, Amplification.lesson.in_(seen))
        .order_by(Amplification.id.desc())
    )


def shared_with(unit: Unit, viewer: Person) -> list[Amplification]:
    """What was carried to a unit with a word, the newest first."""
    rows = carried_to(unit, viewer).where(Amplification.place == Place.unit)
    return list(rows.limit(MOST_CARRIED))


def given_lately(viewer: Person, at: dt.datetime) -> list[Amplification]:
    """What others gave to the viewer's unit in the last two weeks, the newest first.

    Every front page asks it, and mostly there is nothing: then it is one small query.
    """
    given = _last_given.rows(unit=viewer.unit_id, person=viewer.id)
    ids = [id for id, given_at in given if given_at > at - LATELY]
    if not ids:
        return []
    return list(carried_to(viewer.unit, viewer).where(Amplification.id.in_(ids)))


@Prepared
def _last_given() -> peewee.ModelSelect:
    rows = Amplification.select(Amplification.id, Amplification.at).where(
        Amplification.unit == Parameter("unit"),
        Amplification.place == Place.unit,
        Amplification.person != Parameter("person"),
    )
    return rows.order_by(-Amplification.id).limit(MOST_GIVEN).tuples()


def for_next_meeting(unit: Unit, viewer: Person) -> list[Amplification]:
    """What a unit's next meeting has on its list, in the order in which it came."""
    rows = carried_to(unit, viewer).where(
        Amplification.place == Place.meeting, Amplification.brought_on.is_null()
    )
    return list(rows.limit(MOST_CARRIED))[::-1]


def brought_before(unit: Unit, viewer: Person) -> list[Amplification]:
    """What meetings of a unit have talked about, the last one first."""
    rows = carried_to(unit, viewer).where(Amplification.brought_on.is_null(False))
    order = (Amplification.brought_on.desc(), Amplification.id.desc())
    return list(rows.order_by(*order).limit(MOST_CARRIED))


def times_carried(lesson: Lesson) -> int:
    """How often a lesson was carried onward: a figure about the lesson."""
    return _times_carried.first(lesson=lesson.id)[0]


def places_of(lesson: Lesson, unit: int) -> set[Place]:
    """Where a lesson stands already in a unit."""
    return {place for (place,) in _places.rows(lesson=lesson.id, unit=unit)}


_times_carried = Prepared(
    lambda: (
        Amplification.select(peewee.fn.COUNT(Amplification.id))
        .where(Amplification.lesson == Parameter("lesson"))
        .tuples()
    )
)
_places = Prepared(
    lambda: (
        Amplification.select(Amplification.place)
        .where(
            Amplification.lesson == Parameter("lesson"),
            Amplification.unit == Parameter("unit"),
        )
        .tuples()
    )
)


@dataclass(frozen=True)
class SameTrouble:
    """An attempt of a unit, and one of another unit that is like it."""

    unit: Unit
    own: ExperimentRow
    other: ExperimentRow


def same_trouble(unit: Unit, viewer: Person) -> list[SameTrouble]:
    """Other units that wrestle with the same as a unit, each with the attempts most alike.

    Only what everybody may see is compared, and a unit is named only where its attempt
    is told with its unit and at least five work there.
    """
    pairs = cached(
        ("same trouble", unit.id, viewer.id),
        ROW_TABLES,
        lambda: _pairs(unit, viewer),
    )
    rows = {row.experiment.id: row for row in rows_of(set(sum(pairs, ())), viewer)}
    found = [
        SameTrouble(rows[other].credit.unit, rows[own], rows[other])
        for own, other in pairs
        if own in rows and other in rows
    ]
    return sorted(found, key=lambda one: one.unit.name)


def _pairs(unit: Unit, viewer: Person) -> list[tuple[int, int]]:
    """Ids of attempts of a unit and of those most like them in others, one for each."""
    large = {id for (id,) in Person.large_units().tuples()}
    if unit.id not in large:
        return []
    found: dict[int, tuple[int, int]] = {}
    for own in _newest_of(unit, viewer):
        text = f"{own.experiment.title} {own.experiment.hypothesis}"
        for other in similar(text, viewer, most=MOST_LIKE):
            home = other.credit.unit
            is_open = other.experiment.visibility is Visibility.everyone
            if home is None or home.id == unit.id or home.id not in large:
                continue
            if is_open and home.id not in found:
                found[home.id] = (own.experiment.id, other.experiment.id)
    return list(found.values())[:MOST_UNITS]


def _newest_of(unit: Unit, viewer: Person) -> list[ExperimentRow]:
    """The newest attempts of a unit that everybody may see, and that tell their unit."""
    rows = (
        visible_to(viewer)
        .where(
            Experiment.unit == unit,
            Experiment.stage != Stage.draft,
            Experiment.visibility == Visibility.everyone,
            Experiment.hidden_at.is_null(),
        )
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
        .limit(NEWEST)
    )
    shown = rows_of([row.id for row in rows], viewer)
    return [row for row in shown if row.credit.unit is not None]
