"""How the demo's guidelines came to be: decided, tried, changed; read by some, and
leant on by attempts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Footing
from tracker.guidelines.models import (
    Clause,
    ClauseKind,
    Guideline,
    Reader,
    Stance,
    Stop,
    Touches,
)

MANAGEMENT = "Direktionen og MED-udvalget"
DECIDED = (
    # days ago, slug, stance, by whom, why (none: as it came)
    (398, "facebook", Stance.active, MANAGEMENT, ""),
    (398, "website", Stance.active, MANAGEMENT, ""),
    (398, "x", Stance.listening, MANAGEMENT, ""),
    (396, "linkedin-personal", Stance.active, MANAGEMENT, ""),
    (
        *(312, "tiktok", Stance.trying, "Direktionen efter råd fra it-sikkerhed"),
        (
            "Tre biblioteker og en Borgerservice har spurgt. Vi prøver fra én telefon, der ikke"
            " bruges til andet."
        ),
    ),
    (
        *(280, "instagram", Stance.active, "Kommunikation"),
        (
            "De unge svarer her, når spørgsmålet er ét tryk. Stories først: De er væk i morgen, og"
            " det, de lærte os, bliver."
        ),
    ),
    (
        *(255, "snapchat", Stance.not_now, "Beredskab og Jobcenter"),
        (
            "To forsøg viste det samme: De unge ville ikke have os her. De foreslog sms, og det"
            " virkede."
        ),
    ),
    (
        *(70, "reddit", Stance.trying, "Kultur og Bibliotek"),
        (
            "Spørgetimen på biblioteket gik så godt, at vi prøver én til. Vi skriver altid, hvem"
            " vi er."
        ),
    ),
)
STOOD_BY = (
    (398, "everywhere"),
    (398, "facebook"),
    (396, "linkedin-personal"),
    (280, "instagram"),
)
AMENDED = (
    # days ago, key, by, whether to read again, what it says now
    (
        *(311, "tiktok:1", "yusuf", False),
        {
            "text": "låne telefonen i Kommunikation og prøve i en uge.",
            "reason": (
                "Den bruges ikke til andet, og den kommer med en kollega, der har prøvet før."
            ),
        },
    ),
    (
        *(310, "tiktok:3", "yusuf", False),
        {
            "text": (
                "at lægge appen på en telefon med arbejdsmail. Brug låne-telefonen i Kommunikation."
            ),
            "reason": "It-sikkerhed har sagt god for låne-telefonen og kun den.",
        },
    ),
    (
        212,
        "facebook:3",
        "helle",
        True,
        {
            "text": (
                "at du svarer samme dag før kl. 16, også når svaret er, at du ikke ved det endnu."
            )
        },
    ),
    (
        64,
        "everywhere:9",
        "jonas",
        False,
        {
            "reason": (
                "Dit svar er til de hundrede, der læser med. Svarvagten, som er to, tager gerne"
                " over."
            )
        },
    ),
)
RETIRED = ((310, "tiktok:2", "yusuf"),)
ADDED = (
    (
        *(205, "facebook", "helle", False),
        {
            "kind": ClauseKind.may,
            "touches": Touches.work,
            "text": "lade en tråd ligge til i morgen.",
            "reason": "Kommentarsporet lukker om natten. Ingen venter, at du svarer fra sofaen.",
            "words": "Vi læser med igen i morgen fra kl. 8. Godnat herfra. [navn]",
        },
    ),
    (
        *(150, "everywhere", "jonas", True),
        {
            "kind": ClauseKind.recommend,
            "touches": Touches.heated,
            "text": "at du siger til svarvagten, når noget har ramt dig.",
            "reason": "Ingen skal gå hjem med en kommentar alene.",
        },
    ),
)
LEANT_ON = {
    "everywhere:1": (
        "tm-gravemaskinen",
        "kb-koldt-vand",
        "jc-sanne-skriver",
        "as-telefonfilm",
    ),
    "everywhere:2": ("as-vaccine", "as-natholdet"),
    "everywhere:3": ("bs-undskyld", "ko-rettelsen", "be-koerte-forkert"),
    "everywhere:4": ("jc-et-job",),
    "everywhere:8": ("jc-svaere-kommentarer", "bs-svarbank"),
    "everywhere:11": ("sd-stoevler", "sd-madpakken"),
    "everywhere:13": ("sd-dagpleje-annonce",),
    "everywhere:14": ("be-ved-ikke-endnu",),
    "everywhere:17": ("ko-natlukket",),
    "facebook:1": ("bs-svar-en-time", "bs-fem-svar-halv-otte"),
    "facebook:2": ("tm-hoering-baenken", "be-hoejvande", "tm-cykeltaelling"),
    "instagram:1": ("bs-quiz-i-story", "hr-foerste-uge"),
    "instagram:2": ("ko-alt-tekst",),
    "linkedin-page:1": ("hr-svaert-foerst",),
    "linkedin-personal:2": ("be-koerte-forkert", "di-det-dummeste"),
    "bluesky:1": ("tm-trafik-bluesky",),
    "reddit:3": ("kb-reddit",),
    "youtube:1": ("as-faldvideo", "jc-90-sekunder"),
    "website:1": ("bs-flytteguide",),
}
LEFT = {
    "tiktok:3": (9, 40, 71, 98, 120, 133, 180, 201),
    "everywhere:15": (12, 30, 33, 77, 140, 210),
    "everywhere:11": (20, 95),
}
READ = {
    "everywhere": 34,
    "facebook": 27,
    "instagram": 12,
    "linkedin-personal": 9,
    "reddit": 2,
}


def plant_rules(
    planted: Mapping[str, Experiment],
    people: Mapping[str, Person],
    at: Callable[[int], dt.datetime],
) -> None:
    """Decide, change and read the guidelines as time went.

    Args:
        at: A moment of so many days ago.
    """
    keeper = people["helle"]
    acts = [
        (days, _decide, (slug, stance, whom, why, keeper))
        for days, slug, stance, whom, why in DECIDED
    ]
    acts += [(days, _stand_by, (slug, keeper)) for days, slug in STOOD_BY]
    acts += [
        (days, _amend, (key, people[by], anew, says))
        for days, key, by, anew, says in AMENDED
    ]
    acts += [(days, _retire, (key, people[by])) for days, key, by in RETIRED]
    acts += [
        (days, _add, (slug, people[by], anew, card))
        for days, slug, by, anew, card in ADDED
    ]
    for days, act, said in sorted(acts, key=lambda one: -one[0]):
        act(*said, at(days))
    for key, attempts in LEANT_ON.items():
        clause = Clause.get(Clause.key == key)
        for name in attempts:
            Footing.create(experiment=planted[name], clause=clause)
    for key, times in LEFT.items():
        for days in times:
            Stop.count(Clause.get(Clause.key == key), on=at(days).date())
    for slug, many in READ.items():
        for person in list(people.values())[:many]:
            Reader.count_in(_guideline(slug), person)


def _decide(
    slug: str, stance: Stance, whom: str, why: str, by: Person, at: dt.datetime
) -> None:
    guideline = _guideline(slug)
    english = "" if why else guideline.why_en
    said = {
        "why": why or guideline.why,
        "why_en": english,
        "decided_by": whom,
        "decided_on": at.date(),
    }
    guideline.decide(stance=stance, **said, version=guideline.version, by=by, at=at)


def _stand_by(slug: str, by: Person, at: dt.datetime) -> None:
    _guideline(slug).stand_by(by=by, at=at)


def _amend(key: str, by: Person, anew: bool, says: dict, at: dt.datetime) -> None:
    clause = Clause.get(Clause.key == key)
    emptied = {f"{name}_en": "" for name in says}
    clause.amend(version=clause.version, by=by, at=at, anew=anew, **says, **emptied)


def _retire(key: str, by: Person, at: dt.datetime) -> None:
    Clause.get(Clause.key == key).retire(by=by, at=at)


def _add(slug: str, by: Person, anew: bool, card: dict, at: dt.datetime) -> None:
    Clause.add(_guideline(slug), by=by, at=at, anew=anew, **card)


def _guideline(slug: str) -> Guideline:
    return Guideline.get(Guideline.slug == slug)
