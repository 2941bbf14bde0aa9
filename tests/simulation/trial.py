"""The trial that the simulated facilitator runs: does "what happened" make people share?"""

from __future__ import annotations

import datetime as dt
import hashlib

from tests.simulation.behaviour import Worker
from tracker.accounts.models import Person
from tracker.fears.enums import DrawnBy, TrialVariant
from tracker.fears.models import Trial, TrialDraft
from tracker.fears.queries.trial import TrialResult, kept_result, result_of
from tracker.lessons.enums import Decision
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter

BEGINS = 4  # the quarter of the trial, counted from 0
WEEKS = 12
PLAN = {
    "title": "Får “hvad der skete” flere til at dele?",
    "hypothesis": "flere deler",
    "method": "lodtrækning for hver kladde",
    "metric": "delte kladder",
    "criterion": "mindst 5 procentpoint flere deler",
}
CARD = {
    "observation": "Vi talte op.",
    "lesson": "Se tallene på siden.",
    "decision": Decision.adapt,
}


class SimulatedTrial:
    """Begins the trial in its quarter, draws for each draft, and counts when it is due."""

    def __init__(self, facilitator: Person, seed: int):
        self.facilitator = facilitator
        self.seed = seed
        self.trial: Trial | None = None
        self.drawn: dict[int, int] = {}
        self.rows: list[dict] = []

    def begin(self, quarter: Quarter, number: int) -> Trial | None:
        """Begin it on the first day of its quarter, by the product's verb."""
        if number != BEGINS:
            return None
        at = dt.datetime.combine(quarter.first, dt.time(8), dt.UTC)
        self.trial = Trial.begin(
            variant=TrialVariant.what_happened,
            drawn_by=DrawnBy.draft,
            points=5,
            ends_on=quarter.first + dt.timedelta(weeks=WEEKS),
            plan=PLAN,
            by=self.facilitator,
            on=quarter.first,
            at=at,
        )
        # The product draws its own lot; that of a run follows from its seed
        self.trial.seed = hashlib.sha256(f"{self.seed}/trial".encode()).hexdigest()
        self.trial.save(only=[Trial.seed])
        return self.trial

    def sees(self, worker: Worker, unit: int, draft: int, on: dt.date) -> bool:
        """Whether a draft sees what happened; what is drawn is kept in bulk."""
        if self.trial is None or not self.trial.takes_in(on):
            return True
        before = self.drawn.get(worker.id, 0)
        self.drawn[worker.id] = before + 1
        arm = self.trial.arm_of(Person(id=worker.id, unit=unit), before)
        self.rows.append(
            {"experiment": draft, "trial": self.trial.id, "sees_variant": arm}
        )
        return arm

    def count(self, on: dt.date) -> None:
        """Conclude it when it is due, by the product's verbs."""
        if self.trial is None or not self.trial.is_open or on < self.trial.counts_on:
            return
        result = result_of(self.trial)
        Conclusion.draw(
            self.trial.experiment.reload(),
            outcome=result.outcome(self.trial.points),
            could_tell=result.could_tell(self.trial),
            by=self.facilitator,
            at=dt.datetime.combine(on, dt.time(3), dt.UTC),
            on=on,
            **CARD,
        )
        if result.shown:
            self.trial.keep_result(result.caused, result.other, result.chance)
        self.trial = Trial.get_by_id(self.trial.id)
        assert not TrialDraft.select().exists()

    @property
    def result(self) -> TrialResult | None:
        """What it showed; None before."""
        if self.trial is None or self.trial.is_open:
            return None
        return kept_result(self.trial)
