"""What the demo's leaders promised: kept, not kept, open, moved, and one that nobody
has answered in time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.business_case.models import BusinessCase
from tracker.commitments.models import Commitment, Settled, Settlement
from tracker.experiments.models import Experiment
from tracker.summaries.models import SummarySignature

SUMMARY = "summary"
CASE = "business_case"


@dataclass(frozen=True)
class Promised:
    """Days are counted back from now; a day to come is below zero.

    Attributes:
        of: The attempt it was promised from, or the summary that was signed last, or
            the business case.
        lesson: Whether it was promised from the attempt's lesson.
        moved: When its day was moved, from which day, and why.
        settled: When it was answered, and what became of it.
    """

    by: str
    of: str
    text: str
    made: int
    due: int
    lesson: bool = False
    moved: tuple[int, int, str] | None = None
    settled: tuple[int, str] | None = None
    word: str = ""


PROMISES = (
    Promised(
        *(
            "bodil",
            "bs-ventetid-x",
            "Vi spørger borgerne, før vi måler noget på deres vegne.",
        ),
        *(340, 250),
        settled=(249, "not_kept"),
        word="Det glemte vi to gange. Nu står det øverst i den skabelon, vi planlægger efter.",
    ),
    Promised(
        *(
            "marianne",
            "hr-rekrutfilm",
            "Vi køber ikke en film til, før vi har prøvet med en telefon.",
        ),
        *(320, 120),
        lesson=True,
        settled=(118, "kept"),
        word="Tre kolleger filmer nu selv. Den dyreste udgift har været et stativ.",
    ),
    Promised(
        *(
            "thomas",
            "sd-fire-paa-en-konto",
            "Hver skole får én, der har ansvaret, og tid til det i skemaet.",
        ),
        *(305, 190),
        settled=(188, "not_kept"),
        word=(
            "Syv af ni skoler fik en. De to sidste fandt jeg ikke timer til. Jeg lovede det, før"
            " jeg havde talt dem."
        ),
    ),
    Promised(
        *(
            "kirsten",
            "di-mandagsbrev",
            "Jeg spørger i stedet for at skrive, og jeg svarer på alle de svar, der kommer.",
        ),
        *(300, 150),
        settled=(147, "kept"),
        word=(
            "Der kom 184 svar, og det tog mig to weekender. Det var den bedste læsning, jeg har"
            " haft i år."
        ),
    ),
    Promised(
        *(
            "bodil",
            "bs-spoergetime-aften",
            "Svaret på det, flest ringer om, ligger der, før telefonen åbner.",
        ),
        *(290, 35),
        lesson=True,
        settled=(33, "kept"),
        word=(
            "Det begyndte med fem svar klokken halv otte. Signe og de andre fandt formen; jeg fandt"
            " timerne."
        ),
    ),
    Promised(
        *(
            "thomas",
            "sd-lus",
            "Jeg læser hvert opslag om fravær, før det kommer ud, indtil vi har fundet tonen.",
        ),
        *(90, -5),
        lesson=True,
    ),
    Promised(
        *(
            "henning",
            "be-koerte-forkert",
            "På næste møde fortæller jeg om en udrykning, hvor jeg selv tog fejl.",
        ),
        *(84, 12),
    ),
    Promised(
        *(
            "ulla",
            "as-chat",
            "Pårørende får ét nummer, og det bliver taget af en, der kender deres mor.",
        ),
        *(80, -20),
        moved=(
            12,
            10,
            "Vagtplanen skal laves om først, og det tager en måned mere, end jeg troede.",
        ),
    ),
    Promised(
        *(
            "kirsten",
            SUMMARY,
            "Hver chef i direktionen fortæller om ét forsøg, der ikke holdt, på vores seminar.",
        ),
        *(30, -12),
    ),
    Promised(
        *(
            "kirsten",
            CASE,
            (
                "Vi gør op, hvad forsøgene har kostet i timer, og lægger tallet frem, også hvis det"
                " er højere end ventet."
            ),
        ),
        *(26, -60),
    ),
)


def plant_promises(
    planted: Mapping[str, Experiment],
    people: Mapping[str, Person],
    at: Callable[[int], dt.datetime],
    *,
    because_of_quarters: bool = False,
) -> None:
    """Promise, move and answer, each on its day; after the business case.

    Args:
        at: A moment of so many days ago.
        because_of_quarters: Only those that were promised from a quarter's summary,
            once there is one; the others else, which the summaries tell of.
    """
    for one in PROMISES:
        if (one.of == SUMMARY) is not because_of_quarters:
            continue
        leader = people[one.by]
        made = at(one.made)
        due = _day(one.moved[1] if one.moved else one.due, at)
        promise = Commitment.promise(
            _what(one, planted),
            text=one.text,
            due_on=due,
            by=leader,
            at=made,
            on=made.date(),
        )
        if one.moved:
            moment = at(one.moved[0])
            said = {
                "text": one.text,
                "due_on": _day(one.due, at),
                "why": one.moved[2],
                "version": promise.version,
            }
            promise.amend(**said, by=leader, at=moment, on=moment.date())
        if one.settled:
            days, settled = one.settled
            Settlement.answer(
                promise, settled=Settled(settled), word=one.word, by=leader, at=at(days)
            )


def _what(one: Promised, planted: Mapping[str, Experiment]):
    if one.of == SUMMARY:
        return (
            SummarySignature.select()
            .order_by(SummarySignature.at.desc())
            .first()
            .summary
        )
    if one.of == CASE:
        return BusinessCase.select().first()
    if one.lesson:
        return planted[one.of].lessons.get()
    return planted[one.of]


def _day(days_ago: int, at: Callable[[int], dt.datetime]) -> dt.date:
    return at(0).date() - dt.timedelta(days=days_ago)
