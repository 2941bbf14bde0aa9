"""The demo's pulse: three closed rounds in which it slowly feels safer, one that is
open, and what was done about the fears.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.commitments.models import Commitment
from tracker.demo.organisation import PEOPLE
from tracker.experiments.models import Experiment
from tracker.guidelines.models import Clause
from tracker.jobs.models import Errand
from tracker.readiness.enums import REVERSED, Fear, Item
from tracker.readiness.models import Deed, OpenSheet, Pulse

DAYS_OPEN = 14
SAFE = {"teknik": 0.5, "kultur": 0.4, "sundhed": -0.3, "skole": -0.6}  # units differ


@dataclass(frozen=True)
class Held:
    """A round: when it began, how many of ten answered, how safe it felt, and how
    strong each fear was, 1 to 7.
    """

    days_ago: int
    of_ten: int
    safety: float
    fears: Mapping[Fear, float]
    remarks: tuple[str, ...] = ()


ROUNDS = (
    Held(
        *(330, 6, 4.1),
        dict(zip(Fear, (5.6, 4.9, 5.2, 5.0, 4.7, 4.6), strict=True)),
        (
            "Jeg ville gerne, men jeg aner ikke, hvem jeg skal spørge.",
            "Sidst nogen hos os skrev noget, blev det rettet i tråden af en chef. Det husker man.",
            "Det er fint nok, men hvornår skulle jeg gøre det?",
            "Vrede svar kan jeg godt klare. At stå alene med dem kan jeg ikke.",
            "Sig det dog højt, at vi må.",
            "Jeg prøvede en gang. Det gik faktisk godt.",
        ),
    ),
    Held(
        *(210, 7, 4.5),
        dict(zip(Fear, (4.6, 4.6, 4.7, 4.8, 4.4, 4.7), strict=True)),
        (
            "Retningslinjen er kort nu. Tak for det.",
            "Det hjalp, at direktøren fortalte om sit eget mandagsbrev.",
            "Tiden er stadig det værste.",
            "Vi taler om det på mødet hver anden torsdag, og det er nok til, at jeg tør.",
            "Jeg savner at vide, hvad jeg gør, når det bliver grimt.",
        ),
    ),
    Held(
        *(95, 8, 4.9),
        dict(zip(Fear, (3.6, 3.9, 3.8, 4.3, 3.9, 4.9), strict=True)),
        (
            "Jeg delte mit første forsøg i foråret. Det holdt ikke, og det gjorde ikke noget.",
            "Kan vi få en halv time om ugen til det, sort på hvidt?",
            "At der er to på svarvagten, gør hele forskellen.",
            "Min chef har selv prøvet nu. Det mærkes.",
            "Jeg er stadig nervøs for at sige noget forkert om en borgers sag.",
            "Det går fremad.",
            "Giv os tid, så skal vi nok finde på noget.",
        ),
    ),
)
OPEN = Held(6, 4, 5.1, dict(zip(Fear, (3.2, 3.6, 3.5, 4.0, 3.7, 4.8), strict=True)))

# Fear, who tells it, how many days ago, and in which words; then the clause, the
# attempt and the beginning of the promise.
DEEDS = (
    (
        Fear.allowed,
        "jonas",
        200,
        "Retningslinjen begynder nu med det, man må, og er kortere end en skærm.",
        "everywhere:1",
        None,
        None,
    ),
    (
        Fear.boss,
        "kirsten",
        140,
        "Direktionen fortæller selv om det, der ikke holdt; direktøren begyndte.",
        None,
        "di-mandagsbrev",
        "Hver chef",
    ),
    (
        Fear.wrong,
        "helle",
        60,
        "Man må tage fejl. Vi retter vores egne, så man kan se det, og ingen er blevet hængt ud.",
        "everywhere:3",
        "ko-rettelsen",
        None,
    ),
    (
        Fear.angry,
        "jonas",
        44,
        "Ingen står alene med vrede svar: der er to på svarvagten.",
        "everywhere:9",
        "ko-svarvagt",
        None,
    ),
)


def plant_pulses(
    planted: Mapping[str, Experiment],
    people: Mapping[str, Person],
    at: Callable[[int], dt.datetime],
    today: dt.date,
) -> None:
    """Hold the rounds, leave one open, and tell what was done; after guidelines and promises.

    Args:
        at: A moment of so many days ago.
    """
    chance = random.Random(1999)
    for held in ROUNDS:
        pulse = _open(held, people, at, today)
        _answer(held, people, chance, but=())
        pulse.close(at=at(held.days_ago - DAYS_OPEN))
    # The worker would have done this long ago, and would take the notices of old rounds away.
    Errand.delete().where(Errand.kind == "pulse_seal").execute()
    _open(OPEN, people, at, today)
    _answer(OPEN, people, chance, but=("signe", "jonas", "kirsten", "palle"))
    for fear, by, days, words, clause, attempt, promise in DEEDS:
        links = {
            "clause": clause and Clause.get_or_none(Clause.key == clause),
            "experiment": attempt and planted[attempt],
            "commitment": promise
            and Commitment.get_or_none(Commitment.text.startswith(promise)),
        }
        Deed.tell(fear=fear, words=words, by=people[by], at=at(days), **links)


def _open(
    held: Held,
    people: Mapping[str, Person],
    at: Callable[[int], dt.datetime],
    today: dt.date,
) -> Pulse:
    on = today - dt.timedelta(held.days_ago)
    return Pulse.open(
        closes_on=on + dt.timedelta(DAYS_OPEN),
        by=people["jonas"],
        on=on,
        at=at(held.days_ago),
    )


def _answer(
    held: Held,
    people: Mapping[str, Person],
    chance: random.Random,
    but: tuple[str, ...],
) -> None:
    remarks = list(held.remarks)
    for key, person in people.items():
        if key in PEOPLE and key not in but and chance.random() * 10 < held.of_ten:
            OpenSheet.hand_in(
                person,
                _marked(held, key, people, chance),
                remarks.pop() if remarks else "",
            )


def _marked(
    held: Held, key: str, people, chance: random.Random
) -> dict[str, int | None]:
    """What one person marks: about as the unit does, more or less; now and then
    something is left out.
    """
    safe = held.safety + SAFE.get(PEOPLE[key].unit, 0) + chance.gauss(0, 0.7)
    upright = {item.value: _point(safe + chance.gauss(0, 0.8), chance) for item in Item}
    marked = {
        name: 8 - point if point and Item(name) in REVERSED else point
        for name, point in upright.items()
    }
    return marked | {
        fear.value: _point(level + chance.gauss(0, 1.3), chance)
        for fear, level in held.fears.items()
    }


def _point(wanted: float, chance: random.Random) -> int | None:
    if chance.random() < 0.02:
        return None
    return min(7, max(1, round(wanted)))
