"""The words of a list and their meaning: outcomes, decisions and formats."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.core.imports import is_nothing
from tracker.experiments.models.enums import Format
from tracker.lessons.enums import Decision, Outcome

YES = frozenset(
    "supported validated valid successful successfully success succes succesfuld"
    " succesfuldt succeeded succeed yes y true confirmed held holds worked works work"
    " ja j jo jep yep yup sandt sand holdt holder virkede virker virket virkningsfuld"
    " bekræftet bekræftes bekræftede lykkedes lykkes lykket winner win won wins vinder"
    " vandt positiv positive positivt accepted accept godkendt opnået opnåede nået"
    " achieved reached passed pass bestået signifikant significant forbedret forbedring"
    " improved improvement better bedre god godt good great proven proved verified"
    " verificeret correct korrekt rigtig rigtigt fungerede fungerer fungeret opfyldt"
    " indfriet effekt effective effektiv effektivt uplift".split()
)
NO = frozenset(
    "refuted invalidated invalid failed fail fails failure unsuccessful no n nej nope"
    " false falsk falskt disproved disproven afkræftet afkræftes afkræftede mislykkedes"
    " mislykket mislykkes mislykke fiasko flop floppede floppet dårlig dårligt bad poor"
    " worse værre forkastet forkastes afvist rejected reject unsupported unconfirmed"
    " ubekræftet loser loss lost lose loses taber tabt tabte negativ negative negativt"
    " fejlede fejlet fejl forværret usand usandt forkert wrong untrue ineffective"
    " virkningsløs uvirksom duede".split()
)
PARTLY = frozenset(
    "mixed partly partially partial blandet blandede delvist delvis nogenlunde tildels"
    " dels halvt halvvejs somewhat begge både".split()
)
UNSETTLED = frozenset(
    "inconclusive unsettled unclear maybe perhaps unsure uncertain uafklaret uafgjort"
    " måske usikkert usikker neutral neutralt flat uvist undecided tie draw".split()
)
STOPPED = frozenset(
    "stopped stop aborted cancelled canceled abandoned terminated stoppet afbrudt aflyst"
    " annulleret opgivet droppet skrinlagt".split()
)
OPEN = frozenset(
    "igang kører kørende løbende running ongoing progress planlagt planlægges planned"
    " planning scheduled kommende upcoming afventer afventende pending venter waiting"
    " draft kladde backlog todo startet started begyndt begun testing tester testes"
    " aktiv active live åben open undervejs pause paused hold queued".split()
)
# Words that turn another word into its opposite
NEGATIONS = frozenset(
    "ikke ej not no ingen intet aldrig never without uden none didn't doesn't don't isn't"
    " wasn't won't hasn't cannot can't".split()
)
NEGATED = frozenset(
    "forskel difference effect ændring change impact virkning udslag gevinst gain"
    " improvement forbedring stik hold work win support confirm validate succeed".split()
)
CERTAIN = frozenset(
    "sikker sikkert sure afklaret afgjort clear conclusive known".split()
)
STARTED = frozenset(
    "startet started begyndt begun færdig færdige finished afsluttet completed complete"
    " done igangsat gennemført endnu yet".split()
)
SENTENCES = {
    "1": Outcome.supported,
    "0": Outcome.refuted,
    "holdt stik": Outcome.supported,
    "holdt delvist": Outcome.mixed,
    "holdt delvist stik": Outcome.mixed,
    "partly held": Outcome.mixed,
    "både og": Outcome.mixed,
    "både-og": Outcome.mixed,
    "til dels": Outcome.mixed,
    "sort of": Outcome.mixed,
    "ved ikke": Outcome.inconclusive,
    "don't know": Outcome.inconclusive,
    "i don't know": Outcome.inconclusive,
    "uden resultat": Outcome.refuted,
    "stopped early": Outcome.stopped,
    "stoppet undervejs": Outcome.stopped,
}
OUTCOME_OF = SENTENCES | {
    word: outcome
    for outcome, words in (
        (Outcome.supported, YES),
        (Outcome.refuted, NO),
        (Outcome.mixed, PARTLY),
        (Outcome.inconclusive, UNSETTLED),
        (Outcome.stopped, STOPPED),
    )
    for word in words
}
SIGNS = (
    dict.fromkeys("✓✔✅☑👍🎉🏆🟢", Outcome.supported)
    | dict.fromkeys("✗✘❌✖👎🔴☒", Outcome.refuted)
    | dict.fromkeys("🟡🤷", Outcome.inconclusive)
)
# A longer text is a story; only its first word counts
MOST_WORDS = 6

DECISION_OF = {word.value: word for word in Decision}
DECISION_OF |= {word.label: word for word in Decision}
DECISION_OF |= {
    "gøre det fast": Decision.adopt,
    "tilpasse det": Decision.adapt,
    "lade det ligge": Decision.stop,
    "prøve igen": Decision.retry,
}
FORMAT_OF = {word.value: word for word in Format}
FORMAT_OF |= {
    "opslag": Format.post,
    "historie": Format.story,
    "svar": Format.reply,
    "gruppe": Format.group,
    "kampagne": Format.campaign,
    "annonce": Format.advert,
    "andet": Format.other,
}

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Answer(NamedTuple):
    """The outcome in a cell.

    Attributes:
        outcome: None where there is none yet.
        known: Whether the text is a known word; an unknown one is inconclusive.
        is_open: Whether the text says that the experiment is not over.
    """

    outcome: Outcome | None
    known: bool = True
    is_open: bool = False


def outcome(text: str) -> Answer:
    """The outcome in the text of a cell.

    A known word or sentence has its own meaning. In other short texts single words
    decide: partly before stopped before yes and no, and a negation turns yes into no.
    """
    plain = " ".join(text.replace("_", " ").casefold().replace("’", "'").split())
    if is_nothing(plain.rstrip(".")):
        return Answer(None)
    words = _WORD.findall(plain)
    if not words:
        return _of_signs(plain)
    sentence = " ".join(words)
    if sentence in OUTCOME_OF:
        return Answer(OUTCOME_OF[sentence])
    if sentence in OPEN or sentence == "i gang":
        return Answer(None, is_open=True)
    return _weighed(words)


def _of_signs(text: str) -> Answer:
    found = {SIGNS[sign] for sign in text if sign in SIGNS}
    if len(found) == 1:
        return Answer(found.pop())
    return Answer(Outcome.inconclusive, known=False)


def _weighed(words: list[str]) -> Answer:
    single = set(words)
    if len(words) > MOST_WORDS:
        single = {words[0]}
    negated = single & NEGATIONS
    rest = single - negated
    unknown = Answer(Outcome.inconclusive, known=False)
    if negated and rest & STARTED:
        return Answer(None, is_open=True)
    if rest & PARTLY and not negated:
        return Answer(Outcome.mixed)
    if rest & STOPPED:
        return Answer(Outcome.stopped)
    if negated and rest & CERTAIN:
        return Answer(Outcome.inconclusive)
    if rest & UNSETTLED:
        return Answer(Outcome.inconclusive)
    if negated and rest & (YES | NEGATED | PARTLY):
        return Answer(Outcome.refuted)
    if negated and rest & NO:
        return unknown
    if rest & YES and rest & NO:
        return unknown
    if rest & OPEN or {"i", "gang"} <= rest:
        return Answer(None, is_open=True)
    if rest & YES:
        return Answer(Outcome.supported)
    if rest & NO or single & {"no", "nej"}:
        return Answer(Outcome.refuted)
    return unknown
