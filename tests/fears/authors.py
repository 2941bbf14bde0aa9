"""Attempts whose authors said what they feared, and what came of it."""

from __future__ import annotations

from tests.cast import NOW, TODAY, planned
from tests.experiments.bulk import concluded_rows, people_rows
from tracker.accounts.models import Person, Unit
from tracker.core.bulk_insert import insert_rows
from tracker.experiments.models import Experiment
from tracker.fears.enums import FearResult
from tracker.fears.models import ExpectedFear
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion
from tracker.readiness.enums import Fear

CARD = {
    "outcome": Outcome.refuted,
    "observation": "ingen svarede",
    "lesson": "Spørg om noget, folk kan svare på.",
    "decision": Decision.adapt,
}


def authors(unit: Unit, number: int, name: str = "Forfatter") -> list[Person]:
    """So many new people of a unit."""
    known = unit.people.count()
    return people_rows(unit, [f"{name} {unit.id} {known + n}" for n in range(number)])


def feared(
    author: Person,
    platform: Platform,
    result: FearResult | None = FearResult.no,
    fear: Fear = Fear.angry,
    on=TODAY,
    **plan,
) -> Experiment:
    """A concluded attempt that feared something and, perhaps, told what came of it."""
    experiment = planned(author, platform, **plan)
    experiment.start(criterion="nogen svarer", by=author, on=TODAY, at=NOW)
    ExpectedFear.replace_all(experiment, [fear])
    Conclusion.draw(experiment, by=author, at=NOW, on=TODAY, **CARD)
    experiment = experiment.reload()
    if result:
        expected = ExpectedFear.get(ExpectedFear.experiment == experiment)
        expected.tell_result(result, on=on)
    return experiment


def feared_rows(
    authors: list[Person],
    platform: Platform,
    result: FearResult = FearResult.no,
    fear: Fear = Fear.angry,
) -> list[Experiment]:
    """As `feared`, of each of many authors, without the acts that lead there."""
    outcomes = [Outcome.refuted] * len(authors)
    ids = concluded_rows(authors, platform, outcomes)
    same = {"fear": fear, "result": result, "told_on": TODAY}
    insert_rows(ExpectedFear, [{"experiment": id} for id in ids], same=same)
    found = {one.id: one for one in Experiment.select().where(Experiment.id.in_(ids))}
    return [found[id] for id in ids]
