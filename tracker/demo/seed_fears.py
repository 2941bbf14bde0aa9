"""Seeds what was feared of attempts and what came of it, and what colleagues guessed."""

from __future__ import annotations

import random

from tracker.accounts.models import Person
from tracker.demo.context import Context
from tracker.experiments.models import Experiment, Stage
from tracker.fears.enums import FearResult
from tracker.fears.models import ExpectedFear, FearBatch, GuessCount
from tracker.fears.queries.cohort_figure import write_down_due
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.readiness.enums import Fear

# How often each fear is ticked, and each result told
FEARS = {
    Fear.angry: 6,
    Fear.corrected: 5,
    Fear.wrong: 4,
    Fear.boss: 3,
    Fear.allowed: 3,
    Fear.time: 2,
}
RESULTS = {FearResult.no: 17, FearResult.passed: 2, FearResult.hurt: 1}
# What most think beforehand, whatever comes of it
GUESSES = {Outcome.supported: 6, Outcome.mixed: 3, Outcome.refuted: 2}


def seed_fears(demo: Context) -> None:
    """Say of most concluded attempts what was feared and guessed, the same each time."""
    chance = random.Random(2020)
    possible = Person.select().where(Person.disabled_at.is_null()).count() - 1
    rows = (
        Conclusion.select(Conclusion, Experiment)
        .join(Experiment)
        .where(Experiment.stage == Stage.concluded, ~Conclusion.imported)
        .order_by(Conclusion.concluded_on, Conclusion.id)
    )
    for conclusion in rows:
        if chance.random() < 0.9:
            _fear(chance, conclusion)
        if chance.random() < 0.7:
            _guess(chance, conclusion.experiment, possible)
        FearBatch.close_due(conclusion.concluded_on)
    FearBatch.close_due(demo.today)
    write_down_due(demo.today, demo.zone)


def _fear(chance: random.Random, conclusion: Conclusion) -> None:
    some = set(chance.choices(list(FEARS), list(FEARS.values()), k=2))
    for fear in sorted(some):
        ExpectedFear.create(
            experiment=conclusion.experiment,
            fear=fear,
            result=chance.choices(list(RESULTS), list(RESULTS.values()))[0],
            told_on=conclusion.concluded_on,
        )


def _guess(chance: random.Random, experiment: Experiment, possible: int) -> None:
    number = min(chance.randint(3, 16), possible)
    guesses = chance.choices(list(GUESSES), list(GUESSES.values()), k=number)
    GuessCount.create(
        experiment=experiment,
        supported=guesses.count(Outcome.supported),
        mixed=guesses.count(Outcome.mixed),
        refuted=guesses.count(Outcome.refuted),
        possible=possible,
    )
