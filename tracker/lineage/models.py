"""Lineage: experiments that build on others, a directed acyclic graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
)
from tracker.db import BaseModel, CheckedCharField, is_sqlite
from tracker.experiments.models import Experiment
from tracker.experiments.models.stage import AFTER_PUBLISH
from tracker.jobs.models import Job
from tracker.lessons.models import Conclusion
from tracker.revision import Revision

# Key of the advisory lock for new edges; the same in every version
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
        """Create an experiment that builds on others; all or nothing.

        With a learning card, for an experiment that is over already, it is concluded too.

        Args:
            card: Arguments of `Conclusion.draw`; used only when publishing.
            experiment: Arguments of `Experiment.create_once`.

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
        """Save the plan card, further parents and the learning card; all or nothing.

        Args:
            parents: Experiments that it builds on, besides those saved already.
            experiment: Arguments of `Experiment.revise`.

        Raises:
            ValidationFailed: A rule is broken.
            EditConflict: Another person saved first.
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
        """Save that the child builds on the parent; a second call does nothing.

        The authors of the parent are notified, for a draft when it is published.

        Args:
            by: The person who does it; None to notify nobody, as for imported rows.

        Raises:
            ValidationFailed: The parent already builds on the child, or the note is too long.
        """
        raise_if_errors(length_errors({"note": note}, cls))
        with cls._meta.database.atomic():
            cls._alone()
            if child.id in cls.line_of(parent):
                message = N_("An attempt cannot build on itself.")
                raise ValidationFailed(FieldError("builds_on", message))
            row = cls.insert(child=child, parent=parent, note=note)
            new = row.on_conflict_ignore().as_rowcount().execute()
            if new and by and not child.is_draft:
                cls._notify(child, parent.id, by, at)

    def remove(self) -> None:
        """Delete the edge; whoever was not told of it yet is not told."""
        with self._meta.database.atomic():
            Job.cancel(
                "tell",
                what="build_on",
                experiment=self.parent_id,
                child=self.child_id,
            )
            self.delete_instance()
            Revision.advance()

    @classmethod
    def tell_parents(cls, child: Experiment, by: Person, at: dt.datetime) -> None:
        """Notify the authors of the parents of a published experiment."""
        for descent in child.parents:
            cls._notify(child, descent.parent_id, by, at)

    # Predicates

    @classmethod
    def line_of(cls, experiment: Experiment) -> set[int]:
        """Ids of an experiment and of all its ancestors."""
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
        return {experiment.id} | {id for (id,) in rows}

    # Private

    @classmethod
    def _alone(cls) -> None:
        """Lock out other new edges: two at once could close a circle.

        A transaction of SQLite is alone anyway.
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
        """Save the parents and, when it was published, draw the learning card."""
        for parent in parents:
            cls.record(child, parent, note=note or "", by=by, at=at)
        if note is not None:
            raise_if_errors(length_errors({"note": note}, cls))
            cls.update(note=note).where(cls.child == child).execute()
        if card and published:
            Conclusion.draw(child, by=by, at=at, **card)

    @classmethod
    def _notify(
        cls, child: Experiment, parent_id: int, by: Person, at: dt.datetime
    ) -> None:
        Job.enqueue(
            "tell",
            at=child.moment(at),
            what="build_on",
            by=child.signed(by),
            experiment=parent_id,
            child=child.id,
        )


AFTER_PUBLISH.append(BuildsOn.tell_parents)


def _written_before(experiment: dict, card: dict | None) -> dict:
    """The plan without its criterion when it is concluded at once.

    The learning card then carries the criterion, marked as written afterwards.
    """
    if not (card and experiment.get("publish")):
        return experiment
    return {name: value for name, value in experiment.items() if name != "criterion"}
