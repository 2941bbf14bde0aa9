"""The words of a list and their meaning: outcomes, decisions and formats."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tracker.core.imports import is_nothing
from tracker.experiments.imports.outcome_words import (
    ANSWERING,
    BARE_NEGATIONS,
    CERTAIN,
    DOUBT,
    EQUAL,
    HARMLESS,
    KNOWN,
    LESS,
    MANNER,
    NEGATED,
    NEGATIONS,
    NO,
    NOT_ALL,
    OPEN,
    OPEN_SENTENCES,
    OPEN_SIGNS,
    OUTCOME_OF,
    PARTLY,
    RESERVATIONS,
    REVERSED,
    SIGNIFICANCE,
    SIGNS,
    SMALL,
    STARTED,
    STOPPED,
    TURNING,
    UNMOVED,
    UNPROVEN,
    UNSETTLED,
    VERY,
    WINNER,
    WISHED,
    WORKING,
    YES,
)
from tracker.experiments.models.enums import Format
from tracker.lessons.enums import CouldTell, Decision, Outcome

# A longer text is a story; only its first word counts
MOST_WORDS = 6
LONGEST = 100  # of a text that is kept with its answer

DECISION_OF = Decision.by_synonym() | {word.label: word for word in Decision}
COULD_TELL_OF = CouldTell.by_synonym()
FORMAT_OF = Format.by_synonym()

# Which of two versions won says nothing of the hypothesis
_SIDE_WON = re.compile(
    r"\b(?:[a-d]|kontrol\w*|control|original\w*)"
    r" (?:vandt|vinder|won|wins|(?:er |var |is |was )?(?:bedst|bedre|best|better))\b"
    r"|\b(?:vinder|winner) (?:[a-d]|kontrol\w*|control|original\w*)\b"
)
# Virkede det? Nej; opfyldt: ja
_LABELLED = re.compile(r"(?P<label>[^:?=]+)[:?=]+ ?(?P<answer>ja|nej|yes|no)\W*")
_NUMBER = re.compile(r"(?P<sign>[-−–]?)(?P<whole>\d+)(?:[.,]0+)?(?P<percent>\s*%)?")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Answer(NamedTuple):
    """The outcome in a cell.

    Attributes:
        outcome: None where there is none yet.
        known: Whether the text is a known word; an unknown one is inconclusive.
        is_open: Whether the text says that the experiment is not over.
        is_arguable: Whether others might read a known text in another way.
    """

    outcome: Outcome | None
    known: bool = True
    is_open: bool = False
    is_arguable: bool = False


def outcome(text: str) -> Answer:
    """The outcome in the text of a cell.

    A known word or sentence has its own meaning. In other short texts single words
    decide: partly before stopped before yes and no, and a negation turns yes into no.
    What is not significant is unsettled; without an effect or a difference it is refuted.
    """
    if len(text) > LONGEST:
        return _read(text)
    return _read_before(text)


def _read(text: str) -> Answer:
    plain = " ".join(text.replace("_", " ").casefold().replace("’", "'").split())
    if is_nothing(plain.rstrip(".")):
        return Answer(None)
    words = _WORD.findall(plain.replace("n.s", "ns"))
    answer = _meaning(plain, words)
    settled = answer.outcome not in (None, Outcome.inconclusive)
    if settled and answer.known and _is_arguable(plain, words, answer):
        return answer._replace(is_arguable=True)
    return answer


def _is_arguable(plain: str, words: list[str], answer: Answer) -> bool:
    """Whether a text asks, takes a part back, tells a story, or says that nothing moved."""
    if "?" in plain or len(words) > MOST_WORDS:
        return True
    if not UNMOVED.isdisjoint(words):
        return True
    if _has_more(words, answer.outcome):
        return True
    return not RESERVATIONS.isdisjoint(words)


def _has_more(words: list[str], outcome: Outcome) -> bool:
    """Whether words stand beside an answer that may change it.

    Why or when something was stopped changes nothing.
    """
    if outcome is Outcome.stopped or " ".join(words) in OUTCOME_OF:
        return False
    if all(word.isdecimal() for word in words):
        return False
    if "no" in words and len(words) > 1 and ANSWERING.isdisjoint(words):
        return True  # no result
    is_turned = words[-1] in BARE_NEGATIONS or not PARTLY.isdisjoint(words)
    if is_turned and not NEGATIONS.isdisjoint(words):
        return True  # bedre uden; ikke delvist
    more = [word for word in words if word not in KNOWN]
    return bool(more) and not (outcome is Outcome.mixed and NOT_ALL.issuperset(more))


def _meaning(plain: str, words: list[str]) -> Answer:
    if number := _NUMBER.fullmatch(plain):
        return _of_number(number)
    if not words:
        return _of_signs(plain)
    sentence = " ".join(words)
    if sentence in OUTCOME_OF:
        return Answer(OUTCOME_OF[sentence])
    if sentence in OPEN | OPEN_SENTENCES:
        return Answer(None, is_open=True)
    label = _LABELLED.fullmatch(plain)
    if label and len(words) <= MOST_WORDS:
        if TURNING.isdisjoint(_WORD.findall(label["label"])):
            return Answer(OUTCOME_OF[label["answer"]])
        return Answer(Outcome.inconclusive, known=False)
    if _SIDE_WON.search(sentence):
        return Answer(Outcome.inconclusive, known=False)
    return _weighed(words)


_read_before = lru_cache(maxsize=1024)(_read)


def _of_number(number: re.Match) -> Answer:
    """One or zero, also as programs write it (1.0); no other number says how it went."""
    outcome = OUTCOME_OF.get(number["whole"])
    if outcome is None or number["sign"] or number["percent"]:
        return Answer(Outcome.inconclusive, known=False)
    return Answer(outcome)


def _of_signs(text: str) -> Answer:
    if text in ("+/-", "+-", "-/+"):
        return Answer(Outcome.mixed)
    if OPEN_SIGNS & set(text):
        return Answer(None, is_open=True)
    found = {SIGNS[sign] for sign in text if sign in SIGNS}
    if len(found) == 1:
        return Answer(found.pop())
    return Answer(Outcome.inconclusive, known=False)


def _shows_nothing(rest: set[str], negated: set[str]) -> bool:
    """Whether words tell of doubt, of chance, of a tie or of a wish."""
    if rest & DOUBT or len(negated - {"no"}) > 1:
        return True
    if rest & (UNPROVEN | EQUAL) or (rest & LESS and rest & YES):
        return True
    if negated:
        return bool(rest & (SIGNIFICANCE | WINNER))
    return bool(rest & WISHED)


def _is_not_started(words: list[str]) -> bool:
    """Ikke evalueret and virker ikke endnu, but not evalueret, virkede ikke."""
    if "endnu" in words or "yet" in words or not (YES | NO | NEGATED) & set(words):
        return True
    return any(one in NEGATIONS and two in STARTED for one, two in pairwise(words))


def _weighed(words: list[str]) -> Answer:
    single = set(words)
    if len(words) > MOST_WORDS:
        single = {words[0]}
    negated = single & NEGATIONS
    rest = single - negated
    if rest & MANNER:
        rest -= WORKING | VERY  # virkede dårligt, rigtig skidt
    unknown = Answer(Outcome.inconclusive, known=False)
    if _shows_nothing(rest, negated):
        return unknown
    if negated and rest & NOT_ALL and rest <= NOT_ALL | YES | NO:
        return Answer(Outcome.mixed)
    if not negated and rest & REVERSED and not rest & (YES - NEGATED):
        return Answer(Outcome.refuted)
    if rest & REVERSED - NO:
        return unknown  # virkede modsat
    if not negated and rest & SMALL and rest & (NEGATED | YES) and not rest & NO:
        return Answer(Outcome.mixed)
    if negated and rest & STARTED and _is_not_started(words):
        return Answer(None, is_open=True)
    if rest & PARTLY and not negated:
        return Answer(Outcome.mixed)
    if rest & STOPPED and negated:
        return unknown
    if rest & STOPPED:
        return Answer(Outcome.stopped)
    if negated and (rest & CERTAIN or {"kan", "vurderes"} <= rest):
        return Answer(Outcome.inconclusive)
    if rest & UNSETTLED:
        return Answer(Outcome.inconclusive)
    if negated and words[0] in ("ja", "jo", "yes"):
        return unknown  # ja, ikke dårligt
    if negated and words[0] == "nej" and rest <= HARMLESS - YES:
        return Answer(Outcome.refuted)  # nej, slet ikke
    if negated and rest & NO - UNMOVED and not rest & (YES - NEGATED):
        return unknown  # ingen negativ effekt
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
