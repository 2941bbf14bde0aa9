"""Descent: an experiment builds on another one. In truth a directed acyclic graph."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.db import Capped, Record
from tracker.experiments.models import Experiment
from tracker.rules import N_, Problem, demand


class Descent(Record):
    """One experiment builds on another."""

    child = peewee.ForeignKeyField(Experiment, backref="parents", on_delete="CASCADE")
    parent = peewee.ForeignKeyField(Experiment, backref="descendants", on_delete="CASCADE")
    note = Capped(500, default="")

    class Meta:
        indexes = ((("child", "parent"), True),)
        constraints = [peewee.Check("child_id <> parent_id")]

    @classmethod
    def begin(
        cls, parents: list[Experiment], *, publish: bool, by: Person, at: dt.datetime, note: str = "", **plan
    ) -> Experiment:
        """Begin an experiment that builds on others, or on none: plan card and descent together or not at all.

        Raises:
            Refused: A rule of the plan card is broken.
        """
        with cls._meta.database.atomic():
            make = Experiment.propose if publish else Experiment.draft
            experiment = make(by=by, at=at, **plan)
            for parent in parents:
                cls.record(experiment, parent, note=note)
        return experiment

    @classmethod
    def record(cls, child: Experiment, parent: Experiment, *, note: str = "") -> None:
        """Note that the child builds on the parent; said twice, it stands once.

        Raises:
            Refused: The parent already builds on the child.
        """
        demand(*([Problem("builds_on", N_("An attempt cannot build on itself."))] if child.id in cls.line_of(parent) else []))
        cls.insert(child=child, parent=parent, note=note).on_conflict_ignore().execute()

    @classmethod
    def line_of(cls, experiment: Experiment) -> set[int]:
        """Ids of an experiment and of everything that it builds on, however far back."""
        Above = cls.alias()
        line = cls.select(cls.parent_id.alias("id")).where(cls.child == experiment).cte("line", recursive=True, columns=("id",))
        further = Above.select(Above.parent_id).join(line, on=(Above.child_id == line.c.id))
        rows = line.union(further).select_from(line.c.id).tuples()
        return {experiment.id, *(id for (id,) in rows)}
