"""The guideline clauses that a plan refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import peewee

from tracker.db import BaseModel, LateForeignKey
from tracker.guidelines.models import Clause

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment


class ExperimentClause(BaseModel):
    """An experiment refers to a clause of a guideline."""

    experiment = LateForeignKey(
        "Experiment", backref="experiment_clauses", index=False, on_delete="CASCADE"
    )
    clause = peewee.ForeignKeyField(
        Clause, backref="experiment_clauses", on_delete="CASCADE"
    )

    class Meta:
        indexes = ((("experiment", "clause"), True),)

    @classmethod
    def replace_all(cls, experiment: Experiment, ids) -> None:
        """Replace the clauses of an experiment; unknown ids are ignored."""
        known = [
            row.id
            for row in Clause.select(Clause.id).where(Clause.id.in_(list(ids) or [0]))
        ]
        cls.delete().where(
            cls.experiment == experiment, cls.clause.not_in(known or [0])
        ).execute()
        for clause in known:
            cls.insert(
                experiment=experiment, clause=clause
            ).on_conflict_ignore().execute()
