"""The demo's business case: two signed versions, and one assumption that a new
colleague's story week showed to be wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from tracker.accounts.models import Person
from tracker.business_case.enums import Kind
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    CaseEvidence,
    CaseSignature,
    as_told,
    digest_of,
)
from tracker.experiments.models import Experiment
from tracker.lessons.enums import Bearing

CASE = {
    "goal": (
        "Tranevigs borgere får svar, hvor de i forvejen er, og de rigtige søger arbejde hos os."
    ),
    "benefit": (
        "Kortere kø klokken ni, færre betalte annoncer, og kolleger, der ikke begynder forfra med"
        " det samme forsøg."
    ),
    "hours": 900,
    "rate": 420,
    "cost": 150_000,
}
FIRST = {
    "svar": (
        Kind.benefit,
        "Når vi svarer offentligt, ringer færre om det samme.",
        "9.200 opkald om pas og flytning på to år × 70 kr. × det, der falder væk.",
        (180_000, 640_000, 900_000),
    ),
    "ansoegere": (
        Kind.benefit,
        "Kolleger, der fortæller om deres arbejde, finder ansøgere uden betalte annoncer.",
        "14 annoncer om året × 15.000 kr. × to år.",
        (210_000, 420_000, 480_000),
    ),
    "erfaringer": (
        Kind.benefit,
        (
            "Kolleger bruger hinandens erfaringer og sparer de timer, som samme forsøg ville koste"
            " igen."
        ),
        "620 timer på to år × 420 kr. Det er et gæt.",
        (40_000, 260_000, 400_000),
    ),
    "tid": (
        Kind.cost,
        "Det tager en time om ugen i hver af de otte enheder at svare.",
        "8 timer × 88 uger × 420 kr.",
        (220_000, 296_000, 440_000),
    ),
    "reaktion": (
        Kind.risk,
        "En kritisk reaktion, som vi svarer dårligt på, koster arbejdsdage og tillid.",
        "",
        (0, 60_000, 200_000),
    ),
}
LATER = (
    Kind.benefit,
    (
        "Nye kolleger fortæller så godt om os i deres første uge, at vi kan undvære en kampagne om"
        " året."
    ),
    "En kampagne koster 90.000 kr.",
    (90_000, 180_000, 180_000),
)
# Assumption, attempt, whether by its lesson, bearing, who said so, days ago, in which way.
SAID = (
    (
        "svar",
        "bs-svar-en-time",
        False,
        "contradicts",
        "signe",
        206,
        "Svaret åbnede en ny samtale. Opkaldene var de samme.",
    ),
    ("svar", "bs-flytteguide", True, "supports", "mikkel", 205, ""),
    (
        "ansoegere",
        "as-telefonfilm",
        False,
        "supports",
        "ditte",
        204,
        "Fire gange så mange ansøgninger, og ingen annonce.",
    ),
    ("ansoegere", "sd-dagpleje-spoerg", True, "supports", "ditte", 203, ""),
    ("ansoegere", "hr-svaert-foerst", False, "supports", "nikolaj", 126, ""),
    (
        "reaktion",
        "bs-undskyld",
        True,
        "supports",
        "jonas",
        120,
        "To dage for tre mand, før vi skrev undskyld uden men.",
    ),
    (
        "svar",
        "bs-fem-svar-halv-otte",
        False,
        "supports",
        "signe",
        37,
        "Når svaret ligger der, før køen begynder.",
    ),
    (
        "kampagne",
        "hr-foerste-uge",
        False,
        "contradicts",
        "nikolaj",
        21,
        "De turde ikke. Kampagnen kan vi ikke undvære.",
    ),
)


def plant_business_case(
    planted: Mapping[str, Experiment],
    people: Mapping[str, Person],
    at: Callable[[int], dt.datetime],
) -> BusinessCase:
    """Write, sign, go on trying, and find out.

    Args:
        at: A moment of so many days ago.
    """
    kirsten = people["kirsten"]
    jonas = people["jonas"]
    year = at(214).year
    period = {
        "period_from": dt.date(year, 1, 1),
        "period_to": dt.date(year + 1, 12, 31),
    }
    case = BusinessCase.begin(by=jonas, at=at(214), sponsor=kirsten, **CASE, **period)
    assumed = {key: _assume(case, jonas, at(213), one) for key, one in FIRST.items()}
    _argue(planted, people, at, assumed, lambda days: days > 200)
    _sign(case, kirsten, at(200))
    _argue(planted, people, at, assumed, lambda days: 100 < days <= 200)
    assumed["kampagne"] = _assume(case, people["ditte"], at(66), LATER)
    _sign(case, kirsten, at(63))
    _sign(case, people["bodil"], at(62))
    _argue(planted, people, at, assumed, lambda days: days <= 62)
    return case


def _assume(case: BusinessCase, by: Person, at: dt.datetime, one) -> Assumption:
    kind, text, basis, (low, expected, high) = one
    return Assumption.assume(
        case,
        by=by,
        at=at,
        kind=kind,
        text=text,
        basis=basis,
        low=low,
        expected=expected,
        high=high,
    )


def _argue(planted, people, at, assumed, when: Callable[[int], bool]) -> None:
    for key, attempt, by_lesson, bearing, by, days, note in SAID:
        if when(days):
            experiment = planted[attempt].again()
            lesson = experiment.lessons.first() if by_lesson else None
            said = {
                "experiment": experiment,
                "lesson": lesson,
                "bearing": Bearing(bearing),
                "note": note,
            }
            CaseEvidence.give(assumed[key], by=people[by], at=at(days), **said)


def _sign(case: BusinessCase, by: Person, at: dt.datetime) -> None:
    case = case.again()
    CaseSignature.sign(case, seen=digest_of(as_told(case)), by=by, at=at)
