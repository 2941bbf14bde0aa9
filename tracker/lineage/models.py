"""Descent: an experiment builds on another one. In truth a directed acyclic graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import BaseModel, CheckedCharField, is_sqlite
from tracker.experiments.models import Experiment
from tracker.experiments.models.experiment import AFTER_PUBLISH
from tracker.jobs.models import Job
from tracker.lessons.models import Conclusion

# The number of the lock under which lines are drawn, the same in every version
ONE_AT_A_TIME = 7_021_910


class BuildsOn(BaseModel):
    """One experiment builds on another."""

    child = peewee.ForeignKeyField(Experiment, backref="parents", on_delete="CASCADE")
    parent = peewee.ForeignKeyField(
        Experiment, backref="descendants", on_delete="CASCADE"
    )
    note = CheckedCharField(500, default="")

    class Meta:
        indexes = ((("child", "parent"), True),)
        constraints = [peewee.Check("child_id <> parent_id")]

    # Making

    @classmethod
    def begin(
        cls,
        parents: Sequence[Experiment],
        *,
        by: Person,
        at: dt.datetime,
        note: str = "",
        card: dict | None = None,
        **experiment,
    ) -> Experiment:
        """Create an experiment that builds on others: plan card, descent and, for what
        was already tried, the learning card, together or not at all.

        Args:
            card: What `Conclusion.draw` takes, when it was already tried; drawn only
                when publishing.
            experiment: What `Experiment.create_once` takes.

        Raises:
            ValidationFailed: A rule of the plan card or the learning card is broken.
        """
        plan = _written_before(experiment, card)
        with cls._meta.database.atomic():
            child, saved = Experiment.create_once(by=by, at=at, **plan)
            if saved:
                published = not child.is_draft
                cls._complete(child, parents, note, card, published, by, at)
        return child

    @classmethod
    def proceed(
        cls,
        child: Experiment,
        *,
        by: Person,
        at: dt.datetime,
        parents: Sequence[Experiment] = (),
        note: str | None = None,
        card: dict | None = None,
        **experiment,
    ) -> Experiment:
        """Save the plan card again and, when publishing a draft, show it; with what it
        builds on and the learning card, all or nothing.

        Args:
            parents: What it builds on besides what it did already.
            experiment: What `Experiment.revise` takes.

        Raises:
            ValidationFailed: A rule is broken.
            EditConflict: Somebody else saved first.
        """
        plan = _written_before(experiment, card)
        with cls._meta.database.atomic():
            published = child.revise(by=by, at=at, **plan)
            cls._complete(child, parents, note, card, published, by, at)
        return child

    @classmethod
    def record(
        cls,
        child: Experiment,
        parent: Experiment,
        *,
        note: str = "",
        by: Person | None = None,
        at: dt.datetime | None = None,
    ) -> None:
        """Note that the child builds on the parent; said twice, it stands once.

        Whose work it builds on is told so, unless the
        child is a draft: then they are told when it is published.

        Args:
            by: Who does it; None where nobody is to be told, as when old rows are brought along.

        Raises:
            ValidationFailed: The parent already builds on the child, or the note is too long.
        """
        raise_if_errors(*length_errors({"note": note}, cls))
        with cls._meta.database.atomic():
            cls._alone()
            raise_if_errors(
                *(
                    [FieldError("builds_on", N_("An attempt cannot build on itself."))]
                    if child.id in cls.line_of(parent)
                    else []
                )
            )
            new = (
                cls.insert(child=child, parent=parent, note=note)
                .on_conflict_ignore()
                .as_rowcount()
                .execute()
            )
            if new and by and not child.is_draft:
                cls._notify(child, parent.id, by, at)

    @classmethod
    def tell_parents(cls, child: Experiment, by: Person, at: dt.datetime) -> None:
        """Tell those whose work a published experiment builds on."""
        for descent in child.parents:
            cls._notify(child, descent.parent_id, by, at)

    # Predicates

    @classmethod
    def line_of(cls, experiment: Experiment) -> set[int]:
        """Ids of an experiment and of everything that it builds on, however far back."""
        Above = cls.alias()
        line = (
            cls.select(cls.parent_id.alias("id"))
            .where(cls.child == experiment)
            .cte("line", recursive=True, columns=("id",))
        )
        further = Above.select(Above.parent_id).join(
            line, on=(Above.child_id == line.c.id)
        )
        rows = line.union(further).select_from(line.c.id).tuples()
        return {experiment.id, *(id for (id,) in rows)}

    # Private

    @classmethod
    def _alone(cls) -> None:
        """Wait until nobody else draws a line, or two that cross could close a circle.

        SQLite's transaction has that already.
        """
        if not is_sqlite(cls._meta.database):
            cls._meta.database.execute_sql(
                "SELECT pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,)
            )

    @classmethod
    def _complete(
        cls,
        child: Experiment,
        parents: Sequence[Experiment],
        note: str | None,
        card: dict | None,
        published: bool,
        by: Person,
        at: dt.datetime,
    ) -> None:
        """Note what it builds on and, once it is published, draw the learning card."""
        for parent in parents:
            cls.record(child, parent, note=note or "", by=by, at=at)
        if note is not None:
            raise_if_errors(*length_errors({"note": note}, cls))
            cls.update(note=note).where(cls.child == child).execute()
        if card and published:
            Conclusion.draw(child, by=by, at=at, **card)

    @classmethod
    def _notify(
        cls, child: Experiment, parent_id: int, by: Person, at: dt.datetime
    ) -> None:
        told = {"by": child.signed(by), "experiment": parent_id, "child": child.id}
        Job.enqueue("tell", at=child.moment(at), what="build_on", **told)


AFTER_PUBLISH.append(BuildsOn.tell_parents)


def _written_before(experiment: dict, card: dict | None) -> dict:
    """The plan without its criterion when that is only remembered: it is then written
    afterwards.
    """
    if not (card and experiment.get("publish")):
        return experiment
    return {name: value for name, value in experiment.items() if name != "criterion"}
