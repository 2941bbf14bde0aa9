"""The experiments of one person by state, for their own pages."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.experiments.models.review_day import A_WEEK
from tracker.experiments.queries.row import LISTED
from tracker.prepared import Prepared, Question, RowParameter


def own(person: Person) -> peewee.ModelSelect:
    """Experiments that a person is an author or a co-author of, drafts too."""
    Mine = Experiment.alias()
    alone = Mine.select(Mine.id).where(Mine.author == person)
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person)
    # As one list of ids, with which the database begins: with an OR it would read
    # whatever is in the stage that is asked for, whoever tries it
    return Experiment.select(*LISTED).where(
        Experiment.id.in_(alone | together),
        Experiment.discarded_at.is_null(),
    )


def has_unshown(person: Person) -> bool:
    """Whether a person is an author of something that colleagues do not see by name: a
    draft, an anonymous attempt, or one that is hidden.
    """
    return _an_unshown.first(viewer=person.id) is not None


def unshown_to_ask(person: Person) -> Question:
    """What `has_unshown` asks."""
    return _an_unshown.question_first(viewer=person.id)


@Prepared
def _an_unshown() -> peewee.ModelSelect:
    unshown = (
        (Experiment.stage == Stage.draft)
        | Experiment.withheld
        | Experiment.hidden_at.is_null(False)
    )
    mine = own(RowParameter("viewer")).where(unshown)
    return mine.select(Experiment.id).limit(1).tuples()


def awaiting_lesson(person: Person, on: dt.date) -> peewee.ModelSelect:
    """Own experiments whose review day has come, the longest ago first."""
    return (
        own(person)
        .where(Experiment.stage == Stage.running, Experiment.review_on <= on)
        .order_by(Experiment.review_on, Experiment.id)
    )


def ready_to_start(person: Person, on: dt.date) -> peewee.ModelSelect:
    """Own plans that are asked whether they have begun, the first day first."""
    return (
        own(person)
        .where(may_have_begun(on))
        .order_by(peewee.fn.COALESCE(Experiment.starts_on, on), Experiment.id)
    )


def may_have_begun(on: dt.date):
    """The condition that a plan's first day has come, or a week without any."""
    within = dt.datetime.combine(on - A_WEEK, dt.time.max, dt.UTC)
    a_week_old = Experiment.starts_on.is_null() & (Experiment.published_at <= within)
    return (Experiment.stage == Stage.planned) & (
        (Experiment.starts_on <= on) | a_week_old
    )


def drafts(person: Person) -> peewee.ModelSelect:
    """Own drafts, the one last touched first."""
    return (
        own(person)
        .where(Experiment.stage == Stage.draft, Experiment.source.is_null())
        .order_by(Experiment.changed_at.desc(), Experiment.id.desc())
    )


def discarded(person: Person) -> peewee.ModelSelect:
    """Drafts that a person discarded and can still have back, the last one first."""
    return (
        Experiment.select(*LISTED)
        .where(
            Experiment.author == person,
            Experiment.stage == Stage.draft,
            Experiment.discarded_at.is_null(False),
        )
        .order_by(Experiment.discarded_at.desc(), Experiment.id.desc())
    )


def unnamed(person: Person) -> peewee.ModelSelect:
    """Own anonymous experiments, the newest first."""
    return (
        own(person)
        .where(Experiment.withheld)
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
    )


def under_way(person: Person, stage: Stage, on: dt.date) -> peewee.ModelSelect:
    """Own planned or running experiments whose review day is still to come.

    The next to look at first; plans by their first day, those without one last.
    """
    day = Experiment.review_on
    if stage is Stage.planned:
        day = Experiment.starts_on
    no_day = day.is_null()
    return (
        own(person)
        .where(
            Experiment.stage == stage,
            Experiment.review_on.is_null() | (Experiment.review_on > on),
        )
        .order_by(peewee.Case(None, [(no_day, 1)], 0), day, Experiment.id.desc())
    )


def concluded(person: Person) -> tuple[peewee.ModelSelect, list]:
    """Own concluded experiments, and the keys for `paged`: the newest first."""
    rows = (
        own(person)
        .select(Experiment.id, Experiment.published_at)
        .where(Experiment.stage == Stage.concluded)
    )
    return rows, [
        (Experiment.published_at, "published_at", dt.datetime),
        (Experiment.id, "id", int),
    ]
