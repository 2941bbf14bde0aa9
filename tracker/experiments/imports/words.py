"""The words of a list and their meaning: outcomes, decisions and formats."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.core.imports import is_nothing
from tracker.experiments.models.enums import Format
from tracker.lessons.enums import CouldTell, Decision, Outcome

# What single words of a short text say, beside the synonyms of the outcomes
YES = frozenset(Outcome.supported.synonyms)
NO = frozenset(Outcome.refuted.synonyms)
PARTLY = frozenset(Outcome.mixed.synonyms)
UNSETTLED = frozenset(Outcome.inconclusive.synonyms)
STOPPED = frozenset(Outcome.stopped.synonyms)
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
OUTCOME_OF = Outcome.by_synonym() | {"1": Outcome.supported, "0": Outcome.refuted}
SIGNS = (
    dict.fromkeys("✓✔✅☑👍🎉🏆🟢", Outcome.supported)
    | dict.fromkeys("✗✘❌✖👎🔴☒", Outcome.refuted)
    | dict.fromkeys("🟡🤷", Outcome.inconclusive)
)
# A longer text is a story; only its first word counts
MOST_WORDS = 6

DECISION_OF = Decision.by_synonym() | {word.label: word for word in Decision}
COULD_TELL_OF = CouldTell.by_synonym()
FORMAT_OF = Format.by_synonym()

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
